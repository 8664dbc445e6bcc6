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

export const toProblem = (error: unknown): Problem => {
  if (error instanceof InvalidRequest)
    return {
      type: 'about:blank',
      title: '请求有误',
      status: 400,
      detail: error.message,
      parameter: error.parameter,
    };
  if (error instanceof EngineUnavailable)
    return { type: 'about:blank', title: '暂时无法检索', status: 503, detail: error.message };
  return { type: 'about:blank', title: '服务出错', status: 500, detail: '服务内部出错，已记入日志' };
};

export const notFound = (what: string): Problem => ({
  type: 'about:blank',
  title: '没有找到',
  status: 404,
  detail: what,
});

export const sendProblem = (c: Context, problem: Problem): Response => {
  if (problem.status === 503) c.header('retry-after', String(RETRY_AFTER));
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
};
