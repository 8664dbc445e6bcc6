import type { IndexWriter, LoadedReport, ReportStamp } from '../src/search/ports.ts';

/** Paragraphs gathered into one load: some 10 MB of JSON. */
const BATCH_PARAGRAPHS = 4_000;
const BATCH_CHARACTERS = 2_000_000;
/**
 * Loads handed to the engine while the next is prepared. It takes all that wait as one batch, which costs it far less than
 * one by one; handed over, they are memory no longer.
 */
const LOADS_UNDER_WAY = 12;

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
  let batch: LoadedReport[] = [];
  let paragraphs = 0;
  let characters = 0;
  let failed: { readonly error: unknown } | null = null;

  const throwFailure = (): void => {
    if (failed) throw failed.error;
  };

  /** Hands over what is gathered. Waits while too many loads are under way. */
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const reports = batch;
    const notes = reports.map(noteOf);
    batch = [];
    paragraphs = 0;
    characters = 0;
    while (underWay.size >= LOADS_UNDER_WAY) await Promise.race(underWay);
    throwFailure();
    const load = writer
      .replace(reports, pipeline, previous)
      .then(() => onLoaded(notes))
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => underWay.delete(load));
    underWay.add(load);
  };

  return {
    /** True when a load went out. */
    add: async (report: LoadedReport): Promise<boolean> => {
      batch.push(report);
      paragraphs += report.paragraphs.length;
      characters += report.report.characters;
      if (paragraphs < BATCH_PARAGRAPHS && characters < BATCH_CHARACTERS) return false;
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
