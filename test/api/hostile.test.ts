import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import { formatAnswer } from '../../src/terminal.ts';
import { loadReports, makeReport } from '../support/reports.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';
import { parseCsv } from './csv.ts';

/** A report comes from anywhere: whatever it says is text, on every way out. */
const SCRIPT = '<script>alert(1)</script>';
const BREAKOUT = `"><img src=x onerror=alert(1)>'\`</mark></textarea></title>`;
const ESCAPES = '\u001b[31m\u001b]0;title\u0007\u009b2J';
const FORMULAS = ['=HYPERLINK("http://x","y")', '+1+1', '-1+1', '@SUM(1)', '\t=1', '＝1+1'];
const TITLE = `敌意报告${SCRIPT}${BREAKOUT}`;

let collection: TestCollection;
let id: string;
beforeAll(async () => {
  collection = createTestCollection();
  const report = makeReport(
    '敌意报告',
    [
      `敌意段落${SCRIPT}${BREAKOUT}`,
      `敌意段落${ESCAPES}`,
      `敌意段落]]>&lt;script&gt;{{7*7}}\${7*7}<!--`,
      ...FORMULAS.map((formula) => `${formula}敌意段落`),
    ],
    {
      report: {
        title: TITLE,
        institution: `=${BREAKOUT}机构`,
        region: [`${SCRIPT}省`],
        level: '省',
        reportYear: 2024,
      },
    },
  );
  id = report.report.id;
  await loadReports(collection, [report]);
}, 60_000);
afterAll(() => collection?.close());

const page = async (path: string): Promise<string> => {
  const response = await collection.app.request(path);
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  return response.text();
};

/** Tags and attributes that no page of ours has, read as a browser reads them. */
const foreignTags = (html: string): string[] => {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) {
      const isOurs = node.tagName !== 'script' || node.attrs.some(({ name }) => name === 'src');
      if (!isOurs || node.tagName === 'img') found.push(node.tagName);
      for (const { name, value } of node.attrs)
        if (name.startsWith('on') || /^\s*javascript:/i.test(value)) found.push(`${node.tagName} ${name}`);
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return found;
};

describe('a hostile report', () => {
  it('writes no tag of its own into any page, not even with the query as its accomplice', async () => {
    const q = encodeURIComponent('敌意段落');
    for (const path of [
      '/',
      `/?q=${q}`,
      `/?q=${encodeURIComponent(`敌意段落 ${BREAKOUT}`)}`,
      `/?q=${encodeURIComponent(SCRIPT)}&institution=${encodeURIComponent(BREAKOUT)}`,
      `/reports/${id}?q=${q}`,
      `/trend?q=${q}`,
      `/trend?q=${encodeURIComponent(BREAKOUT)}`,
      `/compare?q=${q}`,
      `/concordance?q=${q}`,
      `/${encodeURIComponent(SCRIPT)}`,
    ]) {
      const html = await page(path);
      expect(foreignTags(html), path).toEqual([]);
    }
  });

  it('would be noticed if it did', () => {
    expect(foreignTags(`<p>${SCRIPT}${BREAKOUT}`)).toEqual(['script', 'img', 'img onerror']);
  });

  it('gives a spreadsheet nothing to run', async () => {
    for (const path of ['/api/export?format=csv', '/api/export?format=csv&q=敌意段落']) {
      const rows = parseCsv(await (await collection.app.request(path)).text());
      expect(rows.length).toBeGreaterThan(FORMULAS.length);
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }
  });

  it('does not steer the terminal', async () => {
    const { body } = await collection.get('/api/search?q=敌意段落&pageSize=50');
    const answer = body as SearchAnswer;
    expect(answer.total).toBe(3 + FORMULAS.length);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(formatAnswer(answer)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  });

  it('is found by its own name among the filters, whatever stands in it', async () => {
    const { body } = await collection.get('/api/search?q=敌意段落');
    const facet = (body as SearchAnswer).facets.find(({ name }) => name === 'institution');
    const value = facet?.values[0]?.value ?? '';
    expect(value).toContain('onerror');
    const filtered = await collection.get(`/api/search?q=敌意段落&institution=${encodeURIComponent(value)}`);
    expect((filtered.body as SearchAnswer).total).toBe(3 + FORMULAS.length);
  });
});
