import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, readMarks, readTotals } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

describe('results follow the typing', () => {
  let page: Page;
  /** Queries that reached the service, in order. */
  let asked: (string | null)[];
  beforeEach(async () => {
    page = await browser.newPage({ viewport: DESKTOP });
    await page.goto(service.url);
    asked = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (request.resourceType() === 'fetch' && pathname === '/') asked.push(searchParams.get('q'));
    });
  });
  afterEach(() => page.close());

  it('without a page load: address, title, results and the spoken count change', async () => {
    await page.evaluate('window.sameDocument = true');
    await page.locator('#q').pressSequentially('垃圾分类', { delay: 20 });
    await page.waitForSelector('#count');
    await page.waitForURL((url) => url.searchParams.get('q') === '垃圾分类');
    expect(new Set(await readMarks(page))).toEqual(new Set(['垃圾分类']));
    expect(await page.title()).toContain('垃圾分类');
    const { paragraphs } = await readTotals(page);
    expect(await page.locator('#status').textContent()).toContain(`${paragraphs} 段`);
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    expect(await page.locator('#q:focus').count()).toBe(1);
  });

  it('shows the same as the address does when it is opened anew', async () => {
    await page.locator('#q').fill('社区');
    await page.waitForSelector('#count');
    const typed = await readTotals(page);
    await page.reload();
    expect(await readTotals(page)).toEqual(typed);
    expect(await page.locator('#q').inputValue()).toBe('社区');
  });

  it('asks nothing while an input method is composing, and once when it is done', async () => {
    const keyboard = await page.context().newCDPSession(page);
    await page.locator('#q').focus();
    for (const text of ['l', 'la', 'la ji', 'la ji fen', 'la ji fen lei'])
      await keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await page.waitForTimeout(600);
    expect(asked).toEqual([]);
    await keyboard.send('Input.insertText', { text: '垃圾分类' });
    await page.waitForSelector('#count');
    expect(asked).toEqual(['垃圾分类']);
    expect(new Set(await readMarks(page))).toEqual(new Set(['垃圾分类']));
  });

  it('never shows an answer that came too late', async () => {
    await page.route('**/?q=*', async (route) => {
      const isFirst = new URL(route.request().url()).searchParams.get('q') === '社区';
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue().catch(() => undefined);
    });
    await page.locator('#q').fill('社区');
    await page.waitForTimeout(350);
    await page.locator('#q').fill('垃圾分类');
    await page.waitForSelector('#count');
    await page.waitForTimeout(900);
    expect(new Set(await readMarks(page))).toEqual(new Set(['垃圾分类']));
    expect(new URL(page.url()).searchParams.get('q')).toBe('垃圾分类');
  });

  it('keeps filters, and goes back to the front page when the box is emptied', async () => {
    await page.goto(`${service.url}/?q=社区&role=plan`);
    await page.locator('#q').fill('垃圾');
    await page.waitForURL((url) => url.searchParams.get('q') === '垃圾');
    expect(new URL(page.url()).searchParams.get('role')).toBe('plan');
    await page.goto(`${service.url}/?q=社区`);
    await page.locator('#q').fill('');
    await page.waitForSelector('main.front');
    expect(new URL(page.url()).search).toBe('');
  });

  it('says so when the connection is lost, and leaves what is shown', async () => {
    await page.locator('#q').fill('社区');
    await page.waitForSelector('#count');
    const before = await readTotals(page);
    await page.context().setOffline(true);
    await page.locator('#q').fill('社区治理');
    await page.locator('#status', { hasText: '连接中断' }).waitFor({ state: 'attached' });
    expect(await readTotals(page)).toEqual(before);
  });
});
