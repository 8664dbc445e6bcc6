import type { OpenAPIHono } from '@hono/zod-openapi';
import { relatedAnswerSchema } from '../domain/related.ts';
import type { Queries } from '../queries/queries.ts';
import { parseSearchRequest, searchRequestSchema } from '../queries/request.ts';
import { mount, paramsOf } from './route.ts';

export const mountRelated = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/related',
    summary: '命中的段落里格外突出的词：与全部收录相比（对数似然比）',
    query: searchRequestSchema.omit({ page: true, pageSize: true, sort: true, group: true }).partial(),
    answer: relatedAnswerSchema,
    handle: (c) => queries.related(parseSearchRequest(paramsOf(c))),
  });
