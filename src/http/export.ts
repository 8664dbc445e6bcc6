import { pipeline, Readable } from 'node:stream';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify';
import { InvalidRequest } from '../domain/problem.ts';
import { formatRegion } from '../domain/region.ts';
import { ROLE_LABELS } from '../domain/role.ts';
import { TOPIC_LABELS } from '../domain/topic.ts';
import type { ExportRow, Queries } from '../queries/queries.ts';
import { parseSearchRequest, searchRequestSchema } from '../queries/request.ts';
import { asText } from './csv.ts';
import { describeProblems, paramsOf } from './route.ts';

const FORMATS = ['jsonl', 'csv'] as const;

const COLUMNS: readonly (readonly [string, (row: ExportRow, origin: string) => string | number])[] = [
  ['段落编号', (row) => row.id],
  ['正文', (row) => asText(row.text)],
  ['标题路径', (row) => asText(row.headings.join(' › '))],
  ['环节', (row) => ROLE_LABELS[row.role]],
  ['年份', (row) => row.year ?? ''],
  ['主题', (row) => row.topics.map((topic) => TOPIC_LABELS[topic]).join('；')],
  ['报告', (row) => asText(row.report.title)],
  ['机构', (row) => asText(row.report.institution ?? '')],
  ['地区', (row) => asText(formatRegion(row.report.region))],
  ['层级', (row) => row.report.level ?? ''],
  ['文种', (row) => row.report.docType],
  ['发布日期', (row) => row.report.publishedOn ?? ''],
  ['本站链接', (row, origin) => `${origin}/reports/${row.reportId}#p${row.ordinal}`],
  ['来源', (row) => row.report.sourceUrl ?? ''],
];

/** One flat object a line, as tables and scripts want it: the paragraph, then what its report says of itself. */
const toLine = ({ report: { id: _, ...report }, ...paragraph }: ExportRow): string =>
  `${JSON.stringify({ ...paragraph, ...report })}\n`;

const toLines = async function* (rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  for await (const row of rows) yield toLine(row);
};

const toRecords = async function* (rows: AsyncIterable<ExportRow>, origin: string) {
  for await (const row of rows) yield COLUMNS.map(([, cell]) => cell(row, origin));
};

/** The byte order mark makes Excel read it as UTF-8. */
const createCsvWriter = () =>
  stringify({
    header: true,
    columns: COLUMNS.map(([name]) => name),
    bom: true,
    record_delimiter: 'windows',
  });

/** Bytes of a whole export. An engine that goes away half way breaks the download off, so that nobody takes a part for all. */
const toStream = (
  rows: AsyncIterable<ExportRow>,
  format: (typeof FORMATS)[number],
  origin: string,
): Readable =>
  format === 'csv'
    ? pipeline(Readable.from(toRecords(rows, origin)), createCsvWriter(), () => {})
    : Readable.from(toLines(rows), { objectMode: false });

export const mountExport = (api: OpenAPIHono, queries: Queries, publicUrl: string): void => {
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/api/export',
    summary: '导出全部命中的段落，流式，不设上限；不给 q 时导出全部段落',
    request: {
      query: searchRequestSchema
        .omit({ page: true, pageSize: true, sort: true, group: true })
        .partial()
        .extend({ format: z.enum(FORMATS).optional() }),
    },
    responses: {
      200: {
        description: 'jsonl：一行一个段落；csv：可直接用表格软件打开',
        content: { 'application/x-ndjson': { schema: z.string() }, 'text/csv': { schema: z.string() } },
      },
      ...describeProblems([400, 503]),
    },
  });
  api.get('/api/export', async (c) => {
    const params = paramsOf(c);
    const format = params.get('format') || 'jsonl';
    if (format !== 'jsonl' && format !== 'csv')
      throw new InvalidRequest('format', `参数 format 的值无效。可用的值：${FORMATS.join(' · ')}`);
    const rows = queries.exportMatches(parseSearchRequest(params));
    // The first row is fetched before the headers go out, so that a failure is still a status.
    const first = await rows[Symbol.asyncIterator]().next();
    const all = (async function* () {
      if (first.done) return;
      yield first.value;
      yield* rows;
    })();
    return c.body(Readable.toWeb(toStream(all, format, publicUrl)) as ReadableStream, 200, {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="zhengsou.${format}"`,
    });
  });
};
