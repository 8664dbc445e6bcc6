import { type Key, MeilisearchApiError } from 'meilisearch';
import type { Log } from '../log.ts';
import { createClient, type EngineClient } from './client.ts';
import { EngineStartFailed } from './errors.ts';

type Role = { uid: string; name: string; description: string; actions: string[]; indexes: string[] };

/** Fixed uids: the engine derives a key from its uid and the master key, so restarts find the same keys again. */
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

/** The two keys the project works with; the admin key is put away once they are there. */
export type EngineKeys = { searchKey: string; writeKey: string };

/**
 * Finds or makes the least privileged keys. An admin key that may not manage keys is used for both, with a warning.
 * @throws {EngineStartFailed} if the engine does not accept the key at all.
 */
export const ensureKeys = async (url: string, adminKey: string, log: Log): Promise<EngineKeys> => {
  const client = createClient(url, adminKey);
  try {
    const [search, write] = await Promise.all([ensureKey(client, SEARCH), ensureKey(client, WRITE)]);
    return { searchKey: search.key, writeKey: write.key };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await checkSearches(client, url);
    log.warn(
      adminKey === ''
        ? `搜索引擎 ${url} 没有设主密钥，谁都能读写。请给它设 MEILI_MASTER_KEY，并设置 MEILI_API_KEY`
        : 'MEILI_API_KEY 不能管理密钥，搜索和写入都直接用它。换成管理密钥可以让服务只持有搜索权限',
    );
    return { searchKey: adminKey, writeKey: adminKey };
  }
};

const ensureKey = async (client: EngineClient, role: Role): Promise<Key> => {
  const wanted = { ...role, expiresAt: null };
  const present = await findKey(client, role.uid);
  if (present !== null) {
    if (isSame(present.actions, wanted.actions) && isSame(present.indexes, wanted.indexes)) return present;
    // The rights of a key cannot be changed; made anew under its uid it keeps its value.
    await client.deleteKey(role.uid);
  }
  try {
    return await client.createKey(wanted);
  } catch (error) {
    // Another process was faster.
    const found = codeOf(error) === 'api_key_already_exists' ? await findKey(client, role.uid) : null;
    if (found === null) throw error;
    return found;
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
