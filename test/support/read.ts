import { Readable } from 'node:stream';
import type { RawReport, Reader, ReadFailure } from '../../indexer/reader.ts';

export interface Answer {
  readonly reports: RawReport[];
  readonly failures: ReadFailure[];
}

/** Everything that a reader makes of bytes. */
export const readAll = async (
  reader: Reader,
  bytes: Uint8Array,
  sourcePath = 'x/文件',
  absolutePath = '/nowhere',
): Promise<Answer> => {
  const answer: Answer = { reports: [], failures: [] };
  const file = { absolutePath, sourcePath, size: bytes.length };
  for await (const item of reader.read(file, () => Readable.from([Buffer.from(bytes)]))) {
    if ('report' in item) answer.reports.push(item.report);
    else answer.failures.push(item.failure);
  }
  return answer;
};

/** The lines that say something. */
export const linesOf = (report: RawReport | undefined): string[] =>
  (report?.lines ?? []).map(({ text }) => text.trim()).filter((line) => line !== '');
