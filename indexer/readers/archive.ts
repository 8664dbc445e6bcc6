import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import { isAbout } from '../file-names.ts';
import { ReadError, type Reader } from '../reader.ts';
import { type ArchiveEntry, openArchive } from './archive-entries.ts';
import { FORMATS } from './formats.ts';
import { readBytes } from './read-bytes.ts';

const MEGABYTE = 1024 * 1024;
const MAX_BYTES = 256 * MEGABYTE;
const LIMITS = { entry: 64 * MEGABYTE, total: 2048 * MEGABYTE };

/** Archives inside an archive are where bombs hide, and nobody publishes reports so. */
const ARCHIVE = /\.(?:zip|rar|7z|tar|t?gz|bz2|xz)$/iu;
/** Names listed in a sentence. */
const MOST_NAMES = 10;

const listed = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMES).join('、') + (names.length > MOST_NAMES ? ` 等 ${names.length} 个` : '');

const unpack = async (zip: ZipFile, { entry }: ArchiveEntry): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  // The stream ends with an error where an entry is longer than it says.
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32) throw new RangeError('checksum');
  return content;
};

/** Why an entry is not to be unpacked; null when it is. */
const refusalOf = ({ path, entry }: ArchiveEntry, limit: number): string | null => {
  if (ARCHIVE.test(path)) return '压缩包里的压缩包不读；请先解开再导入';
  if (entry.isEncrypted()) return '加了密码，无法读取；请解开后再导入';
  if (entry.uncompressedSize > limit)
    return `解压后有 ${Math.round(entry.uncompressedSize / MEGABYTE)} MB，超过上限 ${Math.round(limit / MEGABYTE)} MB`;
  return null;
};

/**
 * Zip archives: each readable file in them as if it lay in a folder of the archive's name, its own bytes the original.
 * `readerFor` tells the reader of an inner path.
 */
export const createArchiveReader = (readerFor: (path: string) => Reader | undefined): Reader => ({
  // It holds many reports, each told by its own bytes; the archive as such has its limit below.
  ...FORMATS.zip,
  async *read(file, open, watch) {
    const name = file.sourcePath;
    const bytes = await readBytes(file, open, MAX_BYTES);
    const { zip, entries, outside } = await openArchive(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      name,
    );
    for (const path of outside)
      yield { failure: { sourcePath: name, reason: `${name}：其中的“${path}”指向压缩包之外，没有读。` } };

    const unknown: string[] = [];
    const seen = new Set<string>();
    let total = 0;
    let found = 0;
    const readable = entries.filter((inner) => {
      if (isAbout(inner.path.slice(inner.path.lastIndexOf('/') + 1))) return false;
      if (ARCHIVE.test(inner.path) || readerFor(inner.path)) return true;
      unknown.push(inner.path);
      return false;
    });
    let notes = unknown.length === 0 ? [] : [`压缩包里有不认识的文件类型，没有读：${listed(unknown)}。`];
    if (readable.length === 0)
      throw new ReadError(
        `${name}：压缩包里没有可以读的报告${unknown.length > 0 ? `（${listed(unknown)}）` : ''}。`,
      );
    for (const inner of readable) {
      const sourcePath = `${name}/${inner.path}`;
      if (watch?.isLost(sourcePath)) continue;
      const reader = readerFor(inner.path);
      const refusal = seen.has(inner.path)
        ? '压缩包里有两个同名的文件，只读了前一个'
        : refusalOf(inner, Math.min(LIMITS.entry, reader?.maxBytes ?? 0));
      seen.add(inner.path);
      if (refusal || !reader) {
        yield { failure: { sourcePath, reason: `${sourcePath}：${refusal}。` } };
        continue;
      }
      total += inner.entry.uncompressedSize;
      if (total > LIMITS.total)
        throw new ReadError(
          `${name}：解压后超过 ${LIMITS.total / MEGABYTE} MB，从“${inner.path}”起没有读。请拆分后再导入。`,
        );
      watch?.onEntry?.(sourcePath);
      try {
        const content = await unpack(zip, inner);
        const innerFile = {
          absolutePath: `${file.absolutePath}/${inner.path}`,
          sourcePath,
          size: content.length,
        };
        for await (const item of reader.read(innerFile, () => Readable.from([content]), watch)) {
          if ('failure' in item) {
            yield item;
            continue;
          }
          found++;
          yield { report: { ...item.report, warnings: [...notes, ...item.report.warnings] } };
          notes = [];
        }
      } catch (error) {
        const reason =
          error instanceof ReadError
            ? error.message
            : `${sourcePath}：压缩数据已损坏，无法解开。请重新下载后再导入。`;
        yield { failure: { sourcePath, reason } };
      }
    }
    if (found === 0 && notes.length > 0)
      yield { failure: { sourcePath: name, reason: `${name}：${notes[0]}` } };
  },
});
