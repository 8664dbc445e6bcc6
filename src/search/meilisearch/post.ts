import { type Meilisearch, MeilisearchApiError, MeilisearchRequestError } from 'meilisearch';

/** What is sent to the engine as it is. */
export interface Post {
  readonly method: 'POST' | 'PUT';
  /** Below the engine's address, without a leading slash. */
  readonly path: string;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Something between us and the engine may answer in another way than the engine does. */
const explain = (answer: Buffer): MeilisearchApiError['cause'] => {
  try {
    return JSON.parse(answer.toString()) as MeilisearchApiError['cause'];
  } catch {
    return undefined;
  }
};

/**
 * Sends bytes and gives bytes back; the engine's own client takes and gives objects only.
 * @throws {MeilisearchApiError} {MeilisearchRequestError} as that one does.
 */
export const post = async ({ config }: Meilisearch, { method, path, type, body }: Post): Promise<Buffer> => {
  const url = new URL(path, config.host.replace(/\/?$/, '/'));
  const headers = new Headers(config.requestInit?.headers);
  headers.set('content-type', type);
  if (config.apiKey) headers.set('authorization', `Bearer ${config.apiKey}`);
  const silent = (cause: unknown): never => {
    throw new MeilisearchRequestError(url.href, cause);
  };
  const response = await fetch(url, {
    ...config.requestInit,
    ...{ method, headers, body },
    ...(config.timeout === undefined ? {} : { signal: AbortSignal.timeout(config.timeout) }),
  }).catch(silent);
  const answer = Buffer.from(await response.arrayBuffer().catch(silent));
  if (!response.ok) throw new MeilisearchApiError(response, explain(answer));
  return answer;
};
