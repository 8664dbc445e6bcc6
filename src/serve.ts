import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { connectIndex } from './connect.ts';
import { hasWaitingWrites } from './connect-writer.ts';
import { type Fault, fault, wordFault } from './domain/faults/fault.ts';
import { ALL_PRESENT } from './domain/presence.ts';
import { type Engine, openEngine } from './engine/engine.ts';
import { chooseRateLimit } from './http/guard/rate-limit.ts';
import type { FindOriginal } from './http/source.ts';
import { listen } from './listen.ts';
import { createLiveQueries } from './live.ts';
import type { Log } from './log.ts';
import { packageRoot } from './package-root.ts';
import { createQueries } from './queries/create-queries.ts';
import type { Queries } from './queries/queries.ts';
import { parseSearchRequest } from './queries/request.ts';
import { OLDEST_SEARCHABLE_SCHEMA, SCHEMA } from './search/meilisearch/documents.ts';
import type { SearchIndex } from './search/ports.ts';
import type { Lexicon } from './text/lexicon.ts';

export interface ServiceOptions {
  readonly config: Config;
  readonly log: Log;
  readonly host: string;
  readonly port: number;
  readonly lexicon: Lexicon;
  readonly findOriginal: FindOriginal;
  /** On an empty index, load the reports that ship with the project first. */
  readonly withSample: boolean;
}

/** Waits before the engine is opened again after it died; the last one repeats. */
const REOPEN_DELAYS_MS = [0, 1_000, 3_000, 10_000, 30_000];

/** How often a collection that cannot be searched yet is tried. */
const SEARCHABLE_POLL_MS = 250;
/** How long an indexer of somebody else's may take until what it loads can be searched. */
const OTHER_INDEXER_MS = 60_000;

/** What the service answers from: the index while there is an engine, and why not while there is none. */
interface Standing {
  index: SearchIndex | null;
  queries: Queries | null;
  engine: Engine | null;
  /** Null once ready. */
  waitingFor: Fault | null;
}

/**
 * Runs the service until SIGINT or SIGTERM. It holds the search key only: whatever writes (settings, the sample, a rebuild
 * after a change of dictionary) is an indexer process of its own, which also keeps this one small.
 * @throws {CannotListen} {EngineNotFound} {EngineStartFailed}
 */
export const runService = async (options: ServiceOptions): Promise<void> => {
  const { config, log, host, port } = options;
  const standing: Standing = {
    index: null,
    queries: null,
    engine: null,
    waitingFor: fault('engineStarting'),
  };
  const stopping = stopOnSignals(log);

  // The port first: a taken one is said before an engine is started for nothing.
  const listening = await listen(host, port, (url) =>
    createApp({
      queries: createLiveQueries(
        () => standing.queries,
        () => standing.waitingFor ?? fault('engineSilent'),
      ),
      findOriginal: options.findOriginal,
      checkReady: async () => standing.waitingFor ?? (await checkEngine(standing)),
      publicUrl: config.publicUrl ?? url,
      log,
      presence: () => standing.index?.presence() ?? ALL_PRESENT,
      guard: { ...config, rateLimit: chooseRateLimit(config.rateLimit, host) },
    }),
  );
  try {
    await open(standing, options, stopping);
    await settleCollection(standing, options, stopping);
    standing.waitingFor = null;
    log.info(`政搜已就绪：${config.publicUrl ?? listening.url}`);
    if (!stopping.aborted) await once(stopping, 'abort');
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    await listening.close();
    await standing.engine?.close();
  }
};

const stopOnSignals = (log: Log): AbortSignal => {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      log.info(`收到 ${signal}，正在停止`);
      stopping.abort();
    });
  return stopping.signal;
};

const checkEngine = async ({ index }: Standing): Promise<Fault | null> => {
  try {
    await index?.state();
    return null;
  } catch {
    return fault('engineSilent');
  }
};

const open = async (standing: Standing, options: ServiceOptions, stopping: AbortSignal): Promise<void> => {
  const engine = await openEngine(options.config, options.log, { signal: stopping });
  standing.engine = engine;
  standing.index = connectIndex(engine, {
    onChange: (node, isThere) => {
      if (isThere) options.log.info(`搜索引擎节点 ${node} 又有回应了`);
      else options.log.error(`搜索引擎节点 ${node} 没有回应：在它恢复之前，结果不全，并会注明`);
      if (isThere && hasWaitingWrites(options.config)) catchUp(options, stopping);
    },
  });
  standing.queries = createQueries(standing.index, options.lexicon);
  void engine.exited.then(async () => {
    if (stopping.aborted || standing.engine !== engine) return;
    Object.assign(standing, { index: null, queries: null, engine: null });
    standing.waitingFor = fault('engineRestarting');
    options.log.error(wordFault(standing.waitingFor, 'zh'));
    await reopen(standing, options, stopping);
  });
};

/** Brings a node that is back what it missed: that is the first thing any run of the indexer does. */
const catchUp = ({ log }: ServiceOptions, stopping: AbortSignal): void => {
  log.info('正在补上它错过的内容');
  runIndexer([], stopping).then(
    () => log.info('已补上'),
    (error: unknown) => log.error({ err: error }, '还没有补上；运行 zhengsou index 可再试'),
  );
};

const reopen = async (standing: Standing, options: ServiceOptions, stopping: AbortSignal): Promise<void> => {
  for (let attempt = 0; !stopping.aborted; attempt++) {
    const delay = REOPEN_DELAYS_MS[Math.min(attempt, REOPEN_DELAYS_MS.length - 1)];
    await sleep(delay, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    try {
      await open(standing, options, stopping);
      standing.waitingFor = null;
      options.log.info('搜索引擎已恢复');
      return;
    } catch (error) {
      options.log.error({ err: error }, '搜索引擎还没有恢复，稍后再试');
    }
  }
};

/**
 * Before the first answer: indexes with their settings, the sample where wanted. After a change of dictionary or version a
 * rebuild beside the collection, which goes on answering wherever this version can search it.
 */
const settleCollection = async (
  standing: Standing,
  options: ServiceOptions,
  stopping: AbortSignal,
): Promise<void> => {
  const { log, lexicon, withSample } = options;
  const state = await standing.index?.state();
  if (!state) {
    standing.waitingFor = fault(withSample ? 'loadingSample' : 'preparingIndex');
    if (withSample) log.info('首次启动：载入内置的示例报告');
    const loading = runIndexer(withSample ? ['--sample'] : [], stopping);
    // Searchable before it is whole: a first visitor must not meet half the sample.
    await loading.catch(() => {});
    await untilSearchable(standing, loading, stopping);
    return;
  }
  const searchable = await canSearch(standing);
  if (searchable && state.schema === SCHEMA && state.segmentation === lexicon.version) return;
  log.info(`词典或版本有变动，正在后台重建索引${searchable ? '，其间检索照常' : ''}`);
  const rebuilding = runIndexer([], stopping);
  rebuilding.then(
    () => log.info('索引已重建'),
    (error: unknown) => log.error({ err: error }, '重建没有完成；运行 zhengsou index 可再试'),
  );
  if (searchable) return;
  standing.waitingFor = fault('rebuildingIndex');
  await untilSearchable(standing, rebuilding, stopping);
};

/** An older zhengsou may have written it: in another shape, or without the settings that our filters need. */
const canSearch = async ({ index, queries }: Standing): Promise<boolean> => {
  try {
    const state = await index?.state();
    if (!queries || !state || state.schema < OLDEST_SEARCHABLE_SCHEMA || state.schema > SCHEMA) return false;
    // The first search of a process takes some 300 ms longer than the next: better now than under somebody's eyes.
    await queries.search(parseSearchRequest(new URLSearchParams()));
    await queries.overview();
    return true;
  } catch {
    return false;
  }
};

/** @throws what `indexing` failed with, unless another indexer, which kept ours from its work, does it in a minute. */
const untilSearchable = async (
  standing: Standing,
  indexing: Promise<void>,
  stopping: AbortSignal,
): Promise<void> => {
  let failed: { readonly error: unknown; readonly at: number } | null = null;
  indexing.catch((error: unknown) => {
    failed = { error, at: Date.now() };
  });
  // Narrowing does not see what the callback assigns.
  const failure = (): typeof failed => failed;
  while (!(await canSearch(standing))) {
    const now = failure();
    if (now && Date.now() - now.at > OTHER_INDEXER_MS) throw now.error;
    await sleep(SEARCHABLE_POLL_MS, undefined, { signal: stopping });
  }
};

/** Runs `zhengsou index` in a process of its own; its messages go where ours go. Another indexer at work does the same job. */
const runIndexer = async (args: readonly string[], stopping: AbortSignal): Promise<void> => {
  const child = spawn(process.execPath, [join(packageRoot, 'bin/zhengsou.js'), 'index', ...args], {
    stdio: ['ignore', process.stderr, process.stderr],
    signal: stopping,
    killSignal: 'SIGTERM',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 1) throw new Error('准备索引时出错，见上面的信息');
};
