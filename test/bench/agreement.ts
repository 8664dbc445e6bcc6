/*
 * Do trend, compare, facets, concordance, export and search say the same, and what a plain reading of every paragraph says?
 *
 *   npx tsx test/bench/agreement.ts [address of a running service] [number of terms]
 *
 * Terms are cut from the collection's own text, some that stand once and some that stand everywhere, the same on every run.
 * Prints each disagreement, and how many there are; ends with 1 where there is any.
 */
import type { CompareAnswer } from '../../src/domain/compare.ts';
import type { ConcordanceAnswer } from '../../src/domain/concordance.ts';
import type { FacetName } from '../../src/domain/facet.ts';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import { address, countPlainly, holdPlainly } from '../support/count.ts';
import {
  countFacet,
  fromExportLine,
  idsOf,
  type PlainQuery,
  type Scanned,
  scan,
  typed,
} from '../support/scan.ts';

const base = (process.argv[2] ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
const wanted = Number(process.argv[3] ?? 100);
/** Tries before a search that is still verifying its candidates counts as wrong. */
const TRIES = 50;

const ask = async (path: string, params: Record<string, string | readonly string[]>): Promise<string> => {
  const response = await fetch(`${base}${address(path, params)}`);
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${path} ${JSON.stringify(params)}: ${response.status} ${text.slice(0, 300)}`);
  return text;
};
const askJson = async <T>(path: string, params: Record<string, string | readonly string[]>): Promise<T> =>
  JSON.parse(await ask(path, params)) as T;

/** The same numbers on every run (mulberry32), so that a disagreement can be looked at again. */
const createRandom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

/** Runs of 1 to 8 Han characters out of random paragraphs; every tenth two of them, every other tenth either of two. */
const chooseQueries = (all: readonly Scanned[]): PlainQuery[] => {
  const random = createRandom(20_240_501);
  const run = (): string => {
    for (;;) {
      const text = all[Math.floor(random() * all.length)]?.text ?? '';
      const runs = text.match(/\p{Script=Han}+/gu) ?? [];
      const chosen = runs[Math.floor(random() * runs.length)] ?? '';
      const start = Math.floor(random() * chosen.length);
      const term = chosen.slice(start, start + 1 + Math.floor(random() * 8));
      if (term !== '') return term;
    }
  };
  return Array.from({ length: wanted }, (_, n) => {
    if (n % 10 === 8) return { all: [[run()], [run()]], none: [] };
    if (n % 10 === 9) return { all: [[run(), run()]], none: [run()] };
    return { all: [[run()]], none: [] };
  });
};

let checked = 0;
let disagreements = 0;
const agree = (what: string, found: unknown, expected: unknown): void => {
  checked++;
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a === b) return;
  disagreements++;
  console.log(`不一致 ${what}\n  得到 ${a?.slice(0, 300)}\n  应为 ${b?.slice(0, 300)}`);
};

const searchExactly = async (q: string): Promise<SearchAnswer> => {
  for (let n = 0; n < TRIES; n++) {
    const answer = await askJson<SearchAnswer>('/api/search', { q, pageSize: '1' });
    if (answer.exact) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${q}: still being verified after ${TRIES} tries`);
};

const groupBy = (
  paragraphs: readonly Scanned[],
  keyOf: (paragraph: Scanned) => string,
): ReadonlyMap<string, readonly Scanned[]> => {
  const groups = new Map<string, Scanned[]>();
  for (const paragraph of paragraphs) {
    const key = keyOf(paragraph);
    const group = groups.get(key);
    if (group) group.push(paragraph);
    else groups.set(key, [paragraph]);
  }
  return groups;
};

const reportsIn = (paragraphs: readonly Scanned[]): number =>
  new Set(paragraphs.map(({ reportId }) => reportId)).size;

const check = async (all: readonly Scanned[], query: PlainQuery): Promise<void> => {
  const q = typed(query);
  const found = scan(all, query);
  const whole = countPlainly(all, query);
  const [search, trend, compare, list, byQuery, unrepeated, concordance, lines, csv, exported] =
    await Promise.all([
      searchExactly(q),
      askJson<TrendAnswer>('/api/trend', { q }),
      askJson<CompareAnswer>('/api/compare', { q, rows: 'institution', cols: 'year' }),
      askJson<CompareAnswer>('/api/compare', { q, rows: 'level', cols: 'query' }),
      askJson<CompareAnswer>('/api/compare', { q, rows: 'query', cols: 'year' }),
      askJson<CompareAnswer>('/api/compare', { q, rows: 'level', cols: 'role', repeated: 'hide' }),
      askJson<ConcordanceAnswer>('/api/concordance', { q, pageSize: '1' }),
      ask('/api/concordance.jsonl', { q }),
      ask('/api/trend.csv', { q }),
      ask('/api/export', { q, format: 'jsonl' }),
    ]);
  const inLines = (text: string): string[] => text.split('\n').filter(Boolean);

  agree(`${q} 检索`, [search.total, search.totalReports], [whole.paragraphs, whole.reports]);
  for (const { name, values } of search.facets)
    agree(
      `${q} 筛选项 ${name}`,
      values.map(({ value, count, reports }) => [value, count, reports]),
      values.map(({ value }) => {
        const plain = countFacet(name as FacetName, found).get(value);
        return [value, plain?.count ?? 0, plain?.reports ?? 0];
      }),
    );
  const series = trend.series[0];
  for (const [n, { year, ...held }] of trend.totals.entries()) {
    const inYear = all.filter((paragraph) => paragraph.year === year);
    const { year: _, ...point } = series?.points[n] ?? { year };
    agree(
      `${q} 趋势 ${year}`,
      [point, held],
      [countPlainly(inYear, query), reorder(holdPlainly(inYear), held)],
    );
  }
  agree(
    `${q} 趋势 年份不详`,
    series?.undated,
    countPlainly(
      all.filter(({ year }) => year === null),
      query,
    ),
  );
  const byInstitution = groupBy(all, ({ report }) => report.institution ?? '');
  for (const cell of compare.cells) {
    const held = (byInstitution.get(cell.row) ?? []).filter(({ year }) => String(year) === cell.col);
    agree(`${q} 对比 ${cell.row} ${cell.col}`, cell, {
      row: cell.row,
      col: cell.col,
      ...countPlainly(held, query),
      reportsHeld: reportsIn(held),
      characters: holdPlainly(held).characters,
    });
  }
  for (const cell of list.cells) {
    const held = all.filter(({ report }) => report.level === cell.row);
    agree(
      `${q} 对比 ${cell.row}`,
      [cell.paragraphs, cell.reports, cell.occurrences, cell.reportsHeld],
      [...Object.values(countPlainly(held, query)), reportsIn(held)],
    );
  }
  for (const cell of byQuery.cells) {
    const held = all.filter(({ year }) => String(year) === cell.col);
    agree(`${q} 对比 检索式 ${cell.col}`, cell, {
      row: q,
      col: cell.col,
      ...countPlainly(held, query),
      reportsHeld: reportsIn(held),
      characters: holdPlainly(held).characters,
    });
  }
  for (const cell of unrepeated.cells) {
    const left = all.filter(({ repeatedFrom, report }) => repeatedFrom === null && report.level === cell.row);
    const held = left.filter(({ role }) => role === cell.col);
    agree(`${q} 对比 不计照搬 ${cell.row} ${cell.col}`, cell, {
      row: cell.row,
      col: cell.col,
      ...countPlainly(held, query),
      // Roles divide a report: it is held whole.
      reportsHeld: reportsIn(left),
      characters: holdPlainly(held).characters,
    });
  }
  agree(`${q} 语境`, [concordance.total, inLines(lines).length], [whole.occurrences, whole.occurrences]);
  agree(`${q} 导出`, idsOf(inLines(exported).map(fromExportLine)), idsOf(found));
  const rows = csv.split('\r\n').filter((line) => line !== '' && !/^\ufeff?#/.test(line));
  agree(`${q} 趋势 CSV`, rows.length - 1, trend.totals.length + (trend.undated.reports > 0 ? 1 : 0));
};

/** The same fields in the same order. */
const reorder = (values: Record<string, number>, like: object): Record<string, number> =>
  Object.fromEntries(Object.keys(like).map((key) => [key, values[key] ?? 0]));

const main = async (): Promise<void> => {
  const all = (await ask('/api/export', { format: 'jsonl' })).split('\n').filter(Boolean).map(fromExportLine);
  if (all.length === 0) throw new Error(`${base} holds no paragraph`);
  const started = performance.now();
  const queries = chooseQueries(all);
  for (const query of queries) await check(all, query);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(
    `${base}: ${all.length} paragraphs, ${reportsIn(all)} reports, ${queries.length} terms, ${checked} comparisons, disagreements = ${disagreements} (${seconds} s)`,
  );
  if (disagreements > 0) process.exitCode = 1;
};

await main();
