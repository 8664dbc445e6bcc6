import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;
const REQUEST_MS = 2_000;

/** Asks `/health` until it answers; false when it has not by the end of `timeoutMs`. */
export const waitUntilHealthy = async (
  url: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> => {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    signal?.throwIfAborted();
    if (await isHealthy(url)) return true;
    await sleep(POLL_MS);
  }
  return false;
};

const isHealthy = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(REQUEST_MS) });
    return answer.ok;
  } catch {
    return false;
  }
};
