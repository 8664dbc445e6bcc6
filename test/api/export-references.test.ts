import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchAnswerSchema } from '../../src/domain/hit.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';
import { parseCsv } from './csv.ts';

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
}, 60_000);
afterAll(() => collection?.close());

const fetchText = async (path: string, from = collection) => {
  const response = await from.app.request(path);
  expect(response.status).toBe(200);
  return { headers: response.headers, text: await response.text() };
};
const search = async (params: string) =>
  searchAnswerSchema.parse((await collection.get(`/api/search?${params}`)).body);

const entriesOf = (text: string) => ({
  bibtex: text.match(/^@(?:techreport|misc)\{(zhengsou-[a-z0-9]{16}),$/gm) ?? [],
  ris: text.match(/^ID {2}- zhengsou-[a-z0-9]{16}\r$/gm) ?? [],
  gbt7714: text.match(/^\[\d+\] .*\[R\/OL\]\. .*\.$/gm) ?? [],
});

describe('an export of references', () => {
  it.each([
    'q=垃圾分类',
    'q=垃圾分类&year=2022&role=plan',
    'q=社区养老服务&mode=smart',
    'level=街道乡镇',
    'q=没有这样的话',
  ])('has one entry for each report that search counts, in every format: %s', async (params) => {
    const { totalReports } = await search(params);
    for (const format of ['bibtex', 'ris', 'gbt7714'] as const) {
      const { text } = await fetchText(`/api/export?format=${format}&${params}`);
      const entries = entriesOf(text)[format];
      expect(entries, format).toHaveLength(totalReports);
      expect(new Set(entries).size).toBe(totalReports);
    }
  });

  it('names the paragraphs that match by their permalinks, which lead to them', async () => {
    const { total } = await search('q=垃圾分类&role=problem');
    const { text } = await fetchText('/api/export?format=ris&q=垃圾分类&role=problem');
    const permalinks = [...text.matchAll(/^N1 {2}- 第 \d+ 段 http:\/\/127\.0\.0\.1:3000(\/p\/\S+)\r$/gm)];
    expect(permalinks).toHaveLength(total);
    const page = await fetchText(permalinks[0]![1]!);
    expect(/<blockquote>.*?<\/blockquote>/s.exec(page.text)![0]).toContain('垃圾分类');
    const bibtex = await fetchText('/api/export?format=bibtex&q=垃圾分类&role=problem');
    expect(bibtex.text.match(/\/p\/[a-z0-9]{16}\/\d+-[0-9a-f]{8}/g)).toHaveLength(total);
  });

  it('names none where nothing was sought', async () => {
    expect((await fetchText('/api/export?format=ris&year=2022')).text).not.toContain('/p/');
  });

  it('stays whole whatever a report is called', async () => {
    const own = createTestCollection();
    try {
      const names = [
        '甲}\n}\n@misc{evil, title={x}',
        '乙\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - 假',
        '丙\u2028[2] 假. 假[R/OL].',
      ];
      await loadReports(
        own,
        names.map((name) => makeReport(name, ['推进垃圾分类。'], { report: { institution: name } })),
      );
      const q = encodeURIComponent('垃圾分类');
      const bibtex = (await fetchText(`/api/export?format=bibtex&q=${q}`, own)).text;
      expect(bibtex.match(/^@/gm)).toHaveLength(3);
      expect(entriesOf(bibtex).bibtex).toHaveLength(3);
      const ris = (await fetchText(`/api/export?format=ris&q=${q}`, own)).text;
      expect(ris.match(/^TY {2}- .*$/gm)).toEqual(Array(3).fill('TY  - RPRT'));
      const list = (await fetchText(`/api/export?format=gbt7714&q=${q}`, own)).text;
      expect(list.split(/[\n\r\u2028]/).filter((line) => line.startsWith('['))).toHaveLength(3);
    } finally {
      await own.close();
    }
  });
});

describe('every export', () => {
  const params = `q=${encodeURIComponent('垃圾分类 @misc{x')}|${encodeURIComponent('养老')}&year=2022`;
  const plain = `q=${encodeURIComponent('养老')}&year=2022&sort=newest`;

  it('says by which query, when, and from which versions it was made, in its headers', async () => {
    const state = (await collection.index.state())!;
    for (const format of ['jsonl', 'csv', 'bibtex', 'ris', 'gbt7714']) {
      const { headers } = await fetchText(`/api/export?format=${format}&${plain}`);
      expect(headers.get('zhengsou-query')).toBe(`q=${encodeURIComponent('养老')}&year=2022`);
      expect(headers.get('zhengsou-index-version')).toBe(String(state.version));
      expect(headers.get('zhengsou-index-changed-at')).toBe(state.changedAt);
      expect(headers.get('zhengsou-dictionary-version')).toBe(state.segmentation);
      expect(Date.parse(headers.get('zhengsou-exported-at')!)).toBeGreaterThan(Date.now() - 60_000);
    }
  });

  it('says so in the file too, where the format has room for it', async () => {
    const state = (await collection.index.state())!;
    for (const format of ['csv', 'bibtex', 'ris', 'gbt7714']) {
      const { text } = await fetchText(`/api/export?format=${format}&${plain}`);
      expect(text, format).toContain('检索式：养老');
      expect(text, format).toContain(`http://127.0.0.1:3000/?q=${encodeURIComponent('养老')}&year=2022`);
      expect(text, format).toContain(`收录版本：${state.version}`);
      expect(text, format).toContain(`词典版本：${state.segmentation}`);
    }
    const [header, first, second] = parseCsv(
      (await fetchText(`/api/export?format=csv&${plain}`)).text.replace(/^\ufeff/, ''),
    );
    expect(header!.at(-1)).toBe('导出说明');
    expect(first!.at(-1)).toContain('检索式：养老');
    expect(second!.at(-1)).toBe('');
  });

  it('keeps a query that looks like an entry a comment', async () => {
    const { text } = await fetchText(`/api/export?format=bibtex&${params}`);
    expect(text.split('\n')[0]).toBe('% 政搜 zhengsou 导出 · 检索式：垃圾分类 ＠misc{x|养老');
  });
});
