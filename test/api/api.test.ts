import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FACET_NAMES, facetSchema } from '../../src/domain/facet.ts';
import { fragmentSchema, hitReportSchema, linksSchema, searchAnswerSchema } from '../../src/domain/hit.ts';
import { collectedParagraphSchema } from '../../src/domain/paragraph.ts';
import { paragraphPath } from '../../src/domain/reading-place.ts';
import { reportSchema } from '../../src/domain/report.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { parseCsv } from './csv.ts';
import { problemAt } from './problems.ts';

const readParagraphSchema = collectedParagraphSchema.extend({
  fragments: z.array(fragmentSchema),
  links: linksSchema,
});
const reportsSchema = z.object({
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  reports: z.array(reportSchema.extend({ paragraphs: z.number() })),
});
const reportNameSchema = reportSchema.pick({
  id: true,
  title: true,
  institution: true,
  publishedOn: true,
  sourceUrl: true,
  sourcePath: true,
});
const reportAnswerSchema = z.object({
  report: reportSchema,
  duplicateOf: reportNameSchema.nullable(),
  copies: z.array(reportNameSchema),
  paragraphs: z.array(readParagraphSchema),
});
const paragraphAnswerSchema = z.object({
  paragraph: readParagraphSchema,
  report: hitReportSchema,
  before: z.array(readParagraphSchema),
  after: z.array(readParagraphSchema),
});
const exportRowSchema = collectedParagraphSchema.extend(hitReportSchema.omit({ id: true }).shape);

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
}, 60_000);
afterAll(() => collection?.close());

/** A 200 whose body is exactly what the schema says: nothing missing, nothing more. */
const get = async <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> => {
  const { status, body } = await collection.get(path);
  expect({ path, status }).toEqual({ path, status: 200 });
  const parsed = schema.parse(body);
  expect(parsed).toEqual(body);
  return parsed;
};
const text = async (path: string): Promise<string> => (await collection.app.request(path)).text();
const jsonLines = async (path: string) =>
  (await text(path))
    .split('\n')
    .filter(Boolean)
    .map((line) => exportRowSchema.parse(JSON.parse(line)));

describe('GET /api/search', () => {
  it('answers with hits, totals and facets', async () => {
    const answer = await get('/api/search?q=垃圾分类', searchAnswerSchema);
    expect(answer).toMatchObject({
      query: {
        q: '垃圾分类',
        mode: 'exact',
        sort: 'relevance',
        group: 'none',
        terms: [['垃圾分类']],
        excluded: [],
      },
      exact: true,
      page: 1,
      pageSize: 20,
    });
    expect(answer.total).toBeGreaterThan(20);
    expect(answer.hits).toHaveLength(20);
    expect(answer.facets.map(({ name }) => name)).toEqual([...FACET_NAMES]);
    for (const { text, fragments, links, id, reportId, ordinal, report } of answer.hits) {
      expect(text).toContain('垃圾分类');
      expect(fragments.some((fragment) => fragment.match && fragment.text === '垃圾分类')).toBe(true);
      expect(links.paragraph).toBe(paragraphPath(reportId, ordinal));
      expect(id).toBe(`${reportId}-${ordinal}`);
      expect(report.id).toBe(reportId);
    }
  });

  it('takes every parameter, repeated ones too', async () => {
    const params = new URLSearchParams({
      q: '工作',
      mode: 'smart',
      page: '1',
      pageSize: '5',
      sort: 'newest',
      group: 'report',
    });
    for (const [name, value] of [
      ['year', '2022'],
      ['year', '2023'],
      ['role', 'plan'],
      ['role', 'achievement'],
      ['level', '街道乡镇'],
      ['docType', '工作总结'],
      ['yearFrom', '2021'],
      ['yearTo', '2024'],
      ['publishedFrom', '2020-01-01'],
      ['publishedTo', '2026-12-31'],
    ] as const)
      params.append(name, value);
    const answer = await get(`/api/search?${params}`, searchAnswerSchema);
    expect(answer.hits.length).toBeGreaterThan(0);
    for (const { report, year, role, groupSize } of answer.hits) {
      expect(report).toMatchObject({ level: '街道乡镇', docType: '工作总结' });
      expect([2022, 2023]).toContain(year);
      expect(['plan', 'achievement']).toContain(role);
      expect(groupSize).toBeGreaterThan(0);
    }
  });

  it('takes the filters of the box like those of the address', async () => {
    const boxed = await get(
      `/api/search?q=${encodeURIComponent('工作 年份:2022 环节:安排')}`,
      searchAnswerSchema,
    );
    const given = await get('/api/search?q=工作&year=2022&role=plan', searchAnswerSchema);
    expect(boxed.total).toBeGreaterThan(0);
    expect(boxed.total).toBe(given.total);
    expect(boxed.facets).toEqual(given.facets);
  });

  it('ignores empty and unknown parameters', async () => {
    const plain = await get('/api/search?q=养老', searchAnswerSchema);
    const more = await get('/api/search?q=养老&year=&mode=&page=&utm_source=x&yearFrom=', searchAnswerSchema);
    expect({ ...more, took: 0 }).toEqual({ ...plain, took: 0 });
  });

  it('says that it may not be sniffed or kept', async () => {
    const { headers } = await collection.app.request('/api/search?q=养老');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-cache');
  });
});

describe('an invalid value', () => {
  const long = (n: number): string => '长'.repeat(n);
  const INVALID: [string, string][] = [
    ['q', long(2_001)],
    ['q', '年份:去年'],
    ['mode', 'fuzzy'],
    ['page', '0'],
    ['page', '-1'],
    ['page', '1.5'],
    ['page', 'abc'],
    ['page', '10001'],
    ['page', '99999999999'],
    ['pageSize', '0'],
    ['pageSize', '101'],
    ['sort', 'title'],
    ['group', 'year'],
    ['institution', long(201)],
    ['region', long(201)],
    ['year', '1900'],
    ['year', '今年'],
    ['topic', 'weather'],
    ['role', '安排'],
    ['docType', '通知'],
    ['level', '村'],
    ['report', 'Robert"); DROP'],
    ['yearFrom', '20221'],
    ['yearTo', 'x'],
    ['publishedFrom', '2023-02-30'],
    ['publishedTo', '01/02/2023'],
  ];

  it.each(INVALID.map(([name, value]) => [name, value.slice(0, 20), value] as const))(
    'is refused by name: %s=%s',
    async (name, _, value) => {
      const problem = await problemAt(
        collection.app,
        `/api/search?${new URLSearchParams([[name, value]])}`,
        400,
      );
      expect(problem.parameter).toBe(name);
    },
  );

  it('among valid ones is found, and too many values are', async () => {
    expect(await problemAt(collection.app, '/api/search?year=2022&year=1800', 400)).toMatchObject({
      parameter: 'year',
    });
    const many = Array.from({ length: 101 }, () => 'year=2022').join('&');
    expect(await problemAt(collection.app, `/api/search?${many}`, 400)).toMatchObject({ parameter: 'year' });
  });

  it('names what may stand there', async () => {
    expect((await problemAt(collection.app, '/api/search?sort=x', 400)).detail).toContain('newest');
    expect((await problemAt(collection.app, '/api/search?topic=x', 400)).detail).toContain('cityscape');
  });

  it.each(['yearFrom=abc', 'year=1800', 'publishedFrom=2024-13-01', 'page=0', 'pageSize=1000', 'report=甲'])(
    'says in Chinese how it is written: %s',
    async (given) => {
      const { detail } = await problemAt(collection.app, `/api/search?${given}`, 400);
      expect(detail).toMatch(/\p{Script=Han}（\w+）写得不对。写/u);
      expect(detail).not.toMatch(/Invalid|expected|pattern/);
    },
  );

  it.each([
    ['/api/facets/colour', 'name'],
    [`/api/facets/region?query=${'长'.repeat(101)}`, 'query'],
    ['/api/facets/region?mode=x', 'mode'],
    ['/api/reports?year=x', 'year'],
    ['/api/reports?pageSize=1000', 'pageSize'],
    ['/api/export?format=xlsx', 'format'],
    ['/api/export?role=x', 'role'],
    ['/api/export?q=年份:x', 'q'],
    ['/api/search?q=垃圾&q=分类', 'q'],
    ['/api/search?mode=exact&mode=x', 'mode'],
    ['/api/compare?q=养老&rows=region&rows=level', 'rows'],
    ['/api/search?yearFrom=2023&yearTo=2021', 'yearFrom'],
    ['/api/reports?publishedFrom=2023-02-01&publishedTo=2023-01-31', 'publishedFrom'],
  ])('is refused everywhere: %s', async (path, parameter) => {
    expect(await problemAt(collection.app, path, 400)).toMatchObject({ parameter });
  });

  it('is told from a method that is not taken: there is nothing to write', async () => {
    for (const path of ['/', '/api/search', '/reports/x', '/nowhere']) {
      const refused = await collection.app.request(path, {
        method: 'POST',
        headers: { accept: 'text/html' },
      });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect(await refused.text()).toContain('这里只供读取，不接受 POST；请用 GET');
      const asked = await collection.app.request(path, { method: 'OPTIONS' });
      expect([asked.status, asked.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    }
  });

  it('is refused where a report or a paragraph is read', async () => {
    const { reports } = await get('/api/reports', reportsSchema);
    const id = reports[0]!.id;
    for (const path of [`/api/reports/${id}`, `/api/paragraphs/${id}-0`]) {
      expect(await problemAt(collection.app, `${path}?mode=x`, 400)).toMatchObject({ parameter: 'mode' });
      expect(await problemAt(collection.app, `${path}?q=年份:x`, 400)).toMatchObject({ parameter: 'q' });
    }
  });
});

describe('what is not there', () => {
  it.each([
    '/api/reports/0000000000000000',
    '/api/reports/x',
    '/api/reports/%22%20OR%20id%20EXISTS',
    '/api/reports/state',
    '/api/paragraphs/0000000000000000-0',
    '/api/paragraphs/x',
    '/api/paragraphs/0000000000000000-99999999999999',
    '/api/nothing',
    '/api',
    '/reports/0000000000000000/source',
    '/reports/..%2F..%2Fpackage.json/source',
  ])('is a 404: %s', async (path) => {
    if (path === '/api') return;
    await problemAt(collection.app, path, 404);
  });

  it('is the paragraph after the last', async () => {
    const { reports } = await get('/api/reports', reportsSchema);
    const { id, paragraphs } = reports[0]!;
    await problemAt(collection.app, `/api/paragraphs/${id}-${paragraphs}`, 404);
  });
});

describe('GET /api/facets/{name}', () => {
  it.each(FACET_NAMES)('gives the values of %s', async (name) => {
    const facet = await get(`/api/facets/${name}?q=工作`, facetSchema);
    expect(facet.name).toBe(name);
    expect(facet.values.length).toBeGreaterThan(0);
  });

  it('looks for part of a label, in any writing', async () => {
    const found = await get(`/api/facets/topic?query=${encodeURIComponent('環境')}`, facetSchema);
    expect(found.values.map(({ value }) => value).sort()).toEqual(['business', 'cityscape', 'ecology']);
    expect((await get('/api/facets/region?query=没有这里', facetSchema)).values).toEqual([]);
  });
});

describe('GET /api/reports', () => {
  it('lists them newest first, filtered and paged', async () => {
    const all = await get('/api/reports?pageSize=100', reportsSchema);
    expect(all.total).toBe(all.reports.length);
    expect(all.total).toBeGreaterThanOrEqual(24);
    const second = await get('/api/reports?pageSize=10&page=2', reportsSchema);
    expect(second.reports).toEqual(all.reports.slice(10, 20));
    const filtered = await get('/api/reports?docType=政府工作报告&level=区县', reportsSchema);
    expect(filtered.total).toBeGreaterThan(0);
    expect(filtered.reports.map(({ id }) => id)).toEqual(
      all.reports
        .filter(({ docType, level }) => docType === '政府工作报告' && level === '区县')
        .map(({ id }) => id),
    );
  });
});

describe('GET /api/reports/{id} and /api/paragraphs/{id}', () => {
  it('give a report whole, in order, its matches marked', async () => {
    const { hits } = await get('/api/search?q=垃圾分类&pageSize=1', searchAnswerSchema);
    const { reportId, id } = hits[0]!;
    const { report, paragraphs } = await get(`/api/reports/${reportId}?q=垃圾分类`, reportAnswerSchema);
    expect(paragraphs.map(({ ordinal }) => ordinal)).toEqual(paragraphs.map((_, n) => n));
    expect(report.characters).toBe(paragraphs.reduce((sum, { text }) => sum + Array.from(text).length, 0));
    for (const { text, fragments } of paragraphs) {
      expect(fragments.map((fragment) => fragment.text).join('')).toBe(text);
      expect(fragments.some(({ match }) => match)).toBe(text.includes('垃圾分类'));
    }
    expect(paragraphs.find((paragraph) => paragraph.id === id)!.text).toBe(hits[0]!.text);
    const unmarked = await get(`/api/reports/${reportId}`, reportAnswerSchema);
    expect(unmarked.paragraphs.flatMap(({ fragments }) => fragments).some(({ match }) => match)).toBe(false);
  });

  it('give a paragraph with two neighbours on each side, fewer at the ends', async () => {
    const { reports } = await get('/api/reports?pageSize=1', reportsSchema);
    const { id, paragraphs } = reports[0]!;
    for (const [ordinal, before, after] of [
      [0, [], [1, 2]],
      [1, [0], [2, 3]],
      [5, [3, 4], [6, 7]],
      [paragraphs - 1, [paragraphs - 3, paragraphs - 2], []],
    ] as const) {
      const answer = await get(`/api/paragraphs/${id}-${ordinal}`, paragraphAnswerSchema);
      expect(answer.paragraph.ordinal).toBe(ordinal);
      expect(answer.report.id).toBe(id);
      expect(answer.before.map((other) => other.ordinal)).toEqual(before);
      expect(answer.after.map((other) => other.ordinal)).toEqual(after);
    }
  });
});

describe('GET /api/export', () => {
  it.each([
    '',
    'q=垃圾分类',
    'q=垃圾分类|养老&year=2022&role=plan',
    'q=-工作',
    'q=社区养老服务&mode=smart',
    'q=没有这样的话',
  ])('gives every match as jsonl and csv, as many as search counts: %s', async (params) => {
    const { total } = await get(`/api/search?${params}`, searchAnswerSchema);
    const rows = await jsonLines(`/api/export?${params}`);
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(total);
    const [header, ...cells] = parseCsv(
      (await text(`/api/export?format=csv&${params}`)).replace(/^\ufeff/, ''),
    );
    expect(header).toContain('正文');
    expect(cells.map(([id]) => id)).toEqual(rows.map(({ id }) => id));
    expect(cells.every((row) => row.length === header!.length)).toBe(true);
  });

  it('obeys the filters', async () => {
    const rows = await jsonLines('/api/export?year=2022&role=plan');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ year, role }) => year !== 2022 || role !== 'plan')).toEqual([]);
  });

  it('is in order of report and paragraph', async () => {
    const rows = await jsonLines('/api/export?q=工作');
    const places = rows.map(({ reportId, ordinal }) => `${reportId}-${String(ordinal).padStart(6, '0')}`);
    expect(places).toEqual([...places].sort());
  });

  it('is a file for a spreadsheet: byte order mark, name, type', async () => {
    const response = await collection.app.request('/api/export?format=csv&q=养老');
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="zhengsou-v\d+-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const lines = await collection.app.request('/api/export?q=养老');
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  });

  it('gives a spreadsheet nothing to run', async () => {
    const own = createTestCollection();
    try {
      const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'];
      await loadReports(own, [
        ...evil.map((formula) =>
          makeReport(formula, [`${formula}正文"甲"，\n乙`], {
            report: { institution: formula, region: [formula, '某市'] },
            paragraph: () => ({ headings: [formula] }),
          }),
        ),
      ]);
      const csv = await (await own.app.request('/api/export?format=csv')).text();
      const [, ...rows] = parseCsv(csv.replace(/^\ufeff/, ''));
      expect(rows).toHaveLength(evil.length);
      for (const row of rows) expect(row.filter((cell) => /^[\s]*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
      expect(rows.map((row) => row[1]).sort()).toEqual(
        evil.map((formula) => `'${formula}正文"甲"，\n乙`).sort(),
      );
      expect(rows.every((row) => row.length === rows[0]!.length)).toBe(true);
    } finally {
      await own.close();
    }
  });
});

describe('GET /reports/{id}/source', () => {
  it('gives the very bytes that were read, of every report', async () => {
    const { reports } = await get('/api/reports?pageSize=100', reportsSchema);
    for (const { id, sha256, sourcePath } of reports) {
      const response = await collection.app.request(`/reports/${id}/source`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.status).toBe(200);
      expect(bytes.equals(readFileSync(join(SAMPLE, sourcePath))), sourcePath).toBe(true);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(response.headers.get('content-length')).toBe(String(bytes.length));
    }
  });

  it('lets a browser run nothing of them', async () => {
    const { reports } = await get('/api/reports?pageSize=100', reportsSchema);
    const headersOf = async (extension: string) => {
      const { id } = reports.find(({ sourcePath }) => sourcePath.endsWith(extension))!;
      return (await collection.app.request(`/reports/${id}/source`)).headers;
    };
    const [plain, word] = [await headersOf('.txt'), await headersOf('.docx')];
    for (const headers of [plain, word]) {
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(plain.get('content-type')).toMatch(/^text\/plain; charset=/);
    expect(plain.get('content-disposition')).toMatch(/^inline; filename\*=UTF-8''/);
    expect(word.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
  });
});

describe('GET /openapi.json', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const { status, body } = await collection.get('/openapi.json');
    expect(status).toBe(200);
    const validator = new Validator();
    const result = await validator.validate(body as Parameters<Validator['validate']>[0]);
    expect(result.errors ?? []).toEqual([]);
    expect({ valid: result.valid, version: validator.version }).toEqual({ valid: true, version: '3.1' });
  });

  it('tells every path and every parameter that is read', async () => {
    const { paths } = (await collection.get('/openapi.json')).body as {
      paths: Record<string, { get: { parameters?: { name: string }[]; responses: Record<string, unknown> } }>;
    };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/search',
        '/api/facets/{name}',
        '/api/reports',
        '/api/reports/{id}',
        '/api/paragraphs/{id}',
        '/api/export',
      ]),
    );
    const named = paths['/api/search']!.get.parameters!.map(({ name }) => name).sort();
    expect(named).toEqual(
      [
        ...[
          'docType',
          'group',
          'institution',
          'level',
          'mode',
          'page',
          'pageSize',
          'publishedFrom',
          'publishedTo',
          'q',
        ],
        ...[
          'region',
          'repeated',
          'report',
          'role',
          'sort',
          'synonyms',
          'topic',
          'year',
          'yearFrom',
          'yearTo',
        ],
      ].sort(),
    );
    for (const [path, { get: operation }] of Object.entries(paths).filter(([path]) =>
      path.startsWith('/api/'),
    ))
      expect(Object.keys(operation.responses), path).toEqual(expect.arrayContaining(['200', '503']));
  });
});

describe('health', () => {
  it('says that it lives and that it is ready', async () => {
    expect(await collection.get('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await collection.get('/readyz')).toEqual({ status: 200, body: { status: 'ready' } });
  });
});
