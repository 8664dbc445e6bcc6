import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PARSE_LIMITS, type ParseLimits } from '../../indexer/parse-limits.ts';
import type { createParsePool, Parsed, Parser } from '../../indexer/parse-pool.ts';
import type { ParseTask } from '../../indexer/parse-protocol.ts';
import { identifyProcess, isAlive } from '../../src/engine/process-identity.ts';
import { packageRoot } from '../../src/package-root.ts';
import { ensureBuilt } from '../support/build.ts';
import { start, until } from '../support/command.ts';
import { createParserHere } from '../support/parser.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const originals = join(folder, 'originals');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Processes run what was built, as they do for users: a compiler in each would not fit the limits set here.
let createPool: typeof createParsePool;
beforeAll(async () => {
  mkdirSync(originals, { recursive: true });
  await ensureBuilt();
  const built = join(packageRoot, 'dist/indexer/parse-pool.js');
  createPool = ((await import(built)) as { createParsePool: typeof createParsePool }).createParsePool;
}, 120_000);

const poolOf = (jobs: number, limits: Partial<ParseLimits> = {}): Parser => {
  const pool = createPool({
    jobs,
    limits: { ...PARSE_LIMITS, ...limits },
    settings: { originals, keep: true },
    execArgv: [],
  });
  onTestFinished(pool.close);
  return pool;
};

const fileOf = (name: string, content: string | Uint8Array): ParseTask => {
  const absolutePath = join(folder, name);
  writeFileSync(absolutePath, content);
  return { file: { absolutePath, sourcePath: name, size: statSync(absolutePath).size }, known: new Map() };
};
const reportOf = (n: number, points: number): string =>
  [
    `第${n}镇2023年工作总结`,
    '一、主要工作',
    ...Array.from({ length: points }, (_, point) => `第${point}项：推进垃圾分类，新增点位${n}处。`),
  ].join('\n');

const collect = async (parser: Pick<Parser, 'parse'>, tasks: Iterable<ParseTask>): Promise<Parsed[]> => {
  const all: Parsed[] = [];
  for await (const parsed of parser.parse(tasks)) all.push(parsed);
  return all;
};
/** A word for each, to compare orders. */
const namesOf = (all: readonly Parsed[]): string[] =>
  all.flatMap((parsed) => {
    if ('finished' in parsed) return [];
    if ('failure' in parsed) return [`${parsed.failure} failed`];
    return ['unchanged' in parsed ? `${parsed.unchanged} unchanged` : parsed.sourcePath];
  });
const reasonsOf = (all: readonly Parsed[]): string[] =>
  all.flatMap((parsed) => ('failure' in parsed ? [`${parsed.failure}：${parsed.reason}`] : []));

/** Long enough to read and understand that limits can be set below it, and well formed. */
const LARGE = reportOf(1, 200_000);

describe('files parsed by processes side by side', () => {
  it('come out as one process would give them, in the order of the files', async () => {
    const tasks = [
      fileOf('large.txt', reportOf(1, 5_000)),
      fileOf('empty.txt', ''),
      ...Array.from({ length: 20 }, (_, n) => fileOf(`r${n}.txt`, reportOf(n, 3))),
      fileOf(
        'rows.jsonl',
        Array.from({ length: 200 }, (_, n) =>
          n === 7 ? 'oops' : JSON.stringify({ text: reportOf(n, 3) }),
        ).join('\n'),
      ),
      fileOf('last.txt', reportOf(99, 3)),
    ];
    const here = await collect(createParserHere(originals), tasks);
    expect(namesOf(here)).toHaveLength(223);
    expect(await collect(poolOf(3), tasks)).toEqual(here);
  });

  it('are kept under their hash, and read again from there', async () => {
    const task = fileOf('kept.txt', reportOf(5, 3));
    const pool = poolOf(1);
    const [first] = await collect(pool, [task]);
    if (!first || !('understood' in first)) throw new Error('not understood');
    const { sha256 } = first.understood.report;
    expect(existsSync(join(originals, sha256.slice(0, 2), sha256))).toBe(true);
    const [again] = await collect(pool, [
      { kept: { sha256, sourcePath: first.sourcePath, origin: first.origin, sourceUrl: null } },
    ]);
    expect(again).toEqual(first);
  });

  it('are not parsed again where the index has just these bytes', async () => {
    const task = fileOf('same.jsonl', `{"text":"甲镇\\n工作"}\n{"text":"乙镇\\n工作"}`);
    const pool = poolOf(1);
    const [first] = await collect(pool, [task]);
    if (!first || !('understood' in first) || !('file' in task)) throw new Error('not understood');
    const known = new Map([[first.origin, first.understood.report.sha256]]);
    expect(namesOf(await collect(pool, [{ ...task, known }]))).toEqual([
      `${first.origin} unchanged`,
      'same.jsonl#2',
    ]);
  });
});

describe('a file that is too much for its process', () => {
  const good = () => fileOf('good.txt', reportOf(2, 3));

  it('is a named failure when it takes too long, and the run goes on', async () => {
    const all = await collect(poolOf(1, { time: 4_000 }), [
      good(),
      fileOf('long.txt', LARGE.repeat(2)),
      good(),
    ]);
    expect(namesOf(all)).toEqual(['good.txt', 'long.txt failed', 'good.txt']);
    expect(reasonsOf(all)[0]).toMatch(/^long\.txt：解析超过 4 秒/);
  });

  it.each([
    ['in objects of the heap', { heap: 64 * 1024 * 1024 }],
    ['anywhere else', { resident: 170 * 1024 * 1024 }],
  ])('is a named failure when it takes too much memory, %s', async (_, limits) => {
    const all = await collect(poolOf(1, limits), [good(), fileOf('large.txt', LARGE), good()]);
    expect(namesOf(all)).toEqual(['good.txt', 'large.txt failed', 'good.txt']);
    expect(reasonsOf(all)[0]).toMatch(/^large\.txt：解析所需内存超过上限/);
  });

  it('costs a file of many reports that one report, not the others', async () => {
    const rows = Array.from({ length: 6 }, (_, n) =>
      JSON.stringify({ text: n === 3 ? LARGE : reportOf(n, 3) }),
    );
    const all = await collect(poolOf(1, { time: 4_000 }), [fileOf('deadly.jsonl', rows.join('\n')), good()]);
    expect(namesOf(all)).toEqual([
      'deadly.jsonl#1',
      'deadly.jsonl#2',
      'deadly.jsonl#3',
      'deadly.jsonl#4 failed',
      'deadly.jsonl#5',
      'deadly.jsonl#6',
      'good.txt',
    ]);
  });
});

it('loses of an archive only the files that are deadly to read', async () => {
  // A page of 6 MB in one paragraph of tags: what is long about it is reading, for nothing of it is text.
  const deadly = `<html><body><p>${'<b></b>'.repeat(900_000)}</p></body></html>`;
  const page = (n: number) => strToU8(`<html><body><p>${reportOf(n, 3)}</p></body></html>`);
  const archive = zipSync({
    'a.html': page(1),
    'b.html': strToU8(deadly),
    'c.html': page(2),
    'd.html': strToU8(deadly),
    'e.jsonl': strToU8(
      `${JSON.stringify({ text: reportOf(3, 3) })}\n${JSON.stringify({ text: reportOf(4, 3) })}`,
    ),
  });
  const all = await collect(poolOf(1, { resident: 170 * 1024 * 1024 }), [fileOf('set.zip', archive)]);
  expect(namesOf(all)).toEqual([
    'set.zip/a.html',
    'set.zip/b.html failed',
    'set.zip/c.html',
    'set.zip/d.html failed',
    'set.zip/e.jsonl#1',
    'set.zip/e.jsonl#2',
  ]);
}, 60_000);

describe('a table that is deadly to read in the middle', () => {
  const row = (n: number) => JSON.stringify({ text: reportOf(n, 3) });
  // Twelve megabytes of text, four million objects in memory.
  const deadlyRow = `{"text":"第9镇工作总结","more":[${'{},'.repeat(4_000_000)}{}]}`;
  const limits = { heap: 128 * 1024 * 1024 };

  it('loses that row of it, by itself and in an archive', async () => {
    const table = [row(1), row(2), deadlyRow, row(4)].join('\n');
    const archive = zipSync({ 'a.jsonl': strToU8(table), 'b.txt': strToU8(reportOf(5, 3)) });
    const all = await collect(poolOf(1, limits), [fileOf('t.jsonl', table), fileOf('t.zip', archive)]);
    expect(namesOf(all)).toEqual([
      't.jsonl#1',
      't.jsonl#2',
      't.jsonl#3 failed',
      't.jsonl#4',
      't.zip/a.jsonl#1',
      't.zip/a.jsonl#2',
      't.zip/a.jsonl#3 failed',
      't.zip/a.jsonl#4',
      't.zip/b.txt',
    ]);
  });

  it('loses what is left of it where no row can be told, and nothing else in its archive', async () => {
    const rows = (from: number) => [1, 2, 3].map((n) => `${row(from + n)}\n`).join('');
    const archive = zipSync({
      'a.jsonl': strToU8(rows(10)),
      // Three rows, and then lines without anything in them for half a minute.
      'b.jsonl': strToU8(rows(0) + '\n'.repeat(40_000_000)),
      'c.txt': strToU8(reportOf(5, 3)),
      'd.jsonl': strToU8(rows(20)),
    });
    const all = await collect(poolOf(1, { time: 4_000 }), [fileOf('q.zip', archive)]);
    expect(namesOf(all)).toEqual([
      ...['q.zip/a.jsonl#1', 'q.zip/a.jsonl#2', 'q.zip/a.jsonl#3'],
      ...['q.zip/b.jsonl#1', 'q.zip/b.jsonl#2', 'q.zip/b.jsonl#3'],
      'q.zip/b.jsonl failed',
      'q.zip/c.txt',
      ...['q.zip/d.jsonl#1', 'q.zip/d.jsonl#2', 'q.zip/d.jsonl#3'],
    ]);
    expect(reasonsOf(all)[0]).toMatch(/^q\.zip\/b\.jsonl：第 3 份之后没有读：解析超过 4 秒/);
  });
}, 120_000);

it('reads no further ahead than a few batches while nobody takes what is read', async () => {
  const kept = () =>
    readdirSync(originals, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  const rows = Array.from({ length: 3_000 }, (_, n) => JSON.stringify({ text: reportOf(1_000 + n, 3) }));
  const before = kept();
  const taken = poolOf(1).parse([fileOf('many.jsonl', rows.join('\n'))]);
  await taken.next();
  await until(() => kept() - before >= 128);
  await sleep(500);
  expect(kept() - before).toBeLessThan(400);
  let count = 1;
  for await (const parsed of taken) if ('understood' in parsed) count++;
  expect(count).toBe(3_000);
});

it('leaves no process behind when its owner is killed in the middle of a file', async () => {
  const task = fileOf('endless.txt', LARGE.repeat(2));
  if (!('file' in task)) throw new Error('no file');
  const command = start(folder, ['inspect', '--jobs', '1', task.file.absolutePath]);
  const owner = command.process.pid!;
  let child = 0;
  await until(() => {
    child = Number(readFileSync(`/proc/${owner}/task/${owner}/children`, 'utf8').trim().split(' ')[0]);
    return child > 0;
  });
  const identity = identifyProcess(child)!;
  expect(identity).not.toBeNull();
  command.process.kill('SIGKILL');
  await command.ended;
  await until(() => !isAlive(identity), 50, 5_000);
}, 120_000);
