/*
 * What does it cost to mark the paragraphs that are copied from year to year?
 *
 *   npx tsx test/bench/repeats.ts [--paragraphs=20000] [--repeated=30]
 *
 * Loads reports of ten years by streets that repeat so many per cent of their paragraphs each year, then settles the marks of all of
 * them, once more where nothing changes, and after one report of one street was loaded again. An engine of its own.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markRepeats } from '../../indexer/repeats/mark-repeats.ts';
import { loadConfig } from '../../src/config.ts';
import { createClient } from '../../src/engine/client.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { createLog } from '../../src/log.ts';
import { createIndexWriter } from '../../src/search/meilisearch/index-writer.ts';
import type { LoadedReport, ReportStamp } from '../../src/search/ports.ts';
import { createLexicon } from '../../src/text/lexicon.ts';
import { makeReport, sendReports } from '../support/reports.ts';

const option = (name: string, fallback: number): number =>
  Number(
    process.argv
      .slice(2)
      .find((arg) => arg.startsWith(`--${name}=`))
      ?.split('=')[1] ?? fallback,
  );
const PER_REPORT = 100;
const YEARS = 10;
const reports = Math.ceil(option('paragraphs', 20_000) / PER_REPORT);
const repeated = option('repeated', 30);

const WORDS =
  '推进垃圾分类老旧小区改造新增点位志愿者社区养老服务项目投资民生实事环境整治安全检查企业就业教育医疗文化';
/** A paragraph of some 100 characters, the same for the same seed. */
const textOf = (seed: string): string => {
  const bytes = createHash('sha512').update(seed).digest();
  return `${Array.from({ length: 96 }, (_, n) => WORDS[((bytes[n % 64] ?? 0) * (n + 7)) % WORDS.length]).join('')}${bytes[0]}处。`;
};
const reportOf = (n: number): LoadedReport => {
  const street = Math.floor(n / YEARS);
  const year = 2015 + (n % YEARS);
  const texts = Array.from({ length: PER_REPORT }, (_, at) =>
    textOf(at < repeated ? `${street} ${at}` : `${n} ${at}`),
  );
  return makeReport(`${n}`, texts, { report: { institution: `第${street}街道办事处`, reportYear: year } });
};

const time = async (title: string, run: () => Promise<unknown>): Promise<void> => {
  const begun = performance.now();
  await run();
  process.stdout.write(`${title.padEnd(36)} ${((performance.now() - begun) / 1000).toFixed(2)} s\n`);
};

const work = mkdtempSync(join(tmpdir(), 'zhengsou-bench-'));
const config = loadConfig({ ...process.env, ZHENGSOU_DATA: join(work, 'data'), LOG_LEVEL: 'error' });
const engine = await openEngine(config, createLog({ level: 'error' }));
try {
  const writer = createIndexWriter(
    createClient(engine.url, engine.writeKey),
    awaitTask,
    createLexicon().segment,
  );
  await writer.prepare();
  await writer.begin('bench');
  const load = (numbers: readonly number[]) => sendReports(writer, numbers.map(reportOf));
  const everything = Array.from({ length: reports }, (_, n) => n);
  await time(`load ${reports * PER_REPORT} paragraphs`, async () => {
    for (let at = 0; at < reports; at += 40) await load(everything.slice(at, at + 40));
  });
  const members: ReportStamp[] = [];
  for await (const stamp of writer.stamps()) members.push(stamp);
  const all = new Set(members.flatMap(({ institution }) => institution ?? []));
  const marks = Math.round((reports * PER_REPORT * repeated * (YEARS - 1)) / (100 * YEARS));
  await time(`mark ${marks} of them`, () => markRepeats(writer, members, all));
  await time('look at all again, nothing changes', () => markRepeats(writer, members, all));
  await load([1]);
  await time('mark anew after one report', () => markRepeats(writer, members, new Set(['第0街道办事处'])));
} finally {
  await engine.close();
  rmSync(work, { recursive: true, force: true });
}
