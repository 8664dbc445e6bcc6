import type { Candidate } from '../search/ports.ts';
import { createPhraseCounter } from '../text/count-phrases.ts';

/** Something that ranking counts in a paragraph. */
export interface RankTerm {
  readonly units: readonly string[];
  /** In how many paragraphs of the collection it stands. */
  readonly frequency: number;
  readonly weight: number;
}

/** BM25 with k1 and b as measured best on the judged queries: see docs/adr/0004-ranking.md. */
const K1 = 2;
const B = 0.5;
/** Typical paragraph length in units, so that a score does not depend on which candidates are compared. */
const TYPICAL_LENGTH = 150;
/** A line of a few characters says nothing by itself, however dense it is in terms. */
const SHORTEST_FULL_LENGTH = 40;

const inverseFrequency = (frequency: number, paragraphs: number): number =>
  Math.log(1 + (Math.max(0, paragraphs - frequency) + 0.5) / (frequency + 0.5));

/** Ids of one report's paragraphs are alike up to their number, and a longer number is a greater one. */
const compareIds = (a: Candidate, b: Candidate): number => {
  if (a.reportId !== b.reportId) return a.reportId < b.reportId ? -1 : 1;
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
};

/** Best first; equal scores in the order of report and paragraph, wherever and whenever they were loaded. `paragraphs` is the size of the collection. */
export const rank = (
  candidates: readonly Candidate[],
  terms: readonly RankTerm[],
  paragraphs: number,
): Candidate[] => {
  const countPhrases = createPhraseCounter(terms.map(({ units }) => units));
  const scored = candidates.map((candidate) => {
    const { length, counts } = countPhrases(candidate.text);
    let score = 0;
    for (const [n, term] of terms.entries()) {
      const count = counts[n] ?? 0;
      if (count === 0) continue;
      const saturation = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / TYPICAL_LENGTH));
      score += term.weight * inverseFrequency(term.frequency, paragraphs) * saturation;
    }
    return { candidate, score: score * Math.min(1, length / SHORTEST_FULL_LENGTH) };
  });
  scored.sort((a, b) => b.score - a.score || compareIds(a.candidate, b.candidate));
  return scored.map(({ candidate }) => candidate);
};
