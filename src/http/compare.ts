import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { COMPARE_COLS, COMPARE_ROWS, compareAnswerSchema } from '../domain/compare.ts';
import { MAX_COMPARED, parseCompareRequest } from '../queries/compare.ts';
import type { Queries } from '../queries/queries.ts';
import { searchRequestSchema } from '../queries/request.ts';
import { mount, paramsOf } from './route.ts';

export const compareQuerySchema = searchRequestSchema
  .omit({ page: true, pageSize: true, sort: true, group: true })
  .partial()
  .extend({
    q: z.array(searchRequestSchema.shape.q).min(1).max(MAX_COMPARED),
    rows: z.enum(COMPARE_ROWS).optional(),
    cols: z.enum(COMPARE_COLS).optional(),
    depth: z.enum(['1', '2', '3', '4']).optional(),
  });

export const mountCompare = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/compare',
    summary: '机构、地区或层级对年份、主题、环节或一组检索式的完整计数表',
    query: compareQuerySchema,
    answer: compareAnswerSchema,
    handle: (c) => queries.compare(parseCompareRequest(paramsOf(c))),
  });
