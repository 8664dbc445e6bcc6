import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/engine/client.ts';
import { testEngines } from '../support/engine.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

/* What is spread over several engines answers as what lies on one: the same reports, loaded into one, two and three. */

/** Repeated pairs, punctuation inside phrases, and texts that are equal: whatever an engine is wrong about, or orders by chance. */
const REPORTS = Array.from({ length: 24 }, (_, n) =>
  makeReport(
    `岫云镇第${n}片区${2000 + (n % 8)}年工作总结`,
    [
      '垃圾分类工作稳步推进。',
      `经济社会发展和经济社会工作${n % 3 === 0 ? '，和经济社会团结' : ''}`,
      n % 2 === 0 ? '社会经济社会经济社会和经济' : '推进和经济社会发展，推进经济和社会发展',
      ...Array.from(
        { length: 20 },
        (_, line) => `第${line}项：老旧小区改造${(n * 7 + line) % 11}处，垃圾，分类`,
      ),
    ],
    {
      report: {
        reportYear: 2000 + (n % 8),
        publishedOn: n % 4 === 0 ? null : `${2000 + (n % 8)}-03-0${1 + (n % 5)}`,
        institution: `岫云镇第${n % 5}站`,
        region: ['青河省', `岫云市${n % 3}`],
        level: '街道乡镇',
      },
      paragraph: (ordinal) => ({
        year: 2000 + ((n + ordinal) % 8),
        topics: ordinal % 2 === 0 ? ['ecology'] : ['ecology', 'economy'],
        role: ordinal % 3 === 0 ? 'plan' : 'achievement',
      }),
    },
  ),
);

const q = (text: string): string => encodeURIComponent(text);
const PATHS = [
  '/api/search',
  `/api/search?q=${q('垃圾分类')}`,
  `/api/search?q=${q('垃圾分类')}&group=report&page=2&pageSize=5`,
  `/api/search?q=${q('和经济社会')}&sort=newest&pageSize=7&page=3`,
  `/api/search?q=${q('经济社会发展 -和经济社会')}&sort=oldest`,
  `/api/search?q=${q('"垃圾，分类" 改造')}&sort=newest&page=9&pageSize=20`,
  `/api/search?q=${q('垃圾分类 | 老旧小区 -推进')}&sort=oldest&page=3`,
  `/api/search?q=${q('老旧小区改造怎么推进')}&mode=smart&year=2003`,
  `/api/search?q=${q('垃圾分类 居民 示范')}&mode=smart&group=report`,
  `/api/search?q=${q('改造{2}')}`,
  `/api/search?q=${q('垃圾 ~ 推进')}&topic=ecology&year=2003&year=2004`,
  `/api/search?q=${q('改造')}&yearFrom=2002&level=${q('街道乡镇')}&hide=1`,
  `/api/facets/institution?q=${q('改造')}&contains=${q('站')}`,
  `/api/facets/region?q=${q('垃圾')}`,
  `/api/trend?q=${q('垃圾分类')}&q=${q('经济社会')}`,
  `/api/compare?q=${q('垃圾分类')}&rows=institution&cols=year`,
  `/api/compare?q=${q('改造')}&q=${q('和经济社会')}&rows=query&cols=topic`,
  `/api/concordance?q=${q('经济社会')}&page=2`,
  `/api/concordance?q=${q('改造')}&sort=right`,
  `/api/related?q=${q('垃圾分类')}`,
  `/api/suggest?q=${q('垃圾')}`,
  `/api/suggest?q=${q('岫云')}`,
  '/api/reports',
  '/api/reports?page=2&pageSize=10',
];
/** More than are ordered by relevance: which of them are, the order of loading decides, on one engine too. */
const WIDE = [`/api/search?q=${q('老旧小区改造怎么推进')}&mode=smart`, `/api/search?q=${q('改造')}`];
const EXPORTS = [
  '/api/export',
  `/api/export?q=${q('和经济社会')}`,
  `/api/export?q=${q('改造 -垃圾')}&format=csv`,
  `/api/export?q=${q('垃圾分类')}&format=ris`,
  '/feed.atom',
];

/** Without what tells one moment or one collection from another. */
const steady = (text: string): string =>
  text
    .replaceAll(/"took":[\d.]+/g, '')
    .replaceAll(/"(?:collection|changedAt|exportedAt|generatedAt)":"?[^,}]*/g, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
    .replaceAll(/(?:版本|version)[^\n]{0,12}\d+/g, '');

const collections: TestCollection[] = [];
const answersOf = async (collection: TestCollection, paths: readonly string[]) => {
  const answers: Record<string, string> = {};
  for (const path of paths) {
    const response = await collection.app.request(path);
    answers[path] = `${response.status} ${steady(await response.text())}`;
  }
  return answers;
};

beforeAll(async () => {
  for (const nodes of [1, 2, 3]) {
    const collection = createTestCollection(nodes);
    collections.push(collection);
    await collection.load([SAMPLE]);
    await loadReports(collection, REPORTS);
  }
}, 60_000);
afterAll(() => Promise.all(collections.map((collection) => collection.close())));

describe.each([
  [1, 'two'],
  [2, 'three'],
])('a collection over more nodes (%i: %s)', (at) => {
  it('answers everything as one on a single engine does', async () => {
    const one = await answersOf(collections[0]!, PATHS);
    const several = await answersOf(collections[at]!, PATHS);
    for (const path of PATHS) {
      expect(one[path], path).toMatch(/^200 /);
      expect(several[path], path).toBe(one[path]);
    }
  });

  it('counts the same where there is more than is ordered', async () => {
    for (const path of WIDE) {
      const [one, several] = await Promise.all(
        [collections[0]!, collections[at]!].map(async (collection) => {
          const { body } = await collection.get(path);
          const { total, facets, totalReports, hits } = body as {
            total: number;
            totalReports: number;
            facets: unknown;
            hits: unknown[];
          };
          return { total, totalReports, facets, shown: hits.length };
        }),
      );
      expect(one!.total).toBeGreaterThan(300);
      expect(several).toEqual(one);
    }
  });

  it('exports the same, in the same order', async () => {
    const one = await answersOf(collections[0]!, EXPORTS);
    expect(await answersOf(collections[at]!, EXPORTS)).toEqual(one);
    expect(one['/api/export']!.length).toBeGreaterThan(50_000);
  });

  it('gives each report, its paragraphs and what is like them', async () => {
    const { body } = await collections[0]!.get('/api/reports?pageSize=50');
    const ids = (body as { reports: { id: string }[] }).reports.map(({ id }) => id).slice(0, 8);
    const paths = ids.flatMap((id) => [
      `/api/reports/${id}?q=${q('改造')}`,
      `/api/paragraphs/${id}-2`,
      `/api/paragraphs/${id}-1/similar`,
    ]);
    expect(await answersOf(collections[at]!, paths)).toEqual(await answersOf(collections[0]!, paths));
  });

  it('has each report whole on one node, and reports on every node', async () => {
    const collection = collections[at]!;
    expect(await collection.load([SAMPLE])).toMatchObject({ added: 0, replaced: 0, failed: [] });
    expect(collection.index.presence()).toMatchObject({ nodes: at + 1, answering: at + 1, failures: 0 });
    const held = await Promise.all(
      testEngines(at + 1).map(async ({ url, searchKey }) => {
        const { facetDistribution } = await createClient(url, searchKey)
          .index(`paragraphs${collection.suffix}`)
          .search('', { facets: ['reportId'], hitsPerPage: 0 });
        return Object.keys(facetDistribution!.reportId!);
      }),
    );
    for (const ids of held) expect(ids.length).toBeGreaterThan(5);
    expect(new Set(held.flat()).size).toBe(held.flat().length);
  });
});

describe.each([0, 1, 2])('a load (collection %i)', (at) => {
  it('says once when its paragraphs are in, before its reports are recorded', async () => {
    const { writer } = collections[at]!;
    await writer.begin('test');
    const load = writer.startLoad('test', new Map());
    REPORTS.forEach(load.add);
    let recorded = false;
    const said: boolean[] = [];
    const sent = load
      .send(() => said.push(recorded))
      .then(() => {
        recorded = true;
      });
    expect(said).toEqual([]);
    await sent;
    await writer.finish();
    expect(said).toEqual([false]);
  });

  it('of nothing has nothing to wait for', async () => {
    const { writer } = collections[at]!;
    let said = 0;
    await writer.startLoad('test', new Map()).send(() => said++);
    expect(said).toBe(1);
  });
});
