import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { DESKTOP } from './pages.ts';

/** Bytes, compressed, that a first visit may load. */
const LIMIT = 60 * 1024;

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

it.each([
  '/',
  '/?q=社区',
  '/help',
  '/trend?q=垃圾分类&q=养老&q=社区&q=数字化&q=安全生产&q=建设&q=工作&q=年',
  '/compare?q=社区&cols=topic',
  '/concordance?q=建设',
])('%s loads little, from nowhere else, and without a complaint', async (path) => {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const loaded: { host: string; bytes: Promise<number> }[] = [];
  page.on('response', (response) => {
    const bytes = response.body().then((body) => gzipSync(body).length);
    loaded.push({ host: new URL(response.url()).host, bytes });
  });
  await page.goto(`${service.url}${path}`, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(loaded.map(({ bytes }) => bytes));
  expect(sizes.length).toBeGreaterThanOrEqual(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LIMIT);
  expect(new Set(loaded.map(({ host }) => host))).toEqual(new Set([new URL(service.url).host]));
  expect(complaints).toEqual([]);
  await context.close();
});
