import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readAddressList } from '../../../indexer/addresses/address-list.ts';
import { type FetchOptions, fetchAddresses } from '../../../indexer/addresses/fetch-addresses.ts';
import { createMemories } from '../../../indexer/addresses/memories.ts';
import type { Discovered } from '../../../indexer/discover.ts';
import { createOriginals } from '../../../indexer/originals.ts';
import { openSite, type Page, page, redirect, type WebSite } from '../../support/web-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const open: WebSite[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

const siteOf = async (pages: Record<string, Page>, host?: string, port?: number): Promise<WebSite> => {
  const site = await openSite(pages, host, port);
  open.push(site);
  return site;
};

const originalsFolder = join(folder, 'originals');
/** Fetches with patience cut short, from loopback unless told otherwise. */
const fetchFrom = (
  addresses: readonly string[],
  options: Partial<FetchOptions> = {},
): Promise<Discovered[]> =>
  fetchAddresses(addresses, {
    originals: createOriginals(originalsFolder),
    memories: createMemories(join(folder, 'addresses')),
    userAgent: 'zhengsou/test',
    allowPrivate: true,
    ...options,
    limits: { pauseMs: 0, backoffMs: 5, totalMs: 3_000, idleMs: 1_000, ...options.limits },
  });

const bytesOf = (found: Discovered | undefined): string =>
  found && 'file' in found ? readFileSync(found.file.absolutePath, 'utf8') : JSON.stringify(found);
const pathOf = (found: Discovered | undefined): string =>
  found && 'file' in found ? found.file.sourcePath : JSON.stringify(found);
const reasonOf = (found: Discovered | undefined): string =>
  found && 'failure' in found ? found.reason : JSON.stringify(found);

const REPORT = '<!doctype html><title>月桥街道2023年工作总结</title><p>推进垃圾分类工作。</p>';

describe('fetching an address', () => {
  it('keeps what came under its hash, and remembers where it came from', async () => {
    const site = await siteOf({ '/gk/art_1.html': page(REPORT) });
    const [found] = await fetchFrom([`${site.origin}/gk/art_1.html#top`]);
    expect(bytesOf(found)).toBe(REPORT);
    expect(found).toMatchObject({
      file: {
        sourcePath: `127.0.0.1:${site.port}/gk/art_1.html`,
        size: Buffer.byteLength(REPORT),
        fetched: { address: `${site.origin}/gk/art_1.html`, final: `${site.origin}/gk/art_1.html` },
      },
    });
    expect(site.asked).toEqual(['/robots.txt', '/gk/art_1.html']);
    expect(site.headers[1]!['user-agent']).toBe('zhengsou/test');
  });

  it('follows redirects step by step, and knows where it ended', async () => {
    const site = await siteOf({
      '/old': redirect('/newer'),
      '/newer': redirect('./new?id=7'),
      '/new?id=7': page(REPORT),
    });
    const [found] = await fetchFrom([`${site.origin}/old`]);
    expect(found).toMatchObject({
      file: { fetched: { address: `${site.origin}/old`, final: `${site.origin}/new?id=7` } },
    });
  });

  it('stops going round in circles', async () => {
    const site = await siteOf({ '/a': redirect('/b'), '/b': redirect('/a') });
    const [found] = await fetchFrom([`${site.origin}/a`]);
    expect(reasonOf(found)).toMatch(/转来转去超过 8 次/);
    expect(site.asked.length).toBe(1 + 9);
  });

  it('does not follow a page that asks browsers to go elsewhere', async () => {
    const refresh = '<!doctype html><meta http-equiv="refresh" content="0;url=/other"><p>跳转</p>';
    const site = await siteOf({ '/': page(refresh), '/other': page(REPORT) });
    const [found] = await fetchFrom([`${site.origin}/`]);
    expect(bytesOf(found)).toBe(refresh);
    expect(site.asked).not.toContain('/other');
  });

  it('unpacks what was sent packed', async () => {
    const site = await siteOf({
      '/gzip': page(gzipSync(REPORT), { 'content-type': 'text/html', 'content-encoding': 'gzip' }),
      '/br': page(brotliCompressSync(REPORT), { 'content-type': 'text/html', 'content-encoding': 'br' }),
    });
    const found = await fetchFrom([`${site.origin}/gzip`, `${site.origin}/br`]);
    expect(found.map(bytesOf)).toEqual([REPORT, REPORT]);
  });

  it('asks for each address once, and gives them back in the order given', async () => {
    const site = await siteOf({ '/1': page(`${REPORT}1`), '/2': page(`${REPORT}2`) });
    const found = await fetchFrom([`${site.origin}/2`, `${site.origin}/1`, `${site.origin}/2#p`]);
    expect(found.map(bytesOf)).toEqual([`${REPORT}2`, `${REPORT}1`]);
  });
});

describe('manners', () => {
  it('obey robots.txt, also after a redirect', async () => {
    const robots = page('User-agent: *\nDisallow: /private/\n\nUser-agent: zhengsou\nDisallow: /no/\n', {
      'content-type': 'text/plain',
    });
    const site = await siteOf({
      '/robots.txt': robots,
      '/no/a': page(REPORT),
      '/private/a': page(REPORT),
      '/away': redirect('/no/a'),
    });
    const found = await fetchFrom(['/no/a', '/away', '/private/a'].map((path) => site.origin + path));
    expect(found.map((one) => ('file' in one ? 'file' : one.reason))).toEqual([
      '网站的 robots.txt 不许抓取',
      `转到的 ${site.origin}/no/a 不许抓取（robots.txt）`,
      // The group that names us counts, not the one for all.
      'file',
    ]);
    expect(site.asked).toEqual(['/robots.txt', '/away', '/private/a']);
  });

  it('take a robots.txt that cannot be had for a no', async () => {
    const site = await siteOf({ '/robots.txt': page('', {}, 500), '/a': page(REPORT) });
    const [found] = await fetchFrom([`${site.origin}/a`]);
    expect(reasonOf(found)).toMatch(/robots\.txt.*HTTP 500/);
    expect(site.asked).toEqual(['/robots.txt']);
  });

  it('leave a host alone between two requests, as long as it asks and no longer than is bearable', async () => {
    const times: number[] = [];
    const at = (): Page => (request, response) => {
      times.push(performance.now());
      page(REPORT)(request, response);
    };
    const site = await siteOf({
      '/robots.txt': page('User-agent: *\nCrawl-delay: 3600\n', { 'content-type': 'text/plain' }),
      '/1': at(),
      '/2': at(),
    });
    await fetchFrom([`${site.origin}/1`, `${site.origin}/2`], { limits: { longestPauseMs: 300 } });
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(295);
  });

  it('ask one thing at a time of one host, and different hosts together', async () => {
    const under = new Map<string, number>();
    let mostAtOne = 0;
    let mostAtAll = 0;
    const slow: Page = ({ headers: { host = '' } }, response) => {
      under.set(host, (under.get(host) ?? 0) + 1);
      mostAtOne = Math.max(mostAtOne, under.get(host)!);
      mostAtAll = Math.max(
        mostAtAll,
        [...under.values()].reduce((sum, n) => sum + n, 0),
      );
      setTimeout(() => {
        under.set(host, under.get(host)! - 1);
        response.writeHead(200, { 'content-type': 'text/html' }).end(REPORT);
      }, 60);
    };
    const pages = { '/1': slow, '/2': slow, '/3': slow };
    const sites = [await siteOf(pages, '127.0.0.1'), await siteOf(pages, '127.0.0.2')];
    const found = await fetchFrom(
      sites.flatMap(({ origin }) => Object.keys(pages).map((path) => origin + path)),
    );
    expect(found.every((one) => 'file' in one)).toBe(true);
    expect({ mostAtOne, mostAtAll }).toEqual({ mostAtOne: 1, mostAtAll: 2 });
  });

  it('try again what passes: a server that is busy, after as long as it says', async () => {
    let times = 0;
    const busy: Page = (request, response) =>
      ++times < 3
        ? page('', { 'retry-after': '0' }, 503)(request, response)
        : page(REPORT)(request, response);
    const site = await siteOf({
      '/a': busy,
      '/later': page('', { 'retry-after': '86400' }, 429),
      '/never': page('', {}, 503),
    });
    const found = await fetchFrom(['/a', '/later', '/never'].map((path) => site.origin + path));
    expect(bytesOf(found[0])).toBe(REPORT);
    expect(reasonOf(found[1])).toMatch(/HTTP 429.*86400 秒后再来/);
    expect(reasonOf(found[2])).toMatch(/HTTP 503.*试了 3 次/);
    expect(site.asked.filter((path) => path === '/later')).toHaveLength(1);
  });

  it('do not ask again for what has not changed', async () => {
    const unchanged: Page = (request, response) =>
      request.headers['if-none-match'] === '"v1"'
        ? page('', {}, 304)(request, response)
        : page(REPORT, { 'content-type': 'text/html', etag: '"v1"' })(request, response);
    const site = await siteOf({ '/a': unchanged, '/moved': redirect('/a') });
    const addresses = [`${site.origin}/a`, `${site.origin}/moved`];
    const first = await fetchFrom(addresses);
    const second = await fetchFrom(addresses);
    expect(second).toEqual(first);
    expect(site.headers.filter((headers) => headers['if-none-match'] === '"v1"')).toHaveLength(2);
    // Without the bytes at hand the answer is wanted whole.
    rmSync(originalsFolder, { recursive: true });
    expect((await fetchFrom(addresses)).map(bytesOf)).toEqual([REPORT, REPORT]);
  });
});

describe('dangers', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[ff02::1]/',
    'http://localhost/',
  ])('%s is refused unless it is allowed', async (address) => {
    const [found] = await fetchFrom([address], { allowPrivate: false });
    expect(reasonOf(found)).toMatch(/不是公网地址.*--allow-private/);
  });

  it.each([
    ['ftp://example.com/a', /只抓取 http 和 https/],
    ['file:///etc/passwd', /只抓取 http 和 https/],
    ['https://user:secret@example.com/', /用户名或密码/],
    ['https://', /不是合法的网址/],
  ])('%s is refused', async (address, reason) => {
    const [found] = await fetchFrom([address]);
    expect(reasonOf(found)).toMatch(reason);
  });

  // 127.0.0.2 stands for the public internet here, 127.0.0.1 for what lies behind it.
  const permits = (ip: string): boolean => ip === '127.0.0.2';

  it('a redirect to a private address is refused, whichever way it is written', async () => {
    const inside = await siteOf({ '/secret': page(REPORT) }, '127.0.0.1');
    const at = `:${inside.port}/secret`;
    const outside = await siteOf(
      {
        '/1': redirect(`http://127.0.0.1${at}`),
        '/2': redirect(`http://localhost${at}`),
        '/3': redirect(`http://[::ffff:127.0.0.1]${at}`),
        '/4': redirect('file:///etc/passwd'),
        '/5': redirect(`http://a:b@127.0.0.2${at}`),
        '/6': redirect('http://127.0.0.2:22/'),
      },
      '127.0.0.2',
      inside.port,
    );
    const found = await fetchFrom(
      [1, 2, 3, 4, 5, 6].map((n) => `${outside.origin}/${n}`),
      {
        allowPrivate: false,
        permits,
      },
    );
    expect(found.map(reasonOf)).toEqual([
      expect.stringMatching(/127\.0\.0\.1 不是公网地址/),
      expect.stringMatching(/localhost 指向 .*不是公网地址/),
      expect.stringMatching(/不是公网地址/),
      expect.stringMatching(/只抓取 http 和 https/),
      expect.stringMatching(/用户名或密码/),
      expect.stringMatching(/不寻常的端口 22/),
    ]);
    expect(inside.asked).toEqual([]);
  });

  it('a name that means another address the next time leads nowhere else', async () => {
    const inside = await siteOf({ '/a': page('secret') }, '127.0.0.1');
    const outside = await siteOf({ '/a': page(REPORT) }, '127.0.0.2', inside.port);
    const answers = ['127.0.0.2', '127.0.0.1'];
    let asked = 0;
    const rebinding: LookupFunction = (_, options, done) => {
      const address = answers[Math.min(asked++, 1)]!;
      if (options.all) done(null, [{ address, family: 4 }]);
      else done(null, address, 4);
    };
    const options = { allowPrivate: false, permits, lookup: rebinding };
    const [found] = await fetchFrom([`http://rebind.example:${inside.port}/a`], options);
    // Looked up once for each connection, and connected to what was looked up.
    expect(outside.asked).toEqual(['/robots.txt']);
    expect(reasonOf(found)).toMatch(/rebind\.example 指向 127\.0\.0\.1，不是公网地址/);
    expect(inside.asked).toEqual([]);
  });

  it('a name with a private address among its public ones is refused', async () => {
    const outside = await siteOf({ '/a': page(REPORT) }, '127.0.0.2');
    const both: LookupFunction = (_, __, done) =>
      done(null, [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const [found] = await fetchFrom([`http://both.example:${outside.port}/a`], {
      allowPrivate: false,
      permits,
      lookup: both,
    });
    expect(reasonOf(found)).toMatch(/不是公网地址/);
    expect(outside.asked).toEqual([]);
  });

  it('an answer that never ends is cut off by size, one that drips by time, and nothing of it is kept', async () => {
    const endless: Page = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = (): void => {
        while (!response.destroyed && response.write('<p>没完没了</p>'.repeat(1000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const dripping: Page = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const timer = setInterval(() => response.write('<'), 50);
      response.on('close', () => clearInterval(timer));
    };
    const silent: Page = () => {};
    const site = await siteOf({ '/endless': endless, '/drip': dripping, '/silent': silent });
    const found = await fetchFrom(
      ['/endless', '/drip', '/silent'].map((path) => site.origin + path),
      {
        limits: { bytes: 300_000, totalMs: 700, idleMs: 400, attempts: 1 },
      },
    );
    expect(found.map(reasonOf)).toEqual([
      expect.stringMatching(/超过上限 0\.3 MB/),
      expect.stringMatching(/秒内没有传完/),
      expect.stringMatching(/太久没有回应|秒内没有传完/),
    ]);
    expect(readdirSync(originalsFolder).filter((name) => name.startsWith('arriving'))).toEqual([]);
  });

  it('a bomb of compression is cut off at the size it unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
    const site = await siteOf({
      '/bomb': page(bomb, { 'content-type': 'text/html', 'content-encoding': 'gzip' }),
      '/broken': page('not gzip', { 'content-type': 'text/html', 'content-encoding': 'gzip' }),
      '/odd': page('x', { 'content-type': 'text/html', 'content-encoding': 'rot13' }),
    });
    expect(bomb.length).toBeLessThan(100_000);
    const found = await fetchFrom(
      ['/bomb', '/broken', '/odd'].map((path) => site.origin + path),
      {
        limits: { bytes: 1_000_000 },
      },
    );
    expect(found.map(reasonOf)).toEqual([
      expect.stringMatching(/解压后超过上限 1 MB/),
      expect.stringMatching(/压缩的内容损坏/),
      expect.stringMatching(/rot13/),
    ]);
  });
});

describe('formats', () => {
  const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
  it('are told by the bytes, else by the type, else by the name', async () => {
    const gbk = iconv.encode(REPORT, 'gb18030');
    const site = await siteOf({
      '/show.jsp?id=1': page(gbk, { 'content-type': 'text/html; charset=GBK' }),
      '/download?file=2': page(PDF, { 'content-type': 'application/octet-stream' }),
      '/wrong.html': page(PDF, { 'content-type': 'text/html' }),
      '/files/3.docx': page(PDF, { 'content-type': 'application/octet-stream' }),
      '/plain': page('月桥街道2023年工作总结', { 'content-type': 'text/plain; charset=utf-8' }),
      '/untyped': page(REPORT, {}),
      '/attachment': page('月桥街道2023年工作总结', {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('总结/月桥街道.txt')}`,
      }),
    });
    const found = await fetchFrom(Object.keys(site.pages).map((path) => site.origin + path));
    const host = `127.0.0.1:${site.port}`;
    expect(found.map(pathOf)).toEqual([
      `${host}/show.jsp.html`,
      `${host}/download.pdf`,
      `${host}/wrong.html.pdf`,
      `${host}/files/3.docx.pdf`,
      `${host}/plain.txt`,
      `${host}/untyped.html`,
      `${host}/月桥街道.txt`,
    ]);
  });

  it('that are none, or are not what they are said to be, fail by name', async () => {
    const site = await siteOf({
      '/login.pdf': page(REPORT, { 'content-type': 'application/pdf' }),
      '/photo': page(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), { 'content-type': 'image/png' }),
      '/list.jsonl': page('{"text":"甲"}', { 'content-type': 'application/jsonl' }),
      '/empty': page(''),
    });
    const found = await fetchFrom([...Object.keys(site.pages), '/missing'].map((path) => site.origin + path));
    expect(found.map(reasonOf)).toEqual([
      expect.stringMatching(/说是 pdf，内容却是网页/),
      expect.stringMatching(/不认识的内容类型：image\/png/),
      expect.stringMatching(/不认识的内容类型：application\/jsonl/),
      expect.stringMatching(/空的/),
      expect.stringMatching(/没有这个页面（HTTP 404）/),
    ]);
    expect(found.at(-1)).toMatchObject({ gone: true });
    expect(found[0]).toMatchObject({ gone: false });
  });

  it('and failures of the network say what failed', async () => {
    const site = await siteOf({
      '/reset': (request) => request.socket.destroy(),
      '/odd': (request) => request.socket.end('no http at all\r\n\r\n'),
    });
    const found = await fetchFrom([
      `${site.origin}/reset`,
      `${site.origin}/odd`,
      `https://127.0.0.1:${site.port}/`,
      'http://127.0.0.1:1/',
      'http://nowhere.invalid/',
    ]);
    expect(found.map(reasonOf)).toEqual([
      expect.stringMatching(/对方中断了连接.*试了 3 次/),
      expect.stringMatching(/不合 HTTP 规矩/),
      expect.stringMatching(/TLS 连接建立不起来/),
      expect.stringMatching(/对方拒绝连接/),
      expect.stringMatching(/域名/),
    ]);
  });
});

describe('a list of addresses', () => {
  const listOf = (text: string): string => {
    const path = join(folder, 'addresses.txt');
    writeFileSync(path, text);
    return path;
  };

  it('is one address a line, with comments', async () => {
    const path = listOf('\u{FEFF}# 月桥街道\r\nhttps://example.com/1\r\n\r\n  HTTP://example.com/2\n');
    expect(await readAddressList(path)).toEqual(['https://example.com/1', 'HTTP://example.com/2']);
  });

  it('is refused where a line is something else, by its number', async () => {
    await expect(readAddressList(listOf('https://example.com/1\nwww.example.com\n'))).rejects.toThrow(
      /第 2 行：www\.example\.com/,
    );
    await expect(readAddressList(listOf('# nothing\n'))).rejects.toThrow(/没有网址/);
    await expect(readAddressList(join(folder, 'none.txt'))).rejects.toThrow(/读不了网址清单/);
  });
});
