import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { RepeatedFrom } from '../../domain/paragraph.ts';
import { formatRegion } from '../../domain/region.ts';
import { ROLE_LABELS } from '../../domain/role.ts';
import { TOPIC_LABELS } from '../../domain/topic.ts';
import type { ExportRow } from '../../queries/queries.ts';
import { permalinkOf } from '../../text/permalink.ts';
import { asText } from '../csv.ts';
import { type Colophon, sayColophon } from './colophon.ts';

const sayRepeated = (from: RepeatedFrom | null): string =>
  from === null ? '' : `${from.year}${from.figuresChanged ? '（数字不同）' : ''}`;

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
  ['固定链接', (row, origin) => origin + permalinkOf(row)],
  ['来源', (row) => row.report.sourceUrl ?? ''],
  ['与往年相同', (row) => sayRepeated(row.repeatedFrom)],
];
/**
 * Said once, in the first row. Notes above the header, which tables of numbers have, would not do here: a program told to skip
 * `#` also cuts the paragraphs in which one stands.
 */
const COLOPHON_COLUMN = '导出说明';

/** One flat object a line, as tables and scripts want it: the paragraph, then what its report says of itself. */
const toLine = ({ report: { id: _, ...report }, ...paragraph }: ExportRow): string =>
  `${JSON.stringify({ ...paragraph, ...report })}\n`;

const toLines = async function* (rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  for await (const row of rows) yield toLine(row);
};

export const toJsonl = (rows: AsyncIterable<ExportRow>): Readable =>
  Readable.from(toLines(rows), { objectMode: false });

const toRecords = async function* (rows: AsyncIterable<ExportRow>, origin: string, colophon: Colophon) {
  let said = sayColophon(colophon).join(' · ');
  for await (const row of rows) {
    yield [...COLUMNS.map(([, cell]) => cell(row, origin)), said];
    said = '';
  }
};

/** The byte order mark makes Excel read it as UTF-8. */
export const toCsv = (rows: AsyncIterable<ExportRow>, origin: string, colophon: Colophon): Readable =>
  pipeline(
    Readable.from(toRecords(rows, origin, colophon)),
    stringify({
      header: true,
      columns: [...COLUMNS.map(([name]) => name), COLOPHON_COLUMN],
      bom: true,
      record_delimiter: 'windows',
    }),
    () => {},
  );
