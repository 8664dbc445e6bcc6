import type { MiddlewareHandler } from 'hono';
import ipaddr from 'ipaddr.js';
import { fault } from '../../domain/faults/fault.ts';
import { problem, sendProblem } from '../problem.ts';

const hostOf = (header: string): string => {
  try {
    return new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  } catch {
    return '';
  }
};

/**
 * Answers only to names that are ours. A page elsewhere can point a name of its own at this address and then read what a browser
 * inside the network may read (DNS rebinding); it cannot do so with an address or with localhost.
 */
export const checkHost = (publicUrl: string, allowed: readonly string[]): MiddlewareHandler => {
  const names = new Set(
    ['localhost', new URL(publicUrl).hostname, ...allowed].map((name) => name.toLowerCase()),
  );
  return async (c, next) => {
    const header = c.req.header('host') ?? new URL(c.req.url).host;
    const host = hostOf(header);
    if (names.has(host) || ipaddr.isValid(host)) return next();
    return sendProblem(c, problem(421, fault('otherHost')));
  };
};
