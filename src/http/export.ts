import { Readable } from 'node:stream';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ExportRow, Queries } from '../queries/queries.ts';
import { choiceIn, parseSearchRequest, searchRequestSchema } from '../queries/request.ts';
import { CITATION_FORMATS, CITATION_WRITERS } from '../text/citations/formats.ts';
import { type Colophon, createColophon, toHeaders } from './export/colophon.ts';
import { toCsv, toJsonl } from './export/paragraphs.ts';
import { toReferences } from './export/references.ts';
import { describeProblems, paramsOf } from './route.ts';

const FORMATS = ['jsonl', 'csv', ...CITATION_FORMATS] as const;
type Format = (typeof FORMATS)[number];

const kindOf = (format: Format): { mediaType: string; extension: string } => {
  switch (format) {
    case 'jsonl':
      return { mediaType: 'application/x-ndjson; charset=utf-8', extension: 'jsonl' };
    case 'csv':
      return { mediaType: 'text/csv; charset=utf-8', extension: 'csv' };
    default:
      return CITATION_WRITERS[format];
  }
};

/** Bytes of a whole export. An engine that goes away half way breaks the download off, so that nobody takes a part for all. */
const toStream = (
  rows: AsyncIterable<ExportRow>,
  format: Format,
  origin: string,
  colophon: Colophon,
): Readable => {
  switch (format) {
    case 'jsonl':
      return toJsonl(rows);
    case 'csv':
      return toCsv(rows, origin, colophon);
    default:
      return toReferences(rows, origin, colophon, format);
  }
};

export const mountExport = (api: OpenAPIHono, queries: Queries, publicUrl: string): void => {
  const origin = publicUrl.replace(/\/+$/, '');
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/api/export',
    summary:
      '导出全部命中，流式，不设上限；不给 q 时导出全部。jsonl、csv 逐段，bibtex、ris、gbt7714 每份报告一条；检索式、时间、收录版本和词典版本在应答头 Zhengsou-* 中，csv 与文献格式的文件里也有',
    request: {
      query: searchRequestSchema
        .omit({ page: true, pageSize: true, sort: true, group: true })
        .partial()
        .extend({ format: z.enum(FORMATS).optional() }),
    },
    responses: {
      200: {
        description:
          'jsonl：一行一个段落；csv：可直接用表格软件打开；bibtex、ris、gbt7714：参考文献，每份报告一条，命中的段落列在附注里（gbt7714 不列）',
        content: {
          'application/x-ndjson': { schema: z.string() },
          'text/csv': { schema: z.string() },
          'application/x-bibtex': { schema: z.string() },
          'application/x-research-info-systems': { schema: z.string() },
          'text/plain': { schema: z.string() },
        },
      },
      ...describeProblems([400, 503]),
    },
  });
  api.get('/api/export', async (c) => {
    const params = paramsOf(c);
    const format = choiceIn(params, 'format', FORMATS, 'jsonl');
    const request = parseSearchRequest(params);
    const colophon = createColophon(params, origin, await queries.edition());
    const rows = queries.exportMatches(request);
    // The first row is fetched before the headers go out, so that a failure is still a status.
    const first = await rows[Symbol.asyncIterator]().next();
    const all = (async function* () {
      if (first.done) return;
      yield first.value;
      yield* rows;
    })();
    const { mediaType, extension } = kindOf(format);
    const { edition, exportedAt } = colophon;
    const name = `zhengsou-v${edition.collection}-${exportedAt.slice(0, 10)}.${extension}`;
    return c.body(Readable.toWeb(toStream(all, format, origin, colophon)) as ReadableStream, 200, {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      ...toHeaders(colophon),
    });
  });
};
