import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareAnswer } from '../../src/domain/compare.ts';
import type { ConcordanceAnswer } from '../../src/domain/concordance.ts';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import { address } from '../support/count.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { parseCsv } from './csv.ts';
import { problemAt } from './problems.ts';

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
}, 60_000);
afterAll(() => collection?.close());

/** A file as a statistics program takes it in: what it says of itself, the header, the rows. */
const readFile = async (path: string, app = collection.app) => {
  const response = await app.request(path);
  expect(response.status).toBe(200);
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const all = parseCsv(new TextDecoder().decode(bytes));
  const notes = all.filter(([first]) => first?.startsWith('# '));
  const [header, ...rows] = all.slice(notes.length);
  return { response, notes: notes.map(([name, value]) => [name?.slice(2), value]), header: header!, rows };
};

describe('files of counts', () => {
  it('say how to count them again', async () => {
    const path = address('/api/trend.csv', { q: ['垃圾分类', '"养老, 服务"'], role: 'plan' });
    const { response, notes } = await readFile(path);
    const { version, segmentation } = (await collection.index.state())!;
    expect(notes).toEqual([
      ['政搜', '趋势'],
      ['检索式', '垃圾分类'],
      ['检索式', '"养老, 服务"'],
      ['匹配方式', '精确 exact'],
      ['同义词', '不计'],
      ['条件', 'role=plan'],
      ['收录版本', expect.stringMatching(new RegExp(`^${version}（`))],
      ['词典版本', segmentation],
      ['导出时间', expect.stringMatching(/^\d{4}-\d\d-\d\dT/)],
      [
        '地址',
        `http://127.0.0.1:3000${new URL(path, 'http://x').pathname}${new URL(path, 'http://x').search}`,
      ],
    ]);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="zhengsou-trend-v${version}-\\d{4}-\\d\\d-\\d\\d\\.csv"$`),
    );
  });

  it('hold every number of the trend', async () => {
    const params = { q: ['垃圾分类', '社区'] };
    const answer = (await collection.get(address('/api/trend', params))).body as TrendAnswer;
    const { header, rows } = await readFile(address('/api/trend.csv', params));
    expect(header).toHaveLength(10);
    const expected = answer.series.flatMap(({ q, points, undated }) => [
      ...points.map((point, n) => [q, point.year, point, answer.totals[n]!] as const),
      [q, '不详', undated, answer.undated] as const,
    ]);
    expect(rows.map((row) => row.slice(0, 8))).toEqual(
      expected.map(([q, year, found, held]) =>
        [
          q,
          year,
          found.paragraphs,
          found.reports,
          found.occurrences,
          held.reports,
          held.paragraphs,
          held.characters,
        ].map(String),
      ),
    );
    for (const row of rows) {
      expect(Number(row[8])).toBeCloseTo(Number(row[3]) / Number(row[5]), 5);
      expect(Number(row[9])).toBeCloseTo((Number(row[4]) / Number(row[7])) * 10_000, 5);
    }
  });

  it('hold every cell of the comparison, and say which is unknown and which is silent', async () => {
    const params = { q: '社区', rows: 'institution', cols: 'year' };
    const { cells } = (await collection.get(address('/api/compare', params))).body as CompareAnswer;
    const { rows } = await readFile(address('/api/compare.csv', params));
    expect(rows.map((row) => row.slice(0, 8))).toEqual(
      cells.map((cell) => [
        cell.row,
        cell.col,
        cell.reportsHeld === 0 ? '未收录' : cell.paragraphs === 0 ? '未提及' : '提及',
        ...[cell.paragraphs, cell.reports, cell.occurrences, cell.reportsHeld, cell.characters].map(String),
      ]),
    );
    expect(new Set(rows.map(([, , state]) => state))).toEqual(new Set(['未收录', '未提及', '提及']));
  });

  it('hold all places, as lines and as a table', async () => {
    const params = { q: '社区', width: '15' };
    const { total } = (await collection.get(address('/api/concordance', params))).body as ConcordanceAnswer;
    const { rows } = await readFile(address('/api/concordance.csv', params));
    expect(rows).toHaveLength(total);
    const response = await collection.app.request(address('/api/concordance.jsonl', params));
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = (await response.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(total);
    const { version, segmentation } = (await collection.index.state())!;
    for (const line of lines)
      expect(line).toMatchObject({ q: '社区', collection: version, dictionary: segmentation });
    expect(rows.map(([left, match, right]) => `${left}${match}${right}`)).toEqual(
      lines.map(({ left, match, right }) => `${left}${match}${right}`),
    );
    expect(lines.every(({ match }) => match === '社区')).toBe(true);
  });

  it('give a spreadsheet nothing to run, and have no limit of rows', async () => {
    const own = createTestCollection();
    try {
      await loadReports(
        own,
        Array.from({ length: 130 }, (_, n) =>
          makeReport(`报告${n}`, ['=1+1社区'], { report: { institution: `=HYPERLINK("x")${n}` } }),
        ),
      );
      const { body } = await own.get('/api/compare?q=社区&cols=role');
      expect((body as CompareAnswer).rows).toHaveLength(100);
      expect(body).toMatchObject({ hasMore: true });
      for (const path of [
        address('/api/compare.csv', { q: '社区', cols: 'role' }),
        address('/api/concordance.csv', { q: '社区' }),
        address('/api/trend.csv', { q: '"=1+1社区"' }),
      ]) {
        const { notes, rows } = await readFile(path, own.app);
        const dangerous = [...notes, ...rows].flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell ?? ''));
        expect(dangerous).toEqual([]);
        if (path.includes('compare'))
          expect(new Set(rows.map(([institution]) => institution)).size).toBe(130);
        if (path.includes('concordance')) expect(rows).toHaveLength(130);
      }
    } finally {
      await own.close();
    }
  });

  it('name what is wrong as the counts themselves do', async () => {
    for (const path of [
      '/api/trend.csv',
      '/api/compare.csv?q=社区&q=养老',
      '/api/concordance.csv?q=-社区',
      '/api/concordance.jsonl',
    ])
      expect(await problemAt(collection.app, path, 400), path).toMatchObject({ parameter: 'q' });
  });
});

describe('GET /trend.svg', () => {
  const draw = async (params: Record<string, string | readonly string[]>) => {
    const response = await collection.app.request(address('/trend.svg', params));
    return { response, svg: await response.text() };
  };

  it('stands alone: its own colours and fonts, nothing from elsewhere, and how it came about', async () => {
    const { response, svg } = await draw({ q: ['垃圾分类', '养老'], measure: 'rate', role: 'plan' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    const { version, segmentation } = (await collection.index.state())!;
    expect(svg).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/,
    );
    expect(svg).toContain('font-family=');
    expect(svg).toContain('<rect width=');
    expect(svg).not.toMatch(/<style|<script|<image|url\((?!#)/);
    const metadata = /<metadata>(.*?)<\/metadata>/s.exec(svg)?.[1] ?? '';
    expect(metadata).toContain('工作安排');
    expect(metadata).toContain(`收录版本 ${version} · 词典版本 ${segmentation}`);
    expect(metadata).toContain('http://127.0.0.1:3000/trend?q=');
  });

  it('leads from every point to the paragraphs behind it', async () => {
    const { svg } = await draw({ q: '垃圾分类' });
    const { series } = (await collection.get('/api/trend?q=垃圾分类')).body as TrendAnswer;
    const links = [...svg.matchAll(/<a href="([^"]+)"/g)].map(
      ([, href]) => new URL(href!.replaceAll('&amp;', '&')),
    );
    expect(links).toHaveLength(series[0]!.points.length);
    for (const [n, link] of links.entries()) {
      expect(link.searchParams.get('year')).toBe(String(series[0]!.points[n]!.year));
      const { body } = await collection.get(`/api/search${link.search}`);
      expect(body).toMatchObject({ total: series[0]!.points[n]!.paragraphs });
    }
  });

  it('is refused by name, as the API would', async () => {
    expect(await problemAt(collection.app, '/trend.svg?q=社区&measure=x', 400)).toMatchObject({
      parameter: 'measure',
    });
    expect(await problemAt(collection.app, '/compare.svg?q=社区&rows=x', 400)).toMatchObject({
      parameter: 'rows',
    });
    expect(await problemAt(collection.app, '/compare.svg', 400)).toMatchObject({ parameter: 'q' });
  });

  it('keeps hostile text a text', async () => {
    const { svg } = await draw({ q: '垃圾<script>alert(1)</script>"&' });
    expect(svg).not.toContain('<script');
  });
});

describe('GET /compare.svg', () => {
  const draw = async (params: Record<string, string | readonly string[]>) => {
    const response = await collection.app.request(address('/compare.svg', params));
    return { response, svg: await response.text() };
  };
  /** What is written beside and in the cells, in reading order. */
  const textsOf = (svg: string): string[] =>
    [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

  it('stands alone and says how it came about', async () => {
    const { response, svg } = await draw({ q: '养老', rows: 'level', role: 'plan', measure: 'share' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="zhengsou-compare-v\d+-\d{4}-\d\d-\d\d\.svg"$/,
    );
    expect(svg).not.toMatch(/<style|<script|<image|url\((?!#)/);
    const { version, segmentation } = (await collection.index.state())!;
    const metadata = /<metadata>(.*?)<\/metadata>/s.exec(svg)?.[1] ?? '';
    expect(metadata).toContain('工作安排');
    expect(metadata).toContain(`收录版本 ${version} · 词典版本 ${segmentation}`);
    expect(metadata).toContain('http://127.0.0.1:3000/compare?q=');
    expect(textsOf(svg)[0]).toBe('养老：机构类型 × 年份 · 提及报告占比');
  });

  it('has every number of the table, and leads from each to its paragraphs', async () => {
    const { svg } = await draw({ q: ['垃圾分类', '养老'], rows: 'query', cols: 'year' });
    const { cells, cols, rows } = (
      await collection.get(address('/api/compare', { q: ['垃圾分类', '养老'], rows: 'query' }))
    ).body as CompareAnswer;
    const texts = textsOf(svg);
    for (const { label } of [...rows, ...cols]) expect(texts).toContain(label);
    const drawn = [...svg.matchAll(/<rect x="[^"]*" y="[^"]*"[^>]*><\/rect><text[^>]*>([^<]*)</g)];
    expect(drawn.map(([, text]) => text)).toEqual(
      cells.map(({ reportsHeld, paragraphs }) => (reportsHeld === 0 ? '—' : String(paragraphs))),
    );
    const links = [...svg.matchAll(/<a href="([^"]+)"/g)].map(
      ([, href]) => new URL(href!.replaceAll('&amp;', '&')),
    );
    const counted = cells.filter(({ paragraphs }) => paragraphs > 0);
    expect(links).toHaveLength(counted.length);
    for (const [n, link] of links.entries()) {
      const { body } = await collection.get(`/api/search${link.search}`);
      expect(body).toMatchObject({ total: counted[n]!.paragraphs });
    }
  });

  it('goes by the order of the page, speaks its language, and keeps hostile text a text', async () => {
    const { svg } = await draw({ q: '养老', order: 'name', lang: 'en', cols: 'topic' });
    expect(textsOf(svg)[0]).toBe('养老: institution × topic · Paragraphs');
    expect(svg).toContain('lang="en"');
    expect((await draw({ q: ['<script>alert(1)</script>', '"&'] })).svg).not.toContain('<script');
  });
});
