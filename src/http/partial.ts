import type { Context, MiddlewareHandler } from 'hono';
import { markBetween, type PartialMark, type Presence } from '../domain/presence.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The mark of what was answered so far; null while every node took part. */
    partial: () => PartialMark | null;
  }
}

/** `answering/nodes`, on everything that was answered without some of the nodes. */
const PARTIAL_HEADER = 'Zhengsou-Partial';

/** Of what depends on the collection. */
const FIXED = /^\/(?:assets\/|healthz|readyz|metrics|openapi\.json|opensearch\.xml)/;

/** Marks answers that lack what a node holds, and keeps them from being kept anywhere. */
export const watchPresence =
  (presence: () => Presence): MiddlewareHandler =>
  async (c, next) => {
    const before = presence();
    c.set('partial', () => markBetween(before, presence()));
    await next();
    const mark = partialOf(c);
    if (mark === null || FIXED.test(c.req.path)) return;
    c.header(PARTIAL_HEADER, `${mark.answering}/${mark.nodes}`);
    c.header('cache-control', 'no-store');
    c.header('etag', undefined);
    c.header('last-modified', undefined);
  };

export const partialOf = (c: Context): PartialMark | null => c.get('partial')?.() ?? null;
