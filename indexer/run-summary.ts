/** What a run did, for people and programs. Counts are reports unless they say otherwise. */
export interface RunSummary {
  /** Read and loaded for the first time. */
  added: number;
  /** Loaded again because file, lexicon or dictionary changed. */
  replaced: number;
  unchanged: number;
  removed: number;
  /** Paragraphs loaded. */
  paragraphs: number;
  failed: { path: string; reason: string }[];
  skipped: { path: string; reason: string }[];
  warnings: { path: string; message: string }[];
  seconds: number;
}

export const emptySummary = (): RunSummary => ({
  added: 0,
  replaced: 0,
  unchanged: 0,
  removed: 0,
  paragraphs: 0,
  failed: [],
  skipped: [],
  warnings: [],
  seconds: 0,
});

/** 0 all well, 2 some files failed, 1 nothing could be done. */
export const exitCodeOf = (summary: RunSummary): 0 | 1 | 2 => {
  const done = summary.added + summary.replaced + summary.unchanged + summary.removed;
  if (summary.failed.length === 0) return done > 0 || summary.skipped.length === 0 ? 0 : 1;
  return done > 0 ? 2 : 1;
};
