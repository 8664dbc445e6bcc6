import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RelatedAnswer } from '../../src/domain/related.ts';
import type { SuggestAnswer } from '../../src/domain/suggest.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

let collection: TestCollection;

beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
}, 120_000);

afterAll(() => collection?.close());

const suggest = async (q: string) => {
  const { status, body } = await collection.get(`/api/suggest?q=${encodeURIComponent(q)}`);
  expect(status).toBe(200);
  return (body as SuggestAnswer).suggestions;
};
const related = async (query: string) => {
  const { status, body } = await collection.get(`/api/related?${query}`);
  expect(status).toBe(200);
  return body as RelatedAnswer;
};
const textsOf = (suggestions: SuggestAnswer['suggestions']): string[] => suggestions.map(({ text }) => text);

describe('GET /api/suggest', () => {
  it.each(['垃圾', '垃圾分', 'ljfl', 'lajifenlei', 'LaJiFenL', "la'ji"])(
    'completes %s to 垃圾分类',
    async (q) => {
      expect(textsOf(await suggest(q))).toContain('垃圾分类');
    },
  );

  it('counts as an exact search does, and gives the box to put', async () => {
    const [first] = (await suggest('养老 -垃圾分')).filter(({ text }) => text === '垃圾分类');
    const search = (await collection.get(`/api/search?q=${encodeURIComponent('垃圾分类')}`)).body;
    expect(first).toEqual({
      kind: 'term',
      text: '垃圾分类',
      query: '养老 -垃圾分类',
      reportId: null,
      count: (search as { total: number }).total,
    });
  });

  it('begins with what begins so, the most frequent first, ten at most', async () => {
    const found = await suggest('社');
    expect(found.length).toBeLessThanOrEqual(10);
    const terms = found.filter(({ kind }) => kind === 'term');
    expect(terms.filter(({ text }) => !text.startsWith('社'))).toEqual([]);
    expect(terms.length).toBeGreaterThan(3);
  });

  it('knows institutions and titles', async () => {
    const found = await suggest('听泉');
    const institution = found.find(({ kind }) => kind === 'institution')!;
    expect(institution.query).toBe(`机构:${institution.text}`);
    const answer = (await collection.get(`/api/search?q=${encodeURIComponent(institution.query!)}`)).body;
    expect((answer as { totalReports: number }).totalReports).toBe(institution.count);
    const report = (await suggest('政府工作报告')).find(({ kind }) => kind === 'report')!;
    expect((await collection.get(`/api/reports/${report.reportId}`)).status).toBe(200);
    const named = await suggest('垃圾分类 机构:听');
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named.map(({ kind }) => kind))).toEqual(new Set(['institution']));
    expect(named[0]!.query).toMatch(/^垃圾分类 机构:/);
  });

  it('has nothing to say to nothing', async () => {
    for (const q of ['', ' ', '垃圾分类 ', '，', '年份:20', 'zzzzzz', 'x'.repeat(500), '“”', '~', '\u0000'])
      expect(await suggest(q), q).toEqual([]);
    expect(await collection.get(`/api/suggest?q=${'x'.repeat(2_001)}`)).toMatchObject({ status: 400 });
  });

  it('learns new words with the next version of the collection', async () => {
    await suggest('熊');
    await loadReports(collection, [makeReport('熊猫', Array(5).fill('熊猫栖息地的大熊猫和熊猫基地'))]);
    let found: string[] = [];
    for (let n = 0; n < 20 && !found.includes('熊猫'); n++) {
      await new Promise((again) => setTimeout(again, 50));
      found = textsOf(await suggest('xm'));
    }
    expect(found).toContain('熊猫');
  });
});

describe('GET /api/related', () => {
  it('names words that stand out, none of the query, each with the query that adds it', async () => {
    const { terms, total } = await related(`q=${encodeURIComponent('垃圾分类')}`);
    expect(terms.length).toBeGreaterThan(2);
    expect(terms.length).toBeLessThanOrEqual(12);
    for (const { term, paragraphs, query, score } of terms) {
      expect('垃圾分类'.includes(term)).toBe(false);
      expect(score).toBeGreaterThan(10.8);
      expect(paragraphs).toBeLessThanOrEqual(total);
      const found = (await collection.get(`/api/search?q=${encodeURIComponent(query)}`)).body;
      expect((found as { total: number }).total, query).toBeGreaterThanOrEqual(paragraphs);
    }
    expect(terms.map(({ score }) => score)).toEqual(terms.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('obeys filters, sentences and smart mode; and of everything nothing stands out', async () => {
    expect((await related('role=plan')).terms.length).toBeGreaterThan(0);
    expect((await related('')).terms).toEqual([]);
    const q = encodeURIComponent('居民 ~ 社区');
    expect((await related(`q=${q}`)).total).toBe(
      ((await collection.get(`/api/search?q=${q}`)).body as { total: number }).total,
    );
    expect((await related(`q=${encodeURIComponent('怎么做好垃圾分类')}&mode=smart`)).total).toBeGreaterThan(
      0,
    );
    expect(await collection.get('/api/related?q=a&mode=x')).toMatchObject({ status: 400 });
  });
});

describe('what may have been meant', () => {
  it.each([
    ['垃极分类', '垃圾分类'],
    ['拉圾分类 居民', '垃圾分类 居民'],
    ['垃圾分泪', '垃圾分类'],
    ['ljfl 居民', '垃圾分类 居民'],
    ['垃圾分类~居民', '垃圾分类 ~ 居民'],
    ['居民 ~ 垃极分类', '居民 ~ 垃圾分类'],
  ])('by %s is %s', async (q, meant) => {
    expect(await collection.queries.corrections(q)).toContain(meant);
  });

  it('by what the collection holds is that', async () => {
    for (const q of ['垃圾分类', '', '年份:2022', '垃圾分类 -居民', 'x'.repeat(60), '从未有过的一个词组'])
      expect(await collection.queries.corrections(q), q).toEqual([]);
  });

  it('stands on the page where nothing was found, with how much each step finds', async () => {
    const page = async (q: string): Promise<string> =>
      (await collection.app.request(`/?q=${encodeURIComponent(q)}`)).text();
    const text = await page('垃极分类 居民');
    expect(text).toContain('是不是要找');
    expect(text).toContain('href="/?q=垃圾分类+居民"');
    expect(text).toContain('单独检索也找不到：“垃极分类”');
    expect(text).toContain('只检索“居民”');
    expect(await page('居民{90}')).toContain('不限同句和次数');
  });

  it('is said too where something was found though one of the terms stands nowhere', async () => {
    const page = async (path: string): Promise<string> => (await collection.app.request(path)).text();
    const meant = (html: string): string[] =>
      [...html.matchAll(/<p class="meant">(.*?)<\/p>/gs)].map(([, text]) =>
        text!.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' '),
      );
    expect(meant(await page('/?q=垃极分类|居民'))).toEqual([
      '“垃极分类|居民”里有收录里没有的词。 是不是要找： 垃圾分类|居民',
    ]);
    expect(meant(await page('/?q=垃极分类 居民&mode=smart'))[0]).toContain('垃圾分类 居民');
    expect(meant(await page('/?q=垃圾分类'))).toEqual([]);
    for (const path of ['/trend', '/compare']) {
      const html = await page(`${path}?q=居民&q=垃极分类&lang=en`);
      expect(meant(html), path).toEqual([
        '“垃极分类” holds a term that stands nowhere in the collection. Did you mean: 垃圾分类',
      ]);
      const [, href = ''] = /<p class="meant">.*?href="([^"]+)"/s.exec(html) ?? [];
      const corrected = new URL(href.replaceAll('&amp;', '&'), 'http://x');
      expect(corrected.searchParams.getAll('q'), path).toEqual(['居民', '垃圾分类']);
      expect(corrected.pathname).toBe(path);
    }
    expect(meant(await page('/concordance?q=垃极分类'))).toHaveLength(1);
  });

  it('leaves no heading of filters over nothing', async () => {
    for (const q of ['量子计算机房', '垃极分类 居民']) {
      const html = await (await collection.app.request(`/?q=${encodeURIComponent(q)}`)).text();
      expect(html, q).not.toMatch(/id="filters"|href="#filters"/);
    }
    expect(await (await collection.app.request('/?q=居民')).text()).toMatch(/id="filters"/);
  });
});
