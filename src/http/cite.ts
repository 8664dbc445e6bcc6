import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { fault } from '../domain/faults/fault.ts';
import { paragraphId } from '../domain/paragraph.ts';
import type { Queries } from '../queries/queries.ts';
import { choiceIn } from '../queries/request.ts';
import { type Citation, citeReport, placeOf, todayInChina } from '../text/citations/citation.ts';
import { CITATION_FORMATS, CITATION_WRITERS, type CitationFormat } from '../text/citations/formats.ts';
import { toQuotation } from '../text/citations/gbt7714.ts';
import { notFound, sendProblem } from './problem.ts';
import { describeProblems, paramsOf } from './route.ts';

/** A citation marks nothing. */
const UNMARKED = { mode: 'exact', synonyms: false } as const;
const QUOTE_FORMATS = ['quote', ...CITATION_FORMATS] as const;

const readFormat = <T extends string>(params: URLSearchParams, formats: readonly [T, ...T[]]): T =>
  choiceIn(params, 'format', formats, formats[0]);

const send = (c: Context, citation: Citation, format: CitationFormat): Response => {
  const { mediaType, extension, write } = CITATION_WRITERS[format];
  return c.body(write(citation), 200, {
    'content-type': mediaType,
    ...(format === 'gbt7714'
      ? {}
      : { 'content-disposition': `attachment; filename="${citation.key}.${extension}"` }),
  });
};

const describe = (api: OpenAPIHono, path: string, summary: string, formats: readonly [string, ...string[]]) =>
  api.openAPIRegistry.registerPath({
    method: 'get',
    path,
    summary,
    request: {
      params: z.object({ id: z.string() }),
      query: z.object({ format: z.enum(formats).optional() }),
    },
    responses: {
      200: {
        description: '引文，纯文本或文献管理软件的格式',
        content: {
          'text/plain': { schema: z.string() },
          'application/x-bibtex': { schema: z.string() },
          'application/x-research-info-systems': { schema: z.string() },
        },
      },
      ...describeProblems([400, 404, 503]),
    },
  });

/** References to a report and to a paragraph, as a bibliography takes them. */
export const mountCite = (api: OpenAPIHono, queries: Queries, publicUrl: string): void => {
  const origin = publicUrl.replace(/\/+$/, '');
  const context = () => ({ origin, accessedOn: todayInChina() });

  describe(api, '/api/reports/{id}/cite', '一份报告的引文', CITATION_FORMATS);
  api.get('/api/reports/:id/cite', async (c) => {
    const format = readFormat(paramsOf(c), CITATION_FORMATS);
    // Its first paragraph tells of the report, and every report has one; reading all of them would tell no more.
    const found = await queries.paragraph(paragraphId(c.req.param('id'), 0), '', UNMARKED);
    if (!found) return sendProblem(c, notFound(fault('noReport')));
    return send(c, citeReport(found.report, [], context()), format);
  });

  describe(api, '/api/paragraphs/{id}/cite', '一个段落的引文；quote 为原文加 GB/T 7714 引文', QUOTE_FORMATS);
  api.get('/api/paragraphs/:id/cite', async (c) => {
    const format = readFormat(paramsOf(c), QUOTE_FORMATS);
    const found = await queries.paragraph(c.req.param('id'), '', UNMARKED);
    if (!found) return sendProblem(c, notFound(fault('noParagraph')));
    const citation = citeReport(found.report, [placeOf(found.paragraph, origin)], context());
    return format === 'quote'
      ? c.text(`${toQuotation(found.paragraph.text, citation)}\n`)
      : send(c, citation, format);
  });
};
