import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { FACET_NAMES, facetSchema } from '../domain/facet.ts';
import { fault } from '../domain/faults/fault.ts';
import { InvalidRequest } from '../domain/problem.ts';
import type { Queries } from '../queries/queries.ts';
import { parseSearchRequest, searchRequestSchema } from '../queries/request.ts';
import { mount, paramsOf } from './route.ts';

const MAX_SOUGHT_LENGTH = 100;
const nameSchema = z.enum(FACET_NAMES);

export const mountFacets = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/facets/{name}',
    summary: '在一个筛选项的取值中查找',
    params: z.object({ name: nameSchema }),
    query: searchRequestSchema.partial().extend({ query: z.string().max(MAX_SOUGHT_LENGTH).optional() }),
    answer: facetSchema,
    handle: async (c) => {
      const params = paramsOf(c);
      const name = nameSchema.safeParse(c.req.param('name'));
      if (!name.success)
        throw new InvalidRequest('name', fault('unknownFacet', { allowed: FACET_NAMES.join(' · ') }));
      const sought = params.get('query') ?? '';
      if (sought.length > MAX_SOUGHT_LENGTH)
        throw new InvalidRequest('query', fault('soughtTooLong', { most: MAX_SOUGHT_LENGTH }));
      return queries.facetValues(name.data, sought, parseSearchRequest(params));
    },
  });
