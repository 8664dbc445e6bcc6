import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitLongLine } from '../../indexer/chrome-long-lines.ts';
import { FACET_NAMES, type FacetName } from '../../src/domain/facet.ts';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import { NO_FILTERS } from '../../src/domain/query.ts';
import { createClient } from '../../src/engine/client.ts';
import type { ExportRow } from '../../src/queries/queries.ts';
import { parseSearchRequest } from '../../src/queries/request.ts';
import { normaliseText } from '../../src/text/fold.ts';
import { encodeRun } from '../../src/text/terms.ts';
import { toUnits } from '../../src/text/units.ts';
import { boxInput, hanRun, reportText } from '../support/arbitraries.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import {
  countFacet,
  facetValuesOf,
  idsOf,
  type PlainQuery,
  type Scanned,
  scan,
  toScanned,
  typed,
} from '../support/scan.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

/** As many of each as a query may have. */
const TERMS = ['工作', '推进', '建设', '服务', '发展', '社区', '居民', '开展', '加强', '管理'];
const EXCLUDED = ['街道', '年', '安全', '项目', '企业', '党', '环境', '教育', '养老', '垃圾，分类'];

/** Paragraphs on which an engine that matches pair by pair goes wrong, and on which cutting goes wrong. */
const ADVERSARIAL = [
  '和经济社团有关的事，以及经济社会发展。',
  '推进和经济社会发展，推进经济和社会发展',
  '社会经济社会经济社会和经济',
  '垃圾，分类',
  '垃圾分类',
  '垃圾。分类处理',
  '“垃圾”分类',
  '垃 圾\u200b分\u3000类',
  '垃圾分類處理與發展',
  '垃',
  '分',
  '一',
  'GDP',
  'gdp2022',
  'GDP 2022 36.8%',
  'GDP增长36.8%，CPI增长36.',
  '202 2022 20222 2.022 22',
  '5G5G5G网络，4G网络',
  'ＧＤＰ２０２２',
  '会议二〇二二年々',
  '𠮷野家的𠮷祥',
  '👍垃圾👍分类👍',
  'e\u0301cole école',
  '工工工工工',
  '工作工作工作报告工作',
  '工作，工作。工作；报告',
  'C++和C#、.NET',
  'AND OR NOT',
  '"引号" OR 1=1',
  '反斜杠\\和"引号"',
  '---',
  '2021-2023年',
  '经济社会发展和经济社会工作'.repeat(20),
  `${'垃圾分类处理工作'.repeat(24)}甲`,
  `${'垃圾分类处理工作'.repeat(24)}乙`,
  Array.from({ length: 400 }, (_, n) => `第${n}项`).join('、'),
  ...['', ...EXCLUDED].map((excluded) => `${TERMS.join('，')}，${excluded}`),
];

let collection: TestCollection;
let everything: Scanned[];

type Params = [string, string][];
const requestOf = (params: Params) => parseSearchRequest(new URLSearchParams(params));
const searchAt = (params: Params): Promise<SearchAnswer> => collection.queries.search(requestOf(params));
const exportAt = async (params: Params): Promise<ExportRow[]> => {
  const rows: ExportRow[] = [];
  for await (const row of collection.queries.exportMatches(requestOf(params))) rows.push(row);
  return rows;
};

const readEverything = async (): Promise<Scanned[]> => (await exportAt([])).map(toScanned);

beforeAll(async () => {
  collection = createTestCollection();
  const summary = await collection.load([SAMPLE]);
  expect(summary.failed).toEqual([]);
  await loadReports(collection, [
    makeReport('难', ADVERSARIAL, {
      report: { institution: '某局 "甲" \\乙', region: ['某省', '某市'], level: '部门', reportYear: 2022 },
      paragraph: (n) => ({
        year: 2018 + (n % 3),
        role: n % 2 ? 'plan' : 'problem',
        topics: n % 4 ? ['party'] : ['party', 'law'],
      }),
    }),
    makeReport('空', ['什么也没有说明的报告']),
  ]);
  everything = await readEverything();
}, 120_000);

afterAll(() => collection?.close());

/** Phrases cut from the collection between units, phrases that may not be there at all, and what the engine gets wrong. */
const phrase = (): fc.Arbitrary<string> =>
  fc
    .oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(
            fc.nat(),
            fc.nat(),
            fc.oneof(
              { weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) },
              { weight: 1, arbitrary: fc.integer({ min: 13, max: 220 }) },
            ),
          )
          .map(([which, where, length]) => {
            const { text, units } = everything[which % everything.length]!;
            const from = where % Math.max(1, units.length);
            const to = Math.min(units.length - 1, from + length - 1);
            return text.slice(units[from]?.start, units[to]?.end);
          }),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...ADVERSARIAL), fc.nat(), fc.integer({ min: 1, max: 9 }))
          .map(([text, where, length]) => {
            const units = toUnits(text);
            const from = where % units.length;
            return text.slice(units[from]!.start, units[Math.min(units.length - 1, from + length - 1)]!.end);
          }),
      },
      { weight: 2, arbitrary: hanRun(1, 6) },
      { weight: 1, arbitrary: reportText(6) },
    )
    // Marks around a term are not sought, quotation marks would end it.
    .map((text) => text.replace(/["“”„「」『』＂]/gu, '').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((text) => text !== '');

const plainQuery = (): fc.Arbitrary<PlainQuery> =>
  fc.oneof(
    { weight: 5, arbitrary: phrase().map((one) => ({ all: [[one]], none: [] })) },
    {
      weight: 3,
      arbitrary: fc.record({
        all: fc.array(fc.array(phrase(), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
        none: fc.array(phrase(), { maxLength: 2 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.array(phrase(), { minLength: 1, maxLength: 3 }).map((none) => ({ all: [], none })),
    },
  );

describe('exact search equals a scan', () => {
  it('over everything: nothing is lost on the way into the index', async () => {
    const { reports } = await collection.index.reports(NO_FILTERS, 0, 1_000);
    expect(everything).toHaveLength(reports.reduce((sum, report) => sum + report.paragraphs, 0));
    expect(new Set(idsOf(everything)).size).toBe(everything.length);
    const made = everything
      .filter(({ report }) => report.title === '难')
      .sort((a, b) => a.ordinal - b.ordinal);
    expect(made.map(({ text }) => text)).toEqual(ADVERSARIAL);
  });

  it('for random phrases, alternatives and exclusions: set, total, reports and marks', async () => {
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(plainQuery(), async (query) => {
        const expected = scan(everything, query);
        const q = typed(query);
        const [found, answer] = await Promise.all([
          exportAt([['q', q]]),
          searchAt([
            ['q', q],
            ['pageSize', '100'],
          ]),
        ]);
        if (expected.length > 0) matched++;
        expect(idsOf(found)).toEqual(idsOf(expected));
        expect(answer.exact).toBe(true);
        expect(answer.total).toBe(expected.length);
        expect(answer.totalReports).toBe(new Set(expected.map(({ reportId }) => reportId)).size);
        expect(answer.hits).toHaveLength(Math.min(100, expected.length));
        const wanted = new Set(idsOf(expected));
        expect(answer.hits.filter(({ id }) => !wanted.has(id))).toEqual([]);
        if (query.all.length > 0)
          expect(answer.hits.filter(({ fragments }) => !fragments.some(({ match }) => match))).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(matched).toBeGreaterThan(75);
  }, 120_000);

  it.each([
    ['inner pairs that stand apart', '和经济社会'],
    ['the same, longer', '和经济社会发展'],
    ['pairs that repeat', '工作工作报告'],
    ['a mark inside', '垃圾，分类'],
    ['no mark inside', '垃圾分类'],
    ['many marks inside', '工作，工作。工作；报告'],
    ['marks, in the wrong order', '报告；工作'],
    ['a single character', '垃'],
    ['one beyond the basic plane', '𠮷'],
    ['a number that begins a decimal', '36'],
    ['a decimal', '36.8'],
    ['a whole number', '2022'],
    ['letters and digits', 'gdp2022'],
    ['marks and numbers', '3项、第4项'],
    ['a quotation of many clauses', '第0项、第1项、第2项、第3项'],
    ['nearly 200 units that differ in the last', `${'垃圾分类处理工作'.repeat(24)}甲`],
    ['260 units', '经济社会发展和经济社会工作'.repeat(20)],
    ['a combining accent', 'e\u0301cole'],
  ])('for %s', async (_, text) => {
    for (const query of [
      { all: [[text]], none: [] },
      { all: [], none: [text] },
      { all: [['工作', '经济']], none: [text] },
    ]) {
      const expected = scan(everything, query);
      expect(idsOf(await exportAt([['q', typed(query)]]))).toEqual(idsOf(expected));
      expect((await searchAt([['q', typed(query)]])).total).toBe(expected.length);
      expect(await collection.queries.count(requestOf([['q', typed(query)]]))).toBe(expected.length);
    }
  });

  it('where the engine by itself would report more', async () => {
    const raw = await Promise.all(
      collection.engines.map(({ url, searchKey }) =>
        createClient(url, searchKey)
          .index(`paragraphs${collection.suffix}`)
          .search(`"${encodeRun(Array.from('和经济社会')).join(' ')}"`, {
            hitsPerPage: 1_000,
            attributesToRetrieve: ['text'],
          }),
      ),
    );
    const texts = raw.flatMap(({ hits }) => hits).map((hit) => normaliseText(String(hit.text)));
    const expected = scan(everything, { all: [['和经济社会']], none: [] });
    expect(texts.length).toBeGreaterThan(expected.length);

    const without = { all: [['经济']], none: ['和经济社会'] };
    const kept = idsOf(await exportAt([['q', typed(without)]]));
    expect(kept).toEqual(idsOf(scan(everything, without)));
    expect(kept).toContain(everything.find(({ text }) => text === ADVERSARIAL[0])!.id);
  });

  it('with as many terms and exclusions as may be typed', async () => {
    const only = everything.find(({ text }) => text === `${TERMS.join('，')}，`)!;
    for (let terms = 0; terms <= 10; terms++)
      for (let none = terms === 0 ? 1 : 0; none <= 10; none += none < 8 ? 4 : 1) {
        const query = { all: TERMS.slice(0, terms).map((term) => [term]), none: EXCLUDED.slice(0, none) };
        const expected = scan(everything, query);
        expect(expected).toContain(only);
        expect(idsOf(await exportAt([['q', typed(query)]])), typed(query)).toEqual(idsOf(expected));
        expect((await searchAt([['q', typed(query)]])).total, typed(query)).toBe(expected.length);
      }
    const clauses = {
      all: ['工作，工作', '工作。工作', '工作；报告'].map((text) => [text]),
      none: ['垃圾', '和经济社会'],
    };
    expect(idsOf(await exportAt([['q', typed(clauses)]]))).toEqual(idsOf(scan(everything, clauses)));
    const eleven = await collection.get(`/api/search?q=${encodeURIComponent([...TERMS, '街道'].join(' '))}`);
    expect(eleven).toMatchObject({ status: 400, body: { parameter: 'q' } });
  }, 60_000);

  it('with long texts, to their last character', async () => {
    const lines = [
      `${'甲，'.repeat(15_000)}末尾乙`,
      Array.from({ length: 20_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join(''),
      `${Array.from({ length: 5_000 }, (_, n) => `第${n}，`).join('')}末尾丙`,
      `${'推进经济社会发展，'.repeat(3_000)}末尾丁`,
    ];
    const extra = createTestCollection();
    try {
      await loadReports(
        extra,
        lines.map((line, n) => makeReport(`长${n}`, splitLongLine(line))),
      );
      for (const [q, n] of [
        ['末尾乙', 0],
        ['末尾丙', 2],
        ['末尾丁', 3],
        ['第2499', 2],
        ['第4999', 2],
        [lines[1]?.slice(9_990, 9_996), 1],
        [lines[1]?.slice(-4), 1],
        [lines[1]?.at(-1), 1],
      ] as const) {
        const answer = await extra.queries.search(requestOf([['q', q ?? '']]));
        expect(
          answer.hits.map(({ report }) => report.title),
          q,
        ).toEqual([`长${n}`]);
      }
    } finally {
      await extra.close();
    }
  }, 60_000);
});

describe('facets', () => {
  type Filter = readonly [FacetName, string];
  const obeys = (paragraph: ExportRow, filters: readonly Filter[], without?: FacetName): boolean =>
    FACET_NAMES.every((facet) => {
      const wanted = filters.filter(([name]) => name === facet).map(([, value]) => value);
      return (
        facet === without ||
        wanted.length === 0 ||
        facetValuesOf(facet, paragraph).some((value) => wanted.includes(value))
      );
    });

  /** Filters on values that some paragraph has. Regions are said as paths. */
  const filters = (): fc.Arbitrary<Filter[]> =>
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...FACET_NAMES), fc.nat()), { maxLength: 4 }).map((picks) =>
      picks.flatMap(([which, facet, n]): Filter[] => {
        const values = facetValuesOf(facet, everything[which % everything.length]!);
        const value = values[n % Math.max(1, values.length)];
        return value === undefined || (facet === 'region' && !value.includes('/')) ? [] : [[facet, value]];
      }),
    );

  it('count what the export holds, value by value, each without its own filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(plainQuery(), { nil: { all: [], none: [] } }),
        filters(),
        async (query, chosen) => {
          const params: Params = [
            ['q', typed(query)],
            ...chosen.map(([name, value]): [string, string] => [name, value]),
          ];
          const matching = scan(everything, query);
          const selected = matching.filter((paragraph) => obeys(paragraph, chosen));
          const [found, answer] = await Promise.all([exportAt(params), searchAt(params)]);
          expect(idsOf(found)).toEqual(idsOf(selected));
          expect(answer.total).toBe(selected.length);
          expect(answer.totalReports).toBe(new Set(selected.map(({ reportId }) => reportId)).size);
          for (const { name, values, hasMore } of answer.facets) {
            const counted = countFacet(
              name,
              matching.filter((paragraph) => obeys(paragraph, chosen, name)),
            );
            const wanted = chosen.filter(([facet]) => facet === name).map(([, value]) => value);
            for (const { value, count, reports, selected } of values) {
              expect({ name, value, count, reports }).toEqual({
                name,
                value,
                ...(counted.get(value) ?? { count: 0, reports: 0 }),
              });
              expect(selected).toBe(wanted.includes(value));
            }
            expect(wanted.filter((value) => !values.some((shown) => shown.value === value))).toEqual([]);
            const shown = values.filter(({ count }) => count > 0).length;
            expect(hasMore).toBe(counted.size > shown);
            if (hasMore) expect(values.length).toBeGreaterThanOrEqual(20);
          }
        },
      ),
      { numRuns: 80 },
    );
  }, 120_000);

  it('that every paragraph has exactly one of add up to the total', async () => {
    for (const q of ['', '工作', '垃圾分类|河长制', '-工作']) {
      const { facets, total } = await searchAt([['q', q]]);
      for (const name of ['role', 'docType'] as const)
        expect(
          facets.find((facet) => facet.name === name)!.values.reduce((sum, { count }) => sum + count, 0),
        ).toBe(total);
    }
  });

  it('can be searched in by any part of a label', async () => {
    const facet = await collection.queries.facetValues(
      'region',
      '听泉',
      parseSearchRequest(new URLSearchParams()),
    );
    expect(facet.values.map(({ label }) => label)).toEqual(['听泉街道', '听泉街道']);
    const counted = countFacet('region', everything);
    for (const { value, count, reports } of facet.values)
      expect({ count, reports }).toEqual(counted.get(value));
    expect(
      (
        await collection.queries.facetValues(
          'institution',
          '不存在的',
          parseSearchRequest(new URLSearchParams()),
        )
      ).values,
    ).toEqual([]);
  });
});

describe('filters', () => {
  it('find a region by its name at any level and by its path', async () => {
    const street = (params: Params) =>
      exportAt(params).then((rows) => new Set(rows.map(({ report }) => report.region.join('/'))));
    const byName = await street([['region', '听泉街道']]);
    expect(byName.size).toBe(2);
    const [one] = [...byName];
    expect(await street([['region', one!]])).toEqual(new Set([one]));
    expect(await street([['region', '听']])).toEqual(new Set());
    expect(await street([['q', `地区:${one}`]])).toEqual(new Set([one]));
  });

  it('know a place by what people call it, and say what they took it as', async () => {
    const whole = await searchAt([['region', '听泉街道']]);
    for (const params of [[['region', '听泉']], [['q', '地区:听泉']], [['region', '聽泉街道']]] as Params[]) {
      const answer = await searchAt(params);
      expect(answer.total).toBe(whole.total);
      expect(answer.query.taken).toEqual([
        { name: 'region', given: params[0]![1].replace('地区:', ''), taken: ['听泉街道'] },
      ]);
    }
    expect(whole.query.taken).toEqual([]);
    const unheld = await searchAt([['region', '无此地']]);
    expect([unheld.total, unheld.query.taken]).toEqual([0, []]);
  });

  it('restrict by year and by day of publication, both ends included', async () => {
    const rows = await exportAt([
      ['yearFrom', '2021'],
      ['yearTo', '2022'],
    ]);
    expect(idsOf(rows)).toEqual(idsOf(everything.filter(({ year }) => year === 2021 || year === 2022)));
    const days = everything.flatMap(({ report }) => report.publishedOn ?? []).sort();
    const [from, to] = [days[Math.floor(days.length / 3)]!, days[Math.floor(days.length / 2)]!];
    const published = await exportAt([
      ['publishedFrom', from],
      ['publishedTo', to],
    ]);
    expect(idsOf(published)).toEqual(
      idsOf(
        everything.filter(
          ({ report }) =>
            report.publishedOn !== null && report.publishedOn >= from && report.publishedOn <= to,
        ),
      ),
    );
    expect(published.length).toBeGreaterThan(0);
  });

  const HOSTILE = [
    '" OR 1=1',
    '"] OR id EXISTS OR institution IN ["',
    '\\" OR id EXISTS OR "',
    '\\',
    'x\\',
    "' OR '1'='1",
    ') OR (id EXISTS',
    '] OR [',
    'a" OR id EXISTS --',
    '\u0000',
    '\n OR id EXISTS',
    '\u202e',
    'NULL',
    '* OR _geoRadius(0,0,1)',
    'EXISTS',
    '某部',
    '长'.repeat(200),
    '𠮷'.repeat(100),
    '{{7*7}}',
    '%00',
    '某省/"',
    '/',
    '//',
  ];

  it.each(HOSTILE.map((value) => [value.slice(0, 40), value]))(
    'are values and never language: %j',
    async (_, value) => {
      for (const name of ['institution', 'region']) {
        const { status, body } = await collection.get(`/api/search?${new URLSearchParams([[name, value]])}`);
        // Nothing but white space is no value at all.
        if (status === 400) expect(body).toMatchObject({ parameter: name });
        else expect({ status, total: (body as SearchAnswer).total }).toEqual({ status: 200, total: 0 });
        const { status: listed, body: list } = await collection.get(
          `/api/reports?${new URLSearchParams([[name, value]])}`,
        );
        if (listed === 200) expect(list).toMatchObject({ total: 0 });
      }
    },
  );

  it('are values and never language, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('institution', 'region'),
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
          fc.string({ minLength: 1, maxLength: 30 }),
        ),
        async (name, value) => {
          const { status, body } = await collection.get(
            `/api/search?pageSize=1&${new URLSearchParams([[name, value]])}`,
          );
          expect([200, 400]).toContain(status);
          if (status === 200)
            expect((body as SearchAnswer).total).toBe(value.trim() === '' ? everything.length : 0);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);

  it('find a name with quotation marks and backslashes in it', async () => {
    const expected = everything.filter(({ report }) => report.title === '难');
    const answer = await searchAt([['institution', '某局 "甲" \\乙']]);
    expect(answer.total).toBe(expected.length);
  });
});

describe('any input at all', () => {
  it('is answered, or refused by naming q', async () => {
    await fc.assert(
      fc.asyncProperty(boxInput(), fc.constantFrom('exact', 'smart'), async (q, mode) => {
        const { status, body } = await collection.get(
          `/api/search?${new URLSearchParams({ q, mode, pageSize: '3' })}`,
        );
        if (status === 200) expect((body as SearchAnswer).exact).toBe(true);
        else
          expect({ status, body }).toMatchObject({
            status: 400,
            body: { parameter: 'q', detail: expect.stringMatching(/\p{Script=Han}/u) },
          });
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});

describe('smart mode', () => {
  it('finds what holds any of the words, marks them all, and counts right', async () => {
    const q = '老旧小区加装电梯的做法';
    const answer = await searchAt([
      ['q', q],
      ['mode', 'smart'],
      ['pageSize', '100'],
    ]);
    const words = answer.query.terms.map(([word]) => word!);
    expect(words).toEqual(expect.arrayContaining(['老旧小区', '加装电梯']));
    expect(words).not.toContain('的');
    const expected = scan(everything, { all: [words], none: [] });
    const counted = await collection.queries.wordCounts(
      requestOf([
        ['q', q],
        ['mode', 'smart'],
      ]),
    );
    // The sixth word and those after it only rank.
    const selecting = words.slice(0, 5);
    expect(counted).toEqual({
      all: scan(everything, { all: selecting.map((word) => [word]), none: [] }).length,
      words: selecting.map((word) => scan(everything, { all: [[word]], none: [] }).length),
    });
    expect(
      idsOf(
        await exportAt([
          ['q', q],
          ['mode', 'smart'],
        ]),
      ),
    ).toEqual(idsOf(expected));
    expect(answer.total).toBe(expected.length);
    for (const { id, fragments } of answer.hits) {
      const marked = fragments.filter(({ match }) => match).map(({ text }) => normaliseText(text));
      expect(marked.length, id).toBeGreaterThan(0);
      expect(marked.filter((text) => !words.some((word) => text.includes(word)))).toEqual([]);
    }
  });

  it('finds all that exact mode finds, and more', async () => {
    for (const q of ['垃圾分类', '社区养老服务', '优化营商环境', '安全生产检查']) {
      const [exact, smart] = await Promise.all([
        exportAt([['q', q]]),
        exportAt([
          ['q', q],
          ['mode', 'smart'],
        ]),
      ]);
      const found = new Set(idsOf(smart));
      expect(exact.filter(({ id }) => !found.has(id))).toEqual([]);
    }
  });

  it('keeps to quoted phrases and exclusions', async () => {
    const rows = await exportAt([
      ['q', '"垃圾分类" -街道'],
      ['mode', 'smart'],
    ]);
    expect(idsOf(rows)).toEqual(idsOf(scan(everything, { all: [['垃圾分类']], none: ['街道'] })));
  });

  it('puts first what holds the whole term', async () => {
    const answer = await searchAt([
      ['q', '加装电梯'],
      ['mode', 'smart'],
    ]);
    expect(answer.hits[0]!.text).toContain('加装电梯');
  });

  it('takes a question of many words', async () => {
    const q =
      '各街道近几年在推进垃圾分类和老旧小区改造以及社区养老服务方面取得了哪些成效存在什么问题下一步怎么安排';
    const answer = await searchAt([
      ['q', q],
      ['mode', 'smart'],
    ]);
    expect(answer.query.terms.length).toBeLessThanOrEqual(10);
    expect(answer.total).toBe(
      (
        await exportAt([
          ['q', q],
          ['mode', 'smart'],
        ])
      ).length,
    );
  });
});

describe('a change of the text', () => {
  it('is seen by the very next search: hits, totals, facets, verdicts and frequencies', async () => {
    const own = createTestCollection();
    const ask = async (q: string) => {
      const { total, hits, facets, totalReports } = await own.queries.search(
        parseSearchRequest(new URLSearchParams({ q })),
      );
      const roles = facets.find(({ name }) => name === 'role')!.values;
      return {
        total,
        texts: hits.map(({ text }) => text).sort(),
        totalReports,
        counted: roles.reduce((sum, { count }) => sum + count, 0),
      };
    };
    const seen = (...texts: string[]) => ({
      total: texts.length,
      texts: [...texts].sort(),
      totalReports: texts.length > 0 ? 1 : 0,
      counted: texts.length,
    });
    const [apart, together] = ['和经济有关的经济社会', '推进和经济社会'];
    try {
      for (let round = 0; round < 2; round++) {
        await loadReports(own, [makeReport('变', [apart!, together!, '垃圾，分类'])]);
        expect(await ask('和经济社会')).toEqual(seen(together!));
        expect(await ask('-和经济社会')).toEqual(seen(apart!, '垃圾，分类'));
        expect(await ask('垃圾，分类')).toEqual(seen('垃圾，分类'));
        await loadReports(own, [makeReport('变', [together!, apart!])]);
        expect(await ask('和经济社会')).toEqual(seen(together!));
        expect(
          (await own.queries.search(parseSearchRequest(new URLSearchParams({ q: '和经济社会' })))).hits[0]!
            .ordinal,
        ).toBe(0);
        expect(await ask('垃圾，分类')).toEqual(seen());
        expect(await ask('')).toEqual(seen(apart!, together!));
      }
      const { id } = makeReport('变', []).report;
      await own.writer.remove([id]);
      expect(await ask('和经济社会')).toEqual(seen());
      expect(await own.index.report(id)).toBeNull();
    } finally {
      await own.close();
    }
  }, 60_000);
});
