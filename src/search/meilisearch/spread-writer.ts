import { randomUUID } from 'node:crypto';
import { fault } from '../../domain/faults/fault.ts';
import { EngineUnavailable } from '../../domain/problem.ts';
import type { IndexWriter, Place, RebuildWriter, ReportLoad, ReportStamp } from '../ports.ts';
import { combineStates, type Whole } from './parts.ts';
import { isSilence } from './unavailable.ts';
import type { WaitingWrites } from './waiting-writes.ts';

/** The node of `of` on which a report lies whole, whatever it says: by its id, as FNV-1a spreads it. */
export const nodeOf = (reportId: string, of: number): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < reportId.length; at++)
    hash = Math.imul(hash ^ reportId.charCodeAt(at), 0x01000193) >>> 0;
  return hash % of;
};

/** In place of a report's own, where it has to move to another node. */
const MOVED = '迁移';

/** One of the engines. */
export interface NodeWriter {
  /** For people: its address. */
  readonly name: string;
  readonly writer: IndexWriter;
  /** What it has missed while it was away. */
  readonly waiting: WaitingWrites;
}

const each = async <T>(
  writers: readonly T[],
  act: (writer: T, n: number) => Promise<unknown>,
): Promise<void> => {
  // All are waited for: what one is still writing must not meet what follows a failure of another.
  const results = await Promise.allSettled(writers.map(act));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
};

/** What is the same for the live collection and for one beside it: everything goes to the node that its report lies on. */
const createRouter = <Writer extends IndexWriter>(writerAt: () => readonly Writer[]) => {
  const split = <T>(items: readonly T[], idOf: (item: T) => string): T[][] => {
    const writers = writerAt();
    const parts: T[][] = writers.map(() => []);
    for (const item of items) parts[nodeOf(idOf(item), writers.length)]?.push(item);
    return parts;
  };
  const route = <T>(
    items: readonly T[],
    idOf: (item: T) => string,
    act: (writer: Writer, part: readonly T[]) => Promise<unknown>,
  ): Promise<void> => {
    const parts = split(items, idOf);
    return each(writerAt(), async (writer, n) => {
      const part = parts[n] ?? [];
      if (part.length > 0) await act(writer, part);
    });
  };
  return { split, route };
};

type Routed = Pick<
  IndexWriter,
  'prepare' | 'startLoad' | 'remove' | 'markCopies' | 'lines' | 'markRepeats' | 'removeSample' | 'finish'
>;

/** `writerAt` gives them in the order of their places. */
const createRouted = (writerAt: () => readonly IndexWriter[]): Routed => {
  const { split, route } = createRouter(writerAt);
  return {
    prepare: async () => {
      const changed: string[] = [];
      await each(writerAt(), async (writer) => {
        changed.push(...(await writer.prepare()).changed);
      });
      return { changed: [...new Set(changed)] };
    },

    startLoad: (pipeline, previous) => {
      const writers = writerAt();
      const loads: ReportLoad[] = writers.map((writer) => writer.startLoad(pipeline, previous));
      return {
        get size() {
          return loads.reduce((sum, { size }) => sum + size, 0);
        },
        add: (report) => loads[nodeOf(report.report.id, loads.length)]?.add(report),
        send: (onParagraphs) => {
          let left = loads.length;
          const oneMore = (): void => {
            left--;
            if (left === 0) onParagraphs?.();
          };
          return each(loads, (load) => load.send(oneMore));
        },
      };
    },

    remove: (ids) =>
      route(
        ids,
        (id) => id,
        (writer, part) => writer.remove(part),
      ),
    markCopies: (changes) =>
      route(
        changes,
        ({ id }) => id,
        (writer, part) => writer.markCopies(part),
      ),
    markRepeats: (changes) =>
      route(
        changes,
        ({ id }) => id,
        (writer, part) => writer.markRepeats(part),
      ),

    lines: async (ids) => {
      const parts = split(ids, (id) => id);
      const found = await Promise.all(
        writerAt().map((writer, n) => ((parts[n]?.length ?? 0) > 0 ? writer.lines(parts[n] ?? []) : [])),
      );
      return found.flat();
    },

    removeSample: async () => {
      let removed = 0;
      await each(writerAt(), async (writer) => {
        removed += await writer.removeSample();
      });
      return removed;
    },

    finish: () => each(writerAt(), (writer) => writer.finish()),
  };
};

/** The error itself, or where the node does not answer one that says which it is and what waits for it. */
const named = ({ name, waiting }: NodeWriter, error: unknown): unknown => {
  if (!isSilence(error)) return error;
  const writes = waiting.count();
  return new EngineUnavailable(
    writes === 0 ? fault('nodeSilent', { name }) : fault('nodeWaiting', { name, writes }),
    { cause: error },
  );
};

const catchUp = async (node: NodeWriter): Promise<void> => {
  try {
    await node.waiting.catchUp();
  } catch (error) {
    throw named(node, error);
  }
};

/** Names the node in every error of what is asked of it. */
const createNaming =
  (node: NodeWriter) =>
  <Args extends readonly unknown[], T>(act: (...args: Args) => Promise<T>) =>
  async (...args: Args): Promise<T> => {
    try {
      return await act(...args);
    } catch (error) {
      throw named(node, error);
    }
  };

const nameTrouble = (node: NodeWriter, writer: IndexWriter): IndexWriter => {
  const naming = createNaming(node);
  return {
    prepare: naming(writer.prepare),
    state: naming(writer.state),
    begin: naming(writer.begin),
    stamps: writer.stamps,
    startLoad: (pipeline, previous) => {
      const load = writer.startLoad(pipeline, previous);
      return {
        get size() {
          return load.size;
        },
        add: load.add,
        send: naming(load.send),
      };
    },
    remove: naming(writer.remove),
    markCopies: naming(writer.markCopies),
    lines: naming(writer.lines),
    markRepeats: naming(writer.markRepeats),
    removeSample: naming(writer.removeSample),
    finish: naming(writer.finish),
    beside: async () => {
      const beside = await naming(writer.beside)();
      return {
        ...nameTrouble(node, beside),
        stored: naming(beside.stored),
        swap: naming(beside.swap),
        discard: beside.discard,
      };
    },
  };
};

/**
 * Writes a collection to several engines, each report whole to one of them. `list` is in any order and may have new, empty engines:
 * then all of it is made anew over all of them.
 */
export const createSpreadWriter = (nodes: readonly NodeWriter[]): IndexWriter => {
  const list: readonly IndexWriter[] = nodes.map((node) => nameTrouble(node, node.writer));
  let whole: Whole | null = null;
  /** In the order of their places in the collection. */
  let placed = list;
  /** Those that hold anything. */
  let holding = list;

  const readWhole = async (): Promise<Whole | null> => {
    const states = await Promise.all(list.map(async (writer) => (await writer.state()) ?? undefined));
    whole = combineStates(states);
    holding = list.filter((_, n) => states[n]);
    if (whole && whole.places.filter(Boolean).length < whole.of)
      throw new EngineUnavailable(fault('nodesMissing', { of: whole.of, listed: list.length }));
    placed = inPlaces(whole);
    return whole;
  };

  /** As the collection has them, the new ones behind. */
  const inPlaces = (found: Whole | null): readonly IndexWriter[] => {
    if (!found) return list;
    const placeOf = (n: number): number => found.places[n]?.node ?? found.of + n;
    return list
      .map((writer, n) => ({ writer, at: placeOf(n) }))
      .sort((a, b) => a.at - b.at)
      .map(({ writer }) => writer);
  };

  /** Are all reports where this list would have them? */
  const isSettled = (found: Whole | null): boolean => !found || (!found.torn && found.of === list.length);

  const stamps = async function* (): AsyncGenerator<ReportStamp> {
    const found = whole ?? (await readWhole());
    for (const writer of holding)
      for await (const stamp of writer.stamps())
        yield isSettled(found) ? stamp : { ...stamp, pipeline: MOVED };
  };

  const placesOf = (generation: string): Place[] =>
    list.map((_, node) => ({ generation, node, of: list.length }));

  return {
    ...createRouted(() => placed),

    state: async () => {
      await each(nodes, catchUp);
      return (await readWhole())?.state ?? null;
    },

    finish: async () => {
      await each(list, (writer) => writer.finish());
      // One that came back in the meantime is whole now; otherwise this says what waits.
      await each(nodes, catchUp);
    },

    begin: async (segmentation) => {
      const found = await readWhole();
      const [held] = found?.places.flatMap((place) => place ?? []) ?? [];
      const places = placesOf(held?.generation || randomUUID());
      await each(placed, (writer, n) => writer.begin(segmentation, places[n]));
    },

    stamps,

    beside: async () => {
      const found = await readWhole();
      // An engine that is new has nothing yet that could be swapped.
      await each(list, async (writer, n) => {
        if (!found?.places[n]) await writer.prepare();
      });
      const besides: RebuildWriter[] = await Promise.all(placed.map((writer) => writer.beside()));
      const places = placesOf(randomUUID());
      return {
        ...createRouted(() => besides),
        state: async () => null,
        stamps: async function* () {
          for (const writer of besides) yield* writer.stamps();
        },
        beside: () => Promise.reject(new Error('a rebuild cannot be rebuilt')),
        begin: (segmentation) => each(besides, (writer, n) => writer.begin(segmentation, places[n])),
        stored: async (id) => {
          for (const writer of besides) {
            const stored = await writer.stored(id);
            if (stored) return stored;
          }
          return null;
        },
        swap: () => each(besides, (writer) => writer.swap()),
        discard: () => each(besides, (writer) => writer.discard()),
      };
    },
  };
};
