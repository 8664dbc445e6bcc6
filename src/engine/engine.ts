import type { Config } from '../config.ts';
import { fault } from '../domain/faults/fault.ts';
import { EngineUnavailable } from '../domain/problem.ts';
import type { Log } from '../log.ts';
import { createClient } from './client.ts';
import { EngineStartFailed } from './errors.ts';
import { type EngineFolder, ensureMasterKey, openFolder } from './folder.ts';
import { waitUntilHealthy } from './health.ts';
import type { Held } from './held.ts';
import { endLeftovers, join } from './join.ts';
import type { EngineExit } from './keeper.ts';
import { type EngineKeys, ensureKeys, isRefusal } from './keys.ts';
import { type LaunchOptions, launch } from './launch.ts';
import { findPackagedBinary, isNewEnough, locateBinary, TESTED_VERSION } from './locate.ts';
import { waitForLock } from './lock.ts';
import { readRuntime } from './runtime-file.ts';

/** A running engine and the least privileged keys to it. */
export type Engine = EngineKeys & {
  url: string;
  /** True if this process started it; it may outlive this process while others use it. */
  owned: boolean;
  /** Resolves if the engine ends while this process still uses it; never for an engine at MEILI_URL. */
  exited: Promise<EngineExit>;
  /** Lets go of it. The last process to do so stops it, and this resolves when it has ended. */
  close(): Promise<void>;
};

export type OpenOptions = {
  signal?: AbortSignal;
  /** How long an engine may take until it answers, a minute by default: it opens all its indexes first. */
  timeoutMs?: number;
  /** A dump that an engine of our own begins with; its database must not exist yet. */
  importDump?: string;
};

const TIMEOUT_MS = 60_000;

/**
 * Finds the engine at MEILI_URL, joins the one of this data folder, or starts one there.
 * @throws {EngineNotFound} where there is none to start, {EngineStartFailed} where it does not come up,
 *   {EngineUnavailable} where MEILI_URL does not answer.
 */
export const openEngine = async (config: Config, log: Log, options: OpenOptions = {}): Promise<Engine> =>
  config.engineUrl === null
    ? await openOwn(config, log, options)
    : await openRemote(config.engineUrl, config.engineKey ?? '', log, options);

const openRemote = async (
  url: string,
  adminKey: string,
  log: Log,
  { timeoutMs = TIMEOUT_MS, signal }: OpenOptions,
): Promise<Engine> => {
  if (!(await waitUntilHealthy(url, timeoutMs, signal)))
    throw new EngineUnavailable(fault('engineSilentAt', { url, seconds: timeoutMs / 1000 }));
  const keys = await ensureKeys(url, adminKey, log);
  await checkVersion(url, keys.writeKey);
  return { url, ...keys, owned: false, exited: new Promise(() => {}), close: async () => {} };
};

const openOwn = async (config: Config, log: Log, options: OpenOptions): Promise<Engine> => {
  const { timeoutMs = TIMEOUT_MS, signal, importDump } = options;
  const folder = openFolder(config.dataFolder);
  const lock = await waitForLock(folder.startLock, 2 * timeoutMs, signal);
  if (lock === null)
    throw new EngineStartFailed(
      `另一个进程一直在启动这个数据文件夹的搜索引擎：${folder.startLock}。 Another process keeps starting the engine.`,
    );
  try {
    const masterKey = ensureMasterKey(folder);
    const joined = await joinPresent(folder, log, timeoutMs, signal);
    const held = joined ?? (await start(config, folder, masterKey, log, { timeoutMs, signal, importDump }));
    log.debug({ url: held.url }, joined ? '使用已在运行的搜索引擎' : '搜索引擎已启动');
    return await asEngine(held, masterKey, joined === null, log);
  } finally {
    lock.release();
  }
};

const joinPresent = async (
  folder: EngineFolder,
  log: Log,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Held | null> => {
  const runtime = readRuntime(folder.runtimeFile);
  const joined = runtime && (await join(runtime, timeoutMs, signal));
  if (joined === null) await endLeftovers(runtime, folder.db, log);
  return joined;
};

const start = async (
  config: Config,
  folder: EngineFolder,
  masterKey: string,
  log: Log,
  how: Pick<LaunchOptions, 'timeoutMs' | 'signal' | 'importDump'>,
): Promise<Held> => {
  const places = {
    explicit: config.engineBinary,
    searchPath: config.searchPath,
    packaged: findPackagedBinary(),
    copyFolder: folder.binaries,
  };
  const binary = await locateBinary(places, log);
  log.debug({ binary }, '启动搜索引擎');
  return await launch({ binary, folder, masterKey, ...how });
};

const asEngine = async (held: Held, masterKey: string, owned: boolean, log: Log): Promise<Engine> => {
  try {
    const keys = await ensureKeys(held.url, masterKey, log);
    return { url: held.url, ...keys, owned, exited: held.hold.exited, close: held.hold.release };
  } catch (error) {
    await held.hold.release();
    throw error;
  }
};

/** A key that may not ask for the version is taken at its word. */
const checkVersion = async (url: string, key: string): Promise<void> => {
  const version = await createClient(url, key)
    .getVersion()
    .then((answer) => answer.pkgVersion)
    .catch((error: unknown) => {
      if (isRefusal(error)) return null;
      throw error;
    });
  if (version !== null && !isNewEnough(version))
    throw new EngineStartFailed(
      `MEILI_URL ${url} 的 Meilisearch 是 ${version}，需要 ${TESTED_VERSION} 以上。 MEILI_URL is too old.`,
    );
};
