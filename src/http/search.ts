import type { OpenAPIHono } from '@hono/zod-openapi';
import { searchAnswerSchema } from '../domain/hit.ts';
import type { Queries } from '../queries/queries.ts';
import { parseSearchRequest, searchRequestSchema } from '../queries/request.ts';
import { mount, paramsOf } from './route.ts';

export const mountSearch = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/search',
    summary: '检索段落，并按地区、机构、年份、主题、环节、层级、文种计数',
    query: searchRequestSchema.partial(),
    answer: searchAnswerSchema,
    handle: (c) => queries.search(parseSearchRequest(paramsOf(c))),
  });
