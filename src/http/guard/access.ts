import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { fault } from '../../domain/faults/fault.ts';
import { problem, sendProblem } from '../problem.ts';
import { type IsTrusted, peerAddress } from './client-address.ts';

/** Who may read a private collection. With neither, everybody who reaches the service. */
export interface AccessOptions {
  /** Sent as a bearer token, or by a browser as the password of Basic authentication, whatever the user name. */
  readonly accessToken: string | null;
  /** Header in which a proxy that has signed the person in names them, such as x-forwarded-user. */
  readonly identityHeader: string | null;
  /** Only from these is that header believed. */
  readonly isTrusted: IsTrusted;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The password of `Basic`, or the token of `Bearer`; null without either. */
const secretOf = (c: Context): string | null => {
  const [scheme = '', value = ''] = (c.req.header('authorization') ?? '').split(/\s+/);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : null;
};

/** Health checks say nothing of the collection, and come from whoever keeps the service running. */
const OPEN_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** A cache that many share keeps none of what only some may read. */
const keepPrivate = (c: Context): void => {
  if ((c.res.headers.get('cache-control') ?? 'no-cache') === 'no-cache')
    c.header('cache-control', 'private, no-cache');
};

/** Lets in who carries the token, or whom a trusted proxy has signed in. */
export const checkAccess = ({ accessToken, identityHeader, isTrusted }: AccessOptions): MiddlewareHandler => {
  const wanted = accessToken === null ? null : digest(accessToken);
  const carriesToken = (c: Context): boolean => {
    const secret = secretOf(c);
    return wanted !== null && secret !== null && timingSafeEqual(digest(secret), wanted);
  };
  const isSignedIn = (c: Context): boolean =>
    identityHeader !== null &&
    isTrusted(peerAddress(c)) &&
    (c.req.header(identityHeader) ?? '').trim() !== '';
  return async (c, next) => {
    const isOpen = accessToken === null && identityHeader === null;
    if (isOpen || OPEN_PATHS.has(c.req.path)) return next();
    if (carriesToken(c) || isSignedIn(c)) {
      await next();
      return keepPrivate(c);
    }
    if (accessToken !== null) c.header('www-authenticate', 'Basic realm="zhengsou", charset="UTF-8"');
    return sendProblem(c, problem(401, fault(accessToken === null ? 'signIn' : 'showToken')));
  };
};
