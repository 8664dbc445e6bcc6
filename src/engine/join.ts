import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { comesUp, type Held } from './held.ts';
import { takeHold } from './keeper.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';
import type { Runtime } from './runtime-file.ts';

const STOP_MS = 10_000;
const POLL_MS = 25;

/** Takes a hold on the engine that runs on this folder; null when none does. */
export const join = async (
  runtime: Runtime,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Held | null> => {
  if (runtime.running === null || !isAlive(runtime.keeper)) return null;
  const { keeperPort, url } = runtime.running;
  const hold = await takeHold(keeperPort, runtime.token);
  if (hold === null) return null;
  const held = { url, hold };
  return (await comesUp(held, timeoutMs, signal)) ? held : null;
};

/**
 * Makes sure that nothing of an earlier engine runs on this folder: a keeper that is stopping gets its time, an engine
 * whose keeper was killed is ended. Processes are known by pid and start time, so that no stranger is hit.
 */
export const endLeftovers = async (runtime: Runtime | null, db: string, log: Log): Promise<void> => {
  if (runtime === null) await endEngine(findEngineOn(db), log);
  else if (runtime.running === null) await gone(runtime.keeper, 2 * STOP_MS);
  else {
    if (isAlive(runtime.keeper)) await gone(runtime.running.engine, STOP_MS);
    await endEngine(runtime.running.engine, log);
  }
};

const endEngine = async (engine: ProcessIdentity | null, log: Log): Promise<void> => {
  if (engine === null || !isAlive(engine)) return;
  log.warn({ pid: engine.pid }, '结束上次留下的搜索引擎进程');
  send(engine, 'SIGTERM');
  if (await gone(engine, STOP_MS)) return;
  send(engine, 'SIGKILL');
  await gone(engine, STOP_MS);
};

/**
 * The engine that has this database open, found by its command line, for when the runtime file is lost: the engine does
 * not refuse a database that is in use, and was not made for two. Linux only; elsewhere the runtime file is all we have.
 */
const findEngineOn = (db: string): ProcessIdentity | null => {
  if (process.platform !== 'linux') return null;
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && databaseOf(name) === db);
  return pid === undefined ? null : identifyProcess(Number(pid));
};

const databaseOf = (pid: string): string | undefined => {
  try {
    const [, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const option = args.indexOf('--db-path');
    return option === -1 ? undefined : args[option + 1];
  } catch {
    return undefined;
  }
};

const gone = async (identity: ProcessIdentity, timeoutMs: number): Promise<boolean> => {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(POLL_MS))
    if (!isAlive(identity)) return true;
  return false;
};

const send = (identity: ProcessIdentity, signal: NodeJS.Signals): void => {
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It ended in between.
  }
};
