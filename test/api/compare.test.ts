import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CompareAnswer,
  type CompareCols,
  type CompareRows,
  compareAnswerSchema,
} from '../../src/domain/compare.ts';
import { regionPaths } from '../../src/domain/region.ts';
import { LEVELS } from '../../src/domain/report.ts';
import { ROLE_CODES, ROLE_LABELS } from '../../src/domain/role.ts';
import { TOPIC_CODES } from '../../src/domain/topic.ts';
import { address, countPlainly, holdPlainly } from '../support/count.ts';
import { facetValuesOf, type PlainQuery, type Scanned, typed } from '../support/scan.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { readAll } from './counts.ts';
import { problemAt } from './problems.ts';

let collection: TestCollection;
let all: Scanned[];
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
  all = await readAll(collection);
}, 60_000);
afterAll(() => collection?.close());

const ask = async (params: Record<string, string | readonly string[]>): Promise<CompareAnswer> => {
  const { status, body } = await collection.get(address('/api/compare', params));
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(compareAnswerSchema.parse(body)).toEqual(body);
  return body as CompareAnswer;
};

const rowOf = (paragraph: Scanned, rows: Exclude<CompareRows, 'query'>, depth: number): string | null => {
  if (rows === 'region') return regionPaths(paragraph.report.region)[depth - 1] ?? null;
  return paragraph.report[rows];
};

const colsOf = (paragraph: Scanned, cols: Exclude<CompareCols, 'query'>): string[] =>
  facetValuesOf(cols, paragraph);

const reportsIn = (paragraphs: readonly Scanned[]): number =>
  new Set(paragraphs.map(({ reportId }) => reportId)).size;

/** One cell as a reader with much patience would fill it in. */
const cellPlainly = (
  held: readonly Scanned[],
  query: PlainQuery,
  cols: Exclude<CompareCols, 'query'>,
  col: string,
) => {
  const inCol = held.filter((paragraph) => colsOf(paragraph, cols).includes(col));
  return {
    ...countPlainly(inCol, query),
    reportsHeld: cols === 'year' ? reportsIn(inCol) : reportsIn(held),
    characters: holdPlainly(inCol).characters,
  };
};

const community: PlainQuery = { all: [['社区']], none: [] };
const ORDERS = { topic: TOPIC_CODES as readonly string[], role: ROLE_CODES as readonly string[] };

describe('GET /api/compare', () => {
  it.each(
    (['institution', 'region', 'level'] as const).flatMap((rows) =>
      (['year', 'topic', 'role'] as const).map((cols) => [rows, cols] as const),
    ),
  )('counts every cell of %s by %s as a scan does', async (rows, cols) => {
    const query: PlainQuery = { all: [['社区', '养老']], none: ['改造'] };
    const answer = await ask({ q: typed(query), rows, cols });
    const depth = answer.depth ?? 1;
    const values = [...new Set(all.flatMap((paragraph) => rowOf(paragraph, rows, depth) ?? []))];
    expect(answer.rows.map(({ value }) => value).sort()).toEqual(values.sort());
    const expectedCols = [...new Set(all.flatMap((paragraph) => colsOf(paragraph, cols)))];
    expect(answer.cols.map(({ value }) => value)).toEqual(
      cols === 'year' ? expectedCols.sort() : ORDERS[cols].filter((code) => expectedCols.includes(code)),
    );
    expect(answer.cells).toEqual(
      answer.rows.flatMap(({ value: row }) => {
        const held = all.filter((paragraph) => rowOf(paragraph, rows, depth) === row);
        return answer.cols.map(({ value: col }) => ({ row, col, ...cellPlainly(held, query, cols, col) }));
      }),
    );
    for (const { value, label: _, ...row } of answer.rows) {
      const held = all.filter((paragraph) => rowOf(paragraph, rows, depth) === value);
      expect(row).toEqual({
        ...countPlainly(held, query),
        reportsHeld: reportsIn(held),
        characters: holdPlainly(held).characters,
      });
    }
    expect(answer.outside).toBe(reportsIn(all.filter((paragraph) => rowOf(paragraph, rows, depth) === null)));
    expect(answer.hasMore).toBe(false);
  });

  it('sets a pasted list of terms side by side', async () => {
    const terms = ['垃圾分类', '养老', '量子计算机房'];
    const answer = await ask({ q: terms.join('\n'), cols: 'query' });
    expect(answer.cols).toEqual(terms.map((value) => ({ value, label: value })));
    expect(answer.cells).toEqual(
      answer.rows.flatMap(({ value: row }) => {
        const held = all.filter(({ report }) => report.institution === row);
        return terms.map((col) => ({
          row,
          col,
          ...countPlainly(held, { all: [[col]], none: [] }),
          reportsHeld: reportsIn(held),
          characters: holdPlainly(held).characters,
        }));
      }),
    );
    expect(answer.rows.map(({ paragraphs }) => paragraphs)).toEqual(answer.rows.map(() => null));
    expect(await ask({ q: terms, cols: 'query' })).toEqual(answer);
  });

  it.each(['year', 'topic', 'role'] as const)(
    'sets a pasted list of terms on rows, in its own order, against each %s',
    async (cols) => {
      const terms = ['养老', '量子计算机房', '垃圾分类'];
      const answer = await ask({ q: terms.join('\n'), rows: 'query', cols });
      expect(answer.rows.map(({ value, label }) => [value, label])).toEqual(terms.map((q) => [q, q]));
      for (const { value, label: _, ...row } of answer.rows)
        expect(row).toEqual({
          ...countPlainly(all, { all: [[value]], none: [] }),
          reportsHeld: reportsIn(all),
          characters: holdPlainly(all).characters,
        });
      expect(answer.cells).toEqual(
        terms.flatMap((row) =>
          answer.cols.map(({ value: col }) => ({
            row,
            col,
            ...cellPlainly(all, { all: [[row]], none: [] }, cols, col),
          })),
        ),
      );
      expect(answer.outside).toBe(0);
      const [one] = (await ask({ q: terms[0]!, rows: 'query', cols })).rows;
      expect(one).toEqual(answer.rows[0]);
    },
  );

  it('tells a year of which nothing is held from one that is silent', async () => {
    const { cells } = await ask({ q: '社区' });
    const notHeld = cells.filter(({ reportsHeld }) => reportsHeld === 0);
    const silent = cells.filter(({ reportsHeld, paragraphs }) => reportsHeld > 0 && paragraphs === 0);
    expect(notHeld.length).toBeGreaterThan(0);
    expect(silent.length).toBeGreaterThan(0);
    for (const { row, col, paragraphs, characters } of notHeld) {
      expect([paragraphs, characters]).toEqual([0, 0]);
      expect(
        all.filter(({ report, year }) => report.institution === row && String(year) === col),
      ).toHaveLength(0);
    }
  });

  it.each([1, 2, 3, 4])(
    'takes the regions of level %i, and names those above it as outside',
    async (depth) => {
      const answer = await ask({ q: '社区', rows: 'region', depth: String(depth) });
      expect(answer.depth).toBe(depth);
      expect(answer.rows.every(({ value }) => value.split('/').length === depth)).toBe(true);
      expect(answer.rows.map(({ label, value }) => label === value.split('/').at(-1))).not.toContain(false);
      expect(answer.outside).toBe(reportsIn(all.filter(({ report }) => report.region.length < depth)));
      for (const { value, reportsHeld, paragraphs } of answer.rows) {
        const held = all.filter(({ report }) => regionPaths(report.region).includes(value));
        expect([reportsHeld, paragraphs]).toEqual([
          reportsIn(held),
          countPlainly(held, community).paragraphs,
        ]);
      }
    },
  );

  it('goes one level below the selected region, given by path, by name, or in the box', async () => {
    const province = all.find(({ report }) => report.region.length > 1)?.report.region[0] ?? '';
    const answer = await ask({ q: '社区', rows: 'region', region: province });
    expect(answer.depth).toBe(2);
    expect(answer.rows.every(({ value }) => value.startsWith(`${province}/`))).toBe(true);
    expect(await ask({ q: `社区 地区:${province}`, rows: 'region' })).toEqual(answer);
  });

  it.each([
    ['role=plan', 'year', (p: Scanned) => p.role === 'plan'],
    ['year=2022&year=2023', 'role', (p: Scanned) => p.year === 2022 || p.year === 2023],
    ['level=街道乡镇', 'year', (p: Scanned) => p.report.level === '街道乡镇'],
  ] as const)('keeps to the filters %s, above and below the line', async (filters, cols, fits) => {
    const given = new URLSearchParams(filters);
    const answer = await ask({
      q: '社区',
      cols,
      ...Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)])),
    });
    const left = all.filter(fits);
    expect(answer.rows.length).toBeGreaterThan(0);
    expect(answer.cells).toEqual(
      answer.rows.flatMap(({ value: row }) => {
        const held = left.filter(({ report }) => report.institution === row);
        return answer.cols.map(({ value: col }) => ({
          row,
          col,
          ...cellPlainly(held, community, cols, col),
        }));
      }),
    );
  });

  it('shows of several topics only those that were asked for', async () => {
    const { cols, cells } = await ask({ q: '社区', cols: 'topic', topic: ['care', 'community'] });
    expect(cols.map(({ value }) => value).toSorted()).toEqual(['care', 'community']);
    const whole = await ask({ q: '社区', cols: 'topic' });
    for (const { row, col, paragraphs } of cells)
      expect(
        whole.cells.find((cell) => cell.row === row && cell.col === col)?.paragraphs,
        `${row} ${col}`,
      ).toBe(paragraphs);
  });

  it('orders levels from the state down, everything else by count, and names codes', async () => {
    const levels = (await ask({ q: '社区', rows: 'level', cols: 'role' })).rows.map(({ value }) => value);
    expect(levels).toEqual(LEVELS.filter((level) => levels.includes(level)));
    const { rows, cols } = await ask({ q: '社区', cols: 'role' });
    const counts = rows.map(({ paragraphs }) => paragraphs ?? 0);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(cols).toEqual(ROLE_CODES.map((value) => ({ value, label: ROLE_LABELS[value] })));
  });

  it('opens, cell by cell, exactly the paragraphs that a search under the same values finds', async () => {
    const { cells } = await ask({ q: '垃圾分类', rows: 'institution', cols: 'year' });
    for (const { row, col, paragraphs, reports } of cells.filter((cell) => cell.paragraphs > 0)) {
      const path = address('/api/search', { q: '垃圾分类', institution: row, year: col, pageSize: '1' });
      expect((await collection.get(path)).body).toMatchObject({ total: paragraphs, totalReports: reports });
    }
  });

  it('names what is wrong', async () => {
    for (const [path, parameter] of [
      ['/api/compare', 'q'],
      ['/api/compare?q=-社区', 'q'],
      ['/api/compare?q=社区&q=养老', 'q'],
      ['/api/compare?q=社区&q=养老&cols=topic', 'q'],
      [address('/api/compare', { q: Array.from({ length: 21 }, (_, n) => `词${n}`), cols: 'query' }), 'q'],
      ['/api/compare?q=社区&rows=query&cols=query', 'cols'],
      ['/api/compare?q=社区&rows=city', 'rows'],
      ['/api/compare?q=社区&cols=month', 'cols'],
      ['/api/compare?q=社区&rows=region&depth=5', 'depth'],
      ['/api/compare?q=社区&role=none', 'role'],
    ] as const)
      expect(await problemAt(collection.app, path, 400), path).toMatchObject({ parameter });
  });
});
