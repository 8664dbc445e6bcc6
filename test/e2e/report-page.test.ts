import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, isInSight, isUncovered, PHONE, readWidths } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

describe.each([
  { name: 'desktop', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'desktop without script', viewport: DESKTOP, javaScriptEnabled: false },
  { name: 'phone', viewport: PHONE, javaScriptEnabled: true },
])('reading a report: $name', ({ viewport, javaScriptEnabled }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport, javaScriptEnabled });
    await page.goto(`${service.url}/?q=垃圾分类`);
  });
  afterEach(() => page.close());

  const openFirstHit = async () => {
    await page.locator('.hit h3 a').first().click();
    await page.waitForURL(/\/reports\//);
  };

  it('lands on the paragraph of the hit, with its matches marked', async () => {
    await openFirstHit();
    const anchor = new URL(page.url()).hash;
    expect(await isInSight(page, anchor)).toBe(true);
    expect(await page.locator(`${anchor} mark`).first().textContent()).toBe('垃圾分类');
    const marks = await page.locator('.report-text mark').allTextContents();
    expect(new Set(marks)).toEqual(new Set(['垃圾分类']));
    expect(await page.locator('#match-count').getAttribute('data-total')).toBe(`${marks.length}`);
  });

  it('says in words which report and which section one has landed in', async () => {
    await openFirstHit();
    const anchor = new URL(page.url()).hash;
    const title = await page.locator('h1').textContent();
    expect(await page.locator('.reading-title a').first().textContent()).toBe(title);
    const role = `.run:has(${anchor}) .margin .role`;
    for (const selector of ['.reading-title', '#match-count', role])
      expect(await isUncovered(page, selector), selector).toBe(true);
    const [bar, text] = await Promise.all([
      page.locator(role).boundingBox(),
      page.locator(anchor).boundingBox(),
    ]);
    if (viewport === PHONE) expect(text?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
  });

  it('names the report once while its head is in sight', async () => {
    await openFirstHit();
    await page.goto(page.url().replace(/[?#].*$/, ''));
    expect(await isUncovered(page, 'h1')).toBe(true);
    expect(await isUncovered(page, '.reading-title a')).toBe(false);
  });

  it('leads from the middle to the outline on a phone, and unfolds it', async () => {
    if (viewport !== PHONE) return;
    await openFirstHit();
    await page.locator('.to-contents').click();
    await expect.poll(() => isInSight(page, '.outline-phone .level-1')).toBe(true);
  });

  it('shows every paragraph once, with its own link', async () => {
    await openFirstHit();
    const ordinals = await page.locator('.para').evaluateAll((all) => all.map(({ id }) => id));
    expect(ordinals).toEqual(ordinals.map((_, index) => `p${index}`));
    const links = await page
      .locator('.permalink')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const { pathname } = new URL(page.url());
    expect(links).toEqual(ordinals.map((id) => `${pathname.replace('/reports/', '/p/')}/${id.slice(1)}`));
    await page.goto(`${service.url}${links[3]}`);
    expect(new URL(page.url()).pathname).toMatch(/\/p\/\w+\/3-[0-9a-f]{8}$/);
  });

  it('leads from match to match', async () => {
    await openFirstHit();
    const total = Number(await page.locator('#match-count').getAttribute('data-total'));
    await page.locator('#match-next').click();
    await page.waitForURL(/#m\d+$/);
    const reached = new URL(page.url()).hash;
    expect(await isInSight(page, reached)).toBe(true);
    if (!javaScriptEnabled) return;
    const start = Number(reached.slice(2));
    const hash = () => new URL(page.url()).hash;
    await page.keyboard.press('n');
    await expect.poll(hash).toBe(`#m${(start % total) + 1}`);
    await page.keyboard.press('p');
    await expect.poll(hash).toBe(reached);
    expect(await isInSight(page, 'mark.current')).toBe(true);
    expect(await page.locator('#match-position').textContent()).toBe(`${start} / ${total}`);
  });

  it('finds something else within the report, and types n and p as letters there', async () => {
    await openFirstHit();
    const box = page.locator('#find');
    await box.fill('');
    await box.pressSequentially('np');
    expect(await box.inputValue()).toBe('np');
    await box.fill('社区');
    await box.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === '社区');
    const marks = await page.locator('.report-text mark').allTextContents();
    for (const mark of marks) expect(mark).toBe('社区');
  });

  it('goes to a heading by the outline', async () => {
    await openFirstHit();
    if (viewport === PHONE) await page.locator('.outline-phone summary').click();
    const link = page.locator(viewport === PHONE ? '.outline-phone a' : '.outline a').last();
    const text = (await link.textContent())?.trim().replace(/…$/, '') ?? '';
    await link.click();
    await page.waitForURL(/#p\d+$/);
    const heading = page.locator(
      `${new URL(page.url()).hash} h2, ${new URL(page.url()).hash} :is(h3, h4, h5)`,
    );
    expect(await heading.first().textContent()).toContain(text);
    expect(await isInSight(page, new URL(page.url()).hash)).toBe(true);
  });

  it('gives the file as it was read', async () => {
    await openFirstHit();
    const address = await page.locator('.metadata a[href$="/source"]').getAttribute('href');
    const response = await page.request.get(new URL(address ?? '', page.url()).href);
    expect(response.status()).toBe(200);
    expect((await response.body()).length).toBeGreaterThan(0);
  });

  it('needs no sideways scrolling', async () => {
    await openFirstHit();
    const { content, window } = await readWidths(page);
    expect(content).toBeLessThanOrEqual(window);
  });
});

it('an unknown report is a page that says so', async () => {
  const page = await browser.newPage();
  const response = await page.goto(`${service.url}/reports/0000000000000000`);
  expect(response?.status()).toBe(404);
  expect(await page.locator('h1').textContent()).toContain('没有找到');
  await page.close();
});
