import { describe, expect, it } from 'vitest';
import { createApp, type Guard } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { serveSample } from '../support/sample.ts';
import { SAMPLE } from '../support/service.ts';

const { ask, collection } = serveSample();
const tagOf = async (path: string): Promise<string> => {
  const response = await ask(path);
  expect(response.status).toBe(200);
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
};

const q = encodeURIComponent('垃圾分类');

it.each([
  `/api/search?q=${q}`,
  `/api/trend?q=${q}`,
  `/api/compare?q=${q}`,
  `/api/concordance?q=${q}`,
  `/api/facets/region?q=${q}`,
  `/api/suggest?q=${q}`,
  '/api/reports',
  `/api/export?format=csv&q=${q}`,
])('is told of again only where something changed: %s', async (path) => {
  const tag = await tagOf(path);
  expect(tag).toMatch(/^W\/"[0-9a-f]{24}"$/);
  const again = await ask(path, { 'if-none-match': `"0", ${tag}` });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(again.headers.get('etag')).toBe(tag);
  expect(again.headers.get('cache-control')).toBe('no-cache');
});

it('has another tag for another question', async () => {
  const tag = await tagOf(`/api/search?q=${q}`);
  expect(await tagOf(`/api/search?q=${q}&page=2`)).not.toBe(tag);
  expect((await ask(`/api/search?q=${q}&page=2`, { 'if-none-match': tag })).status).toBe(200);
});

it('gives problems no tag', async () => {
  const response = await ask('/api/search?year=abc');
  expect(response.status).toBe(400);
  expect(response.headers.get('etag')).toBeNull();
});

it('has another tag after a load', async () => {
  const path = `/api/search?q=${q}`;
  const tag = await tagOf(path);
  await collection().load([SAMPLE], { sample: true });
  const after = await ask(path, { 'if-none-match': tag });
  expect(after.status).toBe(200);
  expect(after.headers.get('etag')).not.toBe(tag);
});

describe('pages', () => {
  const PAGES = [
    '/',
    `/?q=${q}`,
    `/?q=${q}&lang=en`,
    `/?q=${q}&mode=smart&page=2`,
    `/related?q=${q}`,
    '/trend',
    `/trend?q=${q}`,
    `/compare?q=${q}&cols=topic`,
    `/concordance?q=${q}`,
    `/trend.svg?q=${q}`,
    '/help',
    '/docs',
  ];
  const ofReport = async (): Promise<string[]> => {
    const { hits } = (await (await ask(`/api/search?q=${q}`)).json()) as {
      hits: { reportId: string; links: { permalink: string } }[];
    };
    return [`/reports/${hits[0]!.reportId}?q=${q}`, hits[0]!.links.permalink];
  };

  it('are not sent again while nothing was loaded, and are after a load', async () => {
    for (const path of [...PAGES, ...(await ofReport())]) {
      const tag = await tagOf(path);
      expect(tag, path).toMatch(/^W\/"[0-9a-f]{24}"$/);
      const again = await ask(path, { 'if-none-match': tag });
      expect([again.status, await again.text()], path).toEqual([304, '']);
      expect(again.headers.get('cache-control'), path).toBe('no-cache');
      expect(
        (await ask(`${path}${path.includes('?') ? '&' : '?'}role=plan`, { 'if-none-match': tag })).status,
      ).toBe(200);
    }
    const [front, report] = [await tagOf('/'), (await ofReport())[0]!];
    const before = await tagOf(report);
    await collection().load([SAMPLE], { sample: true });
    for (const [path, tag] of [
      ['/', front],
      [report, before],
    ] as const)
      expect((await ask(path, { 'if-none-match': tag })).status, path).toBe(200);
  });

  it('have a tag of their own in each language', async () => {
    const tag = await tagOf('/help');
    expect((await ask('/help?lang=en', { 'if-none-match': tag })).status).toBe(200);
  });

  it('that say what went wrong, or lead elsewhere, have none', async () => {
    const [report] = await ofReport();
    const id = /reports\/(\w+)/.exec(report!)![1];
    for (const [path, status] of [
      ['/?year=abc', 400],
      ['/trend?q=-x', 400],
      ['/reports/none', 404],
      [`/p/${id}/1`, 302],
    ] as const) {
      const response = await ask(path);
      expect([response.status, response.headers.get('etag')], path).toEqual([status, null]);
    }
  });

  it('of a private collection are told to nobody without the token, and kept by no cache between', async () => {
    const guard: Guard = {
      ...{ allowedHosts: [], accessToken: 'a-token-of-this-test', identityHeader: null },
      ...{ trustedProxies: [], rateLimit: null, logQueries: false },
    };
    const app = createApp({
      ...{ queries: collection().queries, findOriginal: () => '/nowhere', checkReady: async () => null },
      ...{ publicUrl: 'http://127.0.0.1:3000', log: createLog({ level: 'silent' }), guard },
    });
    const authorization = 'Bearer a-token-of-this-test';
    for (const path of [`/?q=${q}`, `/api/search?q=${q}`]) {
      const shown = await app.request(path, { headers: { authorization } });
      expect(shown.headers.get('cache-control')).toBe('private, no-cache');
      const tag = shown.headers.get('etag') ?? '';
      const again = await app.request(path, { headers: { authorization, 'if-none-match': tag } });
      expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'private, no-cache']);
      expect((await app.request(path, { headers: { 'if-none-match': tag } })).status).toBe(401);
    }
  });
});
