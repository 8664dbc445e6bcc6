import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CompareAnswer } from '../domain/compare.ts';
import type { ConcordanceLine } from '../domain/concordance.ts';
import type { TakenName } from '../domain/query.ts';
import { paragraphPath } from '../domain/reading-place.ts';
import { ROLE_LABELS } from '../domain/role.ts';
import type { TrendAnswer } from '../domain/trend.ts';
import { parseCompareRequest } from '../queries/compare.ts';
import { type ConcordanceRequest, parseConcordanceRequest } from '../queries/concordance.ts';
import type { Edition, Queries } from '../queries/queries.ts';
import { parseTrendRequest } from '../queries/trend.ts';
import { compareQuerySchema } from './compare.ts';
import { concordanceQuerySchema } from './concordance.ts';
import { type CsvCell, toCsv } from './csv.ts';
import { describeFile, type FileRoute, paramsOf } from './route.ts';
import { trendQuerySchema } from './trend.ts';

/** A row for each query and year, as statistics programs want it; the last of each query has no year. */
const TREND_HEADER = [
  '检索式',
  '年份',
  '段落数',
  '报告数',
  '出现次数',
  '收录报告数',
  '收录段落数',
  '收录字数',
  '提及报告占比',
  '每万字出现次数',
];

/** Empty where nothing is held. */
const ratio = (part: number, whole: number, scale = 1): CsvCell =>
  whole === 0 ? '' : Number(((part / whole) * scale).toFixed(6));

const trendRows = ({ series, totals, undated }: TrendAnswer): CsvCell[][] =>
  series.flatMap(({ q, points, undated: rest }) =>
    [
      ...points.map((point, n) => ({ point, held: totals[n], year: point.year as CsvCell })),
      { point: rest, held: undated, year: '不详' },
    ].flatMap(({ point, held, year }) =>
      held === undefined || (year === '不详' && held.reports === 0)
        ? []
        : [
            [
              q,
              year,
              point.paragraphs,
              point.reports,
              point.occurrences,
              held.reports,
              held.paragraphs,
              held.characters,
              ratio(point.reports, held.reports),
              ratio(point.occurrences, held.characters, 10_000),
            ],
          ],
    ),
  );

const ROW_NAMES = { institution: '机构', region: '地区', level: '层级', query: '检索式' } as const;
const COL_NAMES = { year: '年份', topic: '主题', role: '环节', query: '检索式' } as const;

const compareRows = ({ rows, cols, cells }: CompareAnswer): CsvCell[][] => {
  const label = new Map(cols.map((col) => [col.value, col.label]));
  const place = new Map(rows.map((row) => [row.value, row]));
  return cells.flatMap((cell) => {
    const row = place.get(cell.row);
    return row
      ? [
          [
            cell.row,
            label.get(cell.col) ?? cell.col,
            cell.reportsHeld === 0 ? '未收录' : cell.paragraphs === 0 ? '未提及' : '提及',
            cell.paragraphs,
            cell.reports,
            cell.occurrences,
            cell.reportsHeld,
            cell.characters,
            ratio(cell.reports, cell.reportsHeld),
            ratio(cell.occurrences, cell.characters, 10_000),
          ],
        ]
      : [];
  });
};

const LINE_HEADER = ['左', '命中', '右', '环节', '年份', '机构', '报告', '段落编号', '本站链接'];

const lineRow = (line: ConcordanceLine, origin: string): CsvCell[] => [
  line.left,
  line.match,
  line.right,
  ROLE_LABELS[line.role],
  line.year ?? '',
  line.institution ?? '',
  line.title,
  line.paragraphId,
  `${origin}${paragraphPath(line.reportId, line.ordinal)}`,
];

const NOTED_OTHERWISE = new Set(['q', 'mode', 'synonyms', 'lang', 'page', 'pageSize']);

/** What makes a figure reproducible: the very address that gives it again, and the state of collection and dictionary. */
const notesOf = (
  c: Context,
  origin: string,
  what: string,
  { collection, changedAt, dictionary }: Edition,
  taken: readonly TakenName[] = [],
): [string, string][] => {
  const params = paramsOf(c);
  const filters = [...params].filter(([name]) => !NOTED_OTHERWISE.has(name));
  return [
    ['政搜', what],
    ...params.getAll('q').map((q): [string, string] => ['检索式', q]),
    ['匹配方式', params.get('mode') === 'smart' ? '智能 smart' : '精确 exact'],
    ['同义词', params.get('synonyms') === '1' ? '计入' : '不计'],
    ...filters.map(([name, value]): [string, string] => ['条件', `${name}=${value}`]),
    ...taken.map((one): [string, string] => ['理解为', `${one.given} → ${one.taken.join('、')}`]),
    ['收录版本', `${collection}${changedAt === null ? '' : `（${changedAt} 更新）`}`],
    ['词典版本', dictionary],
    ['导出时间', new Date().toISOString()],
    ['地址', `${origin}${c.req.path}?${params}`],
  ];
};

const respond = (
  c: Context,
  body: Readable,
  kind: string,
  extension: 'csv' | 'jsonl',
  { collection }: Edition,
): Response => {
  const day = new Date().toISOString().slice(0, 10);
  return c.body(Readable.toWeb(body) as ReadableStream, 200, {
    'content-type': extension === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    'content-disposition': `attachment; filename="zhengsou-${kind}-v${collection}-${day}.${extension}"`,
  });
};

/** A failure before the first line is still a status. */
const begun = async <T>(rows: AsyncIterable<T>): Promise<AsyncIterable<T>> => {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
};

/** Each line says by itself what it was found with, so that it can be quoted and found again. */
const toJsonLines = async function* (
  lines: AsyncIterable<ConcordanceLine>,
  { q, mode, synonyms }: ConcordanceRequest,
  { collection, dictionary }: Edition,
): AsyncGenerator<string> {
  const exportedAt = new Date().toISOString();
  for await (const line of lines)
    yield `${JSON.stringify({ ...line, q, mode, synonyms, collection, dictionary, exportedAt })}\n`;
};

interface File extends FileRoute {
  readonly handle: (c: Context) => Promise<Response>;
}

const mountFile = (api: OpenAPIHono, { handle, ...file }: File): void => {
  describeFile(api, file);
  api.get(file.path, handle);
};

/** Trend, compare and concordance as files: complete, whatever their size, with all that it takes to count them again. */
export const mountCountedFiles = (api: OpenAPIHono, queries: Queries, publicUrl: string): void => {
  mountFile(api, {
    path: '/api/trend.csv',
    summary: '趋势的全部数字，可直接用表格软件打开',
    description: '一行一个检索式的一年；开头以 # 起首的各行载明检索式、条件和版本',
    mediaType: 'text/csv',
    query: trendQuerySchema,
    handle: async (c) => {
      const request = parseTrendRequest(paramsOf(c));
      const [answer, edition] = await Promise.all([queries.trend(request), queries.edition()]);
      const notes = notesOf(c, publicUrl, '趋势', edition, answer.taken);
      return respond(c, toCsv(notes, TREND_HEADER, trendRows(answer)), 'trend', 'csv', edition);
    },
  });
  mountFile(api, {
    path: '/api/compare.csv',
    summary: '对比的全部行与列，可直接用表格软件打开',
    description: '一行一格，行数不设上限；开头以 # 起首的各行载明检索式、条件和版本',
    mediaType: 'text/csv',
    query: compareQuerySchema,
    handle: async (c) => {
      const request = { ...parseCompareRequest(paramsOf(c)), most: Number.POSITIVE_INFINITY };
      const [answer, edition] = await Promise.all([queries.compare(request), queries.edition()]);
      const header = [
        ROW_NAMES[request.rows],
        COL_NAMES[request.cols],
        '状态',
        ...TREND_HEADER.slice(2, 6),
        ...TREND_HEADER.slice(7),
      ];
      const notes = notesOf(c, publicUrl, '对比', edition, answer.taken);
      return respond(c, toCsv(notes, header, compareRows(answer)), 'compare', 'csv', edition);
    },
  });
  mountFile(api, {
    path: '/api/concordance.csv',
    summary: '语境的全部各处，流式，不设上限',
    description: '一行一处，按报告和段落的次序；开头以 # 起首的各行载明检索式、条件和版本',
    mediaType: 'text/csv',
    query: concordanceQuerySchema.omit({ sort: true, page: true, pageSize: true }),
    handle: async (c) => {
      const edition = await queries.edition();
      const lines = await begun(queries.concordanceLines(parseConcordanceRequest(paramsOf(c))));
      const rows = (async function* () {
        for await (const line of lines) yield lineRow(line, publicUrl);
      })();
      const notes = notesOf(c, publicUrl, '语境', edition);
      return respond(c, toCsv(notes, LINE_HEADER, rows), 'concordance', 'csv', edition);
    },
  });
  mountFile(api, {
    path: '/api/concordance.jsonl',
    summary: '语境的全部各处，流式，不设上限',
    description: '一行一处，按报告和段落的次序；每行带检索式和版本',
    mediaType: 'application/x-ndjson',
    query: concordanceQuerySchema.omit({ sort: true, page: true, pageSize: true }),
    handle: async (c) => {
      const edition = await queries.edition();
      const request = parseConcordanceRequest(paramsOf(c));
      const lines = await begun(queries.concordanceLines(request));
      const body = Readable.from(toJsonLines(lines, request, edition), { objectMode: false });
      return respond(c, body, 'concordance', 'jsonl', edition);
    },
  });
};
