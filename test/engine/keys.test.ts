import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeilisearchApiError } from 'meilisearch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../src/engine/client.ts';
import { type Engine, openEngine } from '../../src/engine/engine.ts';
import { ensureKeys } from '../../src/engine/keys.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { createLog } from '../../src/log.ts';
import { testEngine, uniqueIndexSuffix } from '../support/engine.ts';
import { configFor, temporaryFolder } from '../support/engine-process.ts';

const uid = `paragraphs${uniqueIndexSuffix()}`;
const { url, searchKey, writeKey } = testEngine();
const reader = createClient(url, searchKey);
const writer = createClient(url, writeKey);

/** The engine's error code for what the key may not do; null when it was done. */
const refusal = (request: Promise<unknown>): Promise<string | null> =>
  request.then(
    () => null,
    (error) => (error instanceof MeilisearchApiError ? (error.cause?.code ?? 'none') : Promise.reject(error)),
  );

beforeAll(async () => {
  await awaitTask(writer, writer.index(uid).addDocuments([{ id: 1, text: '垃圾分类' }]));
});

it('lets the search key search, and nothing else', async () => {
  expect((await reader.index(uid).search('')).hits).toHaveLength(1);
  const refused = [
    reader.index(uid).addDocuments([{ id: 2 }]),
    reader.index(uid).deleteAllDocuments(),
    reader.index(uid).updateSettings({ filterableAttributes: ['text'] }),
    reader.index(uid).getSettings(),
    reader.index('secrets').search(''),
    reader.createIndex(`${uid}_new`),
    reader.getKeys(),
    reader.createDump(),
  ];
  expect(new Set(await Promise.all(refused.map(refusal)))).toEqual(new Set(['invalid_api_key']));
});

it('lets the write key load, settle and swap indexes, and nothing else', async () => {
  const next = `${uid}_next`;
  await awaitTask(writer, writer.index(uid).updateSettings({ filterableAttributes: ['text'] }));
  await awaitTask(writer, writer.createIndex(next));
  await awaitTask(writer, writer.swapIndexes([{ indexes: [uid, next], rename: false }]));
  await awaitTask(writer, writer.swapIndexes([{ indexes: [uid, next], rename: false }]));
  await awaitTask(writer, writer.deleteIndex(next));
  expect((await writer.index(uid).getStats()).numberOfDocuments).toBe(1);

  const refused = [
    writer.getKeys(),
    writer.createKey({ actions: ['*'], indexes: ['*'], expiresAt: null }),
    writer.createDump(),
    writer.createSnapshot(),
    writer.getExperimentalFeatures(),
  ];
  expect(new Set(await Promise.all(refused.map(refusal)))).toEqual(new Set(['invalid_api_key']));
});

/** A second engine that knows nothing of ours, as MEILI_URL would name it. */
const openServer = async (): Promise<{ server: Engine; masterKey: string }> => {
  const folder = temporaryFolder();
  const server = await openEngine(configFor(folder), createLog({ level: 'silent' }));
  return { server, masterKey: readFileSync(join(folder, 'engine', 'master-key'), 'utf8').trim() };
};

const warnings: string[] = [];
const log = createLog({ stream: { write: (line: string) => warnings.push(line) } as never });
afterAll(() => void warnings.splice(0));

it('makes the same keys at MEILI_URL out of its admin key', async () => {
  const { server, masterKey } = await openServer();
  const config = configFor('unused', { MEILI_URL: `${server.url}/`, MEILI_API_KEY: masterKey });
  const engine = await openEngine(config, log);
  expect(engine).toMatchObject({
    url: server.url,
    owned: false,
    searchKey: server.searchKey,
    writeKey: server.writeKey,
  });
  await engine.close();
  expect(await createClient(server.url, '').health()).toEqual({ status: 'available' });
  await server.close();
});

it('gives a key its rights back when they were changed', async () => {
  const { server, masterKey } = await openServer();
  const admin = createClient(server.url, masterKey);
  const { uid: keyUid } = await admin.getKey(server.searchKey);
  await admin.deleteKey(keyUid);
  await admin.createKey({ uid: keyUid, actions: ['*'], indexes: ['*'], expiresAt: null });

  const { searchKey: again } = await ensureKeys([server.url], masterKey, log);
  expect(again).toBe(server.searchKey);
  expect((await admin.getKey(keyUid)).actions).toEqual(['search']);
  await server.close();
});

it('uses a key that cannot manage keys as it is, and says so', async () => {
  const config = configFor('unused', { MEILI_URL: url, MEILI_API_KEY: writeKey });
  const engine = await openEngine(config, log);
  expect([engine.searchKey, engine.writeKey]).toEqual([writeKey, writeKey]);
  expect(warnings.join()).toContain('MEILI_API_KEY 不能管理密钥');
  expect(warnings.join()).not.toContain(writeKey);
});

it('refuses a key that the engine refuses', async () => {
  const wrong = randomBytes(32).toString('hex');
  const config = configFor('unused', { MEILI_URL: url, MEILI_API_KEY: wrong });
  const failure = await openEngine(config, log).catch((error: unknown) => error);
  expect(String(failure)).toContain('不接受 MEILI_API_KEY');
  expect(String(failure)).not.toContain(wrong);
});

it('names MEILI_URL when nothing answers there', async () => {
  const config = configFor('unused', { MEILI_URL: 'http://127.0.0.1:9' });
  await expect(openEngine(config, log, { timeoutMs: 100 })).rejects.toThrow(
    /MEILI_URL http:\/\/127\.0\.0\.1:9/,
  );
});
