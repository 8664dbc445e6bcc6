import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isAddress } from '../indexer/addresses/address.ts';
import { InvalidAddressList, readAddressList } from '../indexer/addresses/address-list.ts';
import { fetchAddresses } from '../indexer/addresses/fetch-addresses.ts';
import { createMemories } from '../indexer/addresses/memories.ts';
import { readUserAgent } from '../indexer/addresses/user-agent.ts';
import { loadTopicLexiconWith, TopicLexiconError } from '../indexer/annotate/topics-lexicon.ts';
import type { Discovered } from '../indexer/discover.ts';
import { runInspect } from '../indexer/inspect.ts';
import { createOriginals, originalPath } from '../indexer/originals.ts';
import { createParsePool } from '../indexer/parse-pool.ts';
import { ParserBroken } from '../indexer/parse-process.ts';
import { runIndex } from '../indexer/pipeline.ts';
import { createFetchBar, createProgressBar } from '../indexer/progress.ts';
import { CannotRebuild } from '../indexer/rebuild.ts';
import { describeChange, describeFailures, describeSummary } from '../indexer/report-summary.ts';
import { CannotReport, createRunReport } from '../indexer/run-report.ts';
import { exitCodeOf, type RecordEvent, type RunSummary } from '../indexer/run-summary.ts';
import { pipelineVersion } from '../indexer/version.ts';
import { type BackupManifest, BackupRefused, makeBackup, restoreBackup } from './backup.ts';
import { type Config, InvalidConfig, loadConfig } from './config.ts';
import { EngineUnavailable, InvalidRequest } from './domain/problem.ts';
import { MODES } from './domain/query.ts';
import { createClient } from './engine/client.ts';
import { type Engine, openEngine } from './engine/engine.ts';
import { AlreadyRunning, EngineNotFound, EngineStartFailed, TaskFailed } from './engine/errors.ts';
import { acquireIndexerLock } from './engine/indexer-lock.ts';
import { awaitTask } from './engine/task.ts';
import { CannotListen } from './listen.ts';
import { createLog, type Log } from './log.ts';
import { packageRoot } from './package-root.ts';
import { createQueries } from './queries/create-queries.ts';
import type { Queries } from './queries/queries.ts';
import { parseSearchRequest } from './queries/request.ts';
import { SCHEMA } from './search/meilisearch/documents.ts';
import { createIndexWriter } from './search/meilisearch/index-writer.ts';
import { createSearchIndex } from './search/meilisearch/search-index.ts';
import { formatAnswer, harmless } from './terminal.ts';
import { createLexicon, type Lexicon } from './text/lexicon.ts';
import type { Segmenter } from './text/segment.ts';

/*
 * The composition root: reads the configuration, opens the engine and puts the parts together for one command.
 * Nothing imports it, and nothing else imports both the app and the indexer.
 */

/** The user's own topic terms, checked before a run begins. @throws {TopicLexiconError} naming file and line. */
const topicTermsOf = (config: Config): string => {
  const path = join(config.dataFolder, 'topic-lexicon.tsv');
  loadTopicLexiconWith(path);
  return path;
};
const lexiconFor = (config: Config): Lexicon => createLexicon(config.dataFolder);
const originalsFolder = (config: Config): string => join(config.dataFolder, 'originals');

/** Parsing fills this many cores at most: beyond, the engine or the terminal is what a run waits for. */
const MOST_JOBS = 4;
const cores = (): number => Math.min(MOST_JOBS, availableParallelism());

const queriesOver = (engine: Engine, lexicon: Lexicon): Queries =>
  createQueries(createSearchIndex(createClient(engine.url, engine.searchKey)), lexicon);

/** Addresses to fetch, and whether from anywhere. */
interface Addresses {
  readonly addresses: readonly string[];
  readonly allowPrivate: boolean;
}

/** Fetches addresses into the originals of a data folder. */
const fetchInto = async (
  dataFolder: string,
  { addresses, allowPrivate }: Addresses,
  stream: NodeJS.WriteStream | undefined,
): Promise<Discovered[]> => {
  if (addresses.length === 0) return [];
  const bar = stream ? createFetchBar(stream) : null;
  try {
    return await fetchAddresses(addresses, {
      originals: createOriginals(join(dataFolder, 'originals')),
      memories: createMemories(join(dataFolder, 'addresses')),
      userAgent: readUserAgent(),
      allowPrivate,
      ...(bar ? { onProgress: bar.update } : {}),
    });
  } finally {
    bar?.stop();
  }
};

/** Gives a folder that is gone afterwards. */
const withTemporaryFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'zhengsou-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface LoadOptions extends Addresses {
  readonly prune?: boolean;
  readonly sample?: boolean;
  readonly rebuild?: boolean;
  readonly dropLost?: boolean;
  readonly dryRun?: boolean;
  readonly jobs?: number;
  readonly onProgress?: Parameters<typeof createProgressBar>[0];
  readonly onEvent?: RecordEvent;
}

/** Loads reports with the write key. @throws {AlreadyRunning} while another process loads into the same folder. */
const load = async (
  config: Config,
  engine: Engine,
  segmenter: Segmenter,
  paths: readonly string[],
  {
    addresses,
    allowPrivate,
    dryRun = false,
    jobs = Math.max(1, cores() - 1),
    onProgress,
    ...options
  }: LoadOptions,
): Promise<RunSummary> => {
  const lock = dryRun ? null : await acquireIndexerLock(config.dataFolder);
  const bar = onProgress ? createProgressBar(onProgress) : null;
  const run = async (folder: string): Promise<RunSummary> => {
    // Before the load is announced: fetching politely may take hours.
    const fetched = await fetchInto(folder, { addresses, allowPrivate }, onProgress);
    const parser = createParsePool({
      jobs,
      settings: { originals: originalsFolder(config), keep: !dryRun, topicTerms: topicTermsOf(config) },
    });
    const writer = createIndexWriter(createClient(engine.url, engine.writeKey), awaitTask, segmenter.segment);
    try {
      return await runIndex(paths, {
        ...options,
        writer,
        parser,
        dryRun,
        fetched,
        segmentation: segmenter.version,
        pipeline: pipelineVersion(SCHEMA, segmenter.version, topicTermsOf(config)),
        ...(bar ? { onProgress: bar.update } : {}),
      });
    } finally {
      parser.close();
    }
  };
  try {
    return dryRun ? await withTemporaryFolder(run) : await run(config.dataFolder);
  } finally {
    bar?.stop();
    lock?.release();
  }
};

/** Runs with a report of everything that happens written to a file, where one is asked for. @throws {CannotReport} */
const withRunReport = async (
  path: string | undefined,
  run: (onEvent: RecordEvent) => Promise<RunSummary>,
): Promise<RunSummary> => {
  if (path === undefined) return await run(() => {});
  const report = createRunReport(path);
  try {
    const summary = await run(report.add);
    report.end(summary);
    return summary;
  } finally {
    report.close();
  }
};

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Writes a line and waits while the reader of a pipe is slow, so that memory stays flat. */
const writeLine = async (line: string): Promise<void> => {
  if (!process.stdout.write(`${line}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve));
};

const withEngine = async <T>(config: Config, log: Log, use: (engine: Engine) => Promise<T>): Promise<T> => {
  const engine = await openEngine(config, log);
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
};

interface Sources {
  /** A file that lists addresses. */
  readonly from?: string;
  readonly allowPrivate?: boolean;
}

/** Tells paths from addresses, and adds those of a list. */
const sourcesOf = async (
  given: readonly string[],
  { from, allowPrivate = false }: Sources,
): Promise<Addresses & { readonly paths: readonly string[] }> => ({
  paths: given.filter((one) => !isAddress(one)),
  addresses: [...given.filter(isAddress), ...(from === undefined ? [] : await readAddressList(from))],
  allowPrivate,
});

interface IndexArguments extends Sources {
  readonly prune?: boolean;
  readonly rebuild?: boolean;
  readonly dropLost?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly sample?: boolean;
  readonly jobs?: number;
  readonly report?: string;
}

const index = async (
  given: string[],
  { json = false, report, from, allowPrivate = false, ...options }: IndexArguments,
): Promise<number> => {
  const { paths, ...addresses } = await sourcesOf(
    options.sample ? [join(packageRoot, 'sample')] : given,
    from === undefined ? { allowPrivate } : { from, allowPrivate },
  );
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const lexicon = lexiconFor(config);
  const summary = await withRunReport(report, (record) =>
    withEngine(config, log, (engine) =>
      load(config, engine, lexicon, paths, {
        ...addresses,
        ...options,
        ...(json || options.dryRun ? {} : { onProgress: process.stderr }),
        onEvent: (event) => {
          record(event);
          const change = options.dryRun && !json ? describeChange(event) : null;
          if (change !== null) print(harmless(change));
        },
      }),
    ),
  );
  if (json) print(JSON.stringify(summary));
  else {
    complain(harmless(describeFailures(summary)));
    print(describeSummary(summary));
  }
  return exitCodeOf(summary);
};

const inspect = async (
  given: string[],
  {
    jobs = cores(),
    report,
    explain = false,
    ...sources
  }: Sources & { jobs?: number; report?: string; explain?: boolean },
): Promise<number> => {
  const { paths, ...addresses } = await sourcesOf(given, sources);
  if (given.length === 0 && sources.from === undefined) {
    complain('错误：请给出要读的文件、文件夹或网址；见 zhengsou inspect --help');
    return 1;
  }
  const topicTerms = topicTermsOf(loadConfig());
  const parser = createParsePool({ jobs, settings: { originals: null, keep: false, topicTerms, explain } });
  try {
    const summary = await withRunReport(report, (record) =>
      // Nothing is kept of what is only looked at.
      withTemporaryFolder(async (folder) => {
        const fetched = await fetchInto(folder, addresses, process.stderr);
        const show = (understood: object) => writeLine(JSON.stringify(understood));
        return await runInspect(paths, fetched, parser, show, record);
      }),
    );
    complain(harmless(describeFailures(summary)));
    return exitCodeOf(summary);
  } finally {
    parser.close();
  }
};

const search = async (
  words: string[],
  options: { mode: string; page: string; json?: boolean },
): Promise<number> => {
  const mistyped = words.find((word) => /^--[a-z]/.test(word));
  if (mistyped !== undefined) {
    complain(`错误：没有选项 ${mistyped}；见 zhengsou search --help`);
    return 1;
  }
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const request = parseSearchRequest(
    new URLSearchParams({ q: words.join(' '), mode: options.mode, page: options.page, pageSize: '10' }),
  );
  const answer = await withEngine(config, log, (engine) =>
    queriesOver(engine, lexiconFor(config)).search(request),
  );
  print(options.json ? JSON.stringify(answer) : formatAnswer(answer));
  return 0;
};

const status = async (options: { json?: boolean }): Promise<number> => {
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  const facts = await withEngine(config, log, async (engine) => {
    const searchIndex = createSearchIndex(createClient(engine.url, engine.searchKey));
    const state = await searchIndex.state();
    const totals = state ? await searchIndex.totals() : null;
    return {
      engine: { url: engine.url, startedHere: engine.owned },
      dataFolder: config.dataFolder,
      reports: totals?.reports ?? 0,
      paragraphs: totals?.paragraphs ?? 0,
      characters: totals?.characters ?? 0,
      sample: totals?.sample ?? false,
      lastChange: state?.changedAt ?? null,
      loading: state?.loading ?? false,
      version: state?.version ?? 0,
    };
  });
  if (options.json) print(JSON.stringify(facts));
  else
    print(
      [
        `引擎      ${facts.engine.url}${facts.engine.startedHere ? '（本次启动）' : '（已在运行）'}`,
        `数据      ${facts.dataFolder}`,
        `收录      ${facts.reports} 份报告 · ${facts.paragraphs} 段 · ${facts.characters} 字${facts.sample ? '（内置示例）' : ''}`,
        `上次变更  ${facts.lastChange ?? '还没有收录'}${facts.loading ? '（有一次收录正在进行或曾中断，再运行一次 zhengsou index 即可补全）' : ''}`,
      ].join('\n'),
    );
  return 0;
};

const describeBackup = ({ reports, paragraphs, madeAt }: BackupManifest): string =>
  `${reports} 份报告 · ${paragraphs} 段 · 备份于 ${madeAt}`;

const backup = async (folder: string): Promise<number> => {
  const config = loadConfig();
  const made = await makeBackup(config, createLog({ level: config.logLevel }), folder);
  print(`已备份到 ${folder}：${describeBackup(made)}`);
  return 0;
};

const restore = async (folder: string): Promise<number> => {
  const config = loadConfig();
  const restored = await restoreBackup(config, createLog({ level: config.logLevel }), folder);
  print(`已恢复到 ${config.dataFolder}：${describeBackup(restored)}`);
  return 0;
};

const serve = async (options: { port?: number; host?: string; sample?: boolean }): Promise<number> => {
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  // Pages and their libraries take 0.1 s to load, which the other commands need not wait for.
  const { runService } = await import('./serve.ts');
  await runService({
    config,
    log,
    host: options.host ?? config.host,
    port: options.port ?? config.port,
    lexicon: lexiconFor(config),
    findOriginal: (sha256) => originalPath(originalsFolder(config), sha256),
    withSample: options.sample === true,
  });
  return 0;
};

/** Errors that say all there is to say to a person: no stack is shown for them. */
const isExplained = (error: unknown): error is Error =>
  [
    InvalidConfig,
    InvalidRequest,
    EngineUnavailable,
    EngineNotFound,
    EngineStartFailed,
    AlreadyRunning,
    TaskFailed,
    CannotListen,
    TopicLexiconError,
    CannotReport,
    InvalidAddressList,
    BackupRefused,
    ParserBroken,
    CannotRebuild,
  ].some((kind) => error instanceof kind);

const toPort = (value: string): number => {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('端口应当是 0 到 65535 之间的整数');
  return Number(value);
};

const toJobs = (value: string): number => {
  if (!/^\d{1,2}$/.test(value) || Number(value) < 1 || Number(value) > 64)
    throw new InvalidArgumentError('进程数应当是 1 到 64 之间的整数');
  return Number(value);
};

const program = new Command('zhengsou')
  .description('政搜：中国政府工作报告的段落检索')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });
let exitCode = 0;
const run =
  <A extends unknown[]>(command: (...args: A) => Promise<number>) =>
  async (...args: A): Promise<void> => {
    exitCode = await command(...args);
  };

program
  .command('index')
  .description('读取路径下的全部报告并收录；未变的跳过，变动的整份替换')
  .argument('[path...]', '文件、文件夹或 http(s) 网址；什么都不给时只重建词典或版本变动后过时的报告')
  .option('--from <file>', '网址清单，每行一个，# 开头为注释')
  .option('--allow-private', '也抓取本机和内网的网址')
  .option('--sample', '收录内置的示例报告（虚构地名），不需要路径')
  .option('--prune', '移除这些路径下已不存在、或这些网址上已撤下（404、410）的报告')
  .option('--rebuild', '不管版本，全部由保存的原件重做，做好后一次换上；其间检索照常')
  .option('--drop-lost', '重建时，舍弃原件读不出、旧段落也不能沿用的报告')
  .option('--dry-run', '只列出会新收录、更新、移除和跳过哪些报告，不改动任何内容')
  .option('--jobs <n>', '同时解析文件的进程数（默认比处理器少一个，至多 4 个）', toJobs)
  .option('--report <file>', '把每份报告的结果、提醒和失败原因逐行写成 JSON（jsonl）')
  .option('--json', '以 JSON 输出结果，供程序读取')
  .action(run(index));
program
  .command('inspect')
  .description('不用引擎：每份报告输出一行 JSON {report, paragraphs, warnings}')
  .argument('[path...]', '文件、文件夹或 http(s) 网址')
  .option('--from <file>', '网址清单，每行一个，# 开头为注释')
  .option('--allow-private', '也抓取本机和内网的网址')
  .option('--jobs <n>', '同时解析文件的进程数（默认与处理器同数，至多 4 个）', toJobs)
  .option('--explain', '每段另列出哪些词、各多少分定了主题，哪个标题或哪些字定了环节和年份')
  .option('--report <file>', '把每份报告的结果、提醒和失败原因逐行写成 JSON（jsonl）')
  .action(run(inspect));
program
  .command('serve')
  .description('启动网页和接口')
  .option('--port <port>', '端口（默认 3000）', toPort)
  .option('--host <host>', '监听地址（默认 127.0.0.1）')
  .option('--sample', '索引为空时先载入内置的示例报告')
  .action(run(serve));
program
  .command('search')
  .description('在终端里检索')
  .argument('<query...>', '检索词；写法与网页相同，-词 表示排除')
  // An exclusion looks like an option.
  .allowUnknownOption()
  .addOption(new Option('--mode <mode>', '精确或智能').choices([...MODES]).default('exact'))
  .option('--page <page>', '第几页', '1')
  .option('--json', '以 JSON 输出')
  .action(run(search));
program
  .command('status')
  .description('引擎、索引大小、上次收录')
  .option('--json', '以 JSON 输出')
  .action(run(status));
program
  .command('backup')
  .description('把收录的全部内容（索引、原件、词典）备份到一个新文件夹；检索照常')
  .argument('<folder>', '新的或空的文件夹')
  .action(run(backup));
program
  .command('restore')
  .description('把备份恢复到一个空的数据文件夹')
  .argument('<folder>', 'zhengsou backup 做的文件夹')
  .action(run(restore));

try {
  await program.parseAsync();
  process.exitCode = exitCode;
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
  else {
    complain(
      isExplained(error)
        ? error.message
        : `意外的错误：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = 1;
  }
}
