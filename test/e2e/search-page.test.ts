import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, PHONE, readFacet, readMarks, readTotals, readWidths } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

/** Every flow of the page, with the script and without: the page must not depend on it. */
describe.each([
  { name: 'desktop with script', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'desktop without script', viewport: DESKTOP, javaScriptEnabled: false },
  { name: 'phone without script', viewport: PHONE, javaScriptEnabled: false },
])('searching: $name', ({ viewport, javaScriptEnabled }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport, javaScriptEnabled, locale: 'zh-CN' });
  });
  afterEach(() => page.close());

  const open = (query: string) => page.goto(`${service.url}/${query}`);
  const openFilters = async () => {
    if (viewport === PHONE) await page.locator('.filters-open').click();
  };

  it('finds 垃圾分类 from the front page and marks exactly that', async () => {
    await open('');
    await page.locator('#q').fill('垃圾分类');
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === '垃圾分类');
    const marks = await readMarks(page);
    expect(marks.length).toBeGreaterThan(0);
    expect(new Set(marks)).toEqual(new Set(['垃圾分类']));
    expect((await readTotals(page)).paragraphs).toBeGreaterThan(0);
  });

  it('narrows by a facet to exactly the counts it showed, and clears again', async () => {
    await open('?q=社区');
    const before = await readTotals(page);
    const [first] = await readFacet(page, 'role');
    await openFilters();
    await page.locator('.facet-role a.value').first().click();
    await page.waitForURL(/role=/);
    expect(await readTotals(page)).toEqual({ paragraphs: first!.paragraphs, reports: first!.reports });
    const roles = await readFacet(page, 'role');
    expect(roles[0]).toMatchObject({ paragraphs: first!.paragraphs });
    await page.locator('.clear-all').click();
    await page.waitForURL((url) => !url.searchParams.has('role'));
    expect(await readTotals(page)).toEqual(before);
  });

  it('takes a single filter off by its chip', async () => {
    await open('?q=社区&role=plan&level=街道乡镇');
    await page.locator('.chip').first().click();
    await page.waitForURL((url) => !url.searchParams.has('role'));
    expect(new URL(page.url()).searchParams.get('level')).toBe('街道乡镇');
  });

  it('goes down the tree of regions', async () => {
    await open('?q=社区');
    const [province] = await readFacet(page, 'region');
    await openFilters();
    await page.locator('.facet-region a.value').first().click();
    await page.waitForURL(/region=/);
    expect((await readTotals(page)).paragraphs).toBe(province!.paragraphs);
    await openFilters();
    const below = page.locator('.facet-region a.value.selected + details a.value').first();
    const count = Number((await below.locator('.count').first().textContent())?.replaceAll(',', ''));
    await below.click();
    await page.waitForURL((url) => url.searchParams.get('region')?.includes('/') ?? false);
    expect(new URL(page.url()).searchParams.getAll('region')).toHaveLength(1);
    expect((await readTotals(page)).paragraphs).toBe(count);
  });

  it('pages through results without repeating any', async () => {
    await open('?q=工作');
    const titles = () => page.locator('.hit h3').evaluateAll((all) => all.map((heading) => heading.id));
    const first = await titles();
    expect(first).toHaveLength(20);
    await page.getByRole('navigation', { name: '分页' }).getByRole('link', { name: '下一页' }).click();
    await page.waitForURL(/page=2/);
    const second = await titles();
    expect(second.filter((id) => first.includes(id))).toEqual([]);
    expect(await page.locator('link[rel=prev]').count()).toBe(1);
  });

  it('groups by report, and opens the paragraphs of one', async () => {
    await open('?q=社区');
    const { reports } = await readTotals(page);
    await page.getByRole('link', { name: '按报告' }).click();
    await page.waitForURL(/group=report/);
    expect((await readTotals(page)).reports).toBe(reports);
    expect(await page.locator('.hit').count()).toBe(Math.min(reports, 20));
    const group = page.locator('.group').first();
    const size = Number((await group.textContent())?.match(/[\d,]+/)?.[0].replaceAll(',', ''));
    await group.getByRole('link').click();
    await page.waitForURL(/report=/);
    expect(await readTotals(page)).toEqual({ paragraphs: size, reports: 1 });
  });

  it('switches to smart matching, which finds at least as much', async () => {
    await open('?q=推进垃圾分类工作');
    const exact = await readTotals(page);
    await page.getByText('智能', { exact: true }).click();
    await page.getByRole('button', { name: '检索', exact: true }).click();
    await page.waitForURL(/mode=smart/);
    expect((await readTotals(page)).paragraphs).toBeGreaterThanOrEqual(exact.paragraphs);
    expect(await page.locator('.understood').textContent()).toContain('垃圾');
  });

  it('says what was not found, and leads on', async () => {
    await open('?q=垃圾分类 量子计算机房&role=plan');
    expect(await page.locator('.empty h3').textContent()).toContain('量子计算机房');
    expect(await page.locator('.empty').textContent()).toContain('单独检索也找不到：“量子计算机房”');
    const step = page.locator('.steps li').filter({ hasText: '只检索“垃圾分类”' });
    const count = Number((await step.locator('.count').textContent())?.match(/\d+/)?.[0]);
    await step.getByRole('link').click();
    await page.waitForURL((url) => !url.searchParams.get('q')?.includes('量子'));
    expect((await readTotals(page)).paragraphs).toBe(count);
  });

  it('lets the results begin in the upper half of a phone, under the hint and the way to the help', async () => {
    await page.setViewportSize(PHONE);
    for (const lang of ['zh', 'en']) {
      await open(`?q=垃圾分类&lang=${lang}`);
      const top = await page
        .locator('.hit')
        .first()
        .evaluate((hit) => hit.getBoundingClientRect().top);
      expect(top, lang).toBeLessThan(PHONE.height / 2 + 20);
      expect(await page.locator('#search-hint a').isVisible()).toBe(true);
    }
    await page.setViewportSize(viewport);
  });

  it('speaks English one click away, with the same results', async () => {
    await open('?q=垃圾分类&role=plan');
    const totals = await readTotals(page);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL(/lang=en/);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await readTotals(page)).toEqual(totals);
    expect(await page.locator('.chip').textContent()).toContain('Plan');
    await page.getByRole('link', { name: 'Newest' }).click();
    await page.waitForURL(/sort=newest/);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('needs no sideways scrolling', async () => {
    for (const query of ['', '?q=社区', '?q=量子计算机房', 'help']) {
      await open(query);
      const { content, window } = await readWidths(page);
      expect(content, query).toBeLessThanOrEqual(window);
    }
  });
});
