import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import type { AwaitTask } from './index-writer.ts';
import { type Post, post } from './post.ts';
import { orUnavailable } from './unavailable.ts';

/** One change of documents as it is sent. Sent twice, or again after a while, it changes nothing more. */
export type Write = Post;

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

/** No write: documents as they are stored. */
export const fetchOf = (index: string, wanted: Readonly<Record<string, unknown>>): Post => ({
  method: 'POST',
  path: `${documentsOf(index)}/fetch`,
  type: JSON_TYPE,
  body: JSON.stringify(wanted),
});

export const sendToEngine = async (client: Meilisearch, write: Write): Promise<EnqueuedTask> =>
  JSON.parse((await post(client, write)).toString()) as EnqueuedTask;

/** Straight to the engine. @throws {EngineUnavailable} */
export const createSend =
  (client: Meilisearch, awaitTask: AwaitTask): SendWrite =>
  async (write) => {
    const task = await orUnavailable(() => sendToEngine(client, write));
    return () => awaitTask(client, task);
  };
