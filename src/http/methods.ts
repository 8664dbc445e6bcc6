import type { MiddlewareHandler } from 'hono';
import { fault } from '../domain/faults/fault.ts';
import { problem, sendProblem } from './problem.ts';

const ALLOWED = 'GET, HEAD, OPTIONS';

/** Everything here is read and nothing written: whoever asks otherwise is told so, and not that there is no such address. */
export const onlyRead: MiddlewareHandler = async (c, next) => {
  const { method } = c.req;
  if (method === 'GET' || method === 'HEAD') return next();
  c.header('allow', ALLOWED);
  return method === 'OPTIONS'
    ? c.body(null, 204)
    : sendProblem(c, problem(405, fault('onlyRead', { method })));
};
