import type { EnqueuedTask, EnqueuedTaskPromise, Meilisearch, Settings } from 'meilisearch';
import { paragraphId } from '../../domain/paragraph.ts';
import type { CollectionState, IndexWriter, RepeatChange, ReportLines } from '../ports.ts';
import { besideOf, createBeside } from './beside.ts';
import { differingSettings } from './differing-settings.ts';
import { createDocumentLines } from './document-lines.ts';
import {
  SCHEMA,
  type Segment,
  STATE_ID,
  stateSchema,
  toParagraphDocuments,
  toReportDocument,
} from './documents.ts';
import { quote } from './filter.ts';
import { readStamps } from './read-stamps.ts';
import { numbersAfter, readHighestNumber } from './report-numbers.ts';
import { indexNames, PARAGRAPH_SETTINGS, REPORT_SETTINGS } from './settings.ts';
import { isMissingIndex, orUnavailable } from './unavailable.ts';
import {
  addLinesOf,
  addOf,
  createSend,
  deleteIdsOf,
  deleteWhereOf,
  type SendWrite,
  updateOf,
  type Write,
} from './writes.ts';

const LINES_FIELDS = ['id', 'lines', 'repeats'];
/** Ids in one delete: the engine's filter stays well below its limits. */
const DELETE_BATCH = 500;
/** Paragraphs marked at once: some 50 bytes each. */
const MARK_BATCH = 20_000;

/** Waits for a task and raises its error. */
export type AwaitTask = (
  client: Meilisearch,
  enqueued: EnqueuedTask | EnqueuedTaskPromise,
) => Promise<unknown>;

/** The paragraphs of a report whose mark changes. */
const toMarks = ({ id, repeats, ordinals }: RepeatChange): Record<string, unknown>[] => {
  const marked = new Map(repeats.map(({ ordinal, ...from }) => [ordinal, from]));
  return ordinals.map((ordinal) => ({
    id: paragraphId(id, ordinal),
    repeatedFrom: marked.get(ordinal) ?? null,
  }));
};

/**
 * Waits in turns: the engine carries out the tasks of an index in their order, and to ask it after each of a hundred that wait
 * costs both sides more than the answer is worth.
 */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return (untilDone: () => Promise<unknown>): Promise<unknown> => {
    const turn = last.then(untilDone);
    last = turn.catch(() => {});
    return turn;
  };
};

/**
 * The writing side of the engine. `client` needs a key for documents, settings, indexes and tasks of the two indexes. An empty
 * collection begins after the version of `predecessor`. All documents go through `send`.
 */
export const createIndexWriter = (
  client: Meilisearch,
  awaitTask: AwaitTask,
  segment: Segment,
  suffix = '',
  predecessor: CollectionState | null = null,
  send: SendWrite = createSend(client, awaitTask),
): IndexWriter => {
  const names = indexNames(suffix);
  const done = (enqueued: EnqueuedTask | EnqueuedTaskPromise) => awaitTask(client, enqueued);
  const write = async (change: Write): Promise<void> => {
    const untilDone = await send(change);
    await untilDone();
  };
  const beside = createBeside(client, done, suffix);
  /** Of the load that is being gathered: there is never more than one. */
  const lines = createDocumentLines();
  let current: CollectionState | null = null;
  /** For reports that are new. */
  let numbers = numbersAfter(0, undefined);
  /** Until the beginning of this load is done. The engine carries out what is sent after it after it. */
  let begun: Promise<unknown> = Promise.resolve();

  const settle = async (uid: string, primaryKey: string, wanted: Settings): Promise<string[]> => {
    const read = () => client.index(uid).getSettings();
    const present = await orUnavailable(() =>
      read().catch(async (error: unknown) => {
        if (!isMissingIndex(error)) throw error;
        await done(client.createIndex(uid, { primaryKey }));
        return await read();
      }),
    );
    const changed = differingSettings(wanted, present);
    // All at once: each change of settings by itself would index the whole collection again.
    if (changed.length > 0)
      await done(
        client.index(uid).updateSettings(Object.fromEntries(changed.map((name) => [name, wanted[name]]))),
      );
    return changed.map((name) => `${uid}.${name}`);
  };

  const readState = (): Promise<CollectionState | null> =>
    orUnavailable(() =>
      client
        .index(names.reports)
        .search('', { filter: [`id = ${STATE_ID}`], limit: 1 })
        .then(({ hits }) => (hits[0] === undefined ? null : stateSchema.parse(hits[0])))
        .catch((error: unknown) => {
          if (isMissingIndex(error)) return null;
          throw error;
        }),
    );

  const nextState = (change: Partial<CollectionState>): Record<string, unknown> => {
    const before = current ?? { version: 0, schema: SCHEMA, segmentation: '', loading: false, changedAt: '' };
    current = { ...before, ...change, version: before.version + 1, changedAt: new Date().toISOString() };
    return { ...current, id: STATE_ID, kind: 'state' };
  };

  const deleteParagraphs = (filter: string) => write(deleteWhereOf(names.paragraphs, filter));

  /** One add: the engine takes it as a whole or not at all. */
  const sendParagraphs = (lines: Uint8Array): Promise<() => Promise<unknown>> =>
    lines.length === 0 ? Promise.resolve(() => Promise.resolve()) : send(addLinesOf(names.paragraphs, lines));

  const nextOfParagraphs = createTurns();
  const nextOfReports = createTurns();

  const complete = async (
    untilDone: () => Promise<unknown>,
    records: readonly Record<string, unknown>[],
    surplus: readonly { readonly id: string; readonly length: number }[],
    onParagraphs: () => void,
  ): Promise<void> => {
    await Promise.all([begun, nextOfParagraphs(untilDone)]);
    onParagraphs();
    for (const { id, length } of surplus)
      await deleteParagraphs(`reportId = ${quote(id)} AND ordinal >= ${length}`);
    // Recorded last: a run that dies before this line loads these reports again.
    await nextOfReports(await send(addOf(names.reports, [...records, nextState({})])));
  };

  const removeReports = async (ids: readonly string[]): Promise<void> => {
    for (let at = 0; at < ids.length; at += DELETE_BATCH) {
      const batch = ids.slice(at, at + DELETE_BATCH);
      // The report first: interrupted here, its paragraphs are swept by the next run, which finds no report for them.
      await deleteParagraphs(`reportId IN [${batch.map(quote).join(', ')}]`);
      await write(deleteIdsOf(names.reports, batch));
    }
    await write(addOf(names.reports, [nextState({})]));
  };

  /** Paragraphs of reports that an interrupted run never recorded; whoever loads those reports again brings them back. */
  const sweepOrphans = async (): Promise<void> => {
    const known = new Set<string>();
    for await (const { id } of readStamps(client, names.reports, [])) known.add(id);
    const { facetDistribution } = await orUnavailable(() =>
      client.index(names.paragraphs).search('', { facets: ['reportId'], hitsPerPage: 0 }),
    );
    const orphans = Object.keys(facetDistribution?.reportId ?? {}).filter((id) => !known.has(id));
    for (let at = 0; at < orphans.length; at += DELETE_BATCH)
      await deleteParagraphs(
        `reportId IN [${orphans
          .slice(at, at + DELETE_BATCH)
          .map(quote)
          .join(', ')}]`,
      );
  };

  return {
    prepare: async () => {
      const [paragraphs, reports] = await Promise.all([
        settle(names.paragraphs, 'id', PARAGRAPH_SETTINGS),
        settle(names.reports, 'id', REPORT_SETTINGS),
        beside.clear(),
      ]);
      return { changed: [...paragraphs, ...reports] };
    },

    state: readState,

    begin: async (segmentation, place) => {
      const [before, highest] = await Promise.all([readState(), readHighestNumber(client, names.reports)]);
      if (before?.loading) await sweepOrphans();
      current = before ?? predecessor;
      numbers = numbersAfter(highest, place ?? before?.place);
      const untilDone = await send(
        addOf(names.reports, [
          nextState({ loading: true, schema: SCHEMA, segmentation, ...(place ? { place } : {}) }),
        ]),
      );
      begun = untilDone();
      // Whoever writes next meets its error.
      begun.catch(() => {});
    },

    stamps: () => readStamps(client, names.reports, []),

    startLoad: (pipeline, previous) => {
      const records: Record<string, unknown>[] = [];
      const surplus: { id: string; length: number }[] = [];
      return {
        get size() {
          return lines.size;
        },
        add: (report) => {
          const { id } = report.report;
          const { length } = report.paragraphs;
          const number = previous.get(id)?.number ?? numbers();
          for (const document of toParagraphDocuments(report, number, segment)) lines.add(document);
          records.push(toReportDocument(report, number, pipeline));
          if ((previous.get(id)?.paragraphs ?? 0) > length) surplus.push({ id, length });
        },
        // Not async: a function that waits keeps what it has, and many loads wait for the engine together.
        send: (onParagraphs = () => {}) => {
          if (records.length === 0) {
            onParagraphs();
            return Promise.resolve();
          }
          return sendParagraphs(lines.take()).then((untilDone) =>
            complete(untilDone, records, surplus, onParagraphs),
          );
        },
      };
    },

    remove: removeReports,

    markCopies: async (changes) => {
      if (changes.length === 0) return;
      const marks = changes.flatMap(({ id, paragraphs, duplicateOf }) =>
        Array.from({ length: paragraphs }, (_, ordinal) => ({
          id: paragraphId(id, ordinal),
          copy: duplicateOf !== null,
        })),
      );
      for (let at = 0; at < marks.length; at += MARK_BATCH)
        await write(updateOf(names.paragraphs, marks.slice(at, at + MARK_BATCH)));
      // The reports last, as with a load: interrupted before this, the next run marks them again.
      await write(
        updateOf(names.reports, [
          ...changes.map(({ id, duplicateOf }) => ({ id, duplicateOf, copy: duplicateOf !== null })),
          nextState({}),
        ]),
      );
    },

    lines: async (ids) => {
      const { hits } = await orUnavailable(() =>
        client.index(names.reports).search('', {
          filter: [`id IN [${ids.map(quote).join(', ')}]`],
          attributesToRetrieve: LINES_FIELDS,
          limit: ids.length,
        }),
      );
      return hits as unknown as ReportLines[];
    },

    markRepeats: async (changes) => {
      if (changes.length === 0) return;
      // Interrupted half way, nobody knows what is marked, and the next run marks every paragraph of these reports.
      await write(
        updateOf(
          names.reports,
          changes.map(({ id }) => ({ id, repeats: null })),
        ),
      );
      const marks = changes.flatMap(toMarks);
      for (let at = 0; at < marks.length; at += MARK_BATCH)
        await write(updateOf(names.paragraphs, marks.slice(at, at + MARK_BATCH)));
      await write(
        updateOf(names.reports, [...changes.map(({ id, repeats }) => ({ id, repeats })), nextState({})]),
      );
    },

    removeSample: async () => {
      const ids: string[] = [];
      for await (const { id } of readStamps(client, names.reports, ['sample = true'])) ids.push(id);
      if (ids.length > 0) await removeReports(ids);
      return ids.length;
    },

    finish: async () => {
      await begun;
      await write(addOf(names.reports, [nextState({ loading: false })]));
    },

    beside: async () => {
      const live = await readState();
      await beside.clear();
      await beside.widenLive();
      const writer = createIndexWriter(client, awaitTask, segment, besideOf(suffix), live);
      return {
        ...writer,
        stored: beside.stored,
        swap: async () => {
          await beside.swap();
          await beside.clear();
        },
        discard: beside.clearLater,
      };
    },
  };
};
