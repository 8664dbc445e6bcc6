import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type Fault, fault } from '../../src/domain/faults/fault.ts';
import { EngineUnavailable } from '../../src/domain/problem.ts';
import { createClient } from '../../src/engine/client.ts';
import { listen } from '../../src/listen.ts';
import { createLiveQueries } from '../../src/live.ts';
import { createLog } from '../../src/log.ts';
import { createQueries } from '../../src/queries/create-queries.ts';
import type { Queries } from '../../src/queries/queries.ts';
import { createSearchIndex } from '../../src/search/meilisearch/search-index.ts';
import { makeReport } from '../support/reports.ts';
import { testLexicon } from '../support/service.ts';
import { problemAt } from './problems.ts';

/** Nothing listens on port 1 of loopback. */
const DEAD = 'http://127.0.0.1:1';

const appOver = (queries: Queries, waitingFor: Fault | null): Hono =>
  createApp({
    queries,
    findOriginal: () => '/nowhere',
    checkReady: async () => waitingFor,
    publicUrl: 'http://127.0.0.1:3000',
    log: createLog({ level: 'silent' }),
  });
const dead = appOver(createQueries(createSearchIndex(createClient(DEAD, 'key')), testLexicon()), null);
const starting = appOver(
  createLiveQueries(
    () => null,
    () => fault('loadingSample'),
  ),
  fault('loadingSample'),
);

const PATHS = [
  '/api/search?q=垃圾分类',
  '/api/search?q=垃圾，分类',
  '/api/search?q=甲|乙&group=report',
  '/api/search',
  '/api/facets/region',
  '/api/reports',
  '/api/reports/0000000000000000',
  '/api/paragraphs/0000000000000000-0',
  '/api/export',
  '/api/export?format=csv&q=垃圾分类',
  '/reports/0000000000000000/source',
];

it.each(PATHS)('is a 503 that says when to come back, while the engine is away: %s', async (path) => {
  const problem = await problemAt(dead, path, 503);
  expect(problem.detail).toContain('搜索引擎');
  expect((await dead.request(path)).headers.get('retry-after')).toMatch(/^\d+$/);
});

it.each(PATHS)('is a 503 that says what it waits for, before there is one: %s', async (path) => {
  expect(await problemAt(starting, path, 503)).toMatchObject({ detail: '正在载入示例报告' });
});

it('still refuses what is wrong in itself', async () => {
  expect(await problemAt(dead, '/api/search?q=年份:x', 400)).toMatchObject({ parameter: 'q' });
  expect(await problemAt(dead, '/api/search?sort=x', 400)).toMatchObject({ parameter: 'sort' });
});

it('is a page with the same status for people', async () => {
  for (const app of [dead, starting]) {
    const response = await app.request('/?q=垃圾分类');
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('text/html');
  }
});

it('lives, but is not ready until told so', async () => {
  expect((await starting.request('/healthz')).status).toBe(200);
  expect(await problemAt(starting, '/readyz', 503)).toMatchObject({ detail: '正在载入示例报告' });
  expect((await starting.request('/readyz')).headers.get('retry-after')).not.toBeNull();
});

it.each(['jsonl', 'csv'])(
  'breaks a download off when it goes away half way, and lives on: %s',
  async (format) => {
    const { report, paragraphs } = makeReport('甲', ['正文']);
    const row = { ...paragraphs[0]!, repeatedFrom: null, report };
    const failing = appOver(
      {
        ...createLiveQueries(
          () => null,
          () => fault('engineSilent'),
        ),
        edition: async () => ({ collection: 1, changedAt: null, dictionary: 'd' }),
        exportMatches: async function* () {
          for (let n = 0; n < 3_000; n++) yield row;
          throw new EngineUnavailable(fault('engineSilent'));
        },
      },
      null,
    );
    const listening = await listen('127.0.0.1', 0, () => failing);
    try {
      for (const encoding of ['identity', 'gzip']) {
        const response = await fetch(`${listening.url}/api/export?format=${format}`, {
          headers: { 'accept-encoding': encoding },
        });
        expect(response.status).toBe(200);
        await expect(response.text()).rejects.toThrow();
      }
      expect((await fetch(`${listening.url}/healthz`)).status).toBe(200);
    } finally {
      await listening.close(100);
    }
  },
);

/** An engine that takes questions and does not answer in the time it is given: half a minute in life. */
const SLOW: readonly (readonly [string, RequestListener])[] = [
  ['says nothing', () => {}],
  [
    'stops in the middle',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"results":[{"hits":[');
    },
  ],
];

it.each(SLOW)('cuts a question off that the engine %s to', async (_, answer) => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const index = createSearchIndex(createClient(url, 'key', 200));
    const slow = appOver(createQueries(index, testLexicon()), null);
    for (const path of ['/api/search?q=垃圾分类', '/api/trend?q=垃圾分类', '/api/compare?q=垃圾分类']) {
      const begun = performance.now();
      expect((await problemAt(slow, path, 503)).detail).toContain('没有回应');
      expect(performance.now() - begun).toBeLessThan(5_000);
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
