import type { IndexWriter, LoadedReport, ReportStamp } from '../src/search/ports.ts';

/** What is gathered into one load: some 1,200 paragraphs. Bytes. */
const LOAD_SIZE = 4_000_000;
/**
 * Loads whose paragraphs the engine has yet to take in while the next is prepared. It takes all that wait as one batch, and beside what
 * its paragraphs cost each batch costs it 2 s in a collection of 100,000 and 8 s in one of 800,000. Handed over, a load waits on the disk.
 */
const LOADS_WAITING = 192;
/** Of many small reports, fewer loads: what is recorded of a report is kept until it is in, some 3 kB. */
const REPORTS_WAITING = 10_000;

export interface LoadsOptions<Note> {
  readonly writer: IndexWriter;
  readonly pipeline: string;
  readonly previous: ReadonlyMap<string, ReportStamp>;
  /** What is remembered of a report until it is loaded: a load that waits for the engine must not hold on to its texts. */
  readonly noteOf: (report: LoadedReport) => Note;
  readonly onLoaded: (notes: readonly Note[]) => void;
}

/** Counts what waits for the engine. */
const createQueue = () => {
  let loads = 0;
  let reports = 0;
  let wake = (): void => {};
  return {
    /** Returns what to call once it waits no longer; calls after that count nothing. */
    enter: (count: number): (() => void) => {
      let waits = true;
      loads++;
      reports += count;
      return () => {
        if (!waits) return;
        waits = false;
        loads--;
        reports -= count;
        wake();
      };
    },
    untilRoom: async (): Promise<void> => {
      while (loads >= LOADS_WAITING || reports >= REPORTS_WAITING)
        await new Promise<void>((left) => {
          wake = left;
        });
    },
  };
};

/** Gathers reports into loads for the engine, some of them under way at a time. */
export const createLoads = <Note>({ writer, pipeline, previous, noteOf, onLoaded }: LoadsOptions<Note>) => {
  const underWay = new Set<Promise<void>>();
  const queue = createQueue();
  let load = writer.startLoad(pipeline, previous);
  let notes: Note[] = [];
  let failed: { readonly error: unknown } | null = null;

  const throwFailure = (): void => {
    if (failed) throw failed.error;
  };

  /** Hands over what is gathered. Waits while too much is waiting. */
  const flush = async (): Promise<void> => {
    if (notes.length === 0) return;
    await queue.untilRoom();
    throwFailure();
    const loaded = notes;
    const leave = queue.enter(loaded.length);
    const sent = load
      .send(leave)
      .then(() => onLoaded(loaded))
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => {
        leave();
        underWay.delete(sent);
      });
    underWay.add(sent);
    load = writer.startLoad(pipeline, previous);
    notes = [];
  };

  return {
    /** True when a load went out. */
    add: async (report: LoadedReport): Promise<boolean> => {
      load.add(report);
      notes.push(noteOf(report));
      if (load.size < LOAD_SIZE) return false;
      await flush();
      return true;
    },
    /** Hands over everything added so far. */
    flush,
    /** Resolves when everything added so far is in the engine. */
    settle: async (): Promise<void> => {
      await flush();
      await Promise.all(underWay);
      throwFailure();
    },
  };
};
