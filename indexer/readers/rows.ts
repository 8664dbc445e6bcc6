import type { Readable } from 'node:stream';
import { parse } from 'parse5';
import { type RawLine, type RawReport, ReadError, type Reader, type SourceFile } from '../reader.ts';
import type { Format } from './formats.ts';
import { joinHardWraps } from './hard-wraps.ts';
import { linesOf } from './html-tree.ts';
import { describeUnknown, InvalidRow, type StatedRow } from './stated-row.ts';
import { splitLines } from './txt.ts';

/** One row of a table of reports. Reading it throws ReadError when it is none. */
export interface Row {
  /** 1-based line of jsonl, 1-based row of csv with its header as the first. */
  readonly number: number;
  /** What stands for the row by itself: it can be read again from these bytes alone. */
  readonly bytes: Uint8Array;
  readonly read: () => StatedRow;
}

export interface Rows {
  readonly format: Format;
  readonly mediaType: string;
  /** All rows of a file. Throws ReadError when it is no such table. */
  readonly rowsOf: (file: SourceFile, open: () => Readable) => AsyncIterable<Row>;
}

/** Tells columns that mean nothing to us once, with the first row that has them. */
export const createUnknownColumns = () => {
  const told = new Set<string>();
  return (columns: readonly string[]): string[] => {
    const news = columns.filter((column) => !told.has(column));
    for (const column of news) told.add(column);
    return news.length > 0 ? [describeUnknown(news)] : [];
  };
};

/** Tables filled from a site's own database have the text as the page has it. */
const MARKUP = /<(?:p|br|div|span|table|section)\b[^>]*>/giu;
const isMarkup = (text: string): boolean => (text.slice(0, 20_000).match(MARKUP)?.length ?? 0) >= 2;
const readText = (text: string): RawLine[] =>
  isMarkup(text) ? linesOf(parse(text)) : joinHardWraps(splitLines(text)).map((line) => ({ text: line }));

const toReport = (row: Row, { text, file, stated, warnings }: StatedRow, notes: readonly string[]) => ({
  lines: readText(text ?? ''),
  stated,
  bytes: row.bytes,
  warnings: [
    ...notes,
    ...warnings,
    ...(file === undefined ? [] : [`这一行自己有正文，没有去读文件“${file}”。`]),
  ],
});

/**
 * A reader of tables with one report a row. Rows that name a file are passed over: whoever lists the files reads those,
 * with what the row states (manifest.ts).
 */
export const createRowReader = ({ format, mediaType, rowsOf }: Rows): Reader => ({
  ...format,
  async *read(file, open, watch) {
    const unknownColumns = createUnknownColumns();
    let rows = 0;
    for await (const row of rowsOf(file, open)) {
      rows++;
      const sourcePath = `${file.sourcePath}#${row.number}`;
      if (watch?.isLost(sourcePath)) continue;
      watch?.onRow?.(sourcePath);
      try {
        const read = row.read();
        if (read.text === undefined) {
          if (read.file !== undefined) continue;
          throw new ReadError('既没有正文（text），也没有写明文件（file）');
        }
        const report: RawReport = {
          ...toReport(row, read, unknownColumns(read.unknown)),
          sourcePath,
          mediaType,
        };
        yield { report };
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        if (error instanceof InvalidRow && error.file !== undefined) continue;
        yield { failure: { sourcePath, reason: `第 ${row.number} 行：${error.message}。` } };
      }
    }
    if (rows === 0) throw new ReadError(`${file.sourcePath}：文件是空的，没有一行报告。`);
  },
});
