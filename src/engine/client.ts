import { Meilisearch } from 'meilisearch';

export type EngineClient = Meilisearch;

/** Half a minute without an answer counts as an engine that is away. */
const TIMEOUT_MS = 30_000;

/**
 * A client for one engine and one key. Connections are kept alive (Node's fetch does that by itself).
 *
 * `accept-encoding: identity` because Node's fetch asks for gzip unless told otherwise: on loopback a search then takes
 * 44 ms instead of 1.3 ms (p50 of 200, Meilisearch 1.21).
 */
export const createClient = (url: string, key: string, timeoutMs = TIMEOUT_MS): EngineClient =>
  new Meilisearch({
    host: url,
    ...(key === '' ? {} : { apiKey: key }),
    timeout: timeoutMs,
    requestInit: { headers: { 'accept-encoding': 'identity' } },
  });
