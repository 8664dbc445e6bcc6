import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, PHONE, readTotals, readWidths } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

/** Every flow of the counting pages, with the script and without. */
describe.each([
  { name: 'desktop with script', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'desktop without script', viewport: DESKTOP, javaScriptEnabled: false },
  { name: 'phone with script', viewport: PHONE, javaScriptEnabled: true },
  { name: 'phone without script', viewport: PHONE, javaScriptEnabled: false },
])('counting: $name', ({ viewport, javaScriptEnabled }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport, javaScriptEnabled, locale: 'zh-CN' });
  });
  afterEach(() => page.close());

  const open = (path: string) => page.goto(`${service.url}${path}`);
  const shape = viewport === PHONE ? 'narrow' : 'wide';

  it('carries query and filters from the search to each of its other views', async () => {
    for (const [name, path] of [
      ['趋势', '/trend'],
      ['对比', '/compare'],
      ['语境', '/concordance'],
    ] as const) {
      await open('/?q=社区&role=plan');
      await page.locator('.views').getByRole('link', { name }).click();
      await page.waitForURL((url) => url.pathname === path);
      const { searchParams } = new URL(page.url());
      expect([searchParams.get('q'), searchParams.get('role')]).toEqual(['社区', 'plan']);
      expect(await page.locator('.views [aria-current]').textContent()).toBe(name);
      expect(await page.locator('.chip').count()).toBe(1);
      const { content, window } = await readWidths(page);
      expect(content, path).toBeLessThanOrEqual(window);
    }
  });

  it('draws several terms over the years, and opens the paragraphs of one year', async () => {
    await open('/trend');
    await page.locator('#terms').fill('垃圾分类\n养老\n\n社区');
    await page.getByRole('button', { name: '计数' }).click();
    await page.waitForURL(/q=/);
    const chart = page.locator(`.trend-chart.${shape}`);
    expect(await chart.isVisible()).toBe(true);
    expect(await chart.locator('.series').count()).toBe(3);
    expect(await page.locator(`.trend-chart:not(.${shape})`).isVisible()).toBe(false);
    const held = await chart.locator('.held .ink').allTextContents();
    const table = await page
      .locator('.counts tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    const years = table.filter(([year]) => /^\d{4}$/.test(year ?? ''));
    // The chart runs to the latest year, the table from it.
    expect(held).toEqual(years.map(([, reports]) => reports).toReversed());
    const box = page.locator('.data .scroll');
    await box.evaluate((scroll) => scroll.scrollTo(0, scroll.scrollHeight));
    const [head, top] = [await page.locator('.data thead').boundingBox(), await box.boundingBox()];
    expect(head?.y).toBeCloseTo(top?.y ?? -1, 0);

    const first = page.locator('.counts tbody a').first();
    const count = Number(await first.textContent());
    await first.click();
    await page.waitForURL((url) => url.pathname === '/');
    expect((await readTotals(page)).paragraphs).toBe(count);
  });

  it('changes the measure and the filters without losing the terms', async () => {
    await open('/trend?q=垃圾分类&q=养老');
    await page.getByRole('link', { name: '词频' }).click();
    await page.waitForURL(/measure=rate/);
    if (viewport === PHONE) await page.locator('.filters-open').click();
    await page.locator('.facet-role a.value').first().click();
    await page.waitForURL(/role=/);
    const { searchParams, pathname } = new URL(page.url());
    expect(pathname).toBe('/trend');
    expect(searchParams.getAll('q')).toEqual(['垃圾分类', '养老']);
    expect(searchParams.get('measure')).toBe('rate');
    expect(await page.locator('#terms').inputValue()).toBe('垃圾分类\n养老');
  });

  it('compares, sorts by a year, and opens a cell', async () => {
    await open('/compare?q=社区');
    const [none, silent] = [page.locator('td.none').first(), page.locator('td.silent').first()];
    expect([await none.textContent(), await silent.textContent()]).toEqual(['—未收录', '0未提及']);
    const [box, latest, corner] = await Promise.all(
      ['.scroll.heat', '.heat-map thead th:last-child', '.heat-map .corner'].map((part) =>
        page.locator(part).boundingBox(),
      ),
    );
    if (!box || !latest || !corner) throw new Error('no table');
    const rows = await page.locator('.toolbar .label').first().boundingBox();
    expect(rows?.width, 'rows and columns offer the same things, and say which they are').toBeGreaterThan(8);
    expect(latest.x + latest.width).toBeLessThanOrEqual(box.x + box.width);
    expect(corner.x).toBeGreaterThanOrEqual(box.x);
    const [held, total] = await Promise.all(
      ['.held', '.total'].map((part) => page.locator(`.heat-map thead ${part}`).boundingBox()),
    );
    expect(held?.x, 'beside the names, not under them').toBeGreaterThanOrEqual(corner.x + corner.width - 1);
    expect((total?.x ?? 0) + (total?.width ?? 0)).toBeLessThanOrEqual(box.x + box.width);
    await page.locator('.scroll.heat').evaluate((table) => table.scrollTo(-10_000, 0));
    const still = await page.locator('.heat-map thead .total').boundingBox();
    expect(still?.x, 'totals stay whatever is scrolled to').toBeCloseTo(total?.x ?? -1, 0);
    await page.locator('.heat-map thead').getByRole('link', { name: '2023' }).click();
    await page.waitForURL(/order=/);
    const column = await page
      .locator('.heat-map thead th')
      .evaluateAll((heads) => heads.findIndex((head) => head.getAttribute('aria-sort') === 'descending'));
    const counts = await page
      .locator('.heat-map tbody tr')
      .evaluateAll(
        (rows, at) => rows.map((row) => Number.parseInt(row.children[at]?.textContent ?? '', 10)),
        column,
      );
    const known = counts.filter((count) => !Number.isNaN(count));
    expect(known).toEqual(known.toSorted((a, b) => b - a));
    expect(known[0]).toBeGreaterThan(0);
    const cell = page.locator(`.heat-map tbody tr:first-child td:nth-child(${column + 1}) a`);
    await cell.click();
    await page.waitForURL((url) => url.pathname === '/');
    expect((await readTotals(page)).paragraphs).toBe(known[0]);
  });

  it('sets a pasted list of terms against regions, inside its own box', async () => {
    await open('/compare?rows=region');
    await page.locator('#terms').fill('垃圾分类\r\n养老\n数字化\n安全生产\n老旧小区改造\n营商环境');
    await page.getByRole('button', { name: '计数' }).click();
    await page.waitForURL(/q=/);
    expect(new URL(page.url()).searchParams.get('rows')).toBe('region');
    expect(await page.locator('.heat-map thead th').count()).toBe(2 + 6);
    const { content, window } = await readWidths(page);
    expect(content).toBeLessThanOrEqual(window);
    if (viewport === PHONE)
      expect(await page.locator('.scroll.heat').evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(
        true,
      );
  });

  it('compares a list pasted while the columns were topics, and prints all the topics of one term', async () => {
    await open('/compare?q=垃圾分类&cols=topic');
    await page.emulateMedia({ media: 'print' });
    // A4 on its side, less the margins, at 96 dots an inch.
    await page.setViewportSize({ width: 1047, height: 718 });
    expect(
      await page.locator('.heat-map').evaluate((table) => table.getBoundingClientRect().right),
    ).toBeLessThanOrEqual(1047);
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize(viewport);
    await page.locator('#terms').fill('垃圾分类\n养老');
    await page.getByRole('button', { name: '计数' }).click();
    await page.waitForURL(/养老|%E5%85%BB/);
    expect(await page.locator('.heat-map thead th').count()).toBe(2 + 2);
  });

  it('lines the places up at the match, and goes on to all of them', async () => {
    await open('/concordance?q=建设&sort=right');
    const total = Number(await page.locator('#count').getAttribute('data-total'));
    expect(total).toBeGreaterThan(60);
    const left = await page
      .locator('.kwic-line mark')
      .evaluateAll((marks) => marks.map((mark) => Math.round(mark.getBoundingClientRect().left)));
    expect(new Set(left).size).toBe(1);
    let seen = await page.locator('.kwic-line').count();
    for (let step = 0; step < 60 && seen < total; step++) {
      if (javaScriptEnabled) {
        await page.locator('.edition').scrollIntoViewIfNeeded();
        await page.locator('.kwic-line').nth(seen).waitFor();
        seen = await page.locator('.kwic-line').count();
      } else {
        await page.locator('.more a[rel="next"]').click();
        await page.waitForLoadState();
        seen += await page.locator('.kwic-line').count();
      }
    }
    expect(seen).toBe(total);
    expect(await page.locator('.more a[rel="next"]').count()).toBe(0);
    await page.locator('.kwic-line a').last().click();
    await page.waitForURL(/\/reports\/.*#p\d+$/);
    expect(
      await page
        .locator(`${new URL(page.url()).hash} mark`)
        .first()
        .textContent(),
    ).toBe('建设');
  });

  it('says what is wrong and keeps what was typed', async () => {
    await open('/trend?q=垃圾分类&q=社区 年份:2023');
    expect(await page.locator('[role=alert]').textContent()).toContain('条件请改用筛选参数');
    expect(await page.locator('#terms').inputValue()).toBe('垃圾分类\n社区 年份:2023');
    await open('/concordance?q=量子计算机房');
    expect(await page.locator('.empty').textContent()).toContain('没有一处“量子计算机房”');
    await open('/trend?q=社区&year=1950');
    expect(await page.locator('.empty').textContent()).toContain('没有收录任何报告');
  });

  it('turns a pasted list: terms on rows, years or topics on columns', async () => {
    await open('/compare?q=垃圾分类&q=养老&q=数字化');
    expect(await page.locator('.heat-map tbody tr').count()).toBeGreaterThan(3);
    const choose = async (group: string, name: string) => {
      await page
        .locator('.choices', { hasText: group })
        .first()
        .getByRole('link', { name, exact: true })
        .click();
      await page.waitForLoadState();
    };
    const heads = () => page.locator('.heat-map tbody th').allTextContents();
    await choose('列', '年份');
    expect(await heads()).toEqual(['垃圾分类', '养老', '数字化']);
    await choose('列', '主题');
    expect(await heads()).toEqual(['垃圾分类', '养老', '数字化']);
    await choose('行', '地区');
    const columns = await page.locator('.heat-map thead th').allTextContents();
    expect(columns.slice(-3)).toEqual(['垃圾分类', '养老', '数字化']);
    await choose('行', '检索词');
    const cell = page.locator('.heat-map tbody tr').nth(1).locator('td.cell a').first();
    const count = Number(await cell.textContent());
    await cell.click();
    await page.waitForURL((url) => url.pathname === '/');
    expect(new URL(page.url()).searchParams.get('q')).toBe('养老');
    expect((await readTotals(page)).paragraphs).toBe(count);
  });

  it.each([
    ['trend', '/trend?q=垃圾分类&q=养老'],
    ['compare', '/compare?q=垃圾分类&rows=region&depth=2'],
  ])('saves the chart of %s', async (kind, path) => {
    await open(path);
    const save = async (click: () => Promise<void>) => {
      const [download] = await Promise.all([page.waitForEvent('download'), click()]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const svg = await save(() => page.getByRole('link', { name: 'SVG' }).click());
    expect(svg.name).toMatch(new RegExp(`^zhengsou-${kind}-v\\d+-\\d{4}-\\d\\d-\\d\\d\\.svg$`));
    expect(svg.bytes.toString()).toContain('<metadata>');
    const button = page.getByRole('button', { name: 'PNG' });
    if (!javaScriptEnabled) {
      expect(await button.count()).toBe(0);
      return;
    }
    const png = await save(() => button.click());
    expect(png.name).toMatch(new RegExp(`^zhengsou-${kind}-v\\d+-\\d{4}-\\d\\d-\\d\\d\\.png$`));
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    // Three times the size of the drawing: sharp at a column's width.
    expect(png.bytes.readUInt32BE(16)).toBe(
      3 * Number(/<svg[^>]* width="(\d+)"/.exec(svg.bytes.toString())?.[1]),
    );
    expect(png.bytes.length).toBeGreaterThan(20_000);
  });
});
