/*
 * One, two and three engines over the same paragraphs, all on this machine: what spreading costs and gains.
 *
 *   npx tsx test/bench/nodes.ts [--paragraphs=20000] [--searches=200] [--users=4]
 *
 *   load     paragraphs/s, from paragraphs at hand to all engines being done: cutting, encoding, sending, indexing
 *   search   p50 and p95 of exact searches with all facets, one after the other, and with several users at once
 *   trend    p50 and p95 of a trend of two queries
 *
 *   disk     bytes a paragraph takes in all engines together
 *
 * Each engine starts empty in a process of its own. All is done twice, in both orders, and the better figure stands, followed by its ratio
 * to that of one engine in the same run. Engines share the cores of this machine: nothing here shows what a second machine would give.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spreadOver } from '../../src/connect-writer.ts';
import { createClient } from '../../src/engine/client.ts';
import { createQueries } from '../../src/queries/create-queries.ts';
import type { Queries } from '../../src/queries/queries.ts';
import { parseSearchRequest } from '../../src/queries/request.ts';
import { parseTrendRequest } from '../../src/queries/trend.ts';
import { createNodes } from '../../src/search/meilisearch/nodes.ts';
import { createSearchIndex } from '../../src/search/meilisearch/search-index.ts';
import { createLexicon } from '../../src/text/lexicon.ts';
import { MASTER_KEY, startNode } from '../support/node-process.ts';
import { makeReport } from '../support/reports.ts';
import { makeSentence, makeWord } from './support/made-text.ts';

const option = (name: string, fallback: number): number =>
  Number(
    process.argv
      .find((arg) => arg.startsWith(`--${name}=`))
      ?.split('=')
      .at(1) ?? fallback,
  );
const paragraphCount = option('paragraphs', 20_000);
const searches = option('searches', 200);
const users = option('users', 4);
const PER_REPORT = 40;
const REPORTS_A_LOAD = 50;
/** Loads under way at once. */
const LOADS = 2;

const sentence = (): string => makeSentence(8, 14);

const reports = Array.from({ length: Math.ceil(paragraphCount / PER_REPORT) }, (_, n) =>
  makeReport(
    `第${n}镇${2005 + (n % 20)}年工作总结`,
    Array.from({ length: PER_REPORT }, () => `${sentence()}，${sentence()}。${sentence()}。`),
    {
      report: {
        reportYear: 2005 + (n % 20),
        institution: `第${n % 60}镇`,
        region: ['岫云省', `砚州市${n % 12}`],
      },
      paragraph: (ordinal) => ({ year: 2005 + (n % 20), role: ordinal % 2 === 0 ? 'achievement' : 'plan' }),
    },
  ),
);
const terms = Array.from({ length: searches }, () => `${makeWord()}${makeWord()}`);

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
};

const requestOf = (q: string) => parseSearchRequest(new URLSearchParams({ q }));

/** As many users as given, each asking one thing after the other. */
const ask = async (queries: Queries, asked: readonly string[], atOnce: number): Promise<number[]> => {
  const times: number[] = [];
  const left = [...asked];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let q = left.pop(); q !== undefined; q = left.pop()) {
        const request = requestOf(q);
        times.push(await timed(() => queries.search(request)));
      }
    }),
  );
  return times;
};

const lexicon = createLexicon();
lexicon.segment('热身');
const measure = async (count: number): Promise<Record<string, number>> => {
  const folder = mkdtempSync(join(tmpdir(), 'zhengsou-nodes-'));
  const nodes = await Promise.all(Array.from({ length: count }, () => startNode()));
  try {
    const writer = spreadOver(
      nodes.map(({ url }) => ({ url, writeKey: MASTER_KEY })),
      lexicon.segment,
      folder,
    );
    await writer.prepare();
    await writer.begin('bench');
    const seconds =
      (await timed(async () => {
        const under = new Set<Promise<void>>();
        for (let at = 0; at < reports.length; at += REPORTS_A_LOAD) {
          const load = writer.startLoad('bench', new Map());
          reports.slice(at, at + REPORTS_A_LOAD).forEach(load.add);
          const sent = load.send();
          under.add(sent);
          void sent.then(() => under.delete(sent));
          if (under.size >= LOADS) await Promise.race(under);
        }
        await Promise.all(under);
        await writer.finish();
      })) / 1_000;
    const index = createSearchIndex(
      createNodes(nodes.map(({ url }) => ({ name: url, client: createClient(url, MASTER_KEY) }))),
    );
    const queries = createQueries(index, lexicon);
    await ask(queries, terms.slice(0, 10), 1);
    const half = Math.floor(terms.length / 2);
    const alone = await ask(queries, terms.slice(0, half), 1);
    const together = await ask(queries, terms.slice(half), users);
    const trends: number[] = [];
    for (let n = 0; n < 30; n++) {
      const params = new URLSearchParams([
        ['q', terms[n] ?? ''],
        ['q', terms[n + 30] ?? ''],
      ]);
      trends.push(await timed(() => queries.trend(parseTrendRequest(params))));
    }
    return {
      'load, paragraphs/s': (reports.length * PER_REPORT) / seconds,
      'disk, bytes a paragraph':
        nodes.reduce((sum, node) => sum + node.diskBytes(), 0) / (reports.length * PER_REPORT),
      'search p50, ms': quantile(alone, 0.5),
      'search p95, ms': quantile(alone, 0.95),
      [`search p50 of ${users} users, ms`]: quantile(together, 0.5),
      [`search p95 of ${users} users, ms`]: quantile(together, 0.95),
      'trend p50, ms': quantile(trends, 0.5),
      'trend p95, ms': quantile(trends, 0.95),
    };
  } finally {
    await Promise.all(nodes.map((node) => node.remove()));
    rmSync(folder, { recursive: true, force: true });
  }
};

const results: Record<string, number>[] = [{}, {}, {}];
for (const count of [1, 2, 3, 3, 2, 1]) {
  const best = results[count - 1] ?? {};
  for (const [name, value] of Object.entries(await measure(count))) {
    const before = best[name];
    best[name] =
      before === undefined
        ? value
        : name.startsWith('load')
          ? Math.max(before, value)
          : Math.min(before, value);
  }
}
const [one = {}] = results;
console.log(
  `${reports.length} reports, ${reports.length * PER_REPORT} paragraphs; ${availableParallelism()} cores shared by all engines and by the one who asks\n`,
);
console.log('| | one engine | two | three |\n|---|---|---|---|');
for (const name of Object.keys(one)) {
  const cells = results.map((result, n) => {
    const value = result[name] ?? 0;
    const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
    return n === 0 ? shown : `${shown} (${(value / (one[name] ?? 1)).toFixed(2)})`;
  });
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
