import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/** A cell that begins so would be run as a formula by a spreadsheet; some take the full-width signs as well. */
export const asText = (cell: string): string =>
  /^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(cell) ? `'${cell}` : cell;

export type CsvCell = string | number;

const toRecord = (cells: readonly CsvCell[]): CsvCell[] =>
  cells.map((cell) => (typeof cell === 'string' ? asText(cell) : cell));

/**
 * A table as spreadsheets want it: the byte order mark makes Excel read it as UTF-8, lines end in CR LF, and no cell is run.
 * `notes` stand above the header, each beginning with `#`, which R and pandas skip when told so. A failure half way breaks
 * the download off, so that nobody takes a part for all.
 */
export const toCsv = (
  notes: readonly (readonly [string, string])[],
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
): Readable => {
  const records = async function* () {
    for (const [name, value] of notes) yield [`# ${name}`, asText(value.replace(/[\r\n]+/g, ' '))];
    yield header;
    for await (const row of rows) yield toRecord(row);
  };
  return pipeline(Readable.from(records()), stringify({ bom: true, record_delimiter: 'windows' }), () => {});
};
