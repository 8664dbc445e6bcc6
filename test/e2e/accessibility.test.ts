import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestService } from '../support/service.ts';
import { AXE_OPTIONS, findViolations } from './axe.ts';
import { DESKTOP, PHONE } from './pages.ts';

let browser: Browser;
let service: Awaited<ReturnType<typeof startTestService>>;
/** The report of the first hit, opened as from the results. */
let report: string;
/** The permalink of a paragraph of it. */
let paragraph: string;
beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startTestService()]);
  const page = await browser.newPage();
  await page.goto(`${service.url}/?q=社区`);
  report = (await page.locator('.hit h3 a').first().getAttribute('href')) ?? '';
  await page.goto(`${service.url}${report}`);
  // Its number leads to the permalink.
  await page.goto(`${service.url}${await page.locator('a.permalink').nth(2).getAttribute('href')}`);
  paragraph = new URL(page.url()).pathname;
  await page.close();
});
afterAll(async () => {
  await Promise.all([browser?.close(), service?.close()]);
});

const PAGES: [string, () => string][] = [
  ['front', () => '/'],
  ['front in English', () => '/?lang=en'],
  ['search', () => '/?q=社区'],
  ['search with filters', () => '/?q=社区&role=plan&role=achievement&yearFrom=2000'],
  ['search in English, smart, by report', () => '/?q=社区垃圾分类&mode=smart&group=report&lang=en'],
  ['reports of one kind of body', () => '/?level=街道乡镇&group=report'],
  ['second page', () => '/?q=工作&page=2'],
  ['filters on a phone', () => '/?q=社区#filters'],
  ['a region, its tree open', () => '/?q=社区&region=岫云省#filters'],
  ['searching in a filter', () => '/?q=社区&facet=region&find=街道#facet-region'],
  ['nothing found in a filter', () => '/?q=社区&facet=region&find=不存在&lang=en#facet-region'],
  ['front with saved searches', () => '/#saved'],
  ['search with synonyms and related terms', () => '/?q=垃圾分类 ~ 居民&synonyms=1&related=1'],
  ['nothing found', () => '/?q=量子计算机房 社区&role=plan'],
  ['report', () => report],
  ['report in serif, without a query', () => report.replace(/\?.*/, '?font=serif')],
  ['a paragraph, to cite', () => paragraph],
  ['a paragraph that is gone', () => paragraph.replace(/-[0-9a-f]+$/, '-00000000')],
  ['trend, nothing asked', () => '/trend'],
  ['trend', () => '/trend?q=垃圾分类&q=养老&q=社区&measure=rate'],
  ['trend of one year, in English', () => '/trend?q=垃圾分类&year=2023&lang=en'],
  ['trend without any report', () => '/trend?q=社区&year=1950'],
  ['compare by year', () => '/compare?q=社区&order=col:2023'],
  ['compare by topic, in English', () => '/compare?q=社区&rows=region&cols=topic&measure=rate&lang=en'],
  ['compare a list of terms', () => '/compare?q=社区&q=养老&q=垃圾分类&rows=level'],
  ['compare a list of terms on rows', () => '/compare?q=社区&q=养老&rows=query&measure=share'],
  ['compare without what is copied, in English', () => '/compare?q=社区&repeated=hide&lang=en'],
  ['trend, a term mistyped', () => '/trend?q=社区&q=垃极分类'],
  ['search, a term mistyped, in English', () => '/?q=垃极分类|社区&lang=en'],
  ['search without what is copied', () => '/?q=社区&repeated=hide#filters'],
  ['nothing found, in English', () => '/?q=量子计算机房&lang=en'],
  ['report in English', () => `${report.replace(/#.*/, '')}&lang=en`],
  ['compare, invalid', () => '/compare?q=社区&rows=none'],
  ['concordance', () => '/concordance?q=社区&sort=left'],
  ['concordance, nothing found', () => '/concordance?q=量子计算机房&lang=en'],
  ['help', () => '/help'],
  ['an invalid request', () => '/?role=none'],
  ['an invalid request in English', () => '/?q=年份:x&lang=en'],
  ['compare, invalid, in English', () => '/compare?q=社区&rows=none&lang=en'],
  ['no such original', () => '/reports/0000000000000000/source?lang=en'],
  ['no such page', () => '/reports/0000000000000000'],
];

const SAVED = JSON.stringify([{ name: '垃圾分类 · 工作安排', query: 'q=垃圾分类&role=plan' }]);

describe.each([
  ['light', AXE_OPTIONS.light],
  ['dark', AXE_OPTIONS.dark],
] as const)('axe finds nothing: %s', (colorScheme, options) => {
  describe.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const)('%s', (_, viewport) => {
    it.each(PAGES)('%s', async (_name, path) => {
      const page = await browser.newPage({ viewport, colorScheme, bypassCSP: true });
      if (path().endsWith('#saved'))
        await page.addInitScript(`localStorage.setItem('zhengsou.saved', '${SAVED}')`);
      await page.goto(`${service.url}${path()}`);
      // The links of a paragraph stand beside the one at hand.
      if (path().includes('/reports/'))
        await page
          .locator('.para')
          .nth(2)
          .hover({ timeout: 500 })
          .catch(() => {});
      expect(await findViolations(page, options)).toEqual([]);
      await page.close();
    });
  });
});
