import { randomUUID } from 'node:crypto';
import { type Key, MeilisearchApiError } from 'meilisearch';
import type { Log } from '../log.ts';
import { createClient, type EngineClient } from './client.ts';
import { EngineStartFailed } from './errors.ts';

type Role = { uid: string; name: string; description: string; actions: string[]; indexes: string[] };

/** Until they are rotated, uids are fixed: the engine derives a key from its uid and the master key. They are found by name. */
const SEARCH: Role = {
  uid: '5f6c1a52-9a0e-4c0b-8d5b-3c7e2b1f7a10',
  name: 'zhengsou search',
  description: 'Used by the zhengsou service: searches its indexes and can do nothing else.',
  actions: ['search'],
  // The star lets a rebuild or a test use indexes of its own beside the live ones.
  indexes: ['paragraphs*', 'reports*'],
};
const WRITE: Role = {
  uid: '0f8e5a0c-7c1d-4e52-b1a4-6a9d2f3c8e21',
  name: 'zhengsou write',
  description: 'Used by zhengsou index: loads documents and settles settings of its indexes.',
  actions: ['search', 'documents.*', 'indexes.*', 'settings.*', 'stats.get', 'tasks.get', 'version'],
  // A key that is limited to some indexes is never shown the task of an index swap, and could not await it.
  indexes: ['*'],
};
/** More keys than anybody keeps in one engine. */
const MOST_KEYS = 1_000;

/** The two keys the project works with; the admin key is put away once they are there. */
export type EngineKeys = { searchKey: string; writeKey: string };

/**
 * Finds or makes the least privileged keys, the same on every engine. An admin key that may not manage keys is used for both,
 * with a warning.
 * @throws {EngineStartFailed} if an engine does not accept the key at all, or if their master keys differ.
 */
export const ensureKeys = async (
  urls: readonly string[],
  adminKey: string,
  log: Log,
): Promise<EngineKeys> => {
  let roles: readonly [Role, Role] = [SEARCH, WRITE];
  let keys: EngineKeys | null = null;
  for (const url of urls) {
    const client = createClient(url, adminKey);
    try {
      const [search, write]: [Key, Key] = await Promise.all([
        ensureKey(client, roles[0], keys === null),
        ensureKey(client, roles[1], keys === null),
      ]);
      // What the first has, the others are given: uid by uid.
      roles = [
        { ...SEARCH, uid: search.uid },
        { ...WRITE, uid: write.uid },
      ];
      keys ??= { searchKey: search.key, writeKey: write.key };
      if (keys.searchKey !== search.key)
        throw new EngineStartFailed(
          `MEILI_URL 列出的各节点主密钥不同（${urls[0]} 与 ${url}）：请给它们设同一个 MEILI_MASTER_KEY。 All nodes need the same master key.`,
        );
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await checkSearches(client, url);
      log.warn(
        adminKey === ''
          ? `搜索引擎 ${url} 没有设主密钥，谁都能读写。请给它设 MEILI_MASTER_KEY，并设置 MEILI_API_KEY`
          : 'MEILI_API_KEY 不能管理密钥，搜索和写入都直接用它。换成管理密钥可以让服务只持有搜索权限',
      );
      keys = { searchKey: adminKey, writeKey: adminKey };
    }
  }
  return keys ?? { searchKey: adminKey, writeKey: adminKey };
};

/**
 * New keys on every engine, then the old ones revoked: whoever holds an old one is refused from then on and asks for the new.
 * Interrupted half way, the next `ensureKeys` or rotation goes on from what is there.
 * @throws {EngineStartFailed} where the admin key may not manage keys.
 */
export const rotateKeys = async (urls: readonly string[], adminKey: string): Promise<void> => {
  const wanted = [SEARCH, WRITE].map((role) => ({ ...role, uid: randomUUID() }));
  const clients = urls.map((url) => createClient(url, adminKey));
  try {
    for (const client of clients)
      for (const role of wanted) await client.createKey({ ...role, expiresAt: null });
    for (const client of clients)
      for (const role of wanted)
        for (const { uid } of await listKeys(client, role.name))
          if (uid !== role.uid) await client.deleteKey(uid);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new EngineStartFailed(
      'MEILI_API_KEY 不能管理密钥，换不了：请用主密钥或能管理密钥的密钥再试。 This key may not manage keys.',
      { cause: error },
    );
  }
};

/** The newest first. */
const listKeys = async (client: EngineClient, name: string): Promise<Key[]> =>
  (await client.getKeys({ limit: MOST_KEYS })).results
    .filter((key) => key.name === name)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));

const ensureKey = async (client: EngineClient, role: Role, byName: boolean): Promise<Key> => {
  const named = byName ? await listKeys(client, role.name) : [];
  const present = (byName ? named[0] : null) ?? (await findKey(client, role.uid));
  const wanted = { ...role, expiresAt: null, uid: present?.uid ?? role.uid };
  if (present) {
    if (isSame(present.actions, wanted.actions) && isSame(present.indexes, wanted.indexes)) return present;
    // The rights of a key cannot be changed; made anew under its uid it keeps its value.
    await client.deleteKey(present.uid);
  }
  try {
    return await client.createKey(wanted);
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) === 'api_key_already_exists') return await client.getKey(wanted.uid);
    throw error;
  }
};

const findKey = async (client: EngineClient, uid: string): Promise<Key | null> => {
  try {
    return await client.getKey(uid);
  } catch (error) {
    if (codeOf(error) === 'api_key_not_found') return null;
    throw error;
  }
};

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join();

const codeOf = (error: unknown): string | undefined =>
  error instanceof MeilisearchApiError ? error.cause?.code : undefined;

/** True for an answer that says: not with this key. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof MeilisearchApiError && (error.response.status === 401 || error.response.status === 403);

const checkSearches = async (client: EngineClient, url: string): Promise<void> => {
  try {
    await client.multiSearch({ queries: [] });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new EngineStartFailed(
      `搜索引擎 ${url} 不接受 MEILI_API_KEY：请检查密钥（一般是管理密钥）。 The engine refuses MEILI_API_KEY.`,
      { cause: error },
    );
  }
};
