import { setTimeout as sleep } from 'node:timers/promises';
import { FetchFailure } from './failure.ts';

/** One request at a time for each host, with a pause between them. */
export const createPacing = () => {
  const hosts = new Map<string, { tail: Promise<unknown>; freeAt: number }>();
  return async <T>(host: string, pauseMs: number, request: () => Promise<T>): Promise<T> => {
    const state = hosts.get(host) ?? { tail: Promise.resolve(), freeAt: 0 };
    hosts.set(host, state);
    const turn = state.tail.then(async () => {
      const wait = state.freeAt - Date.now();
      if (wait > 0) await sleep(wait);
      try {
        return await request();
      } finally {
        state.freeAt = Date.now() + pauseMs;
      }
    });
    state.tail = turn.catch(() => {});
    return turn;
  };
};

export interface RetryLimits {
  /** How often one request is made at most. */
  readonly attempts: number;
  /** Before the second attempt; four times as long before each further one. */
  readonly backoffMs: number;
  /** A server that asks for more patience than this gets none. */
  readonly longestWaitMs: number;
}

/** Tries again what failed for a passing reason, after as long as the server asked for, or else ever longer. */
export const withRetries = async <T>(request: () => Promise<T>, limits: RetryLimits): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof FetchFailure) || !error.transient) throw error;
      const { status } = error;
      if (attempt >= limits.attempts) {
        const tried = attempt > 1 ? `，试了 ${attempt} 次` : '';
        throw new FetchFailure(`${error.message}${tried}；可稍后再运行一次`, { cause: error, status });
      }
      const wait = error.waitMs ?? limits.backoffMs * 4 ** (attempt - 1);
      if (wait > limits.longestWaitMs)
        throw new FetchFailure(
          `${error.message}，要求 ${Math.ceil(wait / 1000)} 秒后再来；请到时再运行一次`,
          { cause: error, status },
        );
      await sleep(wait);
    }
  }
};

/** `Retry-After` in milliseconds: seconds, or a date. Null where it says nothing understandable. */
export const parseRetryAfter = (value: string | undefined, now: number = Date.now()): number | null => {
  if (value === undefined) return null;
  if (/^\d{1,9}$/u.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
};
