import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../../indexer/run-summary.ts';
import { searchAnswerSchema } from '../../src/domain/hit.ts';
import { ensureBuilt } from '../support/build.ts';
import { type Outcome, type RunningService, run, serve } from '../support/command.ts';
import { fromExportLine } from '../support/scan.ts';

/*
 * The same report as an attachment, as a page of the street's own site and as a page of the city's. The tests tell one story and
 * run in order.
 */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const data = join(folder, 'data');
const reports = join(folder, 'reports');
let service: RunningService;

const write = (path: string, text: string): void => {
  const file = join(reports, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const linesOf = (year: number): string[] => [
  '一、主要工作',
  ...Array.from(
    { length: 12 },
    (_, n) =>
      `第${n * 7 + year}项：会同社区居委会推进${'垃圾分类养老托育安全生产文化惠民'.slice(n, n + 4)}工作，走访居民${year * n}户次。`,
  ),
];
const textOf = (year: number): string => `月桥街道${year}年工作总结\n${linesOf(year).join('\n')}\n`;
const pageOf = (year: number, address: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><link rel="canonical" href="${address}">
   <meta name="ArticleTitle" content="月桥街道${year}年工作总结"><meta name="PubDate" content="${year}-12-30"></head>
   <body><div class="content"><h1>月桥街道${year}年工作总结</h1>${linesOf(year)
     .map((line) => `<p>${line}</p>`)
     .join('')}</div></body></html>`;

beforeAll(async () => {
  await ensureBuilt();
  service = await serve(data);
}, 180_000);
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

const index = async (...args: string[]): Promise<Outcome & { summary: RunSummary }> => {
  const outcome = await run(data, ['index', '--json', ...args]);
  return { ...outcome, summary: JSON.parse(outcome.stdout || 'null') as RunSummary };
};
const get = async <T>(path: string): Promise<T> => (await (await fetch(service.url + path)).json()) as T;
const search = async (params: Record<string, string>) =>
  searchAnswerSchema.parse(await get(`/api/search?${new URLSearchParams(params)}`));
interface Named {
  readonly id: string;
  readonly sourcePath: string;
}
interface Reading {
  readonly report: Named;
  readonly duplicateOf: Named | null;
  readonly copies: readonly Named[];
  readonly paragraphs: readonly { readonly id: string; readonly text: string }[];
}
const counted = async (): Promise<Named[]> =>
  (await get<{ reports: Named[] }>('/api/reports')).reports.sort((a, b) =>
    a.sourcePath < b.sourcePath ? -1 : 1,
  );

describe('the same report twice', () => {
  it('is counted once, from the first on', async () => {
    write('附件/总结2022.txt', textOf(2022));
    write('附件/总结2023.txt', textOf(2023));
    expect((await index(reports)).summary).toMatchObject({ added: 2, copies: [] });
    expect(await search({ q: '社区居委会' })).toMatchObject({ total: 24, totalReports: 2 });
    write('网页/2023.html', pageOf(2023, 'https://example.com/street/2023'));
    const { summary } = await index(reports);
    // The page can be looked up, so it is the one that counts; last year's report is another.
    expect(summary).toMatchObject({
      added: 1,
      unchanged: 2,
      copies: [{ path: '附件/总结2023.txt', of: '网页/2023.html' }],
    });
    expect(await search({ q: '社区居委会' })).toMatchObject({ total: 24, totalReports: 2 });
    expect((await counted()).map(({ sourcePath }) => sourcePath)).toEqual([
      '网页/2023.html',
      '附件/总结2022.txt',
    ]);
  });

  it('can still be read, each copy naming the other', async () => {
    const page = (await counted())[0]!;
    const original = await get<Reading>(`/api/reports/${page.id}`);
    expect(original.duplicateOf).toBeNull();
    expect(original.copies.map(({ sourcePath }) => sourcePath)).toEqual(['附件/总结2023.txt']);
    const copy = await get<Reading>(`/api/reports/${original.copies[0]!.id}`);
    expect(copy).toMatchObject({ duplicateOf: { id: page.id }, copies: [] });
    expect(copy.paragraphs.length).toBeGreaterThan(10);
    expect(await get(`/api/paragraphs/${copy.paragraphs[5]!.id}`)).toMatchObject({
      report: { id: copy.report.id },
    });
    // Asked for by name it is found.
    expect(await search({ q: '社区居委会', report: copy.report.id })).toMatchObject({
      total: 12,
      totalReports: 1,
    });
    const shown = await (await fetch(`${service.url}/reports/${copy.report.id}`)).text();
    expect(shown).toContain('检索和统计只计那一份');
    expect(shown).toContain(`/reports/${page.id}`);
    expect(await (await fetch(`${service.url}/reports/${page.id}`)).text()).toContain(
      `/reports/${copy.report.id}`,
    );
  });

  it('is in no count, facet, denominator or export', async () => {
    const lines = (await (await fetch(`${service.url}/api/export?format=jsonl`)).text())
      .split('\n')
      .filter(Boolean);
    const exported = lines.map(fromExportLine);
    const held = exported.filter(({ text }) => text.includes('垃圾分类')).length;
    expect((await search({ q: '垃圾分类' })).total).toBe(held);
    expect(await search({ q: '' })).toMatchObject({ total: exported.length, totalReports: 2 });
    const { facets } = await search({ q: '社区居委会' });
    const years = facets.find(({ name }) => name === 'year')!.values;
    expect(years.map(({ value, count, reports: held }) => [value, count, held])).toEqual([
      ['2023', 12, 1],
      ['2022', 12, 1],
    ]);
    const { totals } = await get<{ totals: { year: number; reports: number }[] }>(
      `/api/trend?${new URLSearchParams({ q: '社区居委会' })}`,
    );
    expect(totals.map(({ year, reports: held }) => [year, held])).toEqual([
      [2022, 1],
      [2023, 1],
    ]);
  });

  it('is settled the same whichever comes first, and again when one of them goes', async () => {
    write(
      '转载/2023.html',
      pageOf(2023, 'https://example.com/city/2023').replace('</h1>', '</h1><p>来源：月桥街道</p>'),
    );
    const third = await index(reports);
    expect(third.summary.copies).toHaveLength(1);
    expect(await search({ q: '社区居委会' })).toMatchObject({ total: 24, totalReports: 2 });
    expect((await index(reports)).summary).toMatchObject({ unchanged: 4, copies: [] });
    const [first] = await counted();
    const left = await get<Reading>(`/api/reports/${first!.id}`);
    expect(left.copies).toHaveLength(2);
    rmSync(join(reports, first!.sourcePath));
    expect((await index('--prune', reports)).summary).toMatchObject({ removed: 1, unchanged: 3 });
    expect(await search({ q: '社区居委会' })).toMatchObject({ total: 24, totalReports: 2 });
    rmSync(join(reports, '转载'), { recursive: true, force: true });
    rmSync(join(reports, '网页'), { recursive: true, force: true });
    await index('--prune', reports);
    expect((await counted()).map(({ sourcePath }) => sourcePath)).toEqual([
      '附件/总结2022.txt',
      '附件/总结2023.txt',
    ]);
    expect(await search({ q: '社区居委会' })).toMatchObject({ total: 24, totalReports: 2 });
  }, 60_000);
});
