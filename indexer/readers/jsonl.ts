import type { Readable } from 'node:stream';
import { z } from 'zod';
import { webAddressSchema, yearSchema } from '../../src/domain/report.ts';
import { type RawReport, ReadError, type Reader, type StatedMetadata } from '../reader.ts';
import { splitLines } from './txt.ts';

/** A report of 16 MB would be eight million characters; what is longer is not one. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const NEWLINE = 0x0a;

const optionalText = z
  .string()
  .trim()
  .nullish()
  .transform((value) => value || undefined);

const rowSchema = z.object({
  text: z.string().refine((text) => text.trim() !== '', '不能为空'),
  title: optionalText,
  sourceUrl: webAddressSchema.nullish(),
  publishedOn: optionalText,
  institution: optionalText,
  region: z
    .union([
      z.array(z.string().min(1)).max(6),
      z.string().transform((path) => path.split('/').filter(Boolean)),
    ])
    .nullish(),
  reportYear: yearSchema.nullish(),
  docType: optionalText,
  indexNumber: optionalText,
  documentNumber: optionalText,
});

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

const NAMES: Readonly<Record<string, string>> = {
  invalid_type: '类型不对',
  invalid_format: '格式不对',
  too_small: '太小',
  too_big: '太大',
};

const explain = (error: z.ZodError): string =>
  error.issues
    .map((issue) => {
      const field = issue.path.join('.') || '整行';
      if (issue.code === 'invalid_type' && issue.message.includes('undefined')) return `缺少字段 ${field}`;
      return `字段 ${field} ${issue.code === 'custom' ? issue.message : (NAMES[issue.code] ?? '不合要求')}`;
    })
    .join('；');

const statedOf = (row: z.output<typeof rowSchema>): StatedMetadata => {
  const { text: _, ...fields } = row;
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as StatedMetadata;
};

const toReport = (sourcePath: string, bytes: Uint8Array): RawReport => {
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
  const row = rowSchema.safeParse(value);
  if (!row.success) throw new ReadError(explain(row.error));
  return {
    sourcePath,
    lines: splitLines(row.data.text).map((line) => ({ text: line })),
    stated: statedOf(row.data),
    bytes,
    mediaType: 'application/json; charset=utf-8',
    warnings: [],
  };
};

/** One report a line, streamed: memory holds one line whatever the file's size. A bad row fails by its number and the rest go on. */
export const jsonlReader: Reader = {
  name: 'jsonl',
  extensions: ['.jsonl', '.ndjson'],
  maxBytes: Number.POSITIVE_INFINITY,
  async *read(file, open) {
    let rows = 0;
    for await (const { number, bytes } of byLine(open())) {
      const sourcePath = `${file.sourcePath}#${number}`;
      if (
        bytes &&
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').trim() === ''
      )
        continue;
      rows++;
      try {
        if (!bytes) throw new ReadError(`这一行超过 ${MAX_LINE_BYTES / 1024 / 1024} MB，不像一篇报告`);
        yield { report: toReport(sourcePath, bytes) };
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        yield { failure: { sourcePath, reason: `第 ${number} 行：${error.message}。` } };
      }
    }
    if (rows === 0) throw new ReadError(`${file.sourcePath}：文件是空的，没有一行报告。`);
  },
};
