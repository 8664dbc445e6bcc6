import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Queries } from '../queries/queries.ts';
import { parseSuggestRequest } from '../queries/suggest.ts';
import { describeProblems, paramsOf } from './route.ts';
import { element, escapeXml } from './xml.ts';

const text = (name: string, content: string): string => element(name, {}, escapeXml(content));

const SUGGESTIONS = 'application/x-suggestions+json';

/** What was typed, and what the box would hold for each suggestion: the form that browsers read. */
const suggestionsSchema = z.tuple([z.string(), z.array(z.string())]);

/** Reports are left out: a browser searches for what is chosen, and cannot open them. */
const mountSuggestions = (api: OpenAPIHono, queries: Queries): void => {
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/opensearch/suggest',
    summary: '浏览器地址栏里的补全：[输入的字, [补全]]',
    request: { query: z.object({ q: z.string().optional() }) },
    responses: {
      200: { description: '成功', content: { [SUGGESTIONS]: { schema: suggestionsSchema } } },
      ...describeProblems([400, 503]),
    },
  });
  api.get('/opensearch/suggest', async (c) => {
    const { q, suggestions } = await queries.suggest(parseSuggestRequest(paramsOf(c)));
    const answer: z.infer<typeof suggestionsSchema> = [q, suggestions.flatMap(({ query }) => query ?? [])];
    return c.body(JSON.stringify(answer), 200, {
      'content-type': `${SUGGESTIONS}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
  });
};

/** OpenSearch 1.1: lets a browser search here from its address bar, with suggestions while one types. */
export const mountOpenSearch = (api: OpenAPIHono, queries: Queries, publicUrl: string): void => {
  mountSuggestions(api, queries);
  const origin = publicUrl.replace(/\/+$/, '');
  const document = element(
    'OpenSearchDescription',
    { xmlns: 'http://a9.com/-/spec/opensearch/1.1/' },
    text('ShortName', '政搜'),
    text('Description', '逐段检索中国政府工作报告'),
    text('InputEncoding', 'UTF-8'),
    text('Language', 'zh-CN'),
    element(
      'Image',
      { width: '32', height: '32', type: 'image/svg+xml' },
      escapeXml(`${origin}/assets/favicon.svg`),
    ),
    element('Url', { type: 'text/html', template: `${origin}/?q={searchTerms}` }),
    element('Url', {
      type: SUGGESTIONS,
      rel: 'suggestions',
      template: `${origin}/opensearch/suggest?q={searchTerms}`,
    }),
    element('Url', { type: 'application/atom+xml', template: `${origin}/feed.atom?q={searchTerms}` }),
    element('Url', {
      type: 'application/opensearchdescription+xml',
      rel: 'self',
      template: `${origin}/opensearch.xml`,
    }),
  );
  api.get('/opensearch.xml', (c) =>
    c.body(`<?xml version="1.0" encoding="utf-8"?>\n${document}\n`, 200, {
      'content-type': 'application/opensearchdescription+xml; charset=utf-8',
      'cache-control': 'public, max-age=86400',
      'x-content-type-options': 'nosniff',
    }),
  );
};
