import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, PHONE, readWidths } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
let report: string;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
  const page = await browser.newPage();
  await page.goto(`${service.url}/?q=垃圾分类`);
  report = (await page.locator('.hit h3 a').first().getAttribute('href')) ?? '';
  await page.close();
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

describe.each([
  { name: 'desktop', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'desktop without script', viewport: DESKTOP, javaScriptEnabled: false },
  { name: 'phone', viewport: PHONE, javaScriptEnabled: true },
  { name: 'phone without script', viewport: PHONE, javaScriptEnabled: false },
])('citing a paragraph: $name', ({ viewport, javaScriptEnabled }) => {
  it('copies the quotation at one click where a script runs, and opens it to select where none does', async () => {
    const context = await browser.newContext({ viewport, javaScriptEnabled });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: service.url });
    const page = await context.newPage();
    await page.goto(`${service.url}${report}`);
    const paragraph = page.locator('.para:not(.is-heading)').first();
    const text = (await paragraph.locator('p').textContent()) ?? '';
    // Without a script the paragraph's number leads to the page with all that the script would bring beside it.
    const link = paragraph.locator(javaScriptEnabled ? 'a.cite' : 'a.permalink');
    await paragraph.hover();
    await link.click();
    if (javaScriptEnabled) {
      await page.locator('a.cite[data-done]').first().waitFor();
      const copied = String(await page.evaluate('navigator.clipboard.readText()'));
      expect(copied).toContain(text.slice(0, 12));
      expect(copied).toContain('[R/OL]');
      // The second click, while it says so, opens the other formats.
      await link.click();
    }
    await page.waitForURL(/\/p\//);
    expect(await page.locator('blockquote').textContent()).toBe(text);
    expect(await page.locator('#cite-quote').textContent()).toContain('[R/OL]');
    await page.locator('.cite-box summary').click();
    expect(await page.locator('#cite-ris').isVisible()).toBe(true);
    const { content, window } = await readWidths(page);
    expect(content).toBeLessThanOrEqual(window);
    await context.close();
  });
});
