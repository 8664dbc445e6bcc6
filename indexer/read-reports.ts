import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Likeness, ReportStamp } from '../src/search/ports.ts';
import { isAddress } from './addresses/address.ts';
import { withSourceAddress } from './addresses/source-address.ts';
import { likenessOf } from './copies/likeness.ts';
import type { KeptReport } from './parse-protocol.ts';
import { type RawReport, ReadError, type SourceFile, type StatedMetadata } from './reader.ts';
import { readerFor } from './readers/index.ts';
import type { UnderstoodReport } from './understand.ts';

export type Understand = (raw: RawReport) => UnderstoodReport;

/** One report of a file, or why there is none. `origin` is the absolute path, with `#line` for a row, or the address asked for. */
export type ReadOutcome =
  | {
      readonly understood: UnderstoodReport;
      readonly raw: RawReport;
      readonly origin: string;
      /** As LoadedReport's. */
      readonly stated: string;
      readonly likeness: Likeness;
    }
  | { readonly unchanged: string }
  | { readonly failure: string; readonly reason: string };

const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
};

/** What tells a report from a changed one: its bytes, and what is stated about it from outside. */
export const versionOf = ({ sha256, stated = '' }: Pick<ReportStamp, 'sha256' | 'stated'>): string =>
  sha256 + stated;

/** Stated metadata in an order of its own, so that two equal ones are equal as text. */
const toText = (stated: StatedMetadata | undefined): string =>
  stated && Object.keys(stated).length > 0
    ? JSON.stringify(Object.fromEntries(Object.entries(stated).sort(([a], [b]) => (a < b ? -1 : 1))))
    : '';

/** What is stated from outside beats what the file says of itself. */
const withStated = (
  raw: RawReport,
  { stated, warnings = [] }: Pick<SourceFile, 'stated' | 'warnings'>,
): RawReport => {
  if (stated === undefined && warnings.length === 0) return raw;
  const { byPage, ...own } = raw.stated;
  const left = byPage?.filter((field) => !(field in (stated ?? {})));
  return {
    ...raw,
    stated: { ...own, ...stated, ...(left ? { byPage: left } : {}) },
    warnings: [...warnings, ...raw.warnings],
  };
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

const reasonOf = (error: unknown): string => {
  if (error instanceof ReadError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return '没有读取权限';
  if (code === 'ENOENT') return '读取时文件已不在';
  return `读取失败：${message}`;
};

export interface ReadOptions {
  /** Leaves out so many reports and failures at the beginning of the file. */
  readonly skip?: number;
  /** Source paths that processes died over before: left out, and no part of `skip`. */
  readonly lost?: readonly string[];
  /** Called with each report's source path before it is understood, with that of a row of a table also before it is read. */
  readonly onReport?: ((sourcePath: string) => void) | undefined;
  /** Called with the source path of each file in an archive before it is read, and with what `skip` would leave out all before it. */
  readonly onEntry?: ((sourcePath: string, before: number) => void) | undefined;
}

/**
 * Reads one file. `isUnchanged(origin, version)` tells whether the index has just these bytes from there, with the same
 * stated about them; such reports are not parsed again.
 */
export const readReports = async function* (
  file: SourceFile,
  understand: Understand,
  isUnchanged: (origin: string, version: string) => boolean,
  { skip = 0, lost = [], onReport, onEntry }: ReadOptions = {},
): AsyncGenerator<ReadOutcome> {
  // By the name it was given: a link may lead to a file that is called anything.
  const reader = readerFor(file.sourcePath);
  if (!reader) return;
  if (file.size > reader.maxBytes) {
    yield {
      failure: file.sourcePath,
      reason: `文件有 ${megabytes(file.size)}，超过 ${reader.name} 的上限 ${megabytes(reader.maxBytes)}；请拆分，或改成 jsonl（一行一份报告，不限大小）`,
    };
    return;
  }
  const stated = toText(file.stated);
  const place = file.fetched?.address ?? file.absolutePath;
  try {
    // A format read as a whole is told by its bytes before it is parsed; one of many reports row by row.
    const wholeFile = Number.isFinite(reader.maxBytes);
    if (wholeFile && isUnchanged(place, versionOf({ sha256: await hashFile(file.absolutePath), stated }))) {
      yield { unchanged: place };
      return;
    }
    let passed = 0;
    const isLost = (sourcePath: string) => lost.includes(sourcePath);
    const open = () => createReadStream(file.absolutePath);
    const watch = { onEntry: (path: string) => onEntry?.(path, passed), onRow: onReport, isLost };
    for await (const item of reader.read(file, open, watch)) {
      if ('report' in item && isLost(item.report.sourcePath)) continue;
      if (passed++ < skip) continue;
      if ('failure' in item) {
        yield { failure: item.failure.sourcePath, reason: item.failure.reason };
        continue;
      }
      const read = file.fetched ? withSourceAddress(item.report, file.fetched.final) : item.report;
      const raw = withStated(read, file);
      const origin = place + raw.sourcePath.slice(file.sourcePath.length);
      const sha256 = createHash('sha256').update(raw.bytes).digest('hex');
      if (!wholeFile && isUnchanged(origin, versionOf({ sha256, stated }))) {
        yield { unchanged: origin };
        continue;
      }
      onReport?.(raw.sourcePath);
      try {
        const understood = understand(raw);
        if (understood.paragraphs.length === 0)
          yield { failure: raw.sourcePath, reason: '没有正文：除去网页外框后没有剩下文字' };
        else yield { understood, raw, origin, stated, likeness: likenessOf(understood) };
      } catch (error) {
        yield { failure: raw.sourcePath, reason: reasonOf(error) };
      }
    }
  } catch (error) {
    yield { failure: file.sourcePath, reason: reasonOf(error) };
  }
};

/** Reads a report again from its kept bytes. `stamp.sourcePath` tells its format; a row of a jsonl file was kept as that row. */
export const rereadOriginal = async (
  stamp: KeptReport,
  findOriginal: (sha256: string) => Readable,
  understand: Understand,
): Promise<ReadOutcome> => {
  const failure = (reason: string): ReadOutcome => ({ failure: stamp.sourcePath, reason });
  const { stated = '' } = stamp;
  const path = stamp.sourcePath.replace(/#\d+$/, '');
  const reader = readerFor(path);
  if (!reader) return failure('重建时不再认识它的文件类型，保留原有段落');
  try {
    const file = { absolutePath: stamp.origin, sourcePath: path, size: 0 };
    for await (const item of reader.read(file, () => findOriginal(stamp.sha256))) {
      if ('failure' in item) return failure(item.failure.reason);
      const read = { ...item.report, sourcePath: stamp.sourcePath };
      const fetched = isAddress(stamp.origin) && stamp.sourceUrl !== null;
      const own = fetched ? withSourceAddress(read, stamp.sourceUrl) : read;
      const raw = withStated(own, stated === '' ? {} : { stated: JSON.parse(stated) as StatedMetadata });
      const understood = understand(raw);
      return { understood, raw, origin: stamp.origin, stated, likeness: likenessOf(understood) };
    }
    return failure('重建时原件里没有报告，保留原有段落');
  } catch (error) {
    return failure(`重建时${reasonOf(error)}，保留原有段落`);
  }
};
