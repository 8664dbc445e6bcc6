import type { IndexWriter, LoadedReport, ReportStamp } from '../src/search/ports.ts';

/** What is gathered into one load: some 4,000 paragraphs. Bytes. */
const LOAD_SIZE = 4_000_000;
/**
 * Loads handed to the engine while the next is prepared. It takes all that wait as one batch, and each batch costs it some 2 s
 * beside what its paragraphs cost; handed over, they are memory no longer.
 */
const LOADS_UNDER_WAY = 48;

export interface LoadsOptions<Note> {
  readonly writer: IndexWriter;
  readonly pipeline: string;
  readonly previous: ReadonlyMap<string, ReportStamp>;
  /** What is remembered of a report until it is loaded: a load that waits for the engine must not hold on to its texts. */
  readonly noteOf: (report: LoadedReport) => Note;
  readonly onLoaded: (notes: readonly Note[]) => void;
}

/** Gathers reports into loads for the engine, some of them under way at a time. */
export const createLoads = <Note>({ writer, pipeline, previous, noteOf, onLoaded }: LoadsOptions<Note>) => {
  const underWay = new Set<Promise<void>>();
  let load = writer.startLoad(pipeline, previous);
  let notes: Note[] = [];
  let failed: { readonly error: unknown } | null = null;

  const throwFailure = (): void => {
    if (failed) throw failed.error;
  };

  /** Hands over what is gathered. Waits while too many loads are under way. */
  const flush = async (): Promise<void> => {
    if (notes.length === 0) return;
    while (underWay.size >= LOADS_UNDER_WAY) await Promise.race(underWay);
    throwFailure();
    const loaded = notes;
    const sent = load
      .send()
      .then(() => onLoaded(loaded))
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => underWay.delete(sent));
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
    /** Resolves when everything added so far is in the engine. */
    settle: async (): Promise<void> => {
      await flush();
      await Promise.all(underWay);
      throwFailure();
    },
  };
};
