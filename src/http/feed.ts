import { createHash } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { FACET_NAMES } from '../domain/facet.ts';
import type { Hit, HitReport } from '../domain/hit.ts';
import { paragraphPath } from '../domain/reading-place.ts';
import { formatRegion } from '../domain/region.ts';
import { labelOf } from '../queries/facets.ts';
import type { FeedEntry } from '../queries/feed.ts';
import type { Edition, Queries } from '../queries/queries.ts';
import {
  formatSearchRequest,
  parseSearchRequest,
  type SearchRequest,
  searchRequestSchema,
} from '../queries/request.ts';
import { describeProblems, paramsOf } from './route.ts';
import { element, escapeXml } from './xml.ts';

const text = (name: string, content: string): string => element(name, {}, escapeXml(content));

/**
 * Atom wants a time for every entry. A report that is known by its year only counts as of the end of that year, one without
 * any date as of the beginning of time: never as of the last load, which would show it as new after every load.
 */
const updatedAt = ({ publishedOn, reportYear }: HitReport): string => {
  if (publishedOn !== null) return `${publishedOn}T00:00:00+08:00`;
  return reportYear === null ? '1970-01-01T00:00:00Z' : `${reportYear}-12-31T00:00:00+08:00`;
};

/** What is searched for, in a line. */
const describe = (request: SearchRequest): string => {
  const values = FACET_NAMES.flatMap((name) => request[name].map((value) => labelOf(name, String(value))));
  const { yearFrom, yearTo, publishedFrom, publishedTo } = request;
  const ranges = [
    yearFrom === null && yearTo === null ? '' : `${yearFrom ?? ''}–${yearTo ?? ''} 年`,
    publishedFrom === null && publishedTo === null ? '' : `${publishedFrom ?? ''}–${publishedTo ?? ''} 发布`,
  ];
  const repeated = request.repeated === 'hide' ? ['略去照搬的段落'] : [];
  return [
    request.q.trim() || '全部报告',
    ...values,
    ...ranges.filter((range) => range !== ''),
    ...repeated,
  ].join(' · ');
};

/** A paragraph as HTML, which the feed then escapes as a whole. */
const quote = (hit: Hit, origin: string): string => {
  const marked = hit.fragments
    .map(({ text: piece, match }) => (match ? element('mark', {}, escapeXml(piece)) : escapeXml(piece)))
    .join('');
  const path = hit.headings.length > 0 ? text('p', hit.headings.join(' › ')) : '';
  const link = element(
    'a',
    { href: `${origin}${hit.links.paragraph}` },
    escapeXml(`第 ${hit.ordinal + 1} 段`),
  );
  return `${path}<blockquote><p>${marked}</p></blockquote><p>${link}</p>`;
};

const toEntry = ({ report, paragraphs, best }: FeedEntry, request: SearchRequest, origin: string): string => {
  const marks = formatSearchRequest({
    q: request.q,
    mode: request.mode,
    synonyms: request.synonyms,
  });
  const query = marks.toString();
  const address = `${origin}/reports/${report.id}${query ? `?${query}` : ''}`;
  const place = best[0] ? `${origin}${paragraphPath(report.id, best[0].ordinal, marks)}` : address;
  const region = formatRegion(report.region);
  return element(
    'entry',
    {},
    // The query is part of it: what another feed quotes of the same report is another entry.
    text('id', address),
    text('title', report.title),
    text('updated', updatedAt(report)),
    report.publishedOn === null ? '' : text('published', updatedAt(report)),
    element('link', { rel: 'alternate', type: 'text/html', href: place }),
    report.sourceUrl === null ? '' : element('link', { rel: 'via', href: report.sourceUrl }),
    report.institution === null ? '' : element('author', {}, text('name', report.institution)),
    element('category', { term: report.docType }),
    region === '' ? '' : element('category', { term: region }),
    text('summary', `${paragraphs} 段匹配`),
    element('content', { type: 'html' }, escapeXml(best.map((hit) => quote(hit, origin)).join(''))),
  );
};

/** RFC 4287, in Chinese as the reports are. Addresses are made of `origin`, which is configured. */
const toAtom = (
  request: SearchRequest,
  entries: readonly FeedEntry[],
  { changedAt }: Edition,
  origin: string,
): string => {
  const query = formatSearchRequest(request).toString();
  const self = `${origin}/feed.atom${query ? `?${query}` : ''}`;
  const feed = element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'zh-CN' },
    text('id', self),
    text('title', `政搜：${describe(request)}`),
    text('subtitle', '符合检索条件的报告，新的在前，各附最相关的段落'),
    text('updated', changedAt ?? '1970-01-01T00:00:00Z'),
    element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
    element('link', { rel: 'alternate', type: 'text/html', href: `${origin}/${query ? `?${query}` : ''}` }),
    element('author', {}, text('name', '政搜')),
    element('generator', {}, 'zhengsou'),
    ...entries.map((entry) => `\n${toEntry(entry, request, origin)}`),
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed}\n`;
};

/** Whether the reader has this very answer already. A tag that was sent decides alone (RFC 9110, 13.2.2). */
const isKnown = (headers: Headers, etag: string, changedAt: string | null): boolean => {
  const tags = headers.get('if-none-match');
  if (tags !== null) return tags.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === etag);
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  // The header has whole seconds only.
  return changedAt !== null && Math.floor(Date.parse(changedAt) / 1000) * 1000 <= since;
};

export const mountFeed = (api: OpenAPIHono, queries: Queries, publicUrl: string): void => {
  const origin = publicUrl.replace(/\/+$/, '');
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/feed.atom',
    summary: '符合条件的最新报告，Atom 订阅源；检索与筛选参数与 /api/search 相同',
    request: {
      query: searchRequestSchema.omit({ page: true, pageSize: true, sort: true, group: true }).partial(),
    },
    responses: {
      200: {
        description: 'RFC 4287；带 ETag 与 Last-Modified',
        content: { 'application/atom+xml': { schema: z.string() } },
      },
      304: { description: '没有变化' },
      ...describeProblems([400, 503]),
    },
  });
  api.get('/feed.atom', async (c) => {
    const request: SearchRequest = {
      ...parseSearchRequest(paramsOf(c)),
      page: 1,
      pageSize: 20,
      sort: 'relevance',
      group: 'none',
    };
    const edition = await queries.edition();
    const key = `${edition.collection} ${edition.dictionary} ${origin} ${formatSearchRequest(request)}`;
    const etag = `"${createHash('sha256').update(key).digest('hex').slice(0, 24)}"`;
    const validators = {
      etag,
      ...(edition.changedAt === null ? {} : { 'last-modified': new Date(edition.changedAt).toUTCString() }),
      'cache-control': 'no-cache',
    };
    if (isKnown(c.req.raw.headers, etag, edition.changedAt)) return c.body(null, 304, validators);
    const { entries, exact } = await queries.feed(request);
    return c.body(toAtom(request, entries, edition, origin), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...(exact ? validators : { 'cache-control': 'no-store' }),
    });
  });
};
