/** What happened to one report or file, as it happened. Paths are relative to the path given, `#` and a number for a row. */
export type RunEvent =
  | {
      readonly kind: 'added' | 'replaced';
      readonly path: string;
      readonly id: string;
      readonly title: string;
      readonly paragraphs: number;
    }
  | { readonly kind: 'removed'; readonly path: string; readonly id: string }
  | { readonly kind: 'unchanged'; readonly path: string }
  | { readonly kind: 'failed' | 'skipped'; readonly path: string; readonly reason: string }
  | { readonly kind: 'warning'; readonly path: string; readonly message: string }
  /** Recognised as the same report as another, which is counted in its place. */
  | { readonly kind: 'copies'; readonly path: string; readonly of: string };

/** What a run did, for people and programs. Counts are reports unless they say otherwise. */
export interface RunSummary {
  /** True where nothing was changed: what would have been done. */
  dryRun: boolean;
  /** Read and loaded for the first time. */
  added: number;
  /** Loaded again because file, lexicon or dictionary changed. */
  replaced: number;
  unchanged: number;
  removed: number;
  /** Paragraphs loaded. */
  paragraphs: number;
  /** The first of each; `counts` has the numbers of all. */
  failed: { path: string; reason: string }[];
  skipped: { path: string; reason: string }[];
  warnings: { path: string; message: string }[];
  /** Recognised in this run as the same report as another, which is counted in its place. */
  copies: { path: string; of: string }[];
  counts: { failed: number; skipped: number; warnings: number; copies: number };
  seconds: number;
}

/** A run over any number of bad files must end, too. All of them are in the report of the run. */
const MOST_LISTED = 10_000;

export const emptySummary = (): RunSummary => ({
  dryRun: false,
  added: 0,
  replaced: 0,
  unchanged: 0,
  removed: 0,
  paragraphs: 0,
  failed: [],
  skipped: [],
  warnings: [],
  copies: [],
  counts: { failed: 0, skipped: 0, warnings: 0, copies: 0 },
  seconds: 0,
});

export type RecordEvent = (event: RunEvent) => void;

/** Writes what happens into the summary and hands it on. */
export const createRecord =
  (summary: RunSummary, onEvent: RecordEvent = () => {}): RecordEvent =>
  (event) => {
    onEvent(event);
    if (event.kind === 'warning') {
      const { path, message } = event;
      if (summary.counts.warnings++ < MOST_LISTED) summary.warnings.push({ path, message });
    } else if (event.kind === 'copies') {
      const { path, of } = event;
      if (summary.counts.copies++ < MOST_LISTED) summary.copies.push({ path, of });
    } else if (event.kind === 'failed' || event.kind === 'skipped') {
      const { kind, path, reason } = event;
      if (summary.counts[kind]++ < MOST_LISTED) summary[kind].push({ path, reason });
    } else {
      summary[event.kind]++;
      if ('paragraphs' in event) summary.paragraphs += event.paragraphs;
    }
  };

/** 0 all well, 2 some files failed, 1 nothing could be done. */
export const exitCodeOf = (summary: RunSummary): 0 | 1 | 2 => {
  const done = summary.added + summary.replaced + summary.unchanged + summary.removed;
  if (summary.counts.failed === 0) return done > 0 || summary.counts.skipped === 0 ? 0 : 1;
  return done > 0 ? 2 : 1;
};
