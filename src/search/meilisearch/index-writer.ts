import { isDeepStrictEqual } from 'node:util';
import type { EnqueuedTask, EnqueuedTaskPromise, Meilisearch, Settings } from 'meilisearch';
import { paragraphId } from '../../domain/paragraph.ts';
import type {
  CollectionState,
  IndexWriter,
  Place,
  RepeatChange,
  ReportLines,
  ReportStamp,
} from '../ports.ts';
import { besideOf, createBeside } from './beside.ts';
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
import { post } from './post.ts';
import { indexNames, PARAGRAPH_SETTINGS, REPORT_SETTINGS } from './settings.ts';
import { isMissingIndex, orUnavailable } from './unavailable.ts';
import {
  addLinesOf,
  addOf,
  createSend,
  deleteIdsOf,
  deleteWhereOf,
  fetchOf,
  type SendWrite,
  updateOf,
  type Write,
} from './writes.ts';

const STAMP_FIELDS = [
  'id',
  'number',
  'sha256',
  'origin',
  'sourcePath',
  'sourceUrl',
  'stated',
  'pipeline',
  'paragraphs',
  'sample',
  'title',
  'titleDerived',
  'institution',
  'reportYear',
  'region',
  'likeness',
  'duplicateOf',
];
const LINES_FIELDS = ['id', 'lines', 'repeats'];
const STAMP_BATCH = 5_000;
/** Batches that the engine gathers side by side. */
const STAMP_BATCHES = 2;
/** Ids in one delete: the engine's filter stays well below its limits. */
const DELETE_BATCH = 500;
/** Paragraphs marked at once: some 50 bytes each. */
const MARK_BATCH = 20_000;

/** Waits for a task and raises its error. */
export type AwaitTask = (
  client: Meilisearch,
  enqueued: EnqueuedTask | EnqueuedTaskPromise,
) => Promise<unknown>;

const differing = (wanted: Settings, present: Settings): (keyof Settings)[] =>
  (Object.keys(wanted) as (keyof Settings)[]).filter((name) => !covers(present[name], wanted[name]));

/** Does `present` say all that `wanted` says? The engine answers with every default filled in, and keeps sets in its own order. */
const covers = (present: unknown, wanted: unknown): boolean => {
  if (Array.isArray(wanted) && Array.isArray(present)) {
    if (wanted.length !== present.length) return false;
    return (
      wanted.every((item, at) => covers(present[at], item)) ||
      wanted.every((item) => present.some((other) => covers(other, item)))
    );
  }
  if (wanted !== null && typeof wanted === 'object' && present !== null && typeof present === 'object')
    return Object.entries(wanted).every(([key, value]) =>
      covers((present as Record<string, unknown>)[key], value),
    );
  return isDeepStrictEqual(present, wanted);
};

/** Numbers that no report has yet, of several nodes on this one alone: each counts in steps, from a place of its own. */
const numbersAfter = (highest: number, place: Place | undefined): (() => number) => {
  const { node, of } = place ?? { node: 0, of: 1 };
  let last = highest - (highest % of) + node;
  return () => {
    last += of;
    return last;
  };
};

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
    const changed = differing(wanted, present);
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

  /** 0 where there is no report, or none that has a number. */
  const highestNumber = (): Promise<number> =>
    orUnavailable(() =>
      client
        .index(names.reports)
        .search<{ number?: number }>('', {
          filter: ['kind = report'],
          attributesToRetrieve: ['number'],
          sort: ['number:desc'],
          limit: 1,
        })
        .then(({ hits }) => hits[0]?.number ?? 0)
        .catch((error: unknown) => {
          if (isMissingIndex(error)) return 0;
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

  /** As documents: a search takes the engine twice as long over them. As bytes: its client takes a third longer. */
  const readStamps = async (filter: string[], offset: number): Promise<ReportStamp[]> => {
    const wanted = { filter: ['kind = report', ...filter], fields: STAMP_FIELDS, offset, limit: STAMP_BATCH };
    const answer = await orUnavailable(() => post(client, fetchOf(names.reports, wanted)));
    return (JSON.parse(answer.toString()) as { results: ReportStamp[] }).results;
  };

  const stampsWhere = async function* (filter: string[]): AsyncGenerator<ReportStamp> {
    for (let offset = 0; ; offset += STAMP_BATCHES * STAMP_BATCH) {
      const batches = await Promise.all(
        Array.from({ length: STAMP_BATCHES }, (_, n) => readStamps(filter, offset + n * STAMP_BATCH)),
      );
      for (const batch of batches) yield* batch;
      if (batches.some(({ length }) => length < STAMP_BATCH)) return;
    }
  };

  /** Paragraphs of reports that an interrupted run never recorded; whoever loads those reports again brings them back. */
  const sweepOrphans = async (): Promise<void> => {
    const known = new Set<string>();
    for await (const { id } of stampsWhere([])) known.add(id);
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
      const [before, highest] = await Promise.all([readState(), highestNumber()]);
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

    stamps: () => stampsWhere([]),

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
      for await (const { id } of stampsWhere(['sample = true'])) ids.push(id);
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
