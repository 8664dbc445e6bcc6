import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp, type Guard } from '../../src/app.ts';
import { fault } from '../../src/domain/faults/fault.ts';
import { chooseRateLimit } from '../../src/http/guard/rate-limit.ts';
import { type Listening, listen } from '../../src/listen.ts';
import { createLiveQueries } from '../../src/live.ts';
import { createLog } from '../../src/log.ts';

const OPEN: Guard = {
  allowedHosts: [],
  accessToken: null,
  identityHeader: null,
  trustedProxies: [],
  rateLimit: null,
  logQueries: false,
};
const TOKEN = 'a-token-of-this-test';

let running: Listening | null = null;
afterEach(async () => {
  await running?.close(100);
  running = null;
});

/** The service without an engine behind it: what gets past the guard is a 503, which nobody else answers. */
const start = async (guard: Partial<Guard>, stream?: NodeJS.WritableStream): Promise<void> => {
  running = await listen('127.0.0.1', 0, () =>
    createApp({
      queries: createLiveQueries(
        () => null,
        () => fault('engineSilent'),
      ),
      findOriginal: () => '/nowhere',
      checkReady: async () => null,
      publicUrl: 'https://zhengsou.example.cn',
      log: createLog(stream ? { level: 'debug', stream } : { level: 'silent' }),
      guard: { ...OPEN, ...guard },
    }),
  );
};

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A request with headers of its own, Host included, which fetch does not let anybody choose. */
const ask = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(running!.url);
    request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });

const SEARCH = '/api/search?q=x';

describe('the name in the address', () => {
  it.each([
    ['127.0.0.1:3000'],
    ['localhost:3000'],
    ['[::1]:3000'],
    ['192.168.1.7'],
    ['zhengsou.example.cn'],
    ['ZHENGSOU.example.cn:443'],
    ['other.example.cn'],
  ])('may be %s', async (host) => {
    await start({ allowedHosts: ['other.example.cn'] });
    expect(await ask(SEARCH, { host })).toMatchObject({ status: 503 });
  });

  it.each([['evil.example'], ['zhengsou.example.cn.evil.example'], ['localhost.evil.example:3000']])(
    'may not be %s, which a page elsewhere could have pointed here',
    async (host) => {
      await start({});
      for (const path of [SEARCH, '/', '/healthz'])
        expect(await ask(path, { host })).toMatchObject({
          status: 421,
          headers: { 'content-type': 'application/problem+json; charset=utf-8' },
          body: expect.stringContaining('ALLOWED_HOSTS'),
        });
    },
  );
});

describe('whoever is turned away in a browser', () => {
  const browser = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'zh-CN' };

  it('reads a page that says why, in the language of the address', async () => {
    await start({});
    const there = await ask('/', { ...browser, host: 'evil.example' });
    expect(there).toMatchObject({ status: 421, body: expect.stringContaining('不是本站的网址') });
    expect(there.headers['content-type']).toContain('text/html');
    // Whatever it would load is turned away too.
    expect(there.body).not.toMatch(/<(?:link|script|form|a)\b/);
    expect(await ask('/trend?lang=en', { ...browser, host: 'evil.example' })).toMatchObject({
      status: 421,
      body: expect.stringContaining('Not an address of this site'),
    });
    expect(await ask('/reports/0000000000000000/source?lang=en', browser)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: expect.stringContaining('The search engine does not answer'),
    });
  });

  it('reads it too where a token is wanted or the minute is used up, with what the browser needs to know', async () => {
    await start({ accessToken: TOKEN });
    const shut = await ask('/?lang=en', browser);
    expect(shut).toMatchObject({ status: 401, body: expect.stringContaining('Sign in first') });
    expect(shut.headers['www-authenticate']).toContain('Basic');
    await running?.close(100);
    await start({ rateLimit: 1 });
    await ask('/', browser);
    const full = await ask('/?lang=en', browser);
    expect(full).toMatchObject({ status: 429, body: expect.stringContaining('At most 1 requests a minute') });
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('but a program that asks the API reads a problem document, whatever it accepts', async () => {
    await start({});
    expect(await ask(SEARCH, browser)).toMatchObject({
      status: 503,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
  });
});

describe('a private collection', () => {
  const basic = (password: string, user = '研究员') =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  it('opens to the token, as bearer token or as the password in a browser', async () => {
    await start({ accessToken: TOKEN });
    for (const authorization of [`Bearer ${TOKEN}`, `bearer ${TOKEN}`, basic(TOKEN)])
      expect(await ask(SEARCH, { authorization })).toMatchObject({ status: 503 });
  });

  it('stays shut to everybody else, on every path but the health checks', async () => {
    await start({ accessToken: TOKEN });
    for (const headers of [
      {},
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: 'Bearer ' },
      { authorization: basic('') },
      { authorization: `Basic ${TOKEN}` },
      { authorization: TOKEN },
      { 'x-forwarded-user': 'somebody' },
    ] as Record<string, string>[])
      for (const path of [
        SEARCH,
        '/',
        '/metrics',
        '/api/export',
        '/reports/x/source',
        '/openapi.json',
        '/nothing',
      ])
        expect(await ask(path, headers), `${path} ${JSON.stringify(headers)}`).toMatchObject({
          status: 401,
          headers: { 'www-authenticate': expect.stringContaining('Basic realm') },
        });
    expect((await ask('/healthz')).status).toBe(200);
  });

  it('opens to whom a trusted proxy has signed in, and to nobody who only says so', async () => {
    await start({ identityHeader: 'x-forwarded-user', trustedProxies: ['127.0.0.0/8'] });
    expect((await ask(SEARCH, { 'x-forwarded-user': 'li' })).status).toBe(503);
    expect((await ask(SEARCH)).status).toBe(401);
    expect((await ask(SEARCH, { 'x-forwarded-user': ' ' })).status).toBe(401);
    await running?.close(100);
    await start({ identityHeader: 'x-forwarded-user', trustedProxies: ['10.0.0.0/8'] });
    expect((await ask(SEARCH, { 'x-forwarded-user': 'li' })).status).toBe(401);
  });
});

describe('too many requests', () => {
  it('are refused, with the time to wait, while health checks and assets go on', async () => {
    await start({ rateLimit: 3 });
    for (const left of ['2', '1', '0'])
      expect(await ask(SEARCH)).toMatchObject({
        status: 503,
        headers: { ratelimit: expect.stringContaining(`r=${left};`) },
      });
    expect(await ask(SEARCH)).toMatchObject({
      status: 429,
      headers: { 'retry-after': expect.stringMatching(/^[1-9]\d?$/) },
      body: expect.stringContaining('每分钟最多 3 次'),
    });
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/assets/none')).status).toBe(404);
  });

  it('an export counts as many', async () => {
    await start({ rateLimit: 30 });
    expect((await ask('/api/export')).status).toBe(503);
    expect((await ask('/api/export')).status).toBe(429);
    expect((await ask(SEARCH)).status).toBe(503);
  });

  it('are told apart by the address that a trusted proxy names, and by no other', async () => {
    const from = (address: string) => ask(SEARCH, { 'x-forwarded-for': address });
    await start({ rateLimit: 1, trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    expect((await from('203.0.113.1')).status).toBe(503);
    expect((await from('203.0.113.1')).status).toBe(429);
    expect((await from('203.0.113.2')).status).toBe(503);
    // What stands left of the last stranger the client wrote itself.
    expect((await from('198.51.100.7, 203.0.113.2, 10.1.1.1')).status).toBe(429);
    await running?.close(100);
    await start({ rateLimit: 1 });
    expect((await from('203.0.113.1')).status).toBe(503);
    expect((await from('203.0.113.2')).status).toBe(429);
  });

  it('are limited by default only where others can reach the service', () => {
    expect(chooseRateLimit(null, '127.0.0.1')).toBeNull();
    expect(chooseRateLimit(null, 'localhost')).toBeNull();
    expect(chooseRateLimit(null, '0.0.0.0')).toBe(600);
    expect(chooseRateLimit(0, '0.0.0.0')).toBeNull();
    expect(chooseRateLimit(50, '127.0.0.1')).toBe(50);
  });
});

describe('a long address', () => {
  it('may hold the longest query there is, and is refused in words beyond that', async () => {
    await start({});
    const of = (length: number) => ask(`/api/search?q=${encodeURIComponent('长'.repeat(length))}`);
    expect((await of(2_000)).status).toBe(503);
    expect(await of(2_001)).toMatchObject({ status: 400, body: expect.stringContaining('"parameter":"q"') });
    expect((await of(20_000)).status).toBe(431);
  });
});

describe('what is kept of a request', () => {
  const lines: Record<string, unknown>[] = [];
  const stream = {
    write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) > 0,
  } as unknown as NodeJS.WritableStream;
  const logged = async (guard: Partial<Guard>) => {
    lines.length = 0;
    await start(guard, stream);
    const answer = await ask('/api/search?q=secret-plan', { 'x-request-id': 'abc-1' });
    expect(answer.headers['x-request-id']).toBe('abc-1');
    return lines.filter(({ msg }) => msg === '请求');
  };

  it('is its id, path, status and time, without what was searched for', async () => {
    expect(await logged({})).toEqual([
      expect.objectContaining({ id: 'abc-1', method: 'GET', path: '/api/search', status: 503 }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret-plan');
  });

  it('is the query too where that was asked for', async () => {
    expect(await logged({ logQueries: true })).toEqual([expect.objectContaining({ q: 'secret-plan' })]);
  });
});

describe('GET /metrics', () => {
  it('counts requests by route and status, and says that the engine is away', async () => {
    await start({});
    await ask(SEARCH);
    await ask('/reports/0000000000000000');
    await ask('/help');
    await ask('/nothing/at/all');
    const { status, headers, body } = await ask('/metrics');
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: expect.stringContaining('text/plain'),
    });
    const counts = Object.fromEntries(
      [...body.matchAll(/^zhengsou_http_request_duration_seconds_count\{(.*)\} (\d+)$/gm)].map(
        ([, labels, n]) => [labels, Number(n)],
      ),
    );
    expect(counts).toMatchObject({
      'method="GET",route="/api/search",status="503"': 1,
      'method="GET",route="/reports/:id",status="503"': 1,
      'method="GET",route="/help",status="200"': 1,
    });
    expect(Object.keys(counts).every((labels) => !labels.includes('nothing'))).toBe(true);
    expect(body).toContain('zhengsou_engine_up 0');
    expect(body).toContain('process_resident_memory_bytes');
  });
});
