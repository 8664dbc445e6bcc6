import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fault } from '../../domain/faults/fault.ts';
import { problem, sendProblem } from '../problem.ts';
import { clientAddress, type IsTrusted } from './client-address.ts';

/** Seconds over which requests are counted. */
const WINDOW = 60;

/** What an ordinary request counts as; one that reads a whole collection counts as many. */
const COSTS: Readonly<Record<string, number>> = {
  '/api/export': 20,
  '/api/compare': 5,
  '/compare': 5,
  '/compare.svg': 5,
  '/api/concordance': 3,
  '/concordance': 3,
  '/api/trend': 3,
  '/trend': 3,
  '/trend.svg': 3,
};

/** Requests a minute that a client of a service for others may make: ten a second is nobody who reads. */
const FOR_OTHERS = 600;

const isLoopback = (host: string): boolean => /^(?:localhost$|127\.|::1$)/.test(host);

/** The limit that was set, or else one that suits where the service listens. Null: none. */
export const chooseRateLimit = (given: number | null, host: string): number | null =>
  (given ?? (isLoopback(host) ? 0 : FOR_OTHERS)) || null;

const FREE = /^\/(?:assets\/|healthz$|readyz$)/;

/**
 * At most so many requests a minute from one client, counted in memory. Addresses are forgotten when their minute is over.
 * `limit` null: no limit.
 */
export const limitRate = (limit: number | null, isTrusted: IsTrusted): MiddlewareHandler => {
  if (limit === null) return (_, next) => next();
  const limiter = new RateLimiterMemory({ points: limit, duration: WINDOW });
  const refuse = (c: Context, { msBeforeNext }: RateLimiterRes): Response => {
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    c.header('retry-after', String(seconds));
    return sendProblem(c, problem(429, fault('tooManyRequests', { limit, seconds })));
  };
  return async (c, next) => {
    if (FREE.test(c.req.path)) return next();
    // One request alone never exceeds the limit, however small it was set.
    const cost = Math.min(limit, COSTS[c.req.path] ?? 1);
    const client = clientAddress(c, isTrusted);
    try {
      const left = await limiter.consume(client, cost);
      c.header('ratelimit', `"minute";r=${left.remainingPoints};t=${Math.ceil(left.msBeforeNext / 1_000)}`);
      c.header('ratelimit-policy', `"minute";q=${limit};w=${WINDOW}`);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      // What was not answered costs nothing: an export too many must not shut the search box for a minute.
      await limiter.reward(client, cost);
      return refuse(c, error);
    }
    return next();
  };
};
