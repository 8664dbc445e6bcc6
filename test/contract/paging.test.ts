import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hit, SearchAnswer } from '../../src/domain/hit.ts';
import { formatSearchRequest, parseSearchRequest, type SearchRequest } from '../../src/queries/request.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';

/** More than the window that is ordered by relevance, in reports of very different size. */
const REPORTS = 90;
const SIZES = Array.from({ length: REPORTS }, (_, n) => 1 + (n % 30));
const TOTAL = SIZES.reduce((sum, size) => sum + size, 0);

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  const reports = SIZES.map((size, n) =>
    makeReport(
      `报告${n}`,
      Array.from(
        { length: size },
        (_, p) => `第${n}份第${p}段：${'垃圾分类，'.repeat(1 + ((n + p) % 4))}${'经济发展'.repeat(p % 7)}。`,
      ),
      {
        report: {
          publishedOn: n % 3 === 0 ? null : `20${String(10 + (n % 15)).padStart(2, '0')}-03-0${1 + (n % 9)}`,
          reportYear: n % 5 === 0 ? null : 2010 + (n % 15),
        },
      },
    ),
  );
  await loadReports(collection, reports);
}, 60_000);
afterAll(() => collection?.close());

const search = async (request: Partial<SearchRequest>): Promise<SearchAnswer> =>
  collection.queries.search(parseSearchRequest(formatSearchRequest(request)));

const readPages = async (request: Partial<SearchRequest>): Promise<{ hits: Hit[]; last: SearchAnswer }> => {
  const hits: Hit[] = [];
  for (let page = 1; ; page++) {
    const last = await search({ ...request, page });
    hits.push(...last.hits);
    if (last.hits.length < last.pageSize) return { hits, last };
  }
};
/** What newest and oldest go by: a report known only by its year stands before those of that year, one without at the end. */
const dayOf = ({ report }: Hit): string =>
  report.publishedOn ?? (report.reportYear === null ? '0000' : `${report.reportYear}-00-00`);

const QUERIES: [string, Partial<SearchRequest>][] = [
  ['one phrase', { q: '垃圾分类' }],
  ['alternatives', { q: '垃圾分类|经济发展' }],
  ['smart', { q: '垃圾分类 经济发展', mode: 'smart' }],
  ['no query', {}],
  ['an exclusion', { q: '-不存在的词' }],
];

it('lists reports newest first where there is no query, also those beyond the window', async () => {
  const { hits } = await readPages({ group: 'report', sort: 'relevance' });
  const days = hits.map(dayOf);
  expect(days).toHaveLength(REPORTS);
  expect(days).toEqual([...days].sort().reverse());
});

describe.each(QUERIES)('pages of %s', (_, query) => {
  it.each(['relevance', 'newest', 'oldest'] as const)(
    'neither overlap nor leave a gap, by %s',
    async (sort) => {
      for (const pageSize of [100, 70]) {
        const { hits, last } = await readPages({ ...query, sort, pageSize });
        expect(last.total).toBe(TOTAL);
        expect(new Set(hits.map(({ id }) => id)).size).toBe(TOTAL);
        expect(hits).toHaveLength(TOTAL);
        if (sort === 'relevance') continue;
        const days = hits.map(dayOf);
        const sorted = [...days].sort();
        expect(days).toEqual(sort === 'oldest' ? sorted : sorted.reverse());
      }
    },
  );

  it.each(['relevance', 'newest', 'oldest'] as const)(
    'of reports hold each once with its size, by %s',
    async (sort) => {
      const { hits, last } = await readPages({ ...query, sort, group: 'report', pageSize: 20 });
      expect(last.totalReports).toBe(REPORTS);
      expect(new Set(hits.map(({ reportId }) => reportId)).size).toBe(REPORTS);
      expect(hits).toHaveLength(REPORTS);
      for (const { report, groupSize } of hits) expect(groupSize).toBe(SIZES[Number(report.title.slice(2))]);
      if (sort === 'relevance') return;
      const days = hits.map(dayOf);
      const sorted = [...days].sort();
      expect(days).toEqual(sort === 'oldest' ? sorted : sorted.reverse());
    },
  );
});

describe('pages', () => {
  it('are the same when asked for again, and alike whatever their size', async () => {
    const [once, again] = [
      await readPages({ q: '垃圾分类', pageSize: 50 }),
      await readPages({ q: '垃圾分类', pageSize: 50 }),
    ];
    expect(once.hits.map(({ id }) => id)).toEqual(again.hits.map(({ id }) => id));
    const { hits } = await search({ q: '垃圾分类', pageSize: 20 });
    expect(hits.map(({ id }) => id)).toEqual(once.hits.slice(0, 20).map(({ id }) => id));
  });

  it('past the end are empty and still count', async () => {
    expect(await search({ q: '垃圾分类', page: 90, pageSize: 100 })).toMatchObject({
      hits: [],
      total: TOTAL,
    });
    expect(await search({ q: '垃圾分类', page: 90, pageSize: 100, group: 'report' })).toMatchObject({
      hits: [],
      total: TOTAL,
    });
  });

  it('beyond the ten thousandth hit are refused with the way out', async () => {
    await expect(search({ q: '垃圾分类', page: 102, pageSize: 100 })).rejects.toMatchObject({
      parameter: 'page',
      message: expect.stringContaining('/api/export'),
    });
  });

  it('of a grouped search show the best paragraph of each report', async () => {
    const { hits } = await search({ q: '垃圾分类', group: 'report', pageSize: 10 });
    for (const hit of hits) {
      const own = await search({ q: '垃圾分类', report: [hit.reportId], pageSize: 1 });
      expect(hit.id).toBe(own.hits[0]!.id);
    }
  });
});

describe('reports', () => {
  it('are listed newest first, page by page, with the number of their paragraphs', async () => {
    const listed = [];
    for (let page = 1; ; page++) {
      const answer = await collection.queries.reports(
        parseSearchRequest(new URLSearchParams({ page: String(page), pageSize: '40' })),
      );
      expect(answer.total).toBe(REPORTS);
      listed.push(...answer.reports);
      if (answer.reports.length < 40) break;
    }
    expect(new Set(listed.map(({ id }) => id)).size).toBe(REPORTS);
    for (const { title, paragraphs } of listed) expect(paragraphs).toBe(SIZES[Number(title.slice(2))]);
    const days = listed.map(
      ({ publishedOn, reportYear }) => publishedOn ?? (reportYear === null ? '0000' : `${reportYear}-00-00`),
    );
    expect(days).toEqual([...days].sort().reverse());
  });
});
