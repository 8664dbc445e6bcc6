import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, PHONE, readFacet, readTotals } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

const WAYS = [
  { name: 'desktop with script', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'desktop without script', viewport: DESKTOP, javaScriptEnabled: false },
  { name: 'phone with script', viewport: PHONE, javaScriptEnabled: true },
  { name: 'phone without script', viewport: PHONE, javaScriptEnabled: false },
];

describe.each(WAYS)('narrowing down: $name', ({ viewport, javaScriptEnabled }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport, javaScriptEnabled });
    await page.goto(`${service.url}/?q=社区`);
    if (viewport === PHONE) await page.locator('.filters-open').click();
  });
  afterEach(() => page.close());

  const countOf = async (row: ReturnType<Page['locator']>) =>
    Number((await row.locator('.count').first().textContent())?.replaceAll(',', ''));

  it('unfolds province, city and district, each with its counts, before any is chosen', async () => {
    const branch = page.locator('.facet-region .tree > li').first();
    const province = await countOf(branch.locator('> a.value'));
    await branch.locator('> details > summary').click();
    const city = branch.locator('> details > ul > li').first();
    expect(await city.locator('> a.value').isVisible()).toBe(true);
    expect(await countOf(city.locator('> a.value'))).toBeLessThanOrEqual(province);
    const chosen = city.locator('> a.value');
    const count = await countOf(chosen);
    await chosen.click();
    await page.waitForURL(/region=[^&]*%2F/);
    await expect.poll(() => readTotals(page).then(({ paragraphs }) => paragraphs)).toBe(count);
  });

  it('leaves out what is copied from year to year, and brings it back', async () => {
    const shown = () => page.locator('#count').getAttribute('data-total').then(Number);
    const all = await shown();
    const toggle = page.locator('.repeated-switch a');
    await toggle.click();
    await page.waitForURL(/repeated=hide/);
    await page.locator('.repeated-switch [aria-current]').waitFor({ state: 'attached' });
    expect(await page.locator('.chip').count()).toBe(1);
    expect(await shown()).toBeLessThanOrEqual(all);
    const response = await page.request.get(`${service.url}/api/search?q=社区&repeated=hide`);
    expect(await shown()).toBe(((await response.json()) as { total: number }).total);
    // Where no script runs the page is loaded anew, with the filters put away.
    if (!(await toggle.isVisible())) await page.locator('.filters-open').click();
    await toggle.click();
    await page.waitForURL((url) => !url.searchParams.has('repeated'));
    await expect.poll(shown).toBe(all);
  });

  it('finds a place by a part of its name, and keeps the rest of the search', async () => {
    await page.goto(`${service.url}/?q=社区&sort=newest#filters`);
    const box = page.locator('.facet-region input[name=find]');
    await box.fill('街道');
    if (!javaScriptEnabled) await box.press('Enter');
    const rows = page.locator('.facet-region .facet-found a.value');
    await expect
      .poll(() => rows.allTextContents().then((all) => all.every((row) => row.includes('街道'))))
      .toBe(true);
    const found = rows.first();
    const count = await countOf(found);
    await found.click();
    await page.waitForURL(/region=/);
    expect(new URL(page.url()).searchParams.get('sort')).toBe('newest');
    await expect.poll(() => readTotals(page).then(({ paragraphs }) => paragraphs)).toBe(count);
  });

  it('says when no name in a facet fits', async () => {
    const box = page.locator('.facet-region input[name=find]');
    await box.fill('不存在之地');
    if (!javaScriptEnabled) await box.press('Enter');
    await expect.poll(() => page.locator('.facet-region .facet-found').textContent()).toContain('不存在之地');
    expect(await page.locator('.facet-region a.value').count()).toBe(0);
    expect(await box.isVisible()).toBe(true);
  });

  it('restricts to a stretch of years by the two fields', async () => {
    await page.locator('.year-range input[name=yearFrom]').fill('2022');
    await page.locator('.year-range input[name=yearTo]').fill('2023');
    await page.locator('.year-range button').click();
    await page.waitForURL(/yearFrom=2022&yearTo=2023/);
    const years = (await readFacet(page, 'year')).filter(({ label }) => label === '2022' || label === '2023');
    const sum = years.reduce((total, { paragraphs }) => total + (paragraphs ?? 0), 0);
    expect((await readTotals(page)).paragraphs).toBe(sum);
    expect(await page.locator('.chip').count()).toBe(2);
  });
});

describe.each([
  { name: 'desktop', viewport: DESKTOP },
  { name: 'phone', viewport: PHONE },
])('without a page load: $name', ({ viewport }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport });
    await page.goto(`${service.url}/?q=社区`);
    if (viewport === PHONE) await page.locator('.filters-open').click();
    await page.evaluate('window.sameDocument = true');
  });
  afterEach(() => page.close());

  it('several values are chosen in a row; the filters stay where they are, and back undoes each', async () => {
    const before = await readTotals(page);
    await page.locator('.facet-role a.value').nth(0).click();
    await page.waitForURL(/role=/);
    await page.waitForSelector('.chip');
    expect(await page.locator('.facet-role a.value').nth(1).isVisible()).toBe(true);
    expect(await page.evaluate('document.activeElement.dataset.key')).toMatch(/^role:/);
    await page.locator('.facet-role a.value').nth(1).click();
    await expect.poll(() => page.locator('.chip').count()).toBe(2);
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    expect(await page.locator('.filters-done').textContent()).toContain(
      `${(await readTotals(page)).paragraphs}`,
    );
    await page.goBack();
    await expect.poll(() => page.locator('.chip').count()).toBe(1);
    await page.goBack();
    await expect.poll(() => readTotals(page)).toEqual(before);
    expect(await page.evaluate('window.sameDocument')).toBe(true);
  });

  it('typing on keeps a filter that was just chosen', async () => {
    await page.locator('.facet-role a.value').first().click();
    await page.waitForSelector('.chip');
    await page.evaluate('location.hash = ""');
    await page.locator('#q').fill('社区治理');
    await page.waitForURL((url) => url.searchParams.get('q') === '社区治理');
    expect(new URL(page.url()).searchParams.has('role')).toBe(true);
  });

  it('a stretch of years is drawn over the bars', async () => {
    const bars = page.locator('.filters .year-chart .bars');
    await bars.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await bars.boundingBox())!;
    const [first, last] = await page
      .locator('.filters .year-chart')
      .evaluate((chart) => [
        Number(chart.getAttribute('data-first')),
        Number(chart.getAttribute('data-last')),
      ]);
    const at = (year: number) => x + ((year - first! + 0.5) / (last! - first! + 1)) * width;
    await page.mouse.move(at(last! - 1), y + height / 2);
    await page.mouse.down();
    await page.mouse.move(at(last! - 2), y + height / 2, { steps: 3 });
    await page.mouse.move(at(last! - 3), y + height / 2, { steps: 3 });
    expect(await page.locator('.filters .year-hint').textContent()).toContain(`${last! - 3}–${last! - 1} 年`);
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.get('yearFrom') === `${last! - 3}`);
    expect(new URL(page.url()).searchParams.get('yearTo')).toBe(`${last! - 1}`);
    await page.waitForSelector('.chip');
    expect((await readTotals(page)).paragraphs).toBeGreaterThan(0);
  });

  it('its ends move with the arrow keys', async () => {
    const end = page.getByRole('slider', { name: '截止年份' });
    const last = Number(await end.getAttribute('max'));
    await end.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL((url) => url.searchParams.get('yearTo') === `${last - 2}`);
    await page.waitForSelector('.chip');
    expect(await page.getByRole('slider', { name: '截止年份' }).inputValue()).toBe(`${last - 2}`);
    expect(await page.evaluate('document.activeElement.dataset.end')).toBe('yearTo');
  });

  it('a bar that is clicked is that year', async () => {
    const bar = page.locator('.filters .year-chart a[data-year]').last();
    const year = await bar.getAttribute('data-year');
    await bar.locator('.hit-area').click();
    await page.waitForURL((url) => url.searchParams.get('year') === year);
  });
});
