import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { EngineUnavailable, InvalidRequest } from '../domain/problem.ts';

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

type Problem = z.infer<typeof problemSchema>;

/** Seconds after which asking again makes sense while the engine is away. */
const RETRY_AFTER = 5;

export const problem = (status: number, title: string, detail: string): Problem => ({
  type: 'about:blank',
  title,
  status,
  detail,
});

export const toProblem = (error: unknown): Problem => {
  if (error instanceof InvalidRequest)
    return { ...problem(400, '请求有误', error.message), parameter: error.parameter };
  if (error instanceof EngineUnavailable) return problem(503, '暂时无法检索', error.message);
  return problem(500, '服务出错', '服务内部出错，已记入日志');
};

export const notFound = (what: string): Problem => problem(404, '没有找到', what);

export const sendProblem = (c: Context, answer: Problem): Response => {
  if (answer.status === 503) c.header('retry-after', String(RETRY_AFTER));
  return c.body(JSON.stringify(answer), answer.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
};
