import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';
import { problemAt } from './problems.ts';

const NAME = '芸窗区城市管理局2023年工作总结';
const FIRST = ['一、工作回顾', '推进垃圾分类，新建投放点 52 处。', '开展“门前三包”。', '谢谢。'];
const overrides = {
  report: {
    institution: '芸窗区城市管理局',
    publishedOn: '2024-01-08',
    sourceUrl: 'https://cg.yunchuang.example/zj/2023.html',
    docType: '工作总结' as const,
  },
};

let collection: TestCollection;
let id: string;
beforeAll(async () => {
  collection = createTestCollection();
  const report = makeReport(NAME, FIRST, overrides);
  id = report.report.id;
  await loadReports(collection, [report]);
});
afterAll(() => collection?.close());

const page = async (path: string) => {
  const response = await collection.app.request(path);
  return { status: response.status, html: await response.text() };
};
const permalinkOf = async (ordinal: number): Promise<string> => {
  const { body } = await collection.get(`/api/paragraphs/${id}-${ordinal}`);
  return (body as { paragraph: { links: { permalink: string } } }).paragraph.links.permalink;
};

describe('citing over the API', () => {
  it('gives the quotation with GB/T 7714', async () => {
    const response = await collection.app.request(`/api/paragraphs/${id}-2/cite`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/i);
    expect(await response.text()).toMatch(
      /^“开展‘门前三包’。”\n芸窗区城市管理局\. 芸窗区城市管理局2023年工作总结\[R\/OL\]\. \(2024-01-08\)\[\d{4}-\d\d-\d\d\]\. https:\/\/cg\.yunchuang\.example\/zj\/2023\.html\.\n$/,
    );
  });

  it.each([
    ['bibtex', 'application/x-bibtex', 'bib', '@techreport{zhengsou-'],
    ['ris', 'application/x-research-info-systems', 'ris', 'TY  - RPRT\r\n'],
  ])(
    'gives %s as a file, of a paragraph with its permalink and of a report without',
    async (format, type, extension, start) => {
      const one = await collection.app.request(`/api/paragraphs/${id}-1/cite?format=${format}`);
      expect(one.headers.get('content-type')).toContain(type);
      expect(one.headers.get('content-disposition')).toBe(
        `attachment; filename="zhengsou-${id}.${extension}"`,
      );
      const text = await one.text();
      expect(text.startsWith(start)).toBe(true);
      expect(text).toContain(`http://127.0.0.1:3000${await permalinkOf(1)}`);
      const whole = await (await collection.app.request(`/api/reports/${id}/cite?format=${format}`)).text();
      expect(whole.startsWith(start)).toBe(true);
      expect(whole).not.toContain('/p/');
    },
  );

  it('refuses other formats and what is not there', async () => {
    expect(await problemAt(collection.app, `/api/reports/${id}/cite?format=quote`, 400)).toMatchObject({
      parameter: 'format',
    });
    await problemAt(collection.app, `/api/paragraphs/${id}-9/cite`, 404);
    await problemAt(collection.app, '/api/reports/0000000000000000/cite', 404);
    await problemAt(collection.app, '/api/reports/x/cite', 404);
  });
});

describe('a permalink', () => {
  it('outlives a report published anew with a line more, and says so where its text was changed', async () => {
    const [kept, changed] = [await permalinkOf(1), await permalinkOf(2)];
    expect((await page(kept)).html).toContain('<blockquote><p lang="zh-CN">推进垃圾分类，新建投放点 52 处。');

    const again = ['编者按：略有更正。', FIRST[0]!, FIRST[1]!, '开展“门前五包”。', '谢谢。'];
    await loadReports(collection, [makeReport(NAME, again, overrides)]);

    const moved = await page(kept);
    expect(moved.status).toBe(200);
    expect(moved.html).toContain('<blockquote><p lang="zh-CN">推进垃圾分类，新建投放点 52 处。');
    expect(moved.html).toContain('这一段现在是第 3 段');
    expect(await permalinkOf(2)).toBe(kept.replace('/1-', '/2-'));

    const gone = await page(changed);
    expect(gone.status).toBe(404);
    expect(gone.html).toContain('已不在其中');
    expect(gone.html).not.toContain('门前三包');
  });

  it('of a report that was removed is not there', async () => {
    const permalink = await permalinkOf(0);
    await collection.writer.remove([id]);
    expect((await page(permalink)).status).toBe(404);
  });
});
