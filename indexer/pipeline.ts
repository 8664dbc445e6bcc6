import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { IndexWriter, LoadedReport, ReportStamp } from '../src/search/ports.ts';
import { isAddress } from './addresses/address.ts';
import { type Discovered, discover } from './discover.ts';
import type { Originals } from './originals.ts';
import { type ReadOutcome, readReports, rereadOriginal, type Understand } from './read-reports.ts';
import type { SourceFile } from './reader.ts';
import { emptySummary, type RunSummary } from './run-summary.ts';

/** How far a run is. Sizes in bytes of source files. */
export interface Progress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly reports: number;
  readonly paragraphs: number;
}

export interface IndexOptions {
  readonly writer: IndexWriter;
  readonly originals: Originals;
  /** Opens kept bytes, for reports that are out of date and not under the given paths. */
  readonly findOriginal: (sha256: string) => Readable;
  readonly understand: Understand;
  /** Version of the segmenter's dictionaries. */
  readonly segmentation: string;
  /** Version of everything else that decides what a paragraph document looks like. */
  readonly pipeline: string;
  /** True for the reports that ship with the project. */
  readonly sample?: boolean;
  /** What came of the addresses given, fetched beforehand. */
  readonly fetched?: readonly Discovered[];
  /** Removes reports that were read from under the given paths, or fetched from the given addresses, and are gone now. */
  readonly prune?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Paragraphs gathered into one load: some 10 MB of JSON. */
const BATCH_PARAGRAPHS = 4_000;
const BATCH_CHARACTERS = 2_000_000;
/**
 * Loads handed to the engine while the next is prepared. It takes all that wait as one batch, which costs it far less than
 * one by one; handed over, they are memory no longer.
 */
const LOADS_UNDER_WAY = 12;

/** The files first, so that progress knows the whole; paths of 100,000 files are some 20 MB. */
const listFiles = async (
  paths: readonly string[],
  fetched: readonly Discovered[],
  summary: RunSummary,
): Promise<SourceFile[]> => {
  const files: SourceFile[] = [];
  const add = (found: Discovered): void => {
    if ('file' in found) files.push(found.file);
    else if ('skipped' in found) summary.skipped.push({ path: found.skipped, reason: found.reason });
    else summary.failed.push({ path: found.failure, reason: found.reason });
  };
  for await (const found of discover(paths)) add(found);
  for (const found of fetched) add(found);
  return files;
};

const fileOf = (origin: string): string => origin.replace(/#\d+$/, '');

/** Why this report must not be loaded beside another with the same id; null when all is well. */
const findClash = (
  id: string,
  origin: string,
  sourceUrl: string | null,
  loaded: ReadonlyMap<string, string>,
  stamp: ReportStamp | undefined,
): { skip: boolean; reason: string } | null => {
  const other =
    loaded.get(id) ??
    (stamp && stamp.origin !== origin && !stamp.sample && existsSync(fileOf(stamp.origin))
      ? stamp.origin
      : undefined);
  if (other === undefined || other === origin) return null;
  if (sourceUrl !== null) {
    // The same address is the same report; within a run the first one read is kept.
    return loaded.has(id) ? { skip: true, reason: `与 ${other} 是同一来源地址，未重复载入` } : null;
  }
  return { skip: false, reason: `与 ${other} 的相对路径相同，无法区分；请改为索引它们共同的上级文件夹` };
};

/**
 * Reads every report under the paths and loads what is new or changed: discover → read → understand → load, in batches
 * with back-pressure. One bad file never stops the run; an interrupted run is completed by the next.
 * @throws {EngineUnavailable} when the engine goes away; what was loaded until then stays.
 */
export const runIndex = async (paths: readonly string[], options: IndexOptions): Promise<RunSummary> => {
  const begun = performance.now();
  const summary = emptySummary();
  const { fetched = [] } = options;
  const files = await listFiles(paths, fetched, summary);
  if (files.length === 0 && paths.length + fetched.length > 0 && !options.prune)
    return finishSummary(summary, begun);

  const { writer, signal } = options;
  await writer.prepare();
  await writer.begin(options.segmentation);
  const stamps = new Map<string, ReportStamp>();
  const byOrigin = new Map<string, ReportStamp>();
  for await (const stamp of writer.stamps()) {
    stamps.set(stamp.id, stamp);
    byOrigin.set(stamp.origin, stamp);
  }
  const isUnchanged = (origin: string, sha256: string): boolean => {
    const stamp = byOrigin.get(origin);
    return stamp !== undefined && stamp.sha256 === sha256 && stamp.pipeline === options.pipeline;
  };

  const loadedFrom = new Map<string, string>();
  const seenOrigins = new Set<string>();
  let sampleGone = options.sample === true;
  let batch: LoadedReport[] = [];
  let batchParagraphs = 0;
  let batchCharacters = 0;
  let bytesDone = 0;
  let failed: { error: unknown } | null = null;
  const loads = new Set<Promise<void>>();
  const bytesTotal = files.reduce((sum, { size }) => sum + size, 0);
  const report = () =>
    options.onProgress?.({
      bytesDone,
      bytesTotal,
      reports: summary.added + summary.replaced + summary.unchanged,
      paragraphs: summary.paragraphs,
    });

  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const reports = batch;
    const count = batchParagraphs;
    // Counted now: a load that waits for the engine must not hold on to its texts.
    const replaced = reports.filter(({ report: { id } }) => stamps.has(id)).length;
    const added = reports.length - replaced;
    const hasOwn = reports.some(({ sample }) => !sample);
    batch = [];
    batchParagraphs = 0;
    batchCharacters = 0;
    while (loads.size >= LOADS_UNDER_WAY) await Promise.race(loads);
    if (failed) throw failed.error;
    const load = writer
      .replace(reports, options.pipeline, stamps)
      .then(() => {
        summary.added += added;
        summary.replaced += replaced;
        summary.paragraphs += count;
        report();
      })
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => loads.delete(load));
    loads.add(load);
    if (!sampleGone && hasOwn) {
      // The first report a user indexes removes the sample — once it is there, so that the page is never empty.
      sampleGone = true;
      await load;
      await writer.removeSample();
    }
  };

  const take = async (outcome: ReadOutcome): Promise<void> => {
    if ('failure' in outcome) {
      summary.failed.push({ path: outcome.failure, reason: outcome.reason });
      return;
    }
    if ('unchanged' in outcome) {
      seenOrigins.add(outcome.unchanged);
      const stamp = byOrigin.get(outcome.unchanged);
      if (stamp) loadedFrom.set(stamp.id, outcome.unchanged);
      summary.unchanged++;
      return;
    }
    const { understood, raw, origin } = outcome;
    seenOrigins.add(origin);
    for (const message of understood.warnings) summary.warnings.push({ path: raw.sourcePath, message });
    const known = byOrigin.get(origin);
    // A page may call itself by another address from one day to the next; the address asked for is the same.
    const keepsId = understood.report.sourceUrl === null || isAddress(origin);
    const id = known && keepsId ? known.id : understood.report.id;
    const clash = findClash(id, origin, understood.report.sourceUrl, loadedFrom, stamps.get(id));
    if (clash) {
      if (clash.skip) summary.skipped.push({ path: raw.sourcePath, reason: clash.reason });
      else summary.failed.push({ path: raw.sourcePath, reason: clash.reason });
      return;
    }
    loadedFrom.set(id, origin);
    await options.originals.keep(understood.report.sha256, raw.bytes);
    batch.push({
      ...withId(understood, id),
      sample: options.sample === true || known?.sample === true,
      origin,
      mediaType: raw.mediaType,
    });
    batchParagraphs += understood.paragraphs.length;
    batchCharacters += understood.report.characters;
    if (batchParagraphs >= BATCH_PARAGRAPHS || batchCharacters >= BATCH_CHARACTERS) await flush();
  };

  for (const file of files) {
    signal?.throwIfAborted();
    for await (const outcome of readReports(file, options.understand, isUnchanged)) await take(outcome);
    bytesDone += file.size;
    report();
  }
  await flush();
  // What an older lexicon or dictionary made is made anew from the kept bytes, wherever it was read from.
  for (const stamp of stamps.values()) {
    if (stamp.pipeline === options.pipeline || loadedFrom.has(stamp.id) || seenOrigins.has(stamp.origin))
      continue;
    if (stamp.sample && sampleGone && !options.sample) continue;
    signal?.throwIfAborted();
    await take(await rereadOriginal(stamp, options.findOriginal, options.understand));
  }
  await flush();
  await Promise.all(loads);
  if (failed) throw (failed as { error: unknown }).error;

  if (options.prune) {
    const gone = [
      ...(await findGone(paths, stamps, seenOrigins, summary)),
      ...findTakenDown(fetched, byOrigin, summary),
    ];
    if (gone.length > 0) await writer.remove(gone);
    summary.removed = gone.length;
  }
  await writer.finish();
  return finishSummary(summary, begun);
};

const withId = ({ report, paragraphs }: Pick<LoadedReport, 'report' | 'paragraphs'>, id: string) =>
  report.id === id
    ? { report, paragraphs }
    : {
        report: { ...report, id },
        paragraphs: paragraphs.map((paragraph) => ({
          ...paragraph,
          reportId: id,
          id: `${id}-${paragraph.ordinal}`,
        })),
      };

/** Reports once read from under the paths that this run did not meet. A file that is there and failed keeps its old reports. */
const findGone = async (
  paths: readonly string[],
  stamps: ReadonlyMap<string, ReportStamp>,
  seen: ReadonlySet<string>,
  summary: RunSummary,
): Promise<string[]> => {
  const roots = await Promise.all(paths.map(async (path) => realpath(path).catch(() => resolve(path))));
  const failedPaths = new Set(summary.failed.map(({ path }) => path));
  return [...stamps.values()]
    .filter(({ origin, sample }) => {
      if (sample || seen.has(origin)) return false;
      const file = fileOf(origin);
      const under = roots.some(
        (root) => file === root || file.startsWith(root.endsWith(sep) ? root : root + sep),
      );
      const stillThere =
        existsSync(file) && [...failedPaths].some((path) => file.endsWith(path.replace(/#\d+$/, '')));
      return under && !stillThere;
    })
    .map(({ id }) => id);
};

/** Reports whose address says that there is nothing any more; for these that is no failure. Any other failure keeps the report. */
const findTakenDown = (
  fetched: readonly Discovered[],
  byOrigin: ReadonlyMap<string, ReportStamp>,
  summary: RunSummary,
): string[] => {
  const ids: string[] = [];
  for (const found of fetched) {
    const stamp = 'failure' in found && found.gone ? byOrigin.get(found.failure) : undefined;
    if (!stamp) continue;
    ids.push(stamp.id);
    summary.failed = summary.failed.filter(({ path }) => path !== stamp.origin);
  }
  return ids;
};

const finishSummary = (summary: RunSummary, begun: number): RunSummary => {
  summary.seconds = Math.round(performance.now() - begun) / 1000;
  return summary;
};
