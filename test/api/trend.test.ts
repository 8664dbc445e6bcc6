import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TrendAnswer, trendAnswerSchema } from '../../src/domain/trend.ts';
import { address, countPlainly, holdPlainly } from '../support/count.ts';
import { type Scanned, typed } from '../support/scan.ts';
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

const ask = async (params: Record<string, string | readonly string[]>): Promise<TrendAnswer> => {
  const { status, body } = await collection.get(address('/api/trend', params));
  expect({ status, body }).toMatchObject({ status: 200 });
  expect(trendAnswerSchema.parse(body)).toEqual(body);
  return body as TrendAnswer;
};

const inYear = (paragraphs: readonly Scanned[], year: number | null) =>
  paragraphs.filter((paragraph) => paragraph.year === year);

const yearsOf = (paragraphs: readonly Scanned[]): number[] =>
  [...new Set(paragraphs.flatMap(({ year }) => year ?? []))].sort();

describe('GET /api/trend', () => {
  it('holds in each year what a scan of the paragraphs holds', async () => {
    const { totals, undated } = await ask({ q: '垃圾分类' });
    expect(totals).toEqual(yearsOf(all).map((year) => ({ year, ...holdPlainly(inYear(all, year)) })));
    expect(undated).toEqual(holdPlainly(inYear(all, null)));
    expect(totals.length).toBeGreaterThan(3);
  });

  it.each(COUNTED.map((query) => [typed(query), query] as const))(
    'counts %s as a scan does',
    async (q, query) => {
      const { series } = await ask({ q });
      expect(series).toEqual([
        {
          q,
          points: yearsOf(all).map((year) => ({ year, ...countPlainly(inYear(all, year), query) })),
          undated: countPlainly(inYear(all, null), query),
        },
      ]);
    },
  );

  it.each([
    ['role=plan', (p: Scanned) => p.role === 'plan'],
    ['topic=cityscape&topic=care', (p: Scanned) => p.topics.some((t) => t === 'cityscape' || t === 'care')],
    ['yearFrom=2021&yearTo=2023', (p: Scanned) => p.year !== null && p.year >= 2021 && p.year <= 2023],
    ['year=2022&role=achievement', (p: Scanned) => p.year === 2022 && p.role === 'achievement'],
    ['level=街道乡镇', (p: Scanned) => p.report.level === '街道乡镇'],
    [
      'docType=政府工作报告&publishedFrom=2022-01-01',
      (p: Scanned) => p.report.docType === '政府工作报告' && (p.report.publishedOn ?? '') >= '2022-01-01',
    ],
    [
      'region=沧澜省/溟州市&topic=community',
      (p: Scanned) =>
        p.report.region.slice(0, 2).join('/') === '沧澜省/溟州市' && p.topics.includes('community'),
    ],
  ])('keeps to the filters %s, above and below the line', async (filters, fits) => {
    const query = { all: [['社区']], none: [] };
    const { series, totals } = await ask({
      q: typed(query),
      ...Object.fromEntries(
        [...new URLSearchParams(filters).keys()].map((name) => [
          name,
          new URLSearchParams(filters).getAll(name),
        ]),
      ),
    });
    const held = all.filter(fits);
    expect(totals).toEqual(yearsOf(held).map((year) => ({ year, ...holdPlainly(inYear(held, year)) })));
    expect(series[0]?.points).toEqual(
      yearsOf(held).map((year) => ({ year, ...countPlainly(inYear(held, year), query) })),
    );
  });

  it('takes filters from the only box, and agrees with the facet of years', async () => {
    const typedIn = await ask({ q: '社区 环节:工作安排' });
    const given = await ask({ q: '社区', role: 'plan' });
    expect(typedIn.totals).toEqual(given.totals);
    expect(typedIn.series[0]?.points).toEqual(given.series[0]?.points);
    const { body } = await collection.get('/api/search?q=社区&role=plan');
    const { facets } = body as {
      facets: { name: string; values: { value: string; count: number; reports: number }[] }[];
    };
    const years = facets.find(({ name }) => name === 'year')?.values ?? [];
    expect(
      given.series[0]?.points
        .filter(({ paragraphs }) => paragraphs > 0)
        .map(({ year, paragraphs, reports }) => [String(year), paragraphs, reports]),
    ).toEqual(years.map(({ value, count, reports }) => [value, count, reports]).sort());
  });

  it('keeps the order of the queries, and takes a pasted list', async () => {
    const several = await ask({ q: ['养老', '垃圾分类', '社区'] });
    expect(several.series.map(({ q }) => q)).toEqual(['养老', '垃圾分类', '社区']);
    expect(await ask({ q: '养老\r\n垃圾分类\n\n社区' })).toEqual(several);
  });

  it('counts words in smart mode where they stand', async () => {
    const { series } = await ask({ q: '缓解停车难', mode: 'smart' });
    const sum = series[0]?.points.reduce((total, { paragraphs }) => total + paragraphs, 0) ?? 0;
    const { body } = await collection.get('/api/search?q=缓解停车难&mode=smart');
    expect(sum + (series[0]?.undated.paragraphs ?? 0)).toBe((body as { total: number }).total);
  });

  it('names what is wrong', async () => {
    for (const path of [
      '/api/trend',
      '/api/trend?q=%20',
      address('/api/trend', { q: ['一', '二', '三', '四', '五', '六', '七', '八', '九'] }),
      '/api/trend?q=，。',
      '/api/trend?q=-养老',
      '/api/trend?q=年份:2023',
      '/api/trend?q=养老&q=社区 年份:2023',
      `/api/trend?q=养老&q=${'长'.repeat(2_001)}`,
    ])
      expect(await problemAt(collection.app, path, 400)).toMatchObject({ parameter: 'q' });
    expect(await problemAt(collection.app, '/api/trend?q=养老&role=none', 400)).toMatchObject({
      parameter: 'role',
    });
  });
});
