import { MeilisearchApiError } from 'meilisearch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectIndex } from '../../src/connect.ts';
import { createClient } from '../../src/engine/client.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';
import { configFor, temporaryFolder } from '../support/engine-process.ts';
import { MASTER_KEY, type NodeProcess, startNode } from '../support/node-process.ts';

const log = createLog({ level: 'silent' });
let nodes: NodeProcess[];
beforeAll(async () => {
  nodes = await Promise.all([startNode(), startNode()]);
}, 30_000);
afterAll(() => Promise.all(nodes.map((node) => node.remove())));

const listOf = (some: readonly NodeProcess[]): string => some.map(({ url }) => url).join(',');
const statusOf = (url: string, key: string): Promise<number> =>
  createClient(url, key)
    .multiSearch({ queries: [] })
    .then(
      () => 200,
      (error: unknown) => (error instanceof MeilisearchApiError ? error.response.status : 0),
    );

it('gives every node the same two keys, in whatever order they are listed', async () => {
  const there = await openEngine(
    configFor('unused', { MEILI_URL: listOf(nodes), MEILI_API_KEY: MASTER_KEY }),
    log,
  );
  const back = await openEngine(
    configFor('unused', { MEILI_URL: listOf([...nodes].reverse()), MEILI_API_KEY: MASTER_KEY }),
    log,
  );
  expect([back.searchKey, back.writeKey]).toEqual([there.searchKey, there.writeKey]);
  for (const { url } of nodes) expect(await statusOf(url, there.searchKey)).toBe(200);
});

it.each([['one node', 1] as const, ['two nodes', 2] as const])(
  'is done on %s while a service goes on answering',
  async (_, count) => {
    const config = configFor('unused', {
      MEILI_URL: listOf(nodes.slice(0, count)),
      MEILI_API_KEY: MASTER_KEY,
    });
    const service = await openEngine(config, log);
    const index = connectIndex(service);
    expect(await index.state()).toBeNull();

    const command = await openEngine(config, log);
    await command.rotateKeys();
    const { searchKey, writeKey } = await command.renewKeys();
    expect(searchKey).not.toBe(service.searchKey);
    expect(writeKey).not.toBe(service.writeKey);
    for (const url of command.urls) {
      expect(await statusOf(url, service.searchKey)).toBe(403);
      expect(await statusOf(url, service.writeKey)).toBe(403);
      expect(await statusOf(url, searchKey)).toBe(200);
      const { results } = await createClient(url, MASTER_KEY).getKeys({ limit: 100 });
      expect(results.filter(({ name }) => name?.startsWith('zhengsou')).length).toBe(2);
    }
    // The service, which holds the old one, asks for the new by itself.
    expect(await index.state()).toBeNull();
    expect(index.presence().failures).toBe(0);
    const later = await openEngine(config, log);
    expect(later.searchKey).toBe(searchKey);
  },
);

it('is refused while a node is away, for it would answer nobody when it is back', async () => {
  const config = configFor('unused', { MEILI_URL: listOf(nodes), MEILI_API_KEY: MASTER_KEY });
  const engine = await openEngine(config, log);
  await nodes[1]!.kill();
  await expect(engine.rotateKeys()).rejects.toThrow(nodes[1]!.url);
  expect(await statusOf(nodes[0]!.url, engine.searchKey)).toBe(200);
  await nodes[1]!.start();
}, 30_000);

it('says that nodes with other master keys cannot work together', async () => {
  const stranger = await startNode('a-master-key-of-its-own');
  try {
    const config = configFor('unused', {
      MEILI_URL: `${nodes[0]!.url},${stranger.url}`,
      MEILI_API_KEY: MASTER_KEY,
    });
    await expect(openEngine(config, log)).rejects.toThrow(/主密钥|不接受 MEILI_API_KEY/);
  } finally {
    await stranger.remove();
  }
}, 30_000);

it('is done on an engine of our own, and outlives its restart', async () => {
  const folder = temporaryFolder();
  const first = await openEngine(configFor(folder), log);
  const old = first.searchKey;
  await first.rotateKeys();
  const { searchKey } = await first.renewKeys();
  await first.close();
  const again = await openEngine(configFor(folder), log);
  expect(again.searchKey).toBe(searchKey);
  expect(again.searchKey).not.toBe(old);
  expect(await statusOf(again.url, old)).toBe(403);
  await again.close();
}, 60_000);
