import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/package-root.ts';
import { runtimeOf } from './engine-process.ts';

const COMMAND = join(packageRoot, 'bin/zhengsou.js');

export interface Outcome {
  /** Null after a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly process: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** What it has said so far on standard error. */
  said(): string;
}

/** As `npm start`, the unit for systemd and the image start a service. */
const SERVICE_FLAGS = ['--max-semi-space-size=8'];

/** Starts `zhengsou …` over a data folder, with nothing of this machine's settings but PATH and MEILI_BIN. */
export const start = (
  dataFolder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
): Command => {
  const { PATH, HOME, MEILI_BIN } = process.env;
  const child = spawn(process.execPath, [...flags, COMMAND, ...args], {
    env: { PATH, HOME, ...(MEILI_BIN ? { MEILI_BIN } : {}), ZHENGSOU_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    process: child,
    said: () => stderr,
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr })),
  };
};

/** Runs `zhengsou …` to its end. */
export const run = (
  dataFolder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> => start(dataFolder, args, env).ended;

export const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
};

export interface RunningService extends Command {
  readonly url: string;
  stop(): Promise<Outcome>;
}

/** Starts `zhengsou serve` and waits until it is ready. */
export const serve = async (
  dataFolder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RunningService> => {
  const port = await findFreePort();
  const command = start(dataFolder, ['serve', '--port', String(port), ...args], env, SERVICE_FLAGS);
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (command.process.exitCode !== null) throw new Error(`serve ended: ${command.said()}`);
    return (await statusOf(`${url}/readyz`)) === 200;
  });
  const stop = async () => {
    command.process.kill('SIGTERM');
    return await command.ended;
  };
  return { ...command, url, stop };
};

/** Null where nothing answers. */
export const statusOf = (url: string): Promise<number | null> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => null,
  );

/** Asks again and again. Throws when it stays false for a minute. */
export const until = async (
  ask: () => boolean | Promise<boolean>,
  everyMs = 50,
  atMost = 60_000,
): Promise<void> => {
  for (const end = Date.now() + atMost; Date.now() < end; await sleep(everyMs)) if (await ask()) return;
  throw new Error(`still false after ${atMost / 1000} s: ${ask}`);
};

export const enginePid = (dataFolder: string): number => runtimeOf(dataFolder).running!.engine.pid;

/** How many paragraphs the engine of a data folder holds at this moment; 0 while there is none. */
export const countParagraphs = async (dataFolder: string): Promise<number> => {
  try {
    const key = readFileSync(join(dataFolder, 'engine/master-key'), 'utf8').trim();
    const { url } = runtimeOf(dataFolder).running!;
    const response = await fetch(`${url}/indexes/paragraphs/stats`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { numberOfDocuments = 0 } = (await response.json()) as { numberOfDocuments?: number };
    return numberOfDocuments;
  } catch {
    return 0;
  }
};
