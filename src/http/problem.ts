import { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Fault, type FaultStatus, fault, titleOf, wordFault } from '../domain/faults/fault.ts';
import { EngineUnavailable, InvalidRequest } from '../domain/problem.ts';
import { languageOf } from './language.ts';

/** The one shape of every error: RFC 9457. `parameter` names the parameter that was wrong. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    parameter: z.string().optional(),
  })
  .openapi('Problem');

/** Why there is no answer, before it is worded. */
export interface Problem {
  readonly status: FaultStatus;
  readonly fault: Fault;
  readonly parameter?: string;
}

/** Seconds after which asking again makes sense while the engine is away. */
const RETRY_AFTER = 5;

export const problem = (status: FaultStatus, why: Fault): Problem => ({ status, fault: why });

export const toProblem = (error: unknown): Problem => {
  if (error instanceof InvalidRequest) return { ...problem(400, error.fault), parameter: error.parameter };
  if (error instanceof EngineUnavailable) return problem(503, error.fault);
  return problem(500, fault('internal'));
};

export const notFound = (what: Fault): Problem => problem(404, what);

/** Where a problem is kept for `showProblems`. */
const KEY = 'problem';

/** Answers with the problem document, worded in the client's language. */
export const sendProblem = (c: Context, answer: Problem): Response => {
  const { status, fault: why, parameter } = answer;
  c.set(KEY, answer);
  if (status === 503) c.header('retry-after', String(RETRY_AFTER));
  const lang = languageOf(c);
  const document: z.infer<typeof problemSchema> = {
    type: 'about:blank',
    title: titleOf(status, lang),
    status,
    detail: wordFault(why, lang),
    ...(parameter === undefined ? {} : { parameter }),
  };
  return c.body(JSON.stringify(document), status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': lang,
    vary: 'accept-language',
  });
};

/** Does a person look at this, rather than a program? The API answers both alike. */
const isForPeople = (c: Context): boolean =>
  !c.req.path.startsWith('/api/') && /\btext\/html\b/.test(c.req.header('accept') ?? '');

/** Shows a problem as a page where a browser goes to a page or a file: too many requests, another host, an original that is gone. */
export const showProblems =
  (toPage: (c: Context, shown: Problem) => Response | Promise<Response>): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const shown: Problem | undefined = c.get(KEY);
    if (shown && isForPeople(c)) c.res = await toPage(c, shown);
  };
