import type { OpenAPIHono } from '@hono/zod-openapi';
import { element, escapeXml } from './xml.ts';

const text = (name: string, content: string): string => element(name, {}, escapeXml(content));

/** OpenSearch 1.1: lets a browser search here from its address bar. */
export const mountOpenSearch = (api: OpenAPIHono, publicUrl: string): void => {
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
