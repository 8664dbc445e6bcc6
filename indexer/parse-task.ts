import { createReadStream } from 'node:fs';
import { createOriginals, originalPath } from './originals.ts';
import type { ParseOutcome, ParseSettings, ParseTask } from './parse-protocol.ts';
import {
  type ReadOptions,
  type ReadOutcome,
  readReports,
  rereadOriginal,
  type Understand,
} from './read-reports.ts';

/** Original bytes could not be written: no fault of the file, and no other will fare better. */
export class CannotKeep extends Error {
  override name = 'CannotKeep';
}

export type ParseTaskHere = (task: ParseTask, options?: ReadOptions) => AsyncGenerator<ParseOutcome>;

/** Makes what carries out parse tasks in this very process: reads, understands, and keeps the original bytes. */
export const createParseTask = (
  { originals, keep }: Pick<ParseSettings, 'originals' | 'keep'>,
  understand: Understand,
): ParseTaskHere => {
  const kept = originals === null || !keep ? null : createOriginals(originals);

  const toOutcome = async (outcome: ReadOutcome): Promise<ParseOutcome> => {
    if (!('understood' in outcome)) return outcome;
    const { understood, raw, origin, stated, likeness } = outcome;
    try {
      await kept?.keep(understood.report.sha256, raw.bytes);
    } catch (cause) {
      throw new CannotKeep(
        `原件无法存入 ${originals}：${(cause as Error).message}。请看磁盘是否满了、文件夹能否写；处理后再运行一次，已收录的不受影响。` +
          ' The originals cannot be kept there: see whether the disk is full, and run it again.',
        { cause },
      );
    }
    return { understood, sourcePath: raw.sourcePath, origin, mediaType: raw.mediaType, stated, likeness };
  };

  return async function* (task, options) {
    if ('kept' in task) {
      if (originals === null) throw new Error('no folder of originals to read from');
      const open = (sha256: string) => createReadStream(originalPath(originals, sha256));
      yield await toOutcome(await rereadOriginal(task.kept, open, understand));
      return;
    }
    const isUnchanged = (origin: string, version: string) => task.known.get(origin) === version;
    for await (const outcome of readReports(task.file, understand, isUnchanged, options))
      yield await toOutcome(outcome);
  };
};
