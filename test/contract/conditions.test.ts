import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { ExportRow } from '../../src/queries/queries.ts';
import { parseSearchRequest } from '../../src/queries/request.ts';
import { containsPhrase, findPhrase } from '../../src/text/match.ts';
import { toUnits } from '../../src/text/units.ts';
import { hanRun } from '../support/arbitraries.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { countFacet, idsOf, type Scanned, toScanned } from '../support/scan.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

/** On which a search that ignores sentences, or counts loosely, goes wrong. */
const ADVERSARIAL = [
  '垃圾分类。志愿者上门',
  '垃圾分类，志愿者上门',
  '志愿者；垃圾分类！志愿者？垃圾，分类',
  '垃圾分类\n志愿者',
  '志愿者“垃圾分类。”志愿者',
  '工作工作工作',
  '工作，工作。工作；工作',
  '工工工工工',
  '经济社会和经济社会发展。经济',
  '和经济社团有关的事，以及经济社会发展。',
  '增长36.8%，增长36.8%。增长36',
  '发展',
];

type Params = [string, string][];

let collection: TestCollection;
let everything: Scanned[];

const requestOf = (params: Params) => parseSearchRequest(new URLSearchParams(params));
const searchAt = (params: Params): Promise<SearchAnswer> => collection.queries.search(requestOf(params));
const exportAt = async (params: Params): Promise<ExportRow[]> => {
  const rows: ExportRow[] = [];
  for await (const row of collection.queries.exportMatches(requestOf(params))) rows.push(row);
  return rows;
};

beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
  await loadReports(collection, [
    makeReport('难句', ADVERSARIAL, {
      report: { institution: '某局', region: ['某省'], level: '部门', reportYear: 2022 },
      paragraph: (n) => ({ year: 2020 + (n % 2), role: n % 2 ? 'plan' : 'problem', topics: ['party'] }),
    }),
  ]);
  everything = (await exportAt([])).map(toScanned);
}, 120_000);

afterAll(() => collection?.close());

/** One thing demanded of a paragraph, said plainly. */
type Plain =
  | { readonly kind: 'phrase'; readonly text: string }
  | { readonly kind: 'sentence'; readonly texts: readonly string[] }
  | { readonly kind: 'repeated'; readonly text: string; readonly times: number };

const valuesOf = (text: string): string[] => toUnits(text).map(({ value }) => value);

/** By splitting the text itself at what ends a sentence, and reading each piece. */
const obeys = (paragraph: Scanned, plain: Plain): boolean => {
  switch (plain.kind) {
    case 'phrase':
      return containsPhrase(paragraph.units, valuesOf(plain.text));
    case 'sentence':
      return paragraph.text
        .split(/[。！？；!?;\n]/u)
        .map(toUnits)
        .some((units) => plain.texts.every((text) => containsPhrase(units, valuesOf(text))));
    case 'repeated':
      return findPhrase(paragraph.units, valuesOf(plain.text)).length >= plain.times;
  }
};

const typed = (plain: Plain): string => {
  switch (plain.kind) {
    case 'phrase':
      return `"${plain.text}"`;
    case 'sentence':
      return plain.texts.map((text) => `"${text}"`).join(' ~ ');
    case 'repeated':
      return `"${plain.text}"{${plain.times}}`;
  }
};

interface PlainQuery {
  readonly all: readonly (readonly Plain[])[];
  readonly none: readonly Plain[];
}
const scan = ({ all, none }: PlainQuery): Scanned[] =>
  everything.filter(
    (paragraph) =>
      all.every((group) => group.some((plain) => obeys(paragraph, plain))) &&
      !none.some((plain) => obeys(paragraph, plain)),
  );
const typedQuery = ({ all, none }: PlainQuery): string =>
  [...all.map((group) => group.map(typed).join('|')), ...none.map((plain) => `-${typed(plain)}`)].join(' ');

/** Cut from the collection within a sentence, or perhaps not there at all. */
const phrase = (): fc.Arbitrary<string> =>
  fc
    .oneof(
      {
        weight: 5,
        arbitrary: fc
          .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 4 }))
          .map(([which, where, length]) => {
            const { text, units } = everything[which % everything.length]!;
            const from = where % Math.max(1, units.length);
            return text.slice(units[from]?.start, units[Math.min(units.length - 1, from + length - 1)]?.end);
          }),
      },
      { weight: 2, arbitrary: fc.constantFrom('工作', '垃圾分类', '志愿者', '经济', '社区', '工', '36.8') },
      { weight: 1, arbitrary: hanRun(1, 4) },
    )
    .map((text) => text.replace(/[^\p{L}\p{N}.]/gu, '').replace(/^\.+|\.+$/gu, ''))
    .filter((text) => text !== '');

/** Two phrases of one paragraph, so that they do meet now and then. */
const pair = (): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    fc.array(phrase(), { minLength: 2, maxLength: 3 }),
    fc.tuple(fc.nat(), fc.nat(), fc.nat()).map(([which, a, b]) => {
      const { text } = everything[which % everything.length]!;
      const words = text.match(/[\p{Script=Han}]{1,3}/gu) ?? ['工作'];
      return [words[a % words.length]!, words[b % words.length]!];
    }),
  );

const distinct = (texts: readonly string[]): boolean =>
  new Set(texts.map((text) => valuesOf(text).join('\u0001'))).size === texts.length;

const condition = (): fc.Arbitrary<Plain> =>
  fc.oneof(
    pair()
      .filter(distinct)
      .map((texts): Plain => ({ kind: 'sentence', texts })),
    fc
      .tuple(phrase(), fc.integer({ min: 2, max: 4 }))
      .map(([text, times]): Plain => ({ kind: 'repeated', text, times })),
  );
const plain = (): fc.Arbitrary<Plain> =>
  fc.oneof(
    { weight: 2, arbitrary: condition() },
    { weight: 1, arbitrary: phrase().map((text): Plain => ({ kind: 'phrase', text })) },
  );
/** Alternatives go with numbers of times and phrases; with a sentence they belong to its parts. */
const group = (): fc.Arbitrary<readonly Plain[]> =>
  fc.oneof(
    plain().map((one) => [one]),
    fc.array(
      plain().filter(({ kind }) => kind !== 'sentence'),
      { minLength: 2, maxLength: 2 },
    ),
  );
const plainQuery = (): fc.Arbitrary<PlainQuery> =>
  fc.record({
    all: fc.array(group(), { minLength: 1, maxLength: 3 }),
    none: fc.array(
      plain().filter(({ kind }) => kind !== 'sentence'),
      { maxLength: 1 },
    ),
  });

const FACETS = ['region', 'institution', 'year', 'topic', 'role', 'level', 'docType'] as const;

describe('what the text decides', () => {
  it('equals a scan for sentences, numbers of times and all that goes with them', async () => {
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(plainQuery(), async (query) => {
        const expected = scan(query);
        const q = typedQuery(query);
        const [found, answer] = await Promise.all([
          exportAt([['q', q]]),
          searchAt([
            ['q', q],
            ['pageSize', '100'],
          ]),
        ]);
        if (expected.length > 0) matched++;
        expect(idsOf(found), q).toEqual(idsOf(expected));
        expect(answer.exact).toBe(true);
        expect(answer.total).toBe(expected.length);
        expect(answer.totalReports).toBe(new Set(expected.map(({ reportId }) => reportId)).size);
        for (const { name, values } of answer.facets) {
          const counted = countFacet(name, expected);
          for (const { value, count, reports } of values)
            expect({ name, value, count, reports }).toEqual({
              name,
              value,
              ...(counted.get(value) ?? { count: 0, reports: 0 }),
            });
        }
        expect(answer.facets.map(({ name }) => name).sort()).toEqual([...FACETS].sort());
        expect(answer.hits.filter(({ fragments }) => !fragments.some(({ match }) => match))).toEqual([]);
      }),
      { numRuns: 120 },
    );
    expect(matched).toBeGreaterThan(30);
  }, 120_000);

  it.each<[string, PlainQuery]>([
    ['same sentence', { all: [[{ kind: 'sentence', texts: ['垃圾分类', '志愿者'] }]], none: [] }],
    ['three in a sentence', { all: [[{ kind: 'sentence', texts: ['社区', '居民', '服务'] }]], none: [] }],
    ['single characters', { all: [[{ kind: 'sentence', texts: ['工', '作'] }]], none: [] }],
    ['three times', { all: [[{ kind: 'repeated', text: '工作', times: 3 }]], none: [] }],
    ['twice, of one character', { all: [[{ kind: 'repeated', text: '工', times: 2 }]], none: [] }],
    ['twice, of a decimal', { all: [[{ kind: 'repeated', text: '36.8', times: 2 }]], none: [] }],
    ['fewer than twice', { all: [], none: [{ kind: 'repeated', text: '工作', times: 2 }] }],
    [
      'both, less an exclusion',
      {
        all: [
          [{ kind: 'sentence', texts: ['居民', '社区'] }],
          [{ kind: 'repeated', text: '社区', times: 2 }],
        ],
        none: [{ kind: 'phrase', text: '经济' }],
      },
    ],
  ])('for %s', async (_, query) => {
    const expected = scan(query);
    expect(expected.length).toBeGreaterThan(0);
    expect(idsOf(await exportAt([['q', typedQuery(query)]]))).toEqual(idsOf(expected));
    expect((await searchAt([['q', typedQuery(query)]])).total).toBe(expected.length);
  });

  it('for ten sentences at once, more clauses than the engine reads', async () => {
    const words = ['工作', '社区', '居民', '服务', '发展', '建设', '推进', '加强', '开展', '管理'];
    const q = words.join(' ~ ');
    const query: PlainQuery = { all: [[{ kind: 'sentence', texts: words }]], none: [] };
    expect(idsOf(await exportAt([['q', q]]))).toEqual(idsOf(scan(query)));
    const quoted = '“垃圾，分类” ~ “志愿者；”';
    expect(await collection.get(`/api/search?q=${encodeURIComponent(quoted)}`)).toMatchObject({
      status: 200,
    });
  });

  it('under filters: each facet without its own', async () => {
    const q = '社区 ~ 服务';
    const expected = scan({ all: [[{ kind: 'sentence', texts: ['社区', '服务'] }]], none: [] });
    const answer = await searchAt([
      ['q', q],
      ['role', 'plan'],
    ]);
    expect(answer.total).toBe(expected.filter(({ role }) => role === 'plan').length);
    const counted = countFacet('role', expected);
    for (const { value, count, reports } of answer.facets.find(({ name }) => name === 'role')!.values)
      expect({ count, reports }).toEqual(counted.get(value) ?? { count: 0, reports: 0 });
    expect(counted.size).toBeGreaterThan(1);
  });

  it('in trend, compare and concordance, whose occurrences are those in such sentences', async () => {
    const q = '垃圾分类 ~ 居民';
    const expected = scan({ all: [[{ kind: 'sentence', texts: ['垃圾分类', '居民'] }]], none: [] });
    const params = `q=${encodeURIComponent(q)}`;
    const [trend, lines] = await Promise.all([
      collection.get(`/api/trend?${params}`),
      collection.get(`/api/concordance?${params}&pageSize=100`),
    ]);
    const { series } = trend.body as {
      series: {
        points: { paragraphs: number; occurrences: number }[];
        undated: { paragraphs: number; occurrences: number };
      }[];
    };
    const points = [...series[0]!.points, series[0]!.undated];
    expect(points.reduce((sum, { paragraphs }) => sum + paragraphs, 0)).toBe(expected.length);
    const places = expected.flatMap(({ text }) =>
      text
        .split(/[。！？；!?;\n]/u)
        .map(toUnits)
        .filter((units) => ['垃圾分类', '居民'].every((word) => containsPhrase(units, valuesOf(word))))
        .flatMap((units) => ['垃圾分类', '居民'].flatMap((word) => findPhrase(units, valuesOf(word)))),
    );
    expect(points.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(places.length);
    expect((lines.body as { total: number }).total).toBe(places.length);
  });
});

describe('synonyms', () => {
  it('count as the term itself, and the answer says which were added', async () => {
    const answer = await searchAt([
      ['q', '垃圾分类 -违建'],
      ['synonyms', '1'],
    ]);
    const [expansion] = answer.query.expanded;
    expect(expansion).toMatchObject({ term: '垃圾分类', leftOut: [] });
    expect(expansion!.added.length).toBeGreaterThan(0);
    const expected = scan({
      all: [['垃圾分类', ...expansion!.added].map((text) => ({ kind: 'phrase', text }))],
      none: [{ kind: 'phrase', text: '违建' }],
    });
    expect(answer.total).toBe(expected.length);
    expect(answer.query.terms).toEqual([['垃圾分类', ...expansion!.added]]);
    const without = await searchAt([['q', '垃圾分类 -违建']]);
    expect(without.query.expanded).toEqual([]);
    expect(without.query.terms).toEqual([['垃圾分类']]);
  });

  it('work in smart mode too, and never ask the engine too much', async () => {
    const q = '垃圾分类 河长制 志愿者 违建 养老服务 低保 医保 营商环境';
    for (const mode of ['exact', 'smart']) {
      const answer = await searchAt([
        ['q', q],
        ['mode', mode],
        ['synonyms', '1'],
      ]);
      expect(answer.exact).toBe(true);
      expect(answer.query.expanded.flatMap(({ leftOut }) => leftOut).length).toBeGreaterThan(0);
    }
  });

  it('are refused any other value', async () => {
    expect(await collection.get('/api/search?q=a&synonyms=yes')).toMatchObject({
      status: 400,
      body: { parameter: 'synonyms' },
    });
  });
});
