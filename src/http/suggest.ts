import type { OpenAPIHono } from '@hono/zod-openapi';
import { suggestAnswerSchema } from '../domain/suggest.ts';
import type { Queries } from '../queries/queries.ts';
import { searchRequestSchema } from '../queries/request.ts';
import { parseSuggestRequest } from '../queries/suggest.ts';
import { mount, paramsOf } from './route.ts';

export const mountSuggest = (api: OpenAPIHono, queries: Queries): void =>
  mount(api, {
    path: '/api/suggest',
    summary: '补全正在输入的词：收录里的词语、机构和标题，也认拼音和首字母（ljfl → 垃圾分类）',
    query: searchRequestSchema.pick({ q: true }).partial(),
    answer: suggestAnswerSchema,
    handle: (c) => queries.suggest(parseSuggestRequest(paramsOf(c))),
  });
