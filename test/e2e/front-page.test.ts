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

describe.each([
  { name: 'desktop', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'phone without script', viewport: PHONE, javaScriptEnabled: false },
])('arriving for the first time: $name', ({ viewport, javaScriptEnabled }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport, javaScriptEnabled });
    await page.goto(service.url);
  });
  afterEach(() => page.close());

  it('each place and year opens just as many reports as it says', async () => {
    const cells = await page
      .locator('.held tbody td a')
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute('href') ?? '', Number(link.textContent)] as const),
      );
    expect(cells.length).toBeGreaterThan(5);
    for (const [address, count] of [cells[0]!, cells[Math.floor(cells.length / 2)]!, cells.at(-1)!]) {
      await page.goto(new URL(address, service.url).href);
      expect((await readTotals(page)).reports).toBe(count);
    }
  });

  it('each example finds something', async () => {
    const examples = await page
      .locator('.examples a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(examples).toHaveLength(3);
    for (const address of examples) {
      await page.goto(new URL(address, service.url).href);
      expect((await readTotals(page)).paragraphs).toBeGreaterThan(0);
    }
  });

  it('nothing is wider than the window but the table, which scrolls by itself', async () => {
    const { content, window } = await readWidths(page);
    expect(content).toBeLessThanOrEqual(window);
  });
});
