/** A file of files, as Office kept its documents until 2007 ([MS-CFB]). */
export interface CompoundFile {
  /** The bytes of a stream in the root folder, or undefined where there is none of that name. */
  readonly stream: (name: string) => Buffer | undefined;
}

export const COMPOUND_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] as const;

/** Sector numbers from here on are marks: end of chain, free, and so on. */
const FIRST_MARK = 0xffff_fffa;
const ENTRY = 128;
const MINI_SECTOR = 64;
const STREAM = 2;
const ROOT = 5;
/** Sectors of the allocation table that the header names itself. */
const IN_HEADER = 109;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/** Follows a chain through an allocation table. No chain is longer than its table: a circle ends there, with an error. */
const follow = (table: readonly number[], start: number): number[] => {
  const chain: number[] = [];
  for (let at = start; at < FIRST_MARK; at = table[at] ?? FIRST_MARK) {
    chain.push(at);
    if (chain.length > table.length) throw new RangeError('a chain of sectors runs in a circle');
  }
  return chain;
};

const numbersIn = (bytes: Buffer): number[] =>
  Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(i * 4));

/**
 * Opens a compound file. Every chain, size and offset is checked against what is there, so that no file makes it run on
 * or hold more than a few times its own size. Throws RangeError where the file contradicts itself.
 */
export const openCompoundFile = (bytes: Uint8Array): CompoundFile => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = file.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw new RangeError(`sectors of 2^${shift} bytes`);
  const sectorSize = 1 << shift;
  const sectors = Math.ceil(file.length / sectorSize) - 1;
  const sector = (at: number): Buffer => {
    if (at >= sectors) throw new RangeError(`no sector ${at}`);
    return file.subarray((at + 1) * sectorSize, (at + 2) * sectorSize);
  };

  const tables = numbersIn(file.subarray(76, 76 + IN_HEADER * 4));
  const seen = new Set<number>();
  for (let at = file.readUInt32LE(68); at < FIRST_MARK && !seen.has(at); ) {
    seen.add(at);
    const listed = numbersIn(sector(at));
    tables.push(...listed.slice(0, -1));
    at = listed.at(-1) ?? FIRST_MARK;
  }
  // No table can speak of more sectors than there are; what a damaged one says beyond is left out.
  const table: number[] = [];
  for (const at of tables) {
    if (at >= FIRST_MARK || table.length >= sectors) continue;
    for (const next of numbersIn(sector(at))) table.push(next);
  }
  const read = (start: number, size = Number.POSITIVE_INFINITY): Buffer => {
    const whole = Buffer.concat(follow(table, start).map(sector));
    return whole.subarray(0, size);
  };

  const directory = read(file.readUInt32LE(48));
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY <= directory.length; at += ENTRY) {
    const entry = directory.subarray(at, at + ENTRY);
    const length = Math.min(64, entry.readUInt16LE(64));
    entries.push({
      name: entry.subarray(0, Math.max(0, length - 2)).toString('utf16le'),
      type: entry[66] ?? 0,
      start: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    });
  }
  const cutoff = file.readUInt32LE(56);
  const root = entries.find(({ type }) => type === ROOT);

  /** Small streams lie in sectors of their own, inside the stream of the root. */
  const readSmall = (start: number, size: number): Buffer => {
    const holder = root ? read(root.start) : Buffer.alloc(0);
    const chain = follow(numbersIn(read(file.readUInt32LE(60))), start);
    const parts = chain.map((at) => holder.subarray(at * MINI_SECTOR, (at + 1) * MINI_SECTOR));
    return Buffer.concat(parts).subarray(0, size);
  };

  return {
    stream: (name) => {
      const entry = entries.find((one) => one.type === STREAM && one.name === name);
      if (!entry) return undefined;
      return entry.size < cutoff ? readSmall(entry.start, entry.size) : read(entry.start, entry.size);
    },
  };
};
