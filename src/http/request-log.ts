import type { Hono, MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';

/** Where the lines go. */
export interface RequestLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Longest piece of a query that is logged where that was asked for. */
const LONGEST_QUERY = 200;

/**
 * Gives every request an id (`x-request-id`, the client's own where it sends one) and logs its end. What people search for stays out
 * of the log unless `logQueries`.
 */
export const logRequests = (app: Hono, log: RequestLog, logQueries: boolean): void => {
  app.use(requestId({ limitLength: 64 }));
  const write: MiddlewareHandler = async (c, next) => {
    const begun = performance.now();
    await next();
    const { status } = c.res;
    const line = {
      id: c.get('requestId'),
      method: c.req.method,
      path: c.req.path,
      ...(logQueries ? { q: (c.req.query('q') ?? '').slice(0, LONGEST_QUERY) } : {}),
      status,
      ms: Math.round(performance.now() - begun),
    };
    if (status >= 500) log.warn(line, '请求');
    else log.debug(line, '请求');
  };
  app.use(write);
};
