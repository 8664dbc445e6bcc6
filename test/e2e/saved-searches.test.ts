import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP, PHONE } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

describe.each([
  { name: 'desktop', viewport: DESKTOP },
  { name: 'phone', viewport: PHONE },
])('searches kept in the browser: $name', ({ viewport }) => {
  it('are saved from the results, renamed, opened again and removed', async () => {
    const page = await browser.newPage({ viewport });
    await page.goto(`${service.url}/?q=垃圾分类&role=plan&lang=en`);
    await page.getByRole('button', { name: 'Save search' }).click();
    expect(await page.locator('#save-search').getAttribute('aria-pressed')).toBe('true');
    await page.goto(`${service.url}/?q=社区`);
    await page.getByRole('button', { name: '保存检索' }).click();

    await page.goto(service.url);
    const rows = page.locator('.saved li');
    expect(await rows.locator('.saved-link').allTextContents()).toEqual(['社区', '垃圾分类 · Plan']);
    expect(await rows.nth(1).locator('.saved-feed').getAttribute('href')).toMatch(
      /^\/feed\.atom\?q=%E5%9E%83.*&role=plan$/,
    );
    await rows.nth(1).locator('.saved-rename').click();
    await page.getByRole('textbox', { name: '名称' }).fill('分类 <计划>');
    await page.keyboard.press('Enter');
    expect(await rows.nth(1).locator('.saved-link').textContent()).toBe('分类 <计划>');
    await rows.nth(0).locator('.saved-remove').click();
    await page.reload();
    expect(await rows.locator('.saved-link').allTextContents()).toEqual(['分类 <计划>']);
    await rows.locator('.saved-link').click();
    await page.waitForURL((url) => url.searchParams.get('role') === 'plan');
    expect(new URL(page.url()).searchParams.get('q')).toBe('垃圾分类');
    await page.locator('#save-search').click();
    await page.goto(service.url);
    expect(await page.locator('#saved').isVisible()).toBe(false);
    await page.close();
  });

  it('are left out where scripts do not run; the feed is there all the same', async () => {
    const page = await browser.newPage({ viewport, javaScriptEnabled: false });
    await page.goto(`${service.url}/?q=垃圾分类&sort=newest`);
    expect(await page.locator('#save-search').isVisible()).toBe(false);
    const feed = await page.locator('.follow a').getAttribute('href');
    expect(await page.locator('link[type="application/atom+xml"]').getAttribute('href')).toBe(feed);
    const response = await page.request.get(new URL(feed ?? '', service.url).href);
    expect(await response.text()).toContain(
      '<mark>垃圾分类</mark>'.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
    await page.close();
  });
});

it('what someone else wrote into the storage breaks nothing', async () => {
  const page = await browser.newPage({ viewport: DESKTOP });
  await page.goto(service.url);
  for (const value of [
    '{',
    '{"a":1}',
    '[1,null,{"name":"x"},{"name":"<img>","query":"javascript:alert(1)"}]',
  ]) {
    await page.evaluate(`localStorage.setItem('zhengsou.saved', ${JSON.stringify(value)})`);
    await page.reload();
  }
  expect(await page.locator('.saved-link').allTextContents()).toEqual(['<img>']);
  expect(await page.locator('.saved-link').getAttribute('href')).toMatch(/^\/\?/);
  await page.close();
});
