import type { Readable } from 'node:stream';
import { ReadError } from '../reader.ts';
import { FORMATS } from './formats.ts';
import { createRowReader, type Row, type Rows } from './rows.ts';
import { readStatedRow, type StatedRow } from './stated-row.ts';

/** A report of 16 MB would be eight million characters; what is longer is not one. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

interface Line {
  readonly number: number;
  /** Absent where the line is longer than any report. */
  readonly bytes?: Uint8Array;
}

/** Cuts a stream at line feeds without ever holding more than one line. */
async function* byLine(stream: Readable): AsyncGenerator<Line> {
  let number = 1;
  let held: Uint8Array[] = [];
  let size = 0;
  const line = (): Line =>
    size > MAX_LINE_BYTES ? { number } : { number, bytes: Buffer.concat(held, size) };
  const keep = (part: Uint8Array): void => {
    size += part.byteLength;
    if (size > MAX_LINE_BYTES) held = [];
    else held.push(part);
  };
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, end));
      yield line();
      number++;
      held = [];
      size = 0;
      from = end + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield line();
}

const readLine = (bytes: Uint8Array | undefined): StatedRow => {
  if (!bytes) throw new ReadError(`这一行超过 ${MAX_LINE_BYTES / 1024 / 1024} MB，不像一篇报告`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ReadError('不是 UTF-8 编码；jsonl 规定用 UTF-8，请转存后再导入');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ReadError(`不是合法的 JSON（${error instanceof Error ? error.message : String(error)}）`, {
      cause: error,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ReadError('不是一个 JSON 对象');
  return readStatedRow(value as Record<string, unknown>);
};

const isBlank = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').trim() === '';

/** One report a line, streamed: memory holds one line whatever the file's size. */
export const jsonlRows: Rows = {
  format: FORMATS.jsonl,
  mediaType: 'application/json; charset=utf-8',
  async *rowsOf(_, open): AsyncGenerator<Row> {
    for await (const { number, bytes } of byLine(open())) {
      if (bytes && isBlank(bytes)) continue;
      yield { number, bytes: bytes ?? new Uint8Array(), read: () => readLine(bytes) };
    }
  },
};

/** A bad row fails by its number and the rest go on. */
export const jsonlReader = createRowReader(jsonlRows);
