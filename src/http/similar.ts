import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { fault } from '../domain/faults/fault.ts';
import { similarAnswerSchema } from '../domain/similar.ts';
import type { Queries } from '../queries/queries.ts';
import { notFound, sendProblem } from './problem.ts';
import { mount } from './route.ts';

export const mountSimilar = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/paragraphs/{id}/similar',
    summary: '其他报告中与这一段最相近的段落，至多十段，最相近的在前',
    params: z.object({ id: z.string() }),
    answer: similarAnswerSchema,
    problems: [404],
    handle: async (c) => {
      const similar = await queries.similar(c.req.param('id') ?? '');
      return similar === null ? sendProblem(c, notFound(fault('noParagraph'))) : { similar: [...similar] };
    },
  });
