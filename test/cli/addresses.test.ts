import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../../indexer/run-summary.ts';
import { ensureBuilt } from '../support/build.ts';
import { type Outcome, type RunningService, run, serve } from '../support/command.ts';
import { openSite, type Page, page, redirect, type WebSite } from '../support/web-site.ts';

/*
 * A researcher follows the reports of a few streets on their web sites: real sites on loopback, which the flag permits.
 * The tests tell one story and run in order.
 */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const data = join(folder, 'data');
/** Beside nothing else: a list is no report, and a folder of lists no folder of reports. */
const list = join(folder, 'lists/网址.urls');
let service: RunningService;
let street: WebSite;
let town: WebSite;

const articleOf = (place: string, year: number, canonical = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8">${canonical}
   <meta name="ArticleTitle" content="${place}${year}年工作总结"></head>
   <body><div class="nav"><a href="/">首页</a></div><div class="content">
   <h1>${place}${year}年工作总结</h1><p>一、主要工作</p>
   <p>全年推进垃圾分类工作，新增分类点位${year - 2000}处，居民参与率稳步提升。</p>
   <p>全年开展志愿服务活动${year - 1900}场，服务居民一万余人次，群众满意度不断提高。</p>
   </div></body></html>`;

/** Serves the body once, and says afterwards that it is the same. */
const tagged =
  (body: () => string, counter: { sent: number }): Page =>
  (request, response) => {
    const etag = `"${body().length}"`;
    if (request.headers['if-none-match'] === etag) return page('', { etag }, 304)(request, response);
    counter.sent++;
    return page(body(), { 'content-type': 'text/html; charset=utf-8', etag })(request, response);
  };
const sent = { sent: 0 };
let year = 2023;

beforeAll(async () => {
  await ensureBuilt();
  street = await openSite({
    '/robots.txt': page('User-agent: *\nDisallow: /inner/\n', { 'content-type': 'text/plain' }),
    '/gk/1.html': tagged(() => articleOf('月桥街道', year), sent),
    '/old/1': redirect('/gk/2.html'),
    // The encoding stands in the header alone, and the page claims to be another site's.
    '/gk/2.html': page(
      iconv.encode(
        articleOf('荷塘街道', 2022, '<link rel="canonical" href="https://example.com/1">').replace(
          '<meta charset="utf-8">',
          '',
        ),
        'gb18030',
      ),
      { 'content-type': 'text/html; charset=gbk' },
    ),
    '/inner/3.html': page(articleOf('内部', 2021)),
  });
  town = await openSite(
    {
      '/report.txt': page('兰溪镇2023年工作总结\n一、主要工作\n推进垃圾分类工作。\n', {
        'content-type': 'text/plain',
      }),
    },
    '127.0.0.2',
  );
  service = await serve(data);
  mkdirSync(dirname(list));
  writeFileSync(
    list,
    `# 我关注的街道\n${street.origin}/gk/1.html\n${street.origin}/old/1\n\n${town.origin}/report.txt\n`,
  );
}, 180_000);
afterAll(async () => {
  await service?.stop();
  await Promise.all([street?.close(), town?.close()]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

const index = async (...args: string[]): Promise<Outcome & { summary: RunSummary }> => {
  const outcome = await run(data, ['index', '--json', ...args]);
  return { ...outcome, summary: JSON.parse(outcome.stdout || 'null') as RunSummary };
};
interface Held {
  readonly id: string;
  readonly title: string;
  readonly sourceUrl: string | null;
  readonly sourcePath: string;
}
const held = async (): Promise<Held[]> => {
  const { reports } = (await (await fetch(`${service.url}/api/reports?pageSize=100`)).json()) as {
    reports: Held[];
  };
  return reports.sort((a, b) => (a.title < b.title ? -1 : 1));
};

describe('zhengsou index https://…', () => {
  it('refuses this machine and its network unless told otherwise, and asks nothing there', async () => {
    const { code, summary } = await index(`${street.origin}/gk/1.html`, 'https://localhost/');
    expect(code).toBe(1);
    expect(summary.failed.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/不是公网地址.*--allow-private/),
      expect.stringMatching(/不是公网地址.*--allow-private/),
    ]);
    expect(street.asked).toEqual([]);
  });

  it('reads a list of addresses, each report with the address it came from', async () => {
    const { code, summary } = await index('--allow-private', '--from', list, `${street.origin}/inner/3.html`);
    expect(summary.failed).toEqual([
      { path: `${street.origin}/inner/3.html`, reason: '网站的 robots.txt 不许抓取' },
    ]);
    expect({ code, added: summary.added }).toEqual({ code: 2, added: 3 });
    expect(await held()).toMatchObject([
      { title: '兰溪镇2023年工作总结', sourceUrl: `${town.origin}/report.txt` },
      { title: '月桥街道2023年工作总结', sourceUrl: `${street.origin}/gk/1.html` },
      { title: '荷塘街道2022年工作总结', sourceUrl: `${street.origin}/gk/2.html` },
    ]);
    expect(street.headers[0]!['user-agent']).toMatch(/^zhengsou\//);
    expect(street.asked).not.toContain('/inner/3.html');
  }, 60_000);

  it('again finds nothing new, and has nothing sent again', async () => {
    expect(sent.sent).toBe(1);
    const before = await held();
    const { code, summary } = await index('--allow-private', '--from', list);
    expect({ code, ...summary }).toMatchObject({ code: 0, unchanged: 3, added: 0, replaced: 0 });
    expect(sent.sent).toBe(1);
    expect(await held()).toEqual(before);
  }, 60_000);

  it('replaces a report that has changed, under the same id', async () => {
    const before = await held();
    year = 2024;
    street.pages['/gk/1.html'] = tagged(
      () => articleOf('月桥街道', year).replace('全年', '今年，全年'),
      sent,
    );
    const { summary } = await index('--allow-private', `${street.origin}/gk/1.html`);
    expect(summary).toMatchObject({ replaced: 1, added: 0, failed: [] });
    expect((await held()).find(({ title }) => title === '月桥街道2024年工作总结')?.id).toBe(
      before.find(({ title }) => title === '月桥街道2023年工作总结')?.id,
    );
  }, 60_000);

  it('keeps the original bytes', async () => {
    const report = (await held()).find(({ title }) => title.startsWith('荷塘'))!;
    const source = await fetch(`${service.url}/reports/${report.id}/source`);
    expect(iconv.decode(Buffer.from(await source.arrayBuffer()), 'gb18030')).toContain(
      '荷塘街道2022年工作总结',
    );
  });

  it('makes a report anew from its kept bytes, with its address, when a dictionary changes', async () => {
    const before = await held();
    const asked = street.asked.length;
    writeFileSync(join(data, 'dictionary.txt'), '分类点位\n');
    const { summary } = await index();
    expect(summary).toMatchObject({ replaced: 3, failed: [] });
    expect(await held()).toEqual(before);
    expect(street.asked.length).toBe(asked);
  });

  it('keeps what was taken down, and removes it only when asked to prune', async () => {
    delete street.pages['/gk/1.html'];
    town.pages['/report.txt'] = page('', {}, 403);
    const kept = await index('--allow-private', '--from', list);
    const reasonAt = new Map(kept.summary.failed.map(({ path, reason }) => [path, reason]));
    expect(reasonAt.get(`${street.origin}/gk/1.html`)).toMatch(/HTTP 404/);
    expect(reasonAt.get(`${town.origin}/report.txt`)).toMatch(/HTTP 403/);
    expect(await held()).toHaveLength(3);
    const pruned = await index('--allow-private', '--prune', '--from', list);
    expect(pruned.summary).toMatchObject({ removed: 1, unchanged: 1 });
    // Forbidden is not gone.
    expect(pruned.summary.failed.map(({ path }) => path)).toEqual([`${town.origin}/report.txt`]);
    expect((await held()).map(({ title }) => title)).toEqual([
      '兰溪镇2023年工作总结',
      '荷塘街道2022年工作总结',
    ]);
    // Pruning a folder has no say over what came from the web.
    expect((await index('--prune', dirname(list))).summary.removed).toBe(0);
    expect(await held()).toHaveLength(2);
  }, 60_000);

  it('says what is wrong with a list', async () => {
    const bad = join(folder, 'bad.txt');
    writeFileSync(bad, 'www.example.com/1\n');
    expect(await run(data, ['index', '--from', bad])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/第 1 行：www\.example\.com\/1/),
    });
  });
});

describe('zhengsou inspect https://…', () => {
  it('shows what would be read, and keeps nothing', async () => {
    const { code, stdout } = await run(join(folder, 'other'), [
      'inspect',
      '--allow-private',
      `${street.origin}/gk/2.html`,
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      report: { title: '荷塘街道2022年工作总结', sourceUrl: `${street.origin}/gk/2.html` },
    });
  });

  it('wants something to read', async () => {
    expect(await run(data, ['inspect'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--help'),
    });
  });
});
