import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { CONCORDANCE_SORTS, concordanceAnswerSchema } from '../domain/concordance.ts';
import { parseConcordanceRequest } from '../queries/concordance.ts';
import type { Queries } from '../queries/queries.ts';
import { searchRequestSchema } from '../queries/request.ts';
import { mount, paramsOf } from './route.ts';

export const concordanceQuerySchema = searchRequestSchema
  .omit({ sort: true, group: true })
  .partial()
  .extend({
    q: searchRequestSchema.shape.q,
    sort: z.enum(CONCORDANCE_SORTS).optional(),
    width: z.string().optional(),
  });

export const mountConcordance = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/concordance',
    summary: '语境：检索词的每一处，连同左右的文字',
    query: concordanceQuerySchema,
    answer: concordanceAnswerSchema,
    handle: (c) => queries.concordance(parseConcordanceRequest(paramsOf(c))),
  });
