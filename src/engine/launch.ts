import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { EngineStartFailed } from './errors.ts';
import { type EngineFolder, emptyTemporary } from './folder.ts';
import { comesUp, type Held } from './held.ts';
import { letGoOfPipes, spawnKeeper, startKept, takeHold } from './keeper.ts';
import { logSize, rotateLog, tailLog } from './log-file.ts';
import { identifyProcess } from './process-identity.ts';
import { type Runtime, writeRuntime } from './runtime-file.ts';

export type LaunchOptions = {
  binary: string;
  folder: EngineFolder;
  masterKey: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** A dump to begin with; the database must not exist yet. */
  importDump?: string | undefined;
  /** The engine's own default is half of the processors, so that searches stay quick meanwhile. */
  indexingThreads?: number | undefined;
  /** Chooses a port of 127.0.0.1; a free one by default. */
  findPort?: () => Promise<number>;
  /** Milliseconds between SIGTERM and SIGKILL when it is stopped. */
  stopMs?: number;
};

/** Between choosing a free port and the engine taking it somebody else may have taken it. */
const PORT_ATTEMPTS = 5;
/** After SIGTERM the engine finishes its requests; 10 s later it is killed (its database is transactional). */
const STOP_MS = 10_000;
const GIB = 1024 ** 3;
/** The engine's own default is two thirds of the memory, which leaves the indexer and the service little. */
const MAX_INDEXING_BYTES = Math.floor(Math.min(2 * GIB, totalmem() / 2));

/**
 * Starts an engine on this folder. The caller holds the start lock and knows that no engine runs on it: the engine
 * itself does not refuse a database that another one has open.
 * @throws {EngineStartFailed} with the engine's last log lines.
 */
export const launch = async (options: LaunchOptions): Promise<Held> => {
  const { findPort = findFreePort } = options;
  emptyTemporary(options.folder);
  rotateLog(options.folder.logFile);
  for (let attempt = 1; ; attempt++) {
    const logFrom = logSize(options.folder.logFile);
    const held = await launchOn(await findPort(), options);
    if (held !== null) return held;
    const lines = tailLog(options.folder.logFile, logFrom);
    if (/address already in use/i.test(lines) && attempt < PORT_ATTEMPTS) continue;
    throw new EngineStartFailed(
      `搜索引擎没有启动成功。它最后说（${options.folder.logFile}）：\n${lines || '（没有输出）'}\n${adviceFor(lines)}`,
    );
  }
};

/** Null when the engine ended before it answered. */
const launchOn = async (port: number, options: LaunchOptions): Promise<Held | null> => {
  const { binary, folder, masterKey, timeoutMs, signal, stopMs = STOP_MS } = options;
  const url = `http://127.0.0.1:${port}`;
  const token = randomBytes(32).toString('hex');
  // The key travels by environment, since command lines are there for everybody to read. Nothing else is inherited:
  // a MEILI_… variable meant for another engine would change this one.
  const env = { MEILI_MASTER_KEY: masterKey, TMPDIR: folder.temporary, PATH: '/usr/bin:/bin' };
  const keeper = spawnKeeper(env, folder.logFile);
  const self = keeper.pid === undefined ? null : identifyProcess(keeper.pid);
  if (self === null) throw new EngineStartFailed('不能启动新进程。 No new process could be started.');
  const runtime: Runtime = { keeper: self, token, running: null };
  try {
    // Known before the engine exists: whoever comes after a crash at any later point finds what is left of us.
    writeRuntime(folder.runtimeFile, runtime);
    const args = argumentsFor(port, options);
    const started = await startKept(keeper, {
      command: binary,
      args,
      token,
      stopMs,
    });
    const engine = identifyProcess(started.pid);
    if (engine !== null)
      writeRuntime(folder.runtimeFile, { ...runtime, running: { keeperPort: started.port, url, engine } });
    const hold = await takeHold(started.port, token);
    if (hold === null) return null;
    const held = { url, hold };
    return (await comesUp(held, timeoutMs, signal)) ? held : null;
  } finally {
    letGoOfPipes(keeper);
  }
};

const argumentsFor = (
  port: number,
  { folder: { db, root, dumps }, importDump, indexingThreads }: LaunchOptions,
): string[] => [
  ...['--http-addr', `127.0.0.1:${port}`],
  ...['--db-path', db],
  ...['--dump-dir', dumps],
  ...['--snapshot-dir', `${root}/snapshots`],
  ...['--env', 'production'],
  // At INFO it writes a line for every request.
  ...['--log-level', 'WARN'],
  ...['--max-indexing-memory', String(MAX_INDEXING_BYTES)],
  ...(indexingThreads === undefined ? [] : ['--max-indexing-threads', String(indexingThreads)]),
  '--no-analytics',
  ...(importDump === undefined ? [] : ['--import-dump', importDump]),
];

const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
};

const adviceFor = (lines: string): string =>
  /version/i.test(lines)
    ? '数据是另一个版本的引擎写的：换回那个版本，或删除数据文件夹里的 engine/db 后重新收录。 The data was written by another version.'
    : '';
