import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ConcordanceAnswer,
  type ConcordanceLine,
  concordanceAnswerSchema,
} from '../../src/domain/concordance.ts';
import { address, rangesOf } from '../support/count.ts';
import { type PlainQuery, type Scanned, scan, typed } from '../support/scan.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { COUNTED, readAll } from './counts.ts';
import { problemAt } from './problems.ts';

let collection: TestCollection;
let all: Scanned[];
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
  all = await readAll(collection);
}, 60_000);
afterAll(() => collection?.close());

const ask = async (params: Record<string, string | readonly string[]>): Promise<ConcordanceAnswer> => {
  const { status, body } = await collection.get(address('/api/concordance', params));
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(concordanceAnswerSchema.parse(body)).toEqual(body);
  return body as ConcordanceAnswer;
};

const askAll = async (params: Record<string, string | readonly string[]>): Promise<ConcordanceLine[]> => {
  const lines: ConcordanceLine[] = [];
  for (let page = 1; ; page++) {
    const answer = await ask({ ...params, page: String(page), pageSize: '40' });
    lines.push(...answer.lines);
    if (page * 40 >= answer.total) return lines;
  }
};

/** The places by reading every paragraph, with as many characters beside them as asked for. */
const placesPlainly = (query: PlainQuery, width: number) =>
  scan(all, query).flatMap((paragraph) =>
    rangesOf(paragraph, query).map(({ start, end }) => ({
      left: Array.from(paragraph.text.slice(0, start)).slice(-width).join(''),
      match: paragraph.text.slice(start, end),
      right: Array.from(paragraph.text.slice(end)).slice(0, width).join(''),
      paragraphId: paragraph.id,
      reportId: paragraph.reportId,
      ordinal: paragraph.ordinal,
      title: paragraph.report.title,
      year: paragraph.year,
      role: paragraph.role,
      institution: paragraph.report.institution,
    })),
  );

const byPlace = (lines: readonly ConcordanceLine[]) => lines.map((line) => JSON.stringify(line)).sort();

describe('GET /api/concordance', () => {
  it.each(COUNTED.map((query) => [typed(query), query] as const))(
    'lists every place of %s, once',
    async (q, query) => {
      const { total } = await ask({ q, pageSize: '1' });
      expect(total).toBe(placesPlainly(query, 20).length);
      if (total > 1_000) return;
      expect(byPlace(await askAll({ q }))).toEqual(byPlace(placesPlainly(query, 20)));
    },
  );

  it('reads as it is asked: newest report first, each from its beginning', async () => {
    const lines = await askAll({ q: '社区' });
    const reports = [...new Set(lines.map(({ reportId }) => reportId))];
    const day = (id: string) =>
      all.find(({ reportId }) => reportId === id)?.report.publishedOn?.replaceAll('-', '') ?? '';
    const dated = reports.map(day).filter((text) => text !== '');
    expect(dated).toEqual(dated.toSorted().toReversed());
    for (const id of reports) {
      const ordinals = lines.filter(({ reportId }) => reportId === id).map(({ ordinal }) => ordinal);
      expect(ordinals).toEqual(ordinals.toSorted((a, b) => a - b));
    }
  });

  it('brings together what stands to the right, and what stands to the left read backwards', async () => {
    const query: PlainQuery = { all: [['建设']], none: [] };
    const right = (await askAll({ q: '建设', sort: 'right', width: '30' })).map((line) => line.right);
    expect(right).toEqual(right.toSorted());
    const left = (await askAll({ q: '建设', sort: 'left', width: '30' })).map((line) =>
      [...line.left].reverse().join(''),
    );
    expect(left).toEqual(left.toSorted());
    expect(right.length).toBe(placesPlainly(query, 30).length);
  });

  it('shows as many characters as asked for', async () => {
    for (const width of ['1', '7', '100']) {
      const lines = await askAll({ q: '加装电梯', width });
      expect(byPlace(lines)).toEqual(
        byPlace(placesPlainly({ all: [['加装电梯']], none: [] }, Number(width))),
      );
    }
  });

  it('keeps to the filters, and goes on after the last page with nothing', async () => {
    const planned = await askAll({ q: '社区', role: 'plan', year: '2023' });
    expect(planned.length).toBeGreaterThan(0);
    expect(byPlace(planned)).toEqual(
      byPlace(
        placesPlainly({ all: [['社区']], none: [] }, 20).filter(
          ({ role, year }) => role === 'plan' && year === 2023,
        ),
      ),
    );
    expect((await ask({ q: '社区', page: '100' })).lines).toEqual([]);
    expect((await ask({ q: '量子计算机房' })).total).toBe(0);
  });

  it('counts what the trend counts', async () => {
    for (const q of ['社区', '养老 服务', '垃圾分类|分类']) {
      const { total } = await ask({ q });
      const { body } = await collection.get(address('/api/trend', { q }));
      const { series } = body as {
        series: { points: { occurrences: number }[]; undated: { occurrences: number } }[];
      };
      const counted = [...series[0]!.points, series[0]!.undated];
      expect(
        counted.reduce((sum, { occurrences }) => sum + occurrences, 0),
        q,
      ).toBe(total);
    }
  });

  it('names what is wrong', async () => {
    for (const [path, parameter] of [
      ['/api/concordance', 'q'],
      ['/api/concordance?q=-社区', 'q'],
      ['/api/concordance?q=社区&sort=newest', 'sort'],
      ['/api/concordance?q=社区&width=0', 'width'],
      ['/api/concordance?q=社区&width=101', 'width'],
      ['/api/concordance?q=社区&pageSize=101', 'pageSize'],
      ['/api/concordance?q=社区&page=10000', 'page'],
      ['/api/concordance?q=社区&topic=none', 'topic'],
    ] as const)
      expect(await problemAt(collection.app, path, 400), path).toMatchObject({ parameter });
  });
});
