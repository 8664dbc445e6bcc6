/*
 * What do readers do with damaged files? Thousands of mutations of good ones, the same for the same seed:
 *
 *   npm run build && npx tsx test/bench/mutations.ts [--count=10000] [--formats=docx,pdf] [--seed=1] [--seconds=60] [--jobs=2] [--limit=20] [--keep=FOLDER]
 *
 * Bits are flipped, bytes overwritten, pieces cut out, doubled, moved, taken from another file, ends cut off: in the file as it is, and
 * where it is a container (zip, compressed streams) also in what is inside, packed again so that it is reached. All of them go through
 * the parsing processes, as files do in a run. For each format: how many were read and how many refused with a reason, how many failed in a way
 * that no reader foresaw (`unforeseen`), took too long or too much memory, or ended the process (`killed`); the slowest; and the memory of the process by
 * tenth of its run. Inputs that were unforeseen or killed are named, and kept in the folder given, as the slowest of each format is.
 * With --seconds a format ends after so long, whatever the count; --limit is how many seconds one input may take.
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { PARSE_LIMITS } from '../../indexer/parse-limits.ts';
import type { createParsePool } from '../../indexer/parse-pool.ts';
import type { ParseTask } from '../../indexer/parse-protocol.ts';
import { READERS } from '../../indexer/readers/index.ts';
import { packageRoot } from '../../src/package-root.ts';

const args = process.argv.slice(2);
const option = (name: string, fallback: string): string =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const count = Number(option('count', '10000'));
const wanted = option('formats', '').split(',').filter(Boolean);
const keep = option('keep', '');
const seconds = Number(option('seconds', 'Infinity'));
const jobs = Number(option('jobs', '2'));
/** A single input of some 20 KB takes milliseconds, the largest that are made of it a few seconds. */
const LIMITS = { ...PARSE_LIMITS, time: Number(option('limit', '20')) * 1_000 };
/** Bytes that a piece repeated may come to. The large ones take a hundred times as long as all others: one of sixteen. */
const GROWN = [...Array.from({ length: 15 }, () => 30_000), 1_000_000];

// --- chance, the same every time ---
let state = Number(option('seed', '1')) * 7_919;
const random = (below: number): number => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
};
const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;

// --- mutations ---
type Mutate = (bytes: Buffer, other: Buffer) => Buffer;
const place = (bytes: Buffer): [number, number] => {
  const from = random(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + random(pick([4, 64, 1024, bytes.length])))];
};
const MUTATIONS: readonly Mutate[] = [
  // Bits flipped.
  (bytes) => {
    const changed = Buffer.from(bytes);
    for (let n = 1 + random(16); n > 0; n--) {
      const at = random(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    }
    return changed;
  },
  // Bytes overwritten, with the values that break lengths and counts.
  (bytes) => {
    const changed = Buffer.from(bytes);
    for (let n = 1 + random(8); n > 0; n--)
      changed[random(changed.length)] = pick([0, 0xff, 0x7f, 0x80, random(256)]);
    return changed;
  },
  // The end cut off.
  (bytes) => bytes.subarray(0, random(bytes.length)),
  // A piece cut out.
  (bytes) => {
    const [from, to] = place(bytes);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  // A piece many times over.
  (bytes) => {
    const [from, to] = place(bytes);
    const piece = bytes.subarray(from, to);
    const times = Math.min(1 + random(pick([3, 50, 5_000])), Math.ceil(pick(GROWN) / piece.length));
    return Buffer.concat([
      bytes.subarray(0, to),
      ...Array.from({ length: times }, () => piece),
      bytes.subarray(to),
    ]);
  },
  // A piece of another file.
  (bytes, other) => {
    const [from, to] = place(other);
    const at = random(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      other.subarray(from, to),
      bytes.subarray(pick([at, Math.min(bytes.length, at + to - from)])),
    ]);
  },
  // Two pieces in each other's place.
  (bytes) => {
    const at = [random(bytes.length), random(bytes.length), random(bytes.length)].sort((a, b) => a - b);
    const [a = 0, b = 0, c = 0] = at;
    return Buffer.concat([
      bytes.subarray(0, a),
      bytes.subarray(b, c),
      bytes.subarray(a, b),
      bytes.subarray(c),
    ]);
  },
  // A number made huge.
  (bytes) => {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes.subarray(0, random(bytes.length));
    const number = pick(numbers);
    const huge = pick(['0', '-1', '65536', '2147483648', '99999999999999999999', '1e999']);
    return Buffer.from(
      text.slice(0, number.index) + huge + text.slice(number.index + number[0].length),
      'latin1',
    );
  },
];
const mutate: Mutate = (bytes, other) => {
  let changed = bytes;
  for (let n = 1 + random(3); n > 0 && changed.length > 0; n--) changed = pick(MUTATIONS)(changed, other);
  return changed;
};

/** Changes one entry of a zip and packs it again; null where it is none. */
const mutateInZip: (bytes: Buffer, other: Buffer) => Buffer | null = (bytes, other) => {
  if (bytes.readUInt32LE(0) !== 0x04034b50) return null;
  const entries = unzipSync(bytes);
  const names = Object.keys(entries).filter((name) => (entries[name]?.length ?? 0) > 0);
  // What text is read from, more often than pictures and settings.
  const name =
    random(4) > 0 ? (names.find((one) => /document\.xml$|\.txt$/.test(one)) ?? pick(names)) : pick(names);
  const content = Buffer.from(entries[name] ?? []);
  return Buffer.from(zipSync({ ...entries, [name]: mutate(content, other) }, { level: 1 }));
};

/** Changes one compressed stream of a PDF and packs it again; null where there is none. */
const mutateInPdf: (bytes: Buffer, other: Buffer) => Buffer | null = (bytes, other) => {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return null;
  const starts: number[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1))
    if (bytes.toString('latin1', at - 3, at) !== 'end') starts.push(at + 7);
  if (starts.length === 0) return null;
  const from = pick(starts);
  const to = bytes.indexOf('endstream', from);
  if (to < 0) return null;
  const content = bytes.subarray(from, to);
  let changed: Buffer;
  try {
    changed = deflateSync(mutate(inflateSync(content), other));
  } catch {
    changed = mutate(content, other);
  }
  return Buffer.concat([bytes.subarray(0, from), changed, Buffer.from('\n'), bytes.subarray(to)]);
};
const damage = (bytes: Buffer, other: Buffer): Buffer =>
  (random(2) === 0 ? (mutateInZip(bytes, other) ?? mutateInPdf(bytes, other)) : null) ?? mutate(bytes, other);

// --- the good files: what the contract of readers is held to ---
const fixtures = join(packageRoot, 'test/fixtures/reports');
const goodFiles = (extensions: readonly string[]): Buffer[] =>
  readdirSync(fixtures)
    .filter((name) => extensions.includes(extname(name).toLowerCase()))
    .map((name) => readFileSync(join(fixtures, name)))
    .filter((bytes) => bytes.length > 100);

// The parsing processes run what was built.
const { createParsePool: createPool } = (await import(join(packageRoot, 'dist/indexer/parse-pool.js'))) as {
  createParsePool: typeof createParsePool;
};

/** Of the parsing process that holds most. MB. */
const residentOfChildren = (): number => {
  const pids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return pids.reduce((most, pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      if (!/parse-worker/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return most;
      return Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      return most;
    }
  }, 0);
};

const work = mkdtempSync(join(tmpdir(), 'zhengsou-mutations-'));
if (keep !== '') mkdirSync(keep, { recursive: true });
for (const reader of READERS) {
  const good = goodFiles(reader.extensions);
  if ((wanted.length > 0 && !wanted.includes(reader.name)) || good.length === 0) continue;
  const parser = createPool({
    jobs,
    limits: LIMITS,
    settings: { originals: null, keep: false },
    execArgv: [],
  });
  const extension = reader.extensions[0] ?? '';
  const tasks = function* (): Generator<ParseTask> {
    for (let n = 0; n < count && performance.now() - begun < seconds * 1_000; n++) {
      const bytes = damage(pick(good), pick(good));
      const sourcePath = `${reader.name}-${n}${extension}`;
      const absolutePath = join(work, sourcePath);
      writeFileSync(absolutePath, bytes);
      yield { file: { absolutePath, sourcePath, size: bytes.length }, known: new Map() };
    }
  };
  const seen = { read: 0, refused: 0, unforeseen: 0, killed: 0 };
  const memory: number[] = [];
  const slowest = { ms: 0, input: '' };
  let inputs = 0;
  let before = performance.now();
  const begun = before;
  for await (const parsed of parser.parse(tasks())) {
    if ('finished' in parsed) {
      inputs++;
      const ms = Math.round(performance.now() - before);
      before = performance.now();
      const { file } = parsed.finished as Extract<ParseTask, { file: unknown }>;
      if (ms > slowest.ms) {
        slowest.ms = ms;
        slowest.input = file.sourcePath;
        if (keep !== '') copyFileSync(file.absolutePath, join(keep, `slowest${extension}`));
      }
      const tenth = Math.min(9, Math.floor((inputs / count) * 10));
      if (inputs % 10 === 0) memory[tenth] = Math.max(memory[tenth] ?? 0, Math.round(residentOfChildren()));
      rmSync(file.absolutePath);
    } else if ('failure' in parsed) {
      const killed = /解析超过|所需内存|意外结束/.test(parsed.reason);
      const unforeseen = /读取失败：/.test(parsed.reason);
      seen[killed ? 'killed' : unforeseen ? 'unforeseen' : 'refused']++;
      if (!killed && !unforeseen) continue;
      console.log(parsed.failure, parsed.reason.slice(0, 200));
      const path = join(work, parsed.failure.replace(/#.*/, ''));
      if (keep !== '') copyFileSync(path, join(keep, parsed.failure.replace(/#.*/, '')));
    } else seen.read++;
  }
  parser.close();
  console.log(
    reader.name.padEnd(8),
    JSON.stringify({
      inputs,
      ...seen,
      slowest,
      perSecond: Math.round(inputs / ((performance.now() - begun) / 1000)),
      memoryMbByTenth: memory,
    }),
  );
}
rmSync(work, { recursive: true, force: true });
