import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { ReadError } from '../reader.ts';
import { decodeText } from './decode.ts';
import { FORMATS } from './formats.ts';
import { readBytes } from './read-bytes.ts';
import { createRowReader, type Row, type Rows } from './rows.ts';
import { fieldOfColumn, readStatedRow } from './stated-row.ts';

/** Held whole, for its encoding is told by all of it. Larger collections are jsonl. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_ROW = 16 * 1024 * 1024;
/** The parser goes on to the end of what it was given after an error, and copies it for every further one. */
const CHUNK = 4 * 1024;

interface Parsed {
  readonly record: readonly string[];
  /** As it stands in the file, its line break included. */
  readonly raw: string;
}

/** Comma, or what spreadsheets write instead: whichever the header has most of. */
const delimiterOf = (text: string): string => {
  const header = text.slice(0, text.search(/[\r\n]|$/u));
  const count = (mark: string): number => header.split(mark).length;
  return [',', '\t', ';'].reduce((best, next) => (count(next) > count(best) ? next : best));
};

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK);
}

const toRecord = (header: readonly string[], cells: readonly string[]): Record<string, string> => {
  if (cells.length > header.length && cells.slice(header.length).some((cell) => cell.trim() !== ''))
    throw new ReadError(`有 ${cells.length} 栏，多于表头的 ${header.length} 栏；含逗号的内容请加引号`);
  return Object.fromEntries(header.map((column, i) => [column, cells[i] ?? '']));
};

const checkHeader = (header: readonly string[], name: string): void => {
  const fields = header.map(fieldOfColumn);
  if (fields.includes('text') || fields.includes('file')) return;
  throw new ReadError(
    `${name}：表头里没有“正文”（text）或“文件”（file）一栏，不是报告的清单（表头是：${header.join('、').slice(0, 200)}）。`,
  );
};

const explain = ({ code, records }: CsvError): string =>
  code === 'CSV_MAX_RECORD_SIZE'
    ? `第 ${Number(records) + 1} 行超过 ${MAX_ROW / 1024 / 1024} MB，多半是引号没有配对；从这一行起没有读。`
    : `第 ${Number(records) + 1} 行起不是合法的 csv（引号没有配对，或引号后有多余的字），没有读。`;

/** Tables with a header row in any encoding of Chinese. A row is kept with the header before it, so that it can be read alone. */
export const csvRows: Rows = {
  format: FORMATS.csv,
  mediaType: 'text/csv; charset=utf-8',
  async *rowsOf(file, open): AsyncGenerator<Row> {
    const name = file.sourcePath;
    const { text } = decodeText(await readBytes(file, open, MAX_BYTES), name);
    const source = Readable.from(chunksOf(text));
    const parser = source.pipe(
      parse({
        delimiter: delimiterOf(text),
        raw: true,
        relax_column_count: true,
        max_record_size: MAX_ROW,
        // Else the rows that were read well would be thrown away with the one that was not.
        skip_records_with_error: true,
      }),
    );
    let broken: CsvError | undefined;
    parser.on('skip', (error: CsvError) => {
      broken ??= error;
      source.unpipe(parser);
      parser.end();
    });
    let header: readonly string[] | undefined;
    let head = '';
    let lineBreak = '\n';
    let number = 0;
    for await (const { record, raw } of parser as AsyncIterable<Parsed>) {
      // What it made of the rest is no row of the table.
      if (broken && number >= Number(broken.records)) break;
      number++;
      if (!header) {
        header = record.map((column) => column.trim());
        checkHeader(header, name);
        // The parser gives the first half of a break.
        if (raw.endsWith('\r')) lineBreak = '\r\n';
        head = raw.replace(/[\r\n]+$/u, '') + lineBreak;
        continue;
      }
      if (record.every((cell) => cell.trim() === '')) continue;
      const columns = header;
      yield {
        number,
        bytes: Buffer.from(head + raw.replace(/[\r\n]+$/u, '') + lineBreak),
        read: () => readStatedRow(toRecord(columns, record)),
      };
    }
    if (broken) throw new ReadError(`${name}：${explain(broken)}`, { cause: broken });
  },
};

/** A bad row fails by its number and the rest go on. */
export const csvReader = createRowReader(csvRows);
