import iconv from 'iconv-lite';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { isHiddenName, pageOfAssets } from '../file-names.ts';
import { ReadError } from '../reader.ts';
import { detectEncoding } from './decode.ts';

/** A file in an archive. */
export interface ArchiveEntry {
  /** With `/` between folders; never leads out of the archive. */
  readonly path: string;
  readonly entry: Entry;
}

export interface Archive {
  readonly zip: ZipFile;
  readonly entries: readonly ArchiveEntry[];
  /** Paths that would lead out of the archive, as they are written. */
  readonly outside: readonly string[];
}

/** More is a disk, not a set of reports. */
const MOST_ENTRIES = 20_000;
const IS_UTF8 = 0x800;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** Names are bytes; only some archives say that they are UTF-8. The others are judged together, for one name is too short. */
const decodeNames = (entries: readonly Entry[]): string[] => {
  const bytesOf = ({ fileName }: Entry): Buffer => fileName as unknown as Buffer;
  const unmarked = entries.filter(({ generalPurposeBitFlag }) => (generalPurposeBitFlag & IS_UTF8) === 0);
  const encoding = detectEncoding(
    Buffer.concat(unmarked.flatMap((entry) => [bytesOf(entry), Buffer.from('\n')])),
  );
  return entries.map((entry) =>
    iconv.decode(bytesOf(entry), entry.generalPurposeBitFlag & IS_UTF8 ? 'utf-8' : encoding),
  );
};

/** Folders and name, or null for a path that leads out. */
const toPath = (name: string): string | null => {
  const parts = name
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const leadsOut = /^[\\/]|^[A-Za-z]:/u.test(name) || parts.includes('..') || name.includes('\0');
  return leadsOut ? null : parts.join('/');
};

/** The files of an archive in the order of their names, but for hidden ones, links and what belongs to saved pages. */
export const openArchive = async (bytes: Buffer, name: string): Promise<Archive> => {
  let zip: ZipFile;
  const found: Entry[] = [];
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false });
    if (zip.entryCount > MOST_ENTRIES)
      throw new ReadError(
        `${name}：压缩包里有 ${zip.entryCount} 个文件，超过上限 ${MOST_ENTRIES} 个。请拆分后再导入。`,
      );
    for await (const entry of zip.eachEntry()) found.push(entry);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(`${name}：压缩包已损坏或不完整，无法解开。请重新下载后再导入。`, { cause: error });
  }
  const outside: string[] = [];
  const entries: ArchiveEntry[] = [];
  for (const [i, written] of decodeNames(found).entries()) {
    const entry = found[i];
    const isFolder = /[\\/]$/u.test(written);
    const isLink = entry && ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK;
    if (!entry || isFolder || isLink) continue;
    const path = toPath(written);
    if (path === null) outside.push(written);
    else if (path !== '' && !path.split('/').some(isHiddenName)) entries.push({ path, entry });
  }
  const beside = new Map<string, string[]>();
  for (const { path } of entries) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const names = beside.get(folder) ?? [];
    names.push(path.slice(folder.length));
    beside.set(folder, names);
  }
  const isAsset = (path: string): boolean => {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      const parent = folder.slice(0, folder.lastIndexOf('/') + 1);
      if (pageOfAssets(folder, beside.get(parent) ?? [])) return true;
    }
    return false;
  };
  return {
    zip,
    entries: entries.filter(({ path }) => !isAsset(path)).sort((a, b) => (a.path < b.path ? -1 : 1)),
    outside,
  };
};
