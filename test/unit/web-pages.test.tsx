import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Facet } from '../../src/domain/facet.ts';
import { fault } from '../../src/domain/faults/fault.ts';
import type { Hit, SearchAnswer } from '../../src/domain/hit.ts';
import { EngineUnavailable, InvalidRequest } from '../../src/domain/problem.ts';
import type { Report } from '../../src/domain/report.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { CONTENT_SECURITY_POLICY } from '../../web/headers.ts';
import { createWeb, type PageQueries } from '../../web/web.ts';

const ID = '0123456789abcdef';

const report: Report = {
  id: ID,
  title: '<img src=x onerror=alert(1)>工作总结',
  titleDerived: false,
  institution: '云州市"测试"街道办事处',
  region: ['云州省', '云州市'],
  regionInferred: true,
  provenance: {
    region: { from: 'site', inferred: true, words: '网站标识码<330203>' },
    publishedOn: { from: 'manifest', inferred: false, words: '2022-12-22' },
  },
  level: '街道乡镇',
  reportYear: 2022,
  publishedOn: '2022-12-22',
  docType: '工作总结',
  indexNumber: null,
  documentNumber: null,
  sourceUrl: 'javascript:alert(1)',
  sourcePath: 'a.txt',
  sha256: 'a'.repeat(64),
  characters: 20,
};

const hit: Hit = {
  id: `${ID}-7`,
  reportId: ID,
  ordinal: 7,
  kind: 'body',
  headingLevel: null,
  text: '推进垃圾分类<script>alert(1)</script>',
  headings: ['一、回顾', '（二）环境'],
  role: 'plan',
  year: 2023,
  topics: ['cityscape'],
  continued: false,
  page: 3,
  repeatedFrom: { paragraphId: '1111111111111111-4', year: 2021, figuresChanged: false },
  fragments: [
    { text: '推进', match: false },
    { text: '垃圾分类', match: true },
    { text: '<script>alert(1)</script>', match: false },
  ],
  report,
  links: { paragraph: `/reports/${ID}#p7`, permalink: `/p/${ID}/7-01234567`, source: 'javascript:alert(1)' },
  groupSize: null,
};

const facets: Facet[] = [
  {
    name: 'topic',
    hasMore: true,
    values: [
      { value: 'cityscape', label: '市容环境与城市管理', count: 3, reports: 2, selected: false },
      { value: 'care', label: '养老托育与特殊群体', count: 1, reports: 1, selected: false },
    ],
  },
  {
    name: 'year',
    hasMore: false,
    values: [{ value: '2022', label: '2022', count: 2, reports: 2, selected: true }],
  },
];

const row = (value: string, paragraphs: number | null) => ({
  value,
  label: value,
  paragraphs,
  reports: paragraphs,
  occurrences: paragraphs,
  reportsHeld: 2,
  characters: 20_000,
});

const answerTo = (request: SearchRequest, found: number): SearchAnswer => ({
  query: {
    q: request.q,
    mode: request.mode,
    sort: request.sort,
    group: request.group,
    terms: request.q.split(' ').map((term) => [term]),
    excluded: [],
    synonyms: request.synonyms,
    expanded: [],
    taken: [],
  },
  total: found,
  totalReports: Math.min(found, 2),
  exact: request.q !== '很多',
  page: request.page,
  pageSize: request.pageSize,
  hits: found > 0 ? [hit] : [],
  facets,
  took: 3.4,
});

/** Fixed answers: these tests are about what the pages make of an answer, not about searching. */
const queries: PageQueries = {
  search: async (request) => {
    if (request.q === '太多') throw new InvalidRequest('q', fault('tooManyTerms', { most: 10 }));
    if (request.q === '引擎') throw new EngineUnavailable(fault('engineSilent'));
    if (request.q === '坏') throw new Error('boom');
    const isMissing =
      request.mode === 'exact' &&
      (/没有|不曾 一起|再无 .*2022/.test(request.q) || (request.q === '少见' && request.topic.length > 0));
    return answerTo(request, isMissing ? 0 : 45);
  },
  count: async (request) => (await queries.search(request)).total,
  wordCounts: async ({ mode }) => (mode === 'smart' ? { words: [3, 0], all: 0 } : null),
  facetValues: async (name, contains) => ({
    name,
    hasMore: false,
    values:
      contains === '无' ? [] : [{ value: contains, label: contains, count: 1, reports: 1, selected: false }],
  }),
  report: async (id) =>
    id === ID
      ? {
          report,
          duplicateOf: null,
          copies: [],
          paragraphs: [{ ...hit, ordinal: 0 }, hit].map((p) => ({ ...p, links: hit.links })),
        }
      : null,
  paragraph: async (id) =>
    id === `${ID}-7` ? { paragraph: hit, report: hit.report, before: [], after: [] } : null,
  reports: async ({ institution }) => ({
    total: 3,
    page: 1,
    pageSize: 100,
    reports: [2024, 2022, 2021].map((reportYear) => ({
      ...report,
      id: reportYear === 2022 ? ID : `${reportYear}`.padEnd(16, '0'),
      institution: institution[0] ?? null,
      reportYear,
      paragraphs: 2,
    })),
  }),
  similar: async () => [{ ...hit, score: 0.5, shared: 0.25 }],
  locate: async (id, { ordinal }) =>
    id === ID
      ? {
          state: ordinal === 7 ? 'there' : ordinal === 8 ? 'moved' : 'gone',
          answer: { paragraph: hit, report, before: [], after: [hit] },
        }
      : null,
  trend: async ({ q }) => ({
    series: q.map((text) => ({
      q: text,
      points: [
        { year: 2020, paragraphs: 3, reports: 1, occurrences: 4 },
        { year: 2023, paragraphs: 0, reports: 0, occurrences: 0 },
      ],
      undated: { paragraphs: 1, reports: 1, occurrences: 1 },
    })),
    totals: [
      { year: 2020, paragraphs: 30, reports: 2, characters: 20_000 },
      { year: 2023, paragraphs: 20, reports: 1, characters: 10_000 },
    ],
    undated: { paragraphs: 5, reports: 2, characters: 100 },
    taken: [],
  }),
  compare: async ({ q, cols }) => ({
    rows: [
      row('云州市"测试"街道办事处', cols === 'query' ? null : 3),
      row('<b>清河县人民政府', cols === 'query' ? null : 0),
    ],
    cols: (cols === 'query' ? q : ['2020', '2023']).map((value) => ({ value, label: value })),
    cells: ['云州市"测试"街道办事处', '<b>清河县人民政府'].flatMap((name, n) =>
      (cols === 'query' ? q : ['2020', '2023']).map((col, m) => ({
        row: name,
        col,
        paragraphs: n + m === 0 ? 3 : 0,
        reports: n + m === 0 ? 1 : 0,
        occurrences: n + m === 0 ? 4 : 0,
        reportsHeld: n + m === 2 ? 0 : 2,
        characters: 20_000,
      })),
    ),
    hasMore: false,
    depth: null,
    outside: 2,
    taken: [],
  }),
  concordance: async ({ q, page, pageSize }) => ({
    total: q === '没有' ? 0 : 120,
    page,
    pageSize,
    taken: [],
    lines: [
      {
        left: '推进',
        match: q,
        right: '<script>alert(1)</script>',
        paragraphId: `${ID}-7`,
        reportId: ID,
        ordinal: 7,
        title: report.title,
        year: 2023,
        role: 'plan',
        institution: report.institution,
      },
    ],
  }),
  edition: async () => ({ collection: 12, changedAt: '2023-01-02T00:00:00Z', dictionary: 'abcd' }),
  overview: async () => [
    {
      region: '云州省',
      reports: 3,
      years: new Map([
        [2022, 2],
        [2023, 3],
      ]),
    },
    { region: '', reports: 1, years: new Map([[2021, 1]]) },
  ],
  corrections: async (q) => (q.includes('没有') ? ['垃圾分类'] : []),
  related: async ({ q }) => ({
    q,
    total: 45,
    terms: [{ term: '投放<b>', paragraphs: 9, score: 20.5, query: `${q} 投放<b>` }],
  }),
  coverage: async () => ({
    reports: 1,
    paragraphs: 2,
    characters: 20,
    institutions: 1,
    years: [2022, 2023],
    sample: true,
  }),
};

const errors: Error[] = [];
const web = createWeb({
  queries,
  publicUrl: 'https://reports.example/',
  onError: (error) => errors.push(error),
});
const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await web.request(path, { headers });
  return { response, html: await response.text() };
};
const hrefs = (html: string) =>
  [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
const PAGES = [
  '/',
  '/?q=垃圾分类',
  '/?q=垃圾分类&group=report',
  '/?q=没有',
  `/reports/${ID}?q=垃圾分类`,
  `/p/${ID}/7-01234567`,
  '/help',
  '/reports/none',
  '/trend',
  '/trend?q=垃圾分类&q=社区&measure=rate',
  '/trend?q=垃圾分类&role=none',
  '/compare?q=垃圾分类',
  '/compare?q=垃圾分类&q=社区&rows=region',
  '/concordance?q=垃圾分类',
  '/concordance?q=没有',
];

describe('every page', () => {
  it.each(PAGES)(
    '%s is safe under the strict policy: nothing inline, nothing from elsewhere',
    async (path) => {
      const { response, html } = await get(path);
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=")/);
      expect(html).not.toMatch(/\sstyle="|\son\w+="|<style/);
      expect(html).not.toContain('<img');
      expect(html).not.toContain('href="javascript:');
      expect(
        [...html.matchAll(/(?:src|href)="(https?:[^"]*)"/g)].map(([, href]) => new URL(href!).host),
      ).toEqual(['reports.example']);
    },
  );

  it.each(PAGES)('%s stays in English when it is asked in English', async (path) => {
    const { html } = await get(`${path}${path.includes('?') ? '&' : '?'}lang=en`);
    expect(html).toContain('<html lang="en">');
    const own = hrefs(html).filter(
      (href) => href.startsWith('/') && !/^\/(docs|api|feed\.atom|reports\/\w+\/source)/.test(href),
    );
    const chinese = own.filter((href) => new URL(href, 'http://x').searchParams.get('lang') !== 'en');
    expect([...new Set(chinese.map((href) => new URL(href, 'http://x').pathname))]).toEqual([
      path.split('?')[0],
    ]);
  });
});

describe('the search page', () => {
  it('marks exactly what matched, and escapes the text', async () => {
    const { html } = await get('/?q=垃圾分类');
    expect(html).toContain('推进<mark>垃圾分类</mark>&lt;script&gt;');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;工作总结');
  });

  it('links the paragraph with the query, and the original file where the address is not http', async () => {
    const { html } = await get('/?q=垃圾分类&mode=smart');
    expect(hrefs(html)).toContain(`/reports/${ID}?q=垃圾分类&mode=smart#p7`);
    expect(hrefs(html)).toContain(`/reports/${ID}/source#page=3`);
    expect(html).toContain('原件第 3 页');
  });

  it('keeps hostile text of the box a text', async () => {
    const { html } = await get(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  it('names filters in the language of the page', async () => {
    const { html } = await get('/?q=x&topic=care&lang=en');
    expect(html).toContain('Elderly, child and special care');
    expect(html).toContain('Only the first 2 are listed');
  });

  it('lets one pick a year within a range, and marks those of the range', async () => {
    const { html } = await get('/?q=垃圾分类&yearFrom=2021&yearTo=2023');
    expect(html).toMatch(/<a class="value in-range" href="[^"]*year=2022[^"]*"/);
  });

  it('shows a value chosen by the text of the box as chosen, without a link that could not undo it', async () => {
    const { html } = await get('/?q=垃圾分类');
    expect(html).toContain('<span class="value selected"');
    expect(html).toContain('由检索框中的条件选定');
  });

  it('searches inside a facet: its box shows what was found, and the box keeps the search around it', async () => {
    const { html } = await get('/?q=垃圾分类&topic=care&facet=topic&find=养<老');
    const box = html.slice(html.indexOf('id="facet-topic"'));
    expect(box).toContain('养&lt;老');
    expect(box).not.toContain('市容环境与城市管理</span>');
    expect((await get('/?q=垃圾分类&facet=topic&find=无')).html).toContain('没有名称含“无”的项');
    expect((await get('/?q=垃圾分类&facet=none&find=无')).response.status).toBe(400);
    expect((await get(`/?q=垃圾分类&facet=topic&find=${'长'.repeat(101)}`)).response.status).toBe(400);
  });

  it('says so while counts are not yet exact', async () => {
    expect((await get('/?q=很多')).html).toContain('仍在逐段核对');
    expect((await get('/?q=垃圾分类')).html).not.toContain('仍在逐段核对');
  });

  it('pages with rel, and keeps filters while paging', async () => {
    const { html } = await get('/?q=垃圾分类&topic=care&page=2');
    expect(html).toMatch(/<link rel="prev" href="[^"]*topic=care"/);
    expect(html).toMatch(/<link rel="next" href="[^"]*page=3[^"]*"/);
  });

  it('pages by report where reports are shown: 2 reports are one page', async () => {
    expect((await get('/?q=垃圾分类&group=report')).html).not.toContain('rel="next"');
  });

  it('offers nearest steps that find something, with their counts', async () => {
    const { html } = await get('/?q=没有 垃圾分类');
    expect(html).toContain('单独检索也找不到：“没有”');
    expect(html).toMatch(/只检索“垃圾分类”<\/a><span class="count total"> 45 段/);
    expect(html).toMatch(/改用智能匹配<\/a><span class="count total"> 45 段/);
  });
});

describe('a search that finds nothing', () => {
  const CLAIM = '收录的报告里确实没有';

  it('claims that the collection lacks a term only where the query is that term and nothing else', async () => {
    expect((await get('/?q=没有')).html).toContain(CLAIM);
    expect((await get('/?q=没有 年份')).html).not.toContain(CLAIM);
    expect((await get('/?q=没有&topic=care')).html).not.toContain(CLAIM);
    expect((await get('/?q=没有{9}')).html).not.toContain(CLAIM);
  });

  it('says how much was looked through: all that is held, or what the filters of page and box leave of it', async () => {
    expect((await get('/?q=没有')).html).toContain('检索了全部 1 份报告，2 段。');
    for (const path of ['/?q=没有&topic=care', '/?q=没有 年份:2022'])
      expect((await get(path)).html).toContain('全部 1 份报告中，符合条件的 2 份报告、45 段都检索了。');
    expect((await get('/?q=没有&lang=en')).html).toContain('Searched all 1 report, 2 paragraphs.');
  });

  it('counts every term and every filter, also those that change nothing', async () => {
    const { html } = await get('/?q=没有 垃圾分类&topic=care&year=2022');
    expect(html).toMatch(/<span>只检索“没有”<\/span><span class="count total"> 0 段/);
    expect(html).toMatch(/去掉“2022”<\/a><span class="count total"> 0 段/);
    expect(html).toMatch(/去掉“养老托育与特殊群体”<\/a><span class="count total"> 0 段/);
    expect(html).not.toContain('去掉全部条件');
  });

  it('says where the filters, not the collection, lack a term', async () => {
    const { html } = await get('/?q=少见 没有&topic=care');
    expect(html).toMatch(/不加条件检索“少见”<\/a><span class="count total"> 45 段/);
    expect(html).not.toContain('不加条件检索“没有”');
  });

  it('says so where the terms do occur, but never together', async () => {
    expect((await get('/?q=不曾 一起')).html).toContain('没有哪一段同时写到');
    expect((await get('/?q=不曾 没有')).html).not.toContain('没有哪一段同时写到');
  });

  it('offers to drop a filter that was typed into the box', async () => {
    const { html } = await get('/?q=再无 其他 年份:2022');
    expect(html).toMatch(/去掉检索框里的条件：“再无 其他”<\/a><span class="count total"> 45 段/);
    expect(hrefs(html)).toContain('/?q=其他&year=2022');
  });
});

describe('reports that no query narrows', () => {
  it('are listed by title, newest first, without their first paragraph and without relevance', async () => {
    const { html } = await get('/?topic=care&group=report');
    const [list] = html.match(/<ol class="hits".*?<\/ol>/s)!;
    expect(hrefs(list)).toContain(`/reports/${ID}`);
    expect(list).not.toContain('class="text"');
    const [toolbar] = html.match(/<div class="toolbar".*?<\/div>/s)!;
    expect(toolbar).not.toContain('相关度');
    expect(toolbar).toMatch(/aria-current="true"[^>]*>最新/);
    expect((await get('/?q=养老&group=report')).html).toContain('相关度');
  });
});

describe('the front page', () => {
  it('says what is held and that the sample is invented', async () => {
    const { html } = await get('/');
    expect(html).toContain('2022–2023');
    expect(html).toContain('虚构');
  });
});

describe('the report page', () => {
  it('gives every match an anchor of its own, counted through', async () => {
    const { html } = await get(`/reports/${ID}?q=垃圾分类`);
    expect([...html.matchAll(/<mark id="(m\d+)">/g)].map(([, id]) => id)).toEqual(['m1', 'm2']);
    expect(html).toContain('id="p7"');
  });

  it('leads to the institution’s other years, newest first, with the query, and says which year is not held', async () => {
    const { html } = await get(`/reports/${ID}?q=垃圾分类`);
    const [years] = html.match(/<nav class="other-years".*?<\/nav>/s)!;
    expect(years.match(/\b20\d\d\b(?=[ <])/g)).toEqual(['2024', '2023', '2022', '2021']);
    expect(years).toContain('2023 <span>未收录</span>');
    expect(years).toContain('<span aria-current="page">2022</span>');
    expect(hrefs(years)).toEqual(
      ['2024', '2021'].map((year) => `/reports/${year.padEnd(16, '0')}?q=垃圾分类`),
    );
  });

  it('maps where the matches are, and lists them for those who do not see the map', async () => {
    const { html } = await get(`/reports/${ID}?q=垃圾分类`);
    const [map] = html.match(/<svg class="match-map".*?<\/svg>/s)!;
    expect(hrefs(map)).toEqual(['#p0', '#p7']);
    const [list] = html.match(/<details class="match-list".*?<\/details>/s)!;
    expect(hrefs(list)).toEqual(['#p0', '#p7']);
    expect(list).toContain('推进<mark>垃圾分类</mark>&lt;script&gt;');
  });

  it('folds its metadata away, and says beside it what in it is inferred and what is not stated', async () => {
    const { html } = await get(`/reports/${ID}`);
    const [metadata = ''] = /<details class="metadata".*?<\/details>/s.exec(html) ?? [];
    expect(metadata).toMatch(/^<details class="metadata">/);
    const [line = ''] = /<summary>.*?<\/summary>/s.exec(metadata) ?? [];
    expect(line).toContain('推定：地区');
    expect(line).not.toContain('发布日期');
    const english = await get(`/reports/${ID}?lang=en`);
    expect(english.html).toContain('inferred: region');
  });

  it('counts the matches beside the query, which alone gives way where the line is short', async () => {
    const { html } = await get(`/reports/${ID}?q=垃圾分类&lang=en`);
    expect(html).toMatch(/<span class="sought">“垃圾分类”: <\/span><span>2 matches<\/span>/);
  });

  it('says which metadata is inferred and which is not stated', async () => {
    const { html } = await get(`/reports/${ID}`);
    expect(html).toContain('推定');
    expect(html).toContain('a'.repeat(64));
    expect(html).toContain('推定，据网站信息');
    expect(html).toContain('网站标识码&lt;330203&gt;');
    expect(html).toContain('据收录者所述');
  });
});

describe('the page of a paragraph', () => {
  it('gives its citation in every form, as text to select and as files', async () => {
    const { html } = await get(`/p/${ID}/7-01234567`);
    for (const form of ['quote', 'gbt7714', 'bibtex', 'ris'])
      expect(html).toContain(`<pre id="cite-${form}"`);
    expect(html).toContain('“推进垃圾分类&lt;script&gt;alert(1)&lt;/script&gt;”');
    expect(html).toContain(`https://reports.example/p/${ID}/7-01234567`);
    expect(hrefs(html)).toEqual(
      expect.arrayContaining(['bibtex', 'ris'].map((form) => `/api/paragraphs/${ID}-7/cite?format=${form}`)),
    );
  });

  it('says which paragraph the number in its address is, since that counts from 0', async () => {
    expect((await get(`/p/${ID}/7-01234567`)).html).toContain('地址里的 7 从 0 数起，就是第 8 段。');
  });

  it('lists similar paragraphs of other reports, and how much is the same', async () => {
    const { html } = await get(`/p/${ID}/7-01234567`);
    const [list] = html.match(/<ol class="similar-list">.*?<\/ol>/s)!;
    expect(list).toContain('推进<mark>垃圾分类</mark>&lt;script&gt;');
    expect(list).toContain('逐字相同 25%');
    expect(hrefs(list)).toEqual([`/p/${ID}/7-01234567`]);
  });

  it('says when it stands elsewhere now', async () => {
    const { response, html } = await get(`/p/${ID}/8-01234567`);
    expect(response.status).toBe(200);
    expect(html).toContain('这一段现在是第 8 段');
    expect(html).toContain(`<link rel="canonical" href="https://reports.example/p/${ID}/7-01234567"/>`);
  });

  it('says when it is gone, and then offers nothing to cite', async () => {
    const { response, html } = await get(`/p/${ID}/9-01234567`);
    expect(response.status).toBe(404);
    expect(html).toContain('已不在其中');
    expect(html).not.toContain('<pre');
  });

  it('is reached by its place alone, as a report names its own, and is then kept by its text', async () => {
    const { response } = await get(`/p/${ID}/7?lang=en`);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`${hit.links.permalink}?lang=en`);
  });

  it.each([`/p/${ID}/8`, `/p/${ID}/7-xyz`, '/p/0000000000000000/7-01234567'])('%s is none', async (path) => {
    expect((await get(path)).response.status).toBe(404);
  });
});

describe('the page of a comparison', () => {
  it('says what each of its examples shows', async () => {
    const { html } = await get('/compare');
    const said = [...html.matchAll(/<span class="count"> (.*?)<\/span>/g)].map(([, text]) => text);
    expect(new Set(said).size).toBe(3);
  });

  it('names and leaves out the topics that nothing stands under, unless it is to keep their order', async () => {
    const { html } = await get('/compare?q=垃圾分类&cols=topic');
    expect(html).toContain('表中略去的主题：');
    const fixed = hrefs(html).find((address) => address.includes('colOrder=fixed')) ?? '';
    const kept = await get(fixed);
    expect(kept.html).not.toContain('表中略去的主题：');
    expect(kept.html.match(/<th scope="col"/g)?.length).toBe(2 + 3);
    expect(html.match(/<th scope="col"/g)?.length).toBe(1 + 3);
  });

  it('closes each row with its total, so that the latest years open beside it', async () => {
    const { html } = await get('/compare?q=垃圾分类');
    const [head = ''] = /<thead>.*?<\/thead>/s.exec(html) ?? [];
    expect([...head.matchAll(/title="按“(.*?)”排序"/g)].map(([, label]) => label)).toEqual([
      '机构',
      '收录报告',
      '2020',
      '2023',
      '合计',
    ]);
  });
});

describe('errors', () => {
  it.each([
    ['/?q=太多', 400, '一次最多检索 10 个词'],
    ['/?q=太多&lang=en', 400, 'at most 10 terms'],
    ['/?role=none', 400, 'role'],
    ['/?role=none&lang=en', 400, 'Allowed: achievement'],
    ['/reports/none', 404, '没有找到'],
    ['/no/such/page', 404, '没有找到'],
    ['/no/such/page?lang=en', 404, 'Not found'],
    ['/?q=引擎', 503, '搜索引擎没有回应'],
    ['/?q=引擎&lang=en', 503, 'does not answer'],
    ['/?q=坏', 500, '服务出错'],
    ['/?q=坏&lang=en', 500, 'Something went wrong'],
  ])('%s answers %i and says what to do', async (path, status, text) => {
    const { response, html } = await get(path);
    expect(response.status).toBe(status);
    expect(html).toContain(text);
    expect(html).not.toContain('boom');
  });

  it('keep the text of the box, ask to come back, and reach the log', async () => {
    const { response, html } = await get('/?q=引擎');
    expect(response.headers.get('retry-after')).toBe('5');
    expect(html).toContain('value="引擎"');
    errors.length = 0;
    await get('/?q=坏');
    expect(errors.map(({ message }) => message)).toEqual(['boom']);
  });
});

describe('assets', () => {
  it('are kept for ever under the address that pages use, and revalidated under the bare one', async () => {
    const { html } = await get('/');
    const [, address] = html.match(/href="(\/assets\/zhengsou\.css\?v=[0-9a-f]+)"/)!;
    const { response } = await get(address!);
    expect(response.headers.get('cache-control')).toContain('immutable');
    const etag = response.headers.get('etag')!;
    expect((await get('/assets/zhengsou.css')).response.headers.get('cache-control')).toBe('no-cache');
    expect((await get('/assets/zhengsou.css', { 'if-none-match': `W/${etag}` })).response.status).toBe(304);
    expect((await get('/assets/zhengsou.css?v=0000')).response.headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['/assets/none.css', '/assets/..%2fweb.ts', '/assets/__proto__'])('%s is not one', async (path) => {
    expect((await get(path)).response.status).toBe(404);
  });

  it('are small: script and styles under 30 KB compressed, so that the page has as much again', async () => {
    const texts = await Promise.all(['js', 'css'].map((kind) => get(`/assets/zhengsou.${kind}`)));
    const sizes = texts.map(({ html }) => gzipSync(html).length);
    expect(sizes[0]! + sizes[1]!).toBeLessThan(30 * 1024);
  });
});
