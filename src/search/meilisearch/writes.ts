import {
  type EnqueuedTask,
  type Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestError,
} from 'meilisearch';
import type { AwaitTask } from './index-writer.ts';
import { orUnavailable } from './unavailable.ts';

/** One change of documents as it is sent. Sent twice, or again after a while, it changes nothing more. */
export interface Write {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Takes changes of documents: resolves when one is accepted, to what waits until it is done. */
export type SendWrite = (write: Write) => Promise<() => Promise<unknown>>;

const JSON_TYPE = 'application/json';
const documentsOf = (index: string): string => `indexes/${index}/documents`;

export const addOf = (index: string, documents: readonly unknown[]): Write => ({
  method: 'POST',
  path: documentsOf(index),
  type: JSON_TYPE,
  body: JSON.stringify(documents),
});
/** Fields that are not named stay as they are. */
export const updateOf = (index: string, documents: readonly unknown[]): Write => ({
  ...addOf(index, documents),
  method: 'PUT',
});
/** Lines of JSON; they may change as soon as they were sent. */
export const addLinesOf = (index: string, lines: Uint8Array): Write => ({
  method: 'POST',
  path: documentsOf(index),
  type: 'application/x-ndjson',
  body: lines,
});
export const deleteIdsOf = (index: string, ids: readonly string[]): Write => ({
  method: 'POST',
  path: `${documentsOf(index)}/delete-batch`,
  type: JSON_TYPE,
  body: JSON.stringify(ids),
});
export const deleteWhereOf = (index: string, filter: string): Write => ({
  method: 'POST',
  path: `${documentsOf(index)}/delete`,
  type: JSON_TYPE,
  body: JSON.stringify({ filter }),
});

/** The engine's own client takes documents only as objects or as a string: bytes would be held three times over. */
export const sendToEngine = async (
  { config }: Meilisearch,
  { method, path, type, body }: Write,
): Promise<EnqueuedTask> => {
  const url = new URL(path, config.host.replace(/\/?$/, '/'));
  const headers = new Headers(config.requestInit?.headers);
  headers.set('content-type', type);
  if (config.apiKey) headers.set('authorization', `Bearer ${config.apiKey}`);
  const response = await fetch(url, {
    ...config.requestInit,
    ...{ method, headers, body },
    ...(config.timeout === undefined ? {} : { signal: AbortSignal.timeout(config.timeout) }),
  }).catch((cause: unknown) => {
    throw new MeilisearchRequestError(url.href, cause);
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new MeilisearchApiError(response, answer as MeilisearchApiError['cause']);
  return answer as EnqueuedTask;
};

/** Straight to the engine. @throws {EngineUnavailable} */
export const createSend =
  (client: Meilisearch, awaitTask: AwaitTask): SendWrite =>
  async (write) => {
    const task = await orUnavailable(() => sendToEngine(client, write));
    return () => awaitTask(client, task);
  };
