import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { partialSchema } from '../domain/presence.ts';
import { partialOf } from './partial.ts';
import { problemSchema } from './problem.ts';

/** One GET of the API: what it takes, what it answers, and how. The OpenAPI document is made from just this. */
export interface JsonRoute<Answer extends z.ZodType> {
  /** In OpenAPI's form: `/api/reports/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly answer: Answer;
  /** A status besides 200 that this route may answer with a problem document. */
  readonly problems?: readonly number[];
  /** A Response is sent as it is; anything else is checked against `answer`. */
  readonly handle: (c: Context) => Promise<z.input<Answer> | Response>;
}

const PROBLEM_TEXTS: Readonly<Record<number, string>> = {
  400: '参数有误',
  404: '没有找到',
  503: '搜索引擎暂不可用',
};

/** The answers with a problem document, for the OpenAPI document. */
export const describeProblems = (statuses: readonly number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: PROBLEM_TEXTS[status] ?? '出错',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );

/** Any answer may be one that a part of the collection is missing from. */
const withMark = (answer: z.ZodType): z.ZodType =>
  answer instanceof z.ZodObject ? answer.extend({ partial: partialSchema.optional() }) : answer;

/** A GET that answers with a file. */
export interface FileRoute {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly mediaType: string;
  readonly query: z.ZodObject;
}

/** Documents a file: its text is whatever the media type says. */
export const describeFile = (
  api: OpenAPIHono,
  { path, summary, description, mediaType, query }: FileRoute,
): void =>
  api.openAPIRegistry.registerPath({
    method: 'get',
    path,
    summary,
    request: { query },
    responses: {
      200: { description, content: { [mediaType]: { schema: { type: 'string' } } } },
      ...describeProblems([400, 503]),
    },
  });

/** Documents and mounts a route. */
export const mount = <Answer extends z.ZodType>(api: OpenAPIHono, route: JsonRoute<Answer>): void => {
  const problems = [...new Set([...(route.query ? [400] : []), ...(route.problems ?? []), 503])];
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: route.path,
    summary: route.summary,
    request: {
      ...(route.query ? { query: route.query } : {}),
      ...(route.params ? { params: route.params } : {}),
    },
    responses: {
      200: { description: '成功', content: { 'application/json': { schema: withMark(route.answer) } } },
      ...describeProblems(problems),
    },
  });
  api.get(route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const answer = await route.handle(c);
    if (answer instanceof Response) return answer;
    // Its candidates are still being verified.
    if ((answer as { exact?: unknown }).exact === false) c.set('provisional', true);
    const mark = partialOf(c);
    return c.json({ ...(route.answer.parse(answer) as object), ...(mark ? { partial: mark } : {}) });
  });
};

/** The parameters of a request; repeated ones stay repeated. */
export const paramsOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams;
