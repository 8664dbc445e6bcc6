import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/listen.ts';
import { launchBrowser } from '../support/browser.ts';
import { RARE, writeLongReport } from '../support/long-report.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';
import { AXE_OPTIONS, findViolations } from './axe.ts';
import { DESKTOP, isInSight, PHONE, readWidths } from './pages.ts';

/** A report of 2,000 paragraphs: it is read in parts, and whoever follows a link need not know. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
let browser: Browser;
let collection: TestCollection;
let listening: Awaited<ReturnType<typeof listen>>;
let report: string;
beforeAll(async () => {
  collection = createTestCollection();
  writeFileSync(join(folder, '澄州市月桥区2023年工作总结.txt'), writeLongReport(2_000).join('\n'));
  [browser] = await Promise.all([launchBrowser(), collection.load([folder])]);
  listening = await listen('127.0.0.1', 0, () => collection.app);
  const { body } = await collection.get('/api/reports');
  report = `/reports/${(body as { reports: { id: string }[] }).reports[0]!.id}`;
}, 120_000);
afterAll(async () => {
  await Promise.all([browser?.close(), listening?.close(100)]);
  await collection?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  { name: 'desktop', viewport: DESKTOP, javaScriptEnabled: true },
  { name: 'desktop without script', viewport: DESKTOP, javaScriptEnabled: false },
  { name: 'phone', viewport: PHONE, javaScriptEnabled: true },
  { name: 'phone without script', viewport: PHONE, javaScriptEnabled: false },
])('a report of 2,000 paragraphs: $name', ({ viewport, javaScriptEnabled }) => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage({ viewport, javaScriptEnabled });
  });
  afterEach(() => page.close());
  const open = (path: string) => page.goto(`${listening.url}${path}`);
  const ordinals = () => page.locator('.para').evaluateAll((all) => all.map(({ id }) => Number(id.slice(1))));

  it('is read part by part to its end, every paragraph once', async () => {
    await open(report);
    const seen = await ordinals();
    for (let turns = 0; turns < 30; turns++) {
      const next = page.locator('nav.parts a[rel="next"]').first();
      if ((await next.count()) === 0) break;
      await next.click();
      await page.waitForLoadState();
      seen.push(...(await ordinals()));
    }
    expect(seen).toEqual(seen.map((_, n) => n));
    expect(seen.length).toBeGreaterThanOrEqual(2_000);
    const { content, window } = await readWidths(page);
    expect(content).toBeLessThanOrEqual(window);
    await page.locator('nav.parts .whole').first().click();
    await page.waitForURL(/part=all/);
    expect(await ordinals()).toEqual(seen);
  });

  it('opens where a hit stands, also far down', async () => {
    await open(`/?q=${RARE}&sort=oldest`);
    const last = page.locator('.hit h3 a').last();
    await last.click();
    await page.waitForURL(/at=\d+.*#p\d+$/);
    const { hash } = new URL(page.url());
    expect(Number(hash.slice(2))).toBeGreaterThan(200);
    expect(await isInSight(page, hash)).toBe(true);
    expect(await page.locator(`${hash} mark`).first().textContent()).toBe(RARE);
  });

  it('goes by outline, list and map to wherever they point', async () => {
    await open(`${report}?q=${RARE}`);
    const outline = page.locator(viewport === PHONE ? '.outline-phone' : '.outline');
    if (viewport === PHONE) await outline.locator('summary').click();
    await outline.locator('a').last().click();
    await page.waitForURL(/at=\d+.*#p\d+$/);
    expect(await isInSight(page, new URL(page.url()).hash)).toBe(true);
    await page.locator('.match-list summary').click();
    await page.locator('.match-list a').nth(10).click();
    await page.waitForURL((url) => /^#p1\d{3}$/.test(url.hash));
    expect(await isInSight(page, new URL(page.url()).hash)).toBe(true);
    const cell = await page.locator('.match-map a').first().getAttribute('href');
    await open(cell?.startsWith('#') ? `${report}${cell}` : (cell ?? ''));
    expect(await page.locator(new URL(page.url()).hash).count()).toBe(1);
  });

  it('steps from match to match over the parts, and from the last to the first', async () => {
    await open(`${report}?q=${RARE}`);
    const total = Number(await page.locator('#match-count').getAttribute('data-total'));
    expect(total).toBe(20);
    if (!javaScriptEnabled) {
      await page.locator('#match-previous').click();
      await page.waitForURL(/#m20$/);
      expect(await isInSight(page, '#m20')).toBe(true);
      await page.locator('.para:has(#m20) .neighbours a').first().click();
      await page.waitForURL(/#p\d+$/);
      expect(await isInSight(page, new URL(page.url()).hash)).toBe(true);
      return;
    }
    const reached: string[] = [];
    for (let n = 1; n <= total + 1; n++) {
      await page.keyboard.press('n');
      await page.waitForURL(new RegExp(`#m${n > total ? 1 : n}$`));
      await page.locator(new URL(page.url()).hash).waitFor();
      reached.push(await page.locator('#match-position').textContent().then(String));
    }
    expect(reached.at(-1)).toBe(`1 / ${total}`);
    await page.keyboard.press('p');
    await page.waitForURL(/#m20$/);
    expect(await isInSight(page, '#m20')).toBe(true);
  });

  it('opens where the interface, its files and the feed say that a late paragraph stands', async () => {
    const query = encodeURIComponent(RARE);
    const { body } = await collection.get(`/api/search?q=${query}&pageSize=100`);
    const { hits } = body as { hits: { ordinal: number; links: { paragraph: string } }[] };
    const late = hits.find(({ ordinal }) => ordinal > 1_000)!;
    const lines = await page.request.get(`${listening.url}/api/concordance.csv?q=${query}`);
    expect(await lines.text()).toContain(late.links.paragraph);
    await open(late.links.paragraph);
    expect(await isInSight(page, `#p${late.ordinal}`)).toBe(true);
  });

  it('lists the parts by their paragraphs, each a step away', async () => {
    await open(report);
    const list = page.locator('nav.parts').first().locator('.part-list');
    const ranges = await list.locator('li').allTextContents();
    expect(ranges.length).toBeGreaterThan(2);
    expect(ranges[0]).toMatch(/^1–\d+$/);
    await list.locator('a').last().click();
    await page.waitForURL(new RegExp(`part=${ranges.length}$`));
    expect(await page.locator('.para').last().locator('.permalink').textContent()).toBe(
      ranges.at(-1)?.split('–')[1],
    );
    expect(await page.locator('.part-list [aria-current]').first().textContent()).toBe(ranges.at(-1));
  });

  it('finds a paragraph named behind the # alone, where a script runs', async () => {
    await open(`${report}#p1500`);
    expect(await page.locator('nav.parts').first().textContent()).toMatch(/共 \d+ 部分/);
    if (javaScriptEnabled) {
      await page.waitForURL(/at=1500#p1500$/);
      expect(await isInSight(page, '#p1500')).toBe(true);
    }
    await open(`${report.replace('/reports/', '/p/')}/1500`);
    await page.locator('.ways a').first().click();
    await page.waitForURL(/at=1500#p1500$/);
    expect(await isInSight(page, '#p1500')).toBe(true);
  });
});

it.each([
  ['light', DESKTOP],
  ['dark', DESKTOP],
  ['light', PHONE],
  ['dark', PHONE],
] as const)('axe finds nothing in a part of it: %s %o', async (colorScheme, viewport) => {
  const page = await browser.newPage({ viewport, colorScheme, bypassCSP: true });
  for (const query of [`part=3&q=${RARE}`, 'part=2&lang=en', 'part=99']) {
    await page.goto(`${listening.url}${report}?${query}`);
    await page.locator('.para').nth(2).hover();
    expect(await findViolations(page, AXE_OPTIONS[colorScheme]), query).toEqual([]);
  }
  await page.close();
});

it('weighs no more than any other page, as a first visit loads it', async () => {
  const weigh = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      get(`${listening.url}${encodeURI(path)}`, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () => resolve(bytes)).on('error', reject);
      }).on('error', reject);
    });
  const shared = (
    await Promise.all(['zhengsou.css', 'zhengsou.js', 'favicon.svg'].map((name) => weigh(`/assets/${name}`)))
  ).reduce((sum, size) => sum + size);
  for (const query of ['', '?q=社区', '?q=的', '?at=1000', '?part=3&lang=en'])
    expect((await weigh(`${report}${query}`)) + shared, query).toBeLessThan(60 * 1024);
});
