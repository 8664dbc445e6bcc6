import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { trendAnswerSchema } from '../domain/trend.ts';
import type { Queries } from '../queries/queries.ts';
import { searchRequestSchema } from '../queries/request.ts';
import { MAX_SERIES, parseTrendRequest } from '../queries/trend.ts';
import { mount, paramsOf } from './route.ts';

export const trendQuerySchema = searchRequestSchema
  .omit({ page: true, pageSize: true, sort: true, group: true })
  .partial()
  .extend({ q: z.array(searchRequestSchema.shape.q).min(1).max(MAX_SERIES) });

export const mountTrend = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/trend',
    summary: '几个检索式逐年的段落数、报告数、出现次数，以及各年收录了多少',
    query: trendQuerySchema,
    answer: trendAnswerSchema,
    handle: (c) => queries.trend(parseTrendRequest(paramsOf(c))),
  });
