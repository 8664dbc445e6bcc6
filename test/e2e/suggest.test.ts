import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, PHONE, readMarks, readTotals, readWidths } from './pages.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

describe.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const)('completions: %s', (_, viewport) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport });
    page.setDefaultTimeout(8_000);
    await page.goto(service.url);
  });
  afterEach(() => page.close());

  it('are chosen with the keyboard, by pinyin too', async () => {
    const box = page.getByRole('combobox');
    await box.pressSequentially('ljfl');
    const option = page.getByRole('option', { name: '垃圾分类' }).first();
    await option.waitFor();
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    await box.press('ArrowUp');
    await box.press('ArrowDown');
    await box.press('ArrowDown');
    expect(await box.getAttribute('aria-activedescendant')).toBe('suggestion-0');
    await box.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === '垃圾分类');
    await page.waitForSelector('#count');
    expect(new Set(await readMarks(page))).toEqual(new Set(['垃圾分类']));
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await page.locator('#q:focus').count()).toBe(1);
  });

  it('are chosen with the pointer, leave with Escape, and never stand in the way', async () => {
    const box = page.getByRole('combobox');
    await box.pressSequentially('垃圾');
    await page.getByRole('listbox').waitFor();
    const widths = await readWidths(page);
    expect(widths.content).toBeLessThanOrEqual(widths.window);
    // Results fade while newer ones are under way.
    await page.waitForURL((url) => url.searchParams.get('q') === '垃圾');
    await page.waitForSelector('#results:not([aria-busy])');
    await page.evaluate(axeSource);
    const found: AxeResults = await page.evaluate('axe.run(document)');
    expect(found.violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
    await box.press('Escape');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await box.inputValue()).toBe('垃圾');
    await box.pressSequentially('分');
    await page.getByRole('option', { name: '垃圾分类' }).first().click();
    await page.waitForURL((url) => url.searchParams.get('q') === '垃圾分类');
  });
});

describe('related terms', () => {
  it('come by themselves with the results and are added by a click', async () => {
    const page = await browser.newPage({ viewport: DESKTOP });
    await page.goto(`${service.url}/?q=垃圾分类`);
    const before = await readTotals(page);
    const first = page.locator('#related li a').first();
    await first.waitFor();
    const term = await first.textContent();
    await first.click();
    await page.waitForURL((url) => url.searchParams.get('q') === `垃圾分类 ${term}`);
    const after = await readTotals(page);
    expect(after.paragraphs).toBeGreaterThan(0);
    expect(after.paragraphs).toBeLessThan(before.paragraphs);
    await page.close();
  });

  it('are behind a link without JavaScript, and the box is a plain one', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
    const page = await context.newPage();
    await page.goto(`${service.url}/?q=垃圾分类`);
    expect(await page.getByRole('searchbox').count()).toBe(1);
    expect(await page.locator('#related li').count()).toBe(0);
    await page.locator('#related a').click();
    expect(await page.locator('#related li a').count()).toBeGreaterThan(2);
    await context.close();
  });
});

describe('synonyms', () => {
  it('are switched on with one box, and the page says what was added', async () => {
    const page = await browser.newPage({ viewport: DESKTOP });
    await page.goto(`${service.url}/?q=垃圾分类`);
    const before = await readTotals(page);
    await page.getByRole('checkbox', { name: '同义词' }).check();
    await page.waitForURL((url) => url.searchParams.get('synonyms') === '1');
    await page.locator('.understood', { hasText: '已加入同义词' }).waitFor();
    expect((await readTotals(page)).paragraphs).toBeGreaterThanOrEqual(before.paragraphs);
    await page.getByRole('checkbox', { name: '同义词' }).uncheck();
    await page.waitForURL((url) => !url.searchParams.has('synonyms'));
    expect(await readTotals(page)).toEqual(before);
    await page.close();
  });
});
