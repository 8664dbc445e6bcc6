import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Parser } from '../../indexer/parse-pool.ts';
import { runIndex } from '../../indexer/pipeline.ts';
import type { createProgressBar } from '../../indexer/progress.ts';
import { describeChange, describeFailures, describeSummary } from '../../indexer/report-summary.ts';
import { exitCodeOf, type RecordEvent, type RunSummary } from '../../indexer/run-summary.ts';
import { pipelineVersion } from '../../indexer/version.ts';
import type { Config } from '../config.ts';
import { connectWriter } from '../connect-writer.ts';
import { wordFault } from '../domain/faults/fault.ts';
import type { Engine } from '../engine/engine.ts';
import { acquireIndexerLock } from '../engine/indexer-lock.ts';
import { checkRoom, type Need } from '../engine/room.ts';
import { createLog } from '../log.ts';
import { packageRoot } from '../package-root.ts';
import { SCHEMA } from '../search/meilisearch/documents.ts';
import { harmless } from '../terminal.ts';
import { createSegmenter, type Segmenter } from '../text/segment.ts';
import { checkTopicTerms, withEngine } from './compose.ts';
import { dictionaryFile, topicTermsFile } from './data-folder.ts';
import { complain, print } from './output.ts';
import { type Addresses, fetchInto, type Sources, sourcesOf, withTemporaryFolder } from './sources.ts';
import { withRunReport } from './with-run-report.ts';

interface LoadOptions extends Addresses {
  readonly prune?: boolean;
  readonly sample?: boolean;
  readonly rebuild?: boolean;
  readonly dropLost?: boolean;
  readonly dryRun?: boolean;
  readonly onProgress?: Parameters<typeof createProgressBar>[0];
  readonly onEvent?: RecordEvent;
}

/**
 * Lets the heap grow by so much after a collection, instead of up to fourfold: over 100,000 reports 800 MB in all instead of
 * 1,190. What is loaded passes through; little of it stays.
 */
const HEAP_GROWING_PERCENT = 60;

/** Of an engine elsewhere the disk is not known. @throws {EngineUnavailable} */
const warnOfLittleRoom = ({ engineUrls, dataFolder }: Config, need: Need): void => {
  const warning = engineUrls.length > 0 ? null : checkRoom(dataFolder, need);
  if (warning !== null) complain(`${wordFault(warning, 'zh')}。 ${wordFault(warning, 'en')}.`);
};

/** Loads reports with the write key. @throws {AlreadyRunning} while another process loads into the same folder. */
const load = async (
  config: Config,
  engine: Engine,
  segmenter: Segmenter,
  parser: Parser,
  paths: readonly string[],
  { addresses, allowPrivate, dryRun = false, onProgress, ...options }: LoadOptions,
): Promise<RunSummary> => {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const lock = dryRun ? null : await acquireIndexerLock(config.dataFolder);
  const bar = onProgress ? (await import('../../indexer/progress.ts')).createProgressBar(onProgress) : null;
  const run = async (folder: string): Promise<RunSummary> => {
    // Before the load is announced: fetching politely may take hours.
    const fetched = await fetchInto(folder, { addresses, allowPrivate }, onProgress);
    return await runIndex(paths, {
      ...options,
      writer: connectWriter(config, engine, segmenter.segment),
      parser,
      dryRun,
      fetched,
      checkRoom: (need) => warnOfLittleRoom(config, need),
      segmentation: segmenter.version,
      prepare: segmenter.prepare,
      pipeline: pipelineVersion(SCHEMA, segmenter.version, topicTermsFile(config)),
      ...(bar ? { onProgress: bar.update } : {}),
    });
  };
  try {
    return dryRun ? await withTemporaryFolder(run) : await run(config.dataFolder);
  } finally {
    bar?.stop();
    lock?.release();
  }
};

export interface LoadArguments extends Sources {
  readonly prune?: boolean;
  readonly rebuild?: boolean;
  readonly dropLost?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly sample?: boolean;
  readonly report?: string;
}

export const loadReports = async (
  config: Config,
  parser: Parser,
  given: readonly string[],
  { json = false, report, from, allowPrivate = false, ...options }: LoadArguments,
): Promise<number> => {
  const { paths, ...addresses } = await sourcesOf(
    options.sample ? [join(packageRoot, 'sample')] : given,
    from === undefined ? { allowPrivate } : { from, allowPrivate },
  );
  const log = createLog({ level: config.logLevel });
  const segmenter = createSegmenter(dictionaryFile(config));
  await checkTopicTerms(config);
  const summary = await withRunReport(report, (record) =>
    withEngine(
      config,
      log,
      (engine) =>
        load(config, engine, segmenter, parser, paths, {
          ...addresses,
          ...options,
          ...(json || options.dryRun ? {} : { onProgress: process.stderr }),
          onEvent: (event) => {
            record(event);
            const change = options.dryRun && !json ? describeChange(event) : null;
            if (change !== null) print(harmless(change));
          },
        }),
      { forLoading: true },
    ),
  ).finally(parser.close);
  if (json) print(JSON.stringify(summary));
  else {
    complain(harmless(describeFailures(summary)));
    print(describeSummary(summary));
  }
  return exitCodeOf(summary);
};
