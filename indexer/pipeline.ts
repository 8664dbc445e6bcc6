import { setImmediate as giveWay } from 'node:timers/promises';
import type { IndexWriter, LoadedReport, RebuildWriter, ReportStamp } from '../src/search/ports.ts';
import { isAddress } from './addresses/address.ts';
import { countCameSince } from './came-since.ts';
import { findChanges, type Member } from './copies/find-changes.ts';
import type { Discovered } from './discover.ts';
import { fileOfOrigin } from './file-names.ts';
import { findClash, findGone, type Known, NOTHING_KNOWN, readKnown } from './known-reports.ts';
import { listFiles } from './list-files.ts';
import { createLoads } from './loads.ts';
import type { Parsed, Parser } from './parse-pool.ts';
import type { ParseTask } from './parse-protocol.ts';
import { versionOf } from './read-reports.ts';
import type { SourceFile } from './reader.ts';
import { refuseLoss, takeOver } from './rebuild.ts';
import { linePrintsOf } from './repeats/line-prints.ts';
import {
  createRecord,
  emptySummary,
  type RecordEvent,
  type RunEvent,
  type RunSummary,
} from './run-summary.ts';
import { settle } from './settle.ts';
import { textBytesOf } from './text-bytes.ts';

/** How far a run is. Sizes in bytes of source files. */
export interface Progress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly reports: number;
  readonly paragraphs: number;
}

export interface IndexOptions {
  readonly writer: IndexWriter;
  readonly parser: Pick<Parser, 'parse'>;
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
  /** Makes everything anew, whatever its version. */
  readonly rebuild?: boolean;
  /** Lets a rebuild go without reports whose original cannot be read and whose paragraphs cannot be taken over. */
  readonly dropLost?: boolean;
  /** Tells what would be done and changes nothing. */
  readonly dryRun?: boolean;
  /** Called where there is most likely something to load, while others are at work: may take its time. */
  readonly prepare?: () => void;
  /** Called before anything is written where there is most likely something to load. What it throws ends the run. */
  readonly checkRoom?: (need: { readonly textBytes: number; readonly anew: boolean }) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly onEvent?: RecordEvent;
  readonly signal?: AbortSignal;
}

/**
 * Reads every report under the paths and loads what is new or changed: discover → parse → load, in batches with
 * back-pressure. One bad file never stops the run; an interrupted run is completed by the next. Where reports of an older
 * pipeline are in the collection, all of it is made anew beside it and takes its place at the end.
 * @throws {EngineUnavailable} when the engine goes away; what was loaded until then stays.
 * @throws {CannotRebuild} where that would lose reports.
 */
export const runIndex = async (paths: readonly string[], options: IndexOptions): Promise<RunSummary> => {
  const begun = performance.now();
  const { writer, pipeline, fetched = [] } = options;
  const { prune = false, dryRun = false, rebuild = false } = options;
  const summary = { ...emptySummary(), dryRun };
  const failedPaths: string[] = [];
  const record = createRecord(summary, (event) => {
    if (prune && event.kind === 'failed') failedPaths.push(event.path);
    options.onEvent?.(event);
  });
  const finish = (): RunSummary => {
    summary.seconds = Math.round(performance.now() - begun) / 1000;
    return summary;
  };

  const { files, gone } = await listFiles(paths, fetched, record);
  const recordNotThere = ({ address, reason }: (typeof gone)[number]): void =>
    record({ kind: 'failed', path: address, reason });
  if (!prune) gone.forEach(recordNotThere);
  if (files.length === 0 && paths.length + fetched.length > 0 && !prune) return finish();

  const state = await writer.state();
  const reading = readKnown(state === null ? nothing() : writer.stamps(), pipeline, rebuild);
  // Its error is met below.
  reading.catch(() => {});
  let known: Known | null = null;
  const tasks = function* (): Generator<ParseTask> {
    for (const file of files) yield { file, known: known?.currentOf(originOf(file)) ?? NOTHING_KNOWN };
  };
  const came = state === null ? 0 : await countCameSince(files, state.changedAt);
  // Where every file is new by its date none is waited for: one that turns out to be known is told by what was read.
  const isAllNew = came > 0 && came === files.length;
  if (!dryRun && isAllNew) options.checkRoom?.({ textBytes: textBytesOf(files), anew: false });
  const parsing = isAllNew ? options.parser.parse(tasks()) : null;
  // What was asked for is on its way before nothing else happens here for a while.
  await giveWay();
  if (!dryRun && came > 0) options.prepare?.();
  known = await reading;
  const { currentOf, isStale } = known;
  const fresh = files.filter((file) => currentOf(originOf(file)).size === 0);
  if (!dryRun && (isAllNew ? isStale : state === null || came > 0 || fresh.length > 0 || isStale))
    options.checkRoom?.({ textBytes: textBytesOf(fresh), anew: isStale });
  const beside = isStale && !dryRun ? await writer.beside() : null;
  const target = beside ?? writer;
  const interrupted = state?.loading === true;
  try {
    const run = { paths, options, files, gone, recordNotThere, failedPaths, record, summary };
    await load({
      ...run,
      known,
      interrupted,
      target,
      beside,
      parsing: parsing ?? options.parser.parse(tasks()),
    });
    await beside?.swap();
  } catch (error) {
    // Where the engine is away, the next run removes it.
    await beside?.discard().catch(() => {});
    throw error;
  }
  return finish();
};

/** A run that knows what there is to do, and where it is written. */
interface Run extends Awaited<ReturnType<typeof listFiles>> {
  readonly paths: readonly string[];
  readonly options: IndexOptions;
  readonly recordNotThere: (gone: Run['gone'][number]) => void;
  /** Filled while it goes on. */
  readonly failedPaths: readonly string[];
  readonly record: RecordEvent;
  readonly summary: RunSummary;
  readonly known: Known;
  readonly interrupted: boolean;
  /** Of all the files, begun. */
  readonly parsing: AsyncIterable<Parsed>;
  readonly target: IndexWriter;
  /** The same in a rebuild. */
  readonly beside: RebuildWriter | null;
}

const load = async (run: Run): Promise<void> => {
  const { paths, files, gone, recordNotThere, failedPaths, record, summary, known, target, beside } = run;
  const { parsing } = run;
  const { parser, pipeline, signal } = run.options;
  const { sample = false, prune = false, dryRun = false, dropLost = false } = run.options;
  const collection = new Map<string, Member>(known.byId);
  /** Institutions of which a report came, changed or went. */
  const touched = new Set<string>();
  const touch = (...members: readonly (Pick<Member, 'institution'> | undefined)[]): void => {
    for (const member of members) if (member?.institution) touched.add(member.institution);
  };
  const loadedFrom = new Map<string, string>();
  const seenOrigins = new Set<string>();
  let hasLoaded = false;
  let sampleDue = false;
  let sampleGone = false;
  let bytesDone = 0;
  const bytesTotal = files.reduce((sum, { size }) => sum + size, 0);
  const report = () =>
    run.options.onProgress?.({
      bytesDone,
      bytesTotal,
      reports: summary.added + summary.replaced + summary.unchanged,
      paragraphs: summary.paragraphs,
    });

  const eventOf = ({ report: { id, title, sourcePath }, paragraphs }: LoadedReport): RunEvent => ({
    kind: known.byId.has(id) ? 'replaced' : 'added',
    path: sourcePath,
    id,
    title,
    paragraphs: paragraphs.length,
  });
  const loads = createLoads({
    writer: target,
    pipeline,
    previous: beside ? new Map() : known.byId,
    // One that is taken over has failed to be made anew, which was said.
    noteOf: (loaded) => (loaded.pipeline === undefined ? eventOf(loaded) : null),
    onLoaded: (events) => {
      for (const event of events) if (event) record(event);
      report();
    },
  });
  const add = async (loaded: LoadedReport): Promise<void> => {
    hasLoaded = true;
    if (dryRun) return record(eventOf(loaded));
    sampleDue ||= known.hasSample && !loaded.sample;
    if (await loads.add(loaded)) await removeSample();
  };
  /** The first report a user indexes removes the sample — once it is there, so that the page is never empty. */
  const removeSample = async (): Promise<void> => {
    if (!sampleDue || sampleGone) return;
    sampleGone = true;
    await loads.settle();
    await target.removeSample();
    for (const { id, sample } of collection.values()) if (sample) collection.delete(id);
  };

  const takeUnchanged = (origin: string): void => {
    const stamp = known.byOrigin.get(origin);
    seenOrigins.add(origin);
    if (stamp) loadedFrom.set(stamp.id, origin);
    record({ kind: 'unchanged', path: stamp?.sourcePath ?? origin });
  };
  /** Read before it was known what the index holds. */
  const isCurrent = ({ origin, stated, understood }: Extract<Parsed, { understood: unknown }>): boolean =>
    known.currentOf(fileOfOrigin(origin)).get(origin) ===
    versionOf({ sha256: understood.report.sha256, stated });

  const take = async (parsed: Parsed): Promise<void> => {
    signal?.throwIfAborted();
    if ('finished' in parsed) {
      if ('file' in parsed.finished) bytesDone += parsed.finished.file.size;
      report();
    } else if ('failure' in parsed) {
      record({ kind: 'failed', path: parsed.failure, reason: parsed.reason });
    } else if ('unchanged' in parsed) {
      takeUnchanged(parsed.unchanged);
    } else if (isCurrent(parsed)) {
      takeUnchanged(parsed.origin);
    } else {
      const { understood, origin, mediaType, stated, likeness, sourcePath: path } = parsed;
      // Only what was known before can be gone or stale later: a first run remembers nothing here.
      if (known.byOrigin.has(origin)) seenOrigins.add(origin);
      for (const message of understood.warnings) record({ kind: 'warning', path, message });
      const before = known.byOrigin.get(origin);
      const { sourceUrl } = understood.report;
      // A page may call itself by another address from one day to the next; the address asked for is the same.
      const keepsId = sourceUrl === null || isAddress(origin);
      const id = before && keepsId ? before.id : understood.report.id;
      const clash = findClash(id, origin, sourceUrl, loadedFrom, known.byId.get(id));
      if (clash) return record({ ...clash, path });
      loadedFrom.set(id, origin);
      const isSample = sample || before?.sample === true;
      // As it was until now; settled at the end, when all are there.
      const duplicateOf = known.byId.get(id)?.duplicateOf ?? null;
      const { title, titleDerived, institution, reportYear, region } = understood.report;
      touch(known.byId.get(id), understood.report);
      collection.set(id, {
        ...{
          id,
          title,
          titleDerived,
          institution,
          sourcePath: path,
          sourceUrl,
          reportYear,
          region,
          likeness,
          duplicateOf,
        },
        paragraphs: understood.paragraphs.length,
        sample: isSample,
      });
      await add({
        ...withId(understood, id),
        sample: isSample,
        origin,
        mediaType,
        stated,
        likeness,
        lines: linePrintsOf(understood.paragraphs),
        duplicateOf,
      });
    }
  };

  if (!dryRun) {
    // While the first files are read.
    await target.prepare();
    await target.begin(run.options.segmentation);
    if (known.byId.size === 0) run.options.prepare?.();
  }
  for await (const parsed of parsing) await take(parsed);
  await removeSample();

  const removed: ReportStamp[] = [];
  if (prune) {
    const takenDown = gone.flatMap((one) => {
      const stamp = known.byOrigin.get(one.address);
      if (!stamp) recordNotThere(one);
      return stamp ? [stamp] : [];
    });
    removed.push(...(await findGone(paths, known, seenOrigins, failedPaths)), ...takenDown);
  }
  const removedIds = new Set(removed.map(({ id }) => id));

  // In a rebuild, all that the paths did not give is made anew from the kept bytes, wherever it was read from.
  const missing = function* (): Generator<ReportStamp> {
    if (!known.isStale) return;
    for (const stamp of known.byId.values())
      if (!loadedFrom.has(stamp.id) && !removedIds.has(stamp.id) && !(stamp.sample && sampleGone))
        yield stamp;
  };
  const kept = function* (): Generator<ParseTask> {
    for (const { sha256, sourcePath, origin, sourceUrl, stated = '' } of missing())
      yield { kept: { sha256, sourcePath, origin, sourceUrl, stated } };
  };
  for await (const parsed of parser.parse(kept())) await take(parsed);
  if (beside) {
    const lost = await takeOver(missing(), beside, pipeline, add);
    if (!dropLost) refuseLoss(lost);
    removed.push(...lost);
  }
  await loads.flush();
  for (const { id } of removed) {
    touch(collection.get(id));
    collection.delete(id);
  }
  // What copies and repeats what was settled when the collection last changed.
  const isToSettle = run.interrupted || beside !== null || hasLoaded || removed.length > 0;
  if (run.interrupted || beside) touch(...collection.values());
  // While the engine takes in what was handed over.
  const copies = isToSettle ? await findChanges([...collection.values()]) : [];
  await loads.settle();

  if (removed.length > 0 && !dryRun) await target.remove(removed.map(({ id }) => id));
  for (const { id, sourcePath } of removed) record({ kind: 'removed', path: sourcePath, id });
  if (isToSettle) await settle(collection, touched, copies, dryRun ? null : target, record);
  if (!dryRun) await target.finish();
};

const originOf = ({ fetched, absolutePath }: SourceFile): string => fetched?.address ?? absolutePath;

const nothing = async function* (): AsyncGenerator<never> {};

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
