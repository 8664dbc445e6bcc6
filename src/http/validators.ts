import { createHash, randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Queries } from '../queries/queries.ts';
import { todayInChina } from '../text/citations/citation.ts';
import { languageOf } from './language.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Set on an answer that the next one may differ from, though nothing was loaded in between. */
    provisional: boolean;
  }
}

/** Does `if-none-match` name this tag? It may list several, weak or not. */
const isNamed = (c: Context, tag: string): boolean =>
  (c.req.header('if-none-match') ?? '')
    .split(/\s*,\s*/)
    .some((one) => one.replace(/^W\//, '') === tag.replace(/^W\//, ''));

/**
 * Tags answers by what they depend on: the version of the collection, the dictionaries, the language, the day and the question. Whoever has the answer
 * already is told so before anything is searched or counted. Weak, since the time that it took differs.
 */
export const tagAnswers = (queries: Pick<Queries, 'edition'>): MiddlewareHandler => {
  // Another run may be another zhengsou, or have another collection of the same version.
  const run = randomBytes(8).toString('hex');
  return async (c, next) => {
    // Beside the answer: asked for before it, so that a load in between makes the tag too old and never too new.
    const tagging = queries.edition().then(
      ({ collection, dictionary }) => {
        // Pages, figures and references say on which day they were asked for.
        const key = `${run} ${collection} ${dictionary} ${languageOf(c)} ${todayInChina()} ${c.req.url}`;
        return `W/"${createHash('sha256').update(key).digest('hex').slice(0, 24)}"`;
      },
      () => null,
    );
    if (c.req.header('if-none-match') !== undefined) {
      const tag = await tagging;
      if (tag !== null && isNamed(c, tag))
        return c.body(null, 304, { etag: tag, 'cache-control': 'no-cache' });
    }
    await next();
    const tag = await tagging;
    if (tag === null || c.res.status !== 200 || c.get('provisional') || c.res.headers.has('etag')) return;
    c.header('etag', tag);
  };
};
