import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import { packageRoot } from '../package-root.ts';
import { EngineStartFailed } from './errors.ts';

/** What the keeper process is asked to run. */
export type KeeperOrder = {
  command: string;
  args: string[];
  /** Secret that everyone who uses the engine shows to the keeper. */
  token: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  stopMs: number;
};

/** How the engine ended; null where the keeper itself was lost and nobody can say. */
export type EngineExit = { code: number | null; signal: string | null };

/** A hold on the engine: it runs at least until this is let go of. */
export type Hold = {
  /** Resolves if the engine ends, or its keeper does, while it is still held. */
  exited: Promise<EngineExit>;
  /** Resolves when the keeper has acknowledged it: after the engine has ended, for the last one to let go. */
  release(): Promise<void>;
};

const KEEPER = join(packageRoot, 'bin', 'engine-keeper.js');
/** Small heaps: the keeper holds a few sockets for weeks. */
const NODE_FLAGS = ['--max-old-space-size=32', '--max-semi-space-size=1'];
/** A keeper that is stopping refuses at once; one that is merely slow must not be taken for dead. */
const ANSWER_MS = 30_000;

const reportSchema = z.union([z.object({ port: z.int(), pid: z.int() }), z.object({ error: z.string() })]);
const exitSchema = z.object({ code: z.int().nullable(), signal: z.string().nullable() });

/**
 * A keeper that waits for its order; it ends by itself if its parent ends before the order is given.
 * `env` is the whole environment of the engine too, and both write to `logFile`.
 */
export const spawnKeeper = (env: Record<string, string>, logFile: string): ChildProcess => {
  const log = openSync(logFile, 'a', 0o600);
  try {
    const keeper = spawn(process.execPath, [...NODE_FLAGS, KEEPER], {
      // A session of its own: Ctrl-C reaches us, and we decide when the engine is let go.
      detached: true,
      stdio: ['pipe', 'pipe', log],
      env,
    });
    keeper.on('error', () => {});
    keeper.unref();
    return keeper;
  } finally {
    closeSync(log);
  }
};

/**
 * Gives the order; resolves with the keeper's port and the engine's pid once both are there.
 * @throws {EngineStartFailed} if the engine's file cannot be run.
 */
export const startKept = async (
  keeper: ChildProcess,
  order: KeeperOrder,
): Promise<{ port: number; pid: number }> => {
  const { stdin, stdout } = keeper;
  if (!stdin || !stdout) throw new Error('the keeper was spawned without pipes');
  stdin.on('error', () => {});
  stdin.write(`${JSON.stringify(order)}\n`);
  const lines = readLines(stdout);
  const ended = once(keeper, 'exit').then(() => ['{"error":"the keeper ended"}']);
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  lines.close();
  const report = reportSchema.parse(JSON.parse(line));
  if ('error' in report)
    throw new EngineStartFailed(
      `搜索引擎程序 ${order.command} 不能运行：${report.error}。 The engine binary cannot be run.`,
    );
  return report;
};

/** The order's sender counts as a user until it says that it has a hold of its own. */
export const letGoOfPipes = (keeper: ChildProcess): void => {
  keeper.stdin?.end();
  keeper.stdout?.destroy();
};

/** Takes a hold on the engine behind this keeper; null when the keeper is gone or about to go. */
export const takeHold = async (port: number, token: string): Promise<Hold | null> => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.setEncoding('utf8').unref();
  socket.on('error', () => {});
  const closed = new Promise<null>((resolve) => socket.once('close', () => resolve(null)));
  const lines = readLines(socket);
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  const timer = setTimeout(() => socket.destroy(), ANSWER_MS);
  socket.write(`${token}\n`);
  const answer = await Promise.race([first, closed]);
  clearTimeout(timer);
  if (answer !== 'ready') {
    socket.destroy();
    return null;
  }
  return holdOver(socket, lines);
};

const holdOver = (socket: Socket, lines: Interface): Hold => {
  let released = false;
  let exit: EngineExit = { code: null, signal: null };
  lines.on('line', (line) => {
    if (line.startsWith('exit ')) exit = exitSchema.parse(JSON.parse(line.slice(5)));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    exited: new Promise((resolve) => {
      closed.then(() => {
        if (!released) resolve(exit);
      });
    }),
    release: () => {
      released = true;
      socket.ref();
      socket.end();
      return closed;
    },
  };
};

/** Lines of a stream that may break off: the end is what counts, and it is noticed by `close`. */
const readLines = (stream: NodeJS.ReadableStream): Interface => createInterface(stream).on('error', () => {});
