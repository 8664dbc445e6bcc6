import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ParseLimits } from './parse-limits.ts';
import {
  BATCHES_AHEAD,
  type ParseNews,
  type ParseOrder,
  type ParseOutcome,
  type ParseSettings,
} from './parse-protocol.ts';

/** A process that died over a file, or was killed over it. The message says why, for people. */
export class ParseDied extends Error {
  override name = 'ParseDied';
}

/** Parsing that cannot go on, whatever the file. */
export class ParserBroken extends Error {
  override name = 'ParserBroken';
}

export interface EntryBegun {
  readonly sourcePath: string;
  readonly before: number;
}

export interface ParseProcess {
  /**
   * Carries out one order. Each batch that is taken lets the process make another; it never is further ahead than that.
   * @throws {ParseDied} when the limits are reached or the process is lost; it is of no use afterwards.
   * @throws {ParserBroken}
   */
  run(order: Omit<Extract<ParseOrder, { kind: 'parse' }>, 'kind'>): AsyncGenerator<readonly ParseOutcome[]>;
  /** The report, or the file in an archive, that a process ordered to be careful announced last; null when it is through with that one. */
  lastAnnounced(): string | null;
  /** The file in an archive that it was reading, and the outcomes of all before that. */
  lastEntry(): EntryBegun | null;
  /** False when it has died, or has grown so much that it should be replaced. */
  isFit(): boolean;
  kill(): void;
}

export interface ParseProcessOptions {
  readonly settings: Omit<ParseSettings, 'maxResident'>;
  readonly limits: ParseLimits;
  /** Flags for Node, where the sources need some. */
  readonly execArgv?: readonly string[];
}

const MB = 1024 * 1024;
/** For loading what parsing needs: 0.3 s, more where a disk is slow. Milliseconds. */
const START_TIME = 60_000;
/** What the process last complained of, for the error when it cannot even start. */
const COMPLAINT_CHARACTERS = 2_000;

// The sources run as they are in tests and benches.
const SCRIPT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js', import.meta.url),
);

const start = ({ settings, limits, execArgv = process.execArgv }: ParseProcessOptions): ChildProcess => {
  const whole: ParseSettings = { ...settings, maxResident: limits.resident };
  return fork(SCRIPT, [JSON.stringify(whole)], {
    execArgv: [...execArgv, `--max-old-space-size=${Math.round(limits.heap / MB)}`],
    // Structured clones: dates, maps and bytes arrive as they are, three times as fast as JSON for bytes.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
};

/** How it ended, in words. V8 aborts when its heap is full; the watcher within, and the system, kill when memory is. */
const describeEnd = (code: number | null, signal: NodeJS.Signals | null, limits: ParseLimits): string => {
  if (signal === 'SIGKILL' || signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134)
    return `解析所需内存超过上限 ${Math.round(limits.resident / MB)} MB，已放弃；请拆分，或另存为较小、较简单的文件`;
  return `解析进程意外结束（${signal ?? `退出码 ${code}`}），已放弃这个文件`;
};

export const startParseProcess = (options: ParseProcessOptions): ParseProcess => {
  const { limits } = options;
  const child = start(options);
  const inbox: ParseNews[] = [];
  let wake: () => void = () => {};
  let end: Error | null = null;
  let announced: string | null = null;
  let entry: EntryBegun | null = null;
  let ready = false;
  let running = false;
  let overtime = false;
  let resident = 0;
  let unread = 0;
  let complaint = '';
  let timer: NodeJS.Timeout | undefined;

  const stopClock = (): void => clearTimeout(timer);
  const startClock = (): void => {
    stopClock();
    if (!running) return;
    timer = setTimeout(
      () => {
        overtime = true;
        child.kill('SIGKILL');
      },
      ready ? limits.time : START_TIME,
    );
  };

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_CHARACTERS);
  });
  child.on('message', (news: ParseNews) => {
    if (news.kind === 'at' || news.kind === 'entry') announced = news.sourcePath;
    if (news.kind === 'entry') entry = news;
    if (news.kind === 'ready') ready = true;
    if (news.kind === 'batch') {
      unread++;
      announced = null;
    }
    if (news.kind === 'done' || news.kind === 'broken') running = false;
    // A process that waits for us takes no time.
    if (unread >= BATCHES_AHEAD) stopClock();
    else startClock();
    inbox.push(news);
    wake();
  });
  const finish = (error: Error): void => {
    stopClock();
    end ??= error;
    wake();
  };
  child.on('error', (error) => finish(new ParserBroken(`解析进程无法启动：${error.message}`)));
  child.on('exit', (code, signal) => {
    if (!ready)
      finish(new ParserBroken(`解析进程无法启动（${signal ?? `退出码 ${code}`}）。${complaint.trim()}`));
    else if (overtime)
      finish(
        new ParseDied(
          `解析超过 ${limits.time / 1000} 秒，已放弃；请确认文件没有损坏，或拆分、另存为较简单的文件`,
        ),
      );
    else finish(new ParseDied(describeEnd(code, signal, limits)));
  });

  const order = (message: ParseOrder): void => {
    // A process that has gone says so by its exit.
    if (child.connected) child.send(message, () => {});
  };
  const next = async (): Promise<ParseNews> => {
    for (;;) {
      const news = inbox.shift();
      if (news) return news;
      if (end) throw end;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    run: async function* (what) {
      announced = null;
      entry = null;
      unread = 0;
      running = true;
      order({ kind: 'parse', ...what });
      startClock();
      for (;;) {
        const news = await next();
        if (news.kind === 'broken') throw new ParserBroken(news.reason);
        if (news.kind === 'done') {
          resident = news.resident;
          return;
        }
        if (news.kind !== 'batch') continue;
        yield news.outcomes;
        unread--;
        startClock();
        order({ kind: 'more' });
      }
    },
    lastAnnounced: () => announced,
    lastEntry: () => entry,
    isFit: () => end === null && resident < limits.retire,
    kill: () => {
      stopClock();
      child.kill('SIGKILL');
    },
  };
};
