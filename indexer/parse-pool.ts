import { type Channel, createChannel } from './channel.ts';
import { PARSE_LIMITS, type ParseLimits } from './parse-limits.ts';
import {
  ParseDied,
  type ParseProcess,
  type ParseProcessOptions,
  startParseProcess,
} from './parse-process.ts';
import { type ParseOutcome, type ParseTask, sourcePathOf } from './parse-protocol.ts';
import { isManyReports } from './readers/index.ts';

/** What comes of a task, one after the other; `finished` closes each. */
export type Parsed = ParseOutcome | { readonly finished: ParseTask };

export interface Parser {
  /**
   * Parses tasks and gives what comes of them in the order of the tasks, whichever is done first; the first are begun at
   * once. A task that is too much for its process is a named failure. @throws {ParserBroken}
   */
  parse(tasks: Iterable<ParseTask>): AsyncGenerator<Parsed>;
  close(): void;
}

export interface ParsePoolOptions extends Omit<ParseProcessOptions, 'limits'> {
  /** Processes at the most; they are started when there is something for them to do. */
  readonly jobs: number;
  readonly limits?: ParseLimits;
}

/** Tasks begun before the first of them is through. Their outcomes wait in memory. */
const TASKS_AHEAD_PER_JOB = 4;
/** Bytes of source of these tasks together, for folders of large files. */
const BYTES_AHEAD = 32 * 1024 * 1024;
/** Batches of one task that wait to be taken. */
const BATCHES_WAITING = 2;
/** Processes that one file of many reports may cost before the rest of it is given up. */
const MOST_DEATHS = 10;

/** A place for a process. It keeps its place when the process is replaced. */
interface Slot {
  process: ParseProcess | null;
}

interface Begun {
  readonly task: ParseTask;
  readonly bytes: number;
  readonly batches: Channel<readonly ParseOutcome[]>;
}

const bytesOf = (task: ParseTask): number => ('file' in task ? Math.min(task.file.size, BYTES_AHEAD) : 0);

/** A few processes that parse side by side. The first starts at once: it takes 0.3 s, in which files are found and the engine asked. */
export const createParsePool = ({ jobs, limits = PARSE_LIMITS, ...options }: ParsePoolOptions): Parser => {
  const idle: Slot[] = Array.from({ length: jobs }, () => ({ process: null }));
  const all = [...idle];
  const waiting: ((slot: Slot) => void)[] = [];
  let closed = false;

  const acquire = async (): Promise<Slot> => {
    // One that runs already, before one that would have to start.
    const at = Math.max(
      0,
      idle.findIndex(({ process }) => process !== null),
    );
    const [slot] = idle.splice(at, 1);
    return slot ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
  };
  const release = (slot: Slot): void => {
    const next = waiting.shift();
    if (next) next(slot);
    else idle.push(slot);
  };
  const start = () => startParseProcess({ ...options, limits });
  const processOf = (slot: Slot): ParseProcess => {
    if (slot.process && !slot.process.isFit()) slot.process.kill();
    if (!slot.process?.isFit()) slot.process = start();
    return slot.process;
  };

  if (idle[0]) idle[0].process = start();

  /** Carries out a task, with as many processes as it takes. */
  const carryOut = async (task: ParseTask, slot: Slot, { push }: Begun['batches']): Promise<void> => {
    const path = sourcePathOf(task);
    const lost: string[] = [];
    let done = 0;
    let careful = false;
    for (let deaths = 0; ; ) {
      const process = processOf(slot);
      try {
        for await (const outcomes of process.run({ task, skip: done, lost, careful })) {
          done += outcomes.length;
          await push(outcomes);
        }
        return;
      } catch (error) {
        if (!(error instanceof ParseDied) || closed) throw error;
        deaths++;
        const { message: reason } = error;
        const deadly = process.lastAnnounced();
        const entry = process.lastEntry();
        if (!isManyReports(path)) return await push([{ failure: path, reason }]);
        if (!careful) careful = true;
        else if (deaths >= MOST_DEATHS || (deadly ?? entry) === null)
          return await push([{ failure: path, reason: `第 ${done} 份之后没有读：${reason}` }]);
        else if (deadly !== null) {
          lost.push(deadly);
          await push([{ failure: deadly, reason }]);
        } else if (entry) {
          // A table in an archive, and no row of it that could be left out: what is left of the table is.
          lost.push(entry.sourcePath);
          await push([
            { failure: entry.sourcePath, reason: `第 ${done - entry.before} 份之后没有读：${reason}` },
          ]);
          done = entry.before;
        }
      }
    }
  };

  const begin = (task: ParseTask): Begun => {
    const begun = {
      task,
      bytes: bytesOf(task),
      batches: createChannel<readonly ParseOutcome[]>(BATCHES_WAITING),
    };
    const run = async () => {
      const slot = await acquire();
      try {
        await carryOut(task, slot, begun.batches);
      } finally {
        release(slot);
      }
    };
    run().then(begun.batches.end, begun.batches.fail);
    return begun;
  };

  return {
    parse: (tasks) => {
      const rest = tasks[Symbol.iterator]();
      const ahead: Begun[] = [];
      let bytes = 0;
      const beginMore = (): void => {
        while (ahead.length === 0 || (ahead.length < jobs * TASKS_AHEAD_PER_JOB && bytes < BYTES_AHEAD)) {
          const { value: task, done } = rest.next();
          if (done) break;
          const begun = begin(task);
          bytes += begun.bytes;
          ahead.push(begun);
        }
      };
      beginMore();
      return (async function* () {
        for (;;) {
          beginMore();
          const first = ahead.shift();
          if (!first) return;
          for await (const outcomes of first.batches) yield* outcomes;
          bytes -= first.bytes;
          yield { finished: first.task };
        }
      })();
    },
    close: () => {
      closed = true;
      for (const { process } of all) process?.kill();
    },
  };
};
