import { availableParallelism } from 'node:os';
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
import { type EngineKeys, ensureKeys, isRefusal, rotateKeys } from './keys.ts';
import { type LaunchOptions, launch } from './launch.ts';
import { findPackagedBinary, isNewEnough, locateBinary, TESTED_VERSION } from './locate.ts';
import { waitForLock } from './lock.ts';
import { readRuntime } from './runtime-file.ts';

/** A running engine and the least privileged keys to it. */
export type Engine = EngineKeys & {
  /** The first, or the only one. */
  url: string;
  /** All that hold the collection together. */
  urls: readonly string[];
  /** True if this process started it; it may outlive this process while others use it. */
  owned: boolean;
  /** Resolves if the engine ends while this process still uses it; never for an engine at MEILI_URL. */
  exited: Promise<EngineExit>;
  /** The keys as they are now: after a rotation others than these. */
  renewKeys(): Promise<EngineKeys>;
  /** Makes new keys and revokes the old ones. */
  rotateKeys(): Promise<void>;
  /** Lets go of it. The last process to do so stops it, and this resolves when it has ended. */
  close(): Promise<void>;
};

export type OpenOptions = {
  signal?: AbortSignal;
  /** How long an engine may take until it answers, a minute by default: it opens all its indexes first. */
  timeoutMs?: number;
  /** A dump that an engine of our own begins with; its database must not exist yet. */
  importDump?: string;
  /** An engine that is started for it serves a load and not searches: it indexes with all processors. */
  forLoading?: boolean;
};

const TIMEOUT_MS = 60_000;

/**
 * Finds the engine at MEILI_URL, joins the one of this data folder, or starts one there.
 * @throws {EngineNotFound} where there is none to start, {EngineStartFailed} where it does not come up,
 *   {EngineUnavailable} where MEILI_URL does not answer.
 */
export const openEngine = async (config: Config, log: Log, options: OpenOptions = {}): Promise<Engine> =>
  config.engineUrls.length === 0
    ? await openOwn(config, log, options)
    : await openRemote(config.engineUrls, config.engineKey ?? '', log, options);

/** How long the others are waited for once one of several answers. */
const OTHERS_MS = 3_000;

/** Those that answer; the others are known by their addresses, and answer when they are back. */
const findAnswering = async (
  urls: readonly string[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string[]> => {
  const enough = new AbortController();
  const signals = AbortSignal.any([enough.signal, ...(signal ? [signal] : [])]);
  const answering = await Promise.all(
    urls.map(async (url) => {
      const healthy = await waitUntilHealthy(url, timeoutMs, signals).catch(() => false);
      if (healthy) setTimeout(() => enough.abort(), OTHERS_MS).unref();
      return healthy ? [url] : [];
    }),
  );
  signal?.throwIfAborted();
  return answering.flat();
};

const openRemote = async (
  urls: readonly string[],
  adminKey: string,
  log: Log,
  { timeoutMs = TIMEOUT_MS, signal }: OpenOptions,
): Promise<Engine> => {
  const answering = await findAnswering(urls, timeoutMs, signal);
  const [url] = answering;
  if (url === undefined)
    throw new EngineUnavailable(fault('engineSilentAt', { url: urls.join(', '), seconds: timeoutMs / 1000 }));
  for (const silent of urls.filter((one) => !answering.includes(one)))
    log.warn(`搜索引擎节点 ${silent} 没有回应：它收着的报告暂时查不到`);
  const keys = await ensureKeys(answering, adminKey, log);
  for (const one of answering) await checkVersion(one, keys.writeKey);
  return {
    ...{ url, urls, ...keys, owned: false },
    renewKeys: async () => ensureKeys(await findAnswering(urls, OTHERS_MS, signal), adminKey, log),
    rotateKeys: async () => {
      const there = await findAnswering(urls, OTHERS_MS, signal);
      const silent = urls.find((one) => !there.includes(one));
      // With a key of its own it would answer nobody when it is back.
      if (silent !== undefined)
        throw new EngineUnavailable(fault('engineSilentAt', { url: silent, seconds: OTHERS_MS / 1000 }));
      await rotateKeys(urls, adminKey);
    },
    exited: new Promise(() => {}),
    close: async () => {},
  };
};

const openOwn = async (config: Config, log: Log, options: OpenOptions): Promise<Engine> => {
  const { timeoutMs = TIMEOUT_MS, signal, importDump, forLoading = importDump !== undefined } = options;
  const folder = openFolder(config.dataFolder);
  const lock = await waitForLock(folder.startLock, 2 * timeoutMs, signal);
  if (lock === null)
    throw new EngineStartFailed(
      `另一个进程一直在启动这个数据文件夹的搜索引擎：${folder.startLock}。 Another process keeps starting the engine.`,
    );
  try {
    const masterKey = ensureMasterKey(folder);
    const indexingThreads = forLoading ? availableParallelism() : undefined;
    const joined = await joinPresent(folder, log, timeoutMs, signal);
    const held =
      joined ??
      (await start(config, folder, masterKey, log, { timeoutMs, signal, importDump, indexingThreads }));
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
  how: Pick<LaunchOptions, 'timeoutMs' | 'signal' | 'importDump' | 'indexingThreads'>,
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
    const { url } = held;
    const keys = await ensureKeys([url], masterKey, log);
    return {
      ...{ url, urls: [url], ...keys, owned },
      renewKeys: () => ensureKeys([url], masterKey, log),
      rotateKeys: () => rotateKeys([url], masterKey),
      exited: held.hold.exited,
      close: held.hold.release,
    };
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
