import type { Phrase } from '../domain/query.ts';
import { NO_FILTERS } from '../domain/query.ts';
import type { SimilarParagraph } from '../domain/similar.ts';
import type { IndexedParagraph, SearchIndex } from '../search/ports.ts';
import { excerpt } from '../text/fragments.ts';
import { findOverlap } from '../text/overlap.ts';
import { toRuns } from '../text/runs.ts';
import { toUnits } from '../text/units.ts';
import { linksOf } from './links.ts';

/*
 * Candidates are the paragraphs that hold one of the rarest pairs of characters; all that is compared is their text. Pairs, not
 * words: the process that answers needs no dictionary for them (290 MB), and the engine finds them without a text being checked.
 */

/** Pairs looked up, evenly from the paragraph; a longer one is characterised by as many. */
const PAIRS = 64;
/** Pairs sought: the rarest find what was copied, less rare ones what speaks of the same. */
const RAREST = 8;
const LESS_RARE = 8;
/** A pair that stands in more paragraphs tells too little for what it costs to read them. */
const COMMON = 120;
/** Candidates compared: 16 pairs find no more than a few hundred. */
const CANDIDATES = 600;
const SHOWN = 10;
/** Below it two paragraphs have no more in common than any two of the kind. */
const LEAST_SCORE = 0.1;

const pairsOf = (text: string): Map<string, string[]> => {
  const pairs = new Map<string, string[]>();
  for (const run of toRuns(toUnits(text)))
    for (let at = 1; at < run.length; at++) {
      const pair = run.slice(at - 1, at + 1);
      pairs.set(pair.join('\u0001'), pair);
    }
  return pairs;
};

interface WeighedPair {
  readonly key: string;
  readonly units: readonly string[];
  readonly frequency: number;
  /** Inverse document frequency. */
  readonly weight: number;
}

const weighPairs = async (index: SearchIndex, text: string): Promise<WeighedPair[]> => {
  const all = [...pairsOf(text)];
  const step = Math.max(1, all.length / PAIRS);
  const sampled = all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  const { counts, paragraphs } = await index.frequencies(sampled.map(([, units]) => units));
  return sampled.map(([key, units], n) => {
    const frequency = counts[n] ?? 0;
    return { key, units, frequency, weight: Math.log(1 + paragraphs / (frequency + 0.5)) };
  });
};

const choosePairs = (pairs: readonly WeighedPair[]): WeighedPair[] => {
  const telling = pairs
    .filter(({ frequency }) => frequency > 1 && frequency <= COMMON)
    .sort((a, b) => a.frequency - b.frequency);
  const rest = telling.slice(RAREST);
  return [...telling.slice(0, RAREST), ...rest.slice(-LESS_RARE)];
};

const toPhrase = ({ units }: WeighedPair): Phrase => ({
  kind: 'phrase',
  text: units.join(''),
  units,
  quoted: true,
});

/** Paragraphs of other reports that are most like this one, the most alike first. */
export const findSimilar = async (
  index: SearchIndex,
  paragraph: IndexedParagraph,
): Promise<SimilarParagraph[]> => {
  const pairs = await weighPairs(index, paragraph.text);
  const sought = choosePairs(pairs);
  if (sought.length === 0) return [];
  const whole = pairs.reduce((sum, { weight }) => sum + weight, 0);
  const length = toUnits(paragraph.text).length;
  const scoreOf = (text: string): number => {
    const there = pairsOf(text);
    const common = pairs.reduce((sum, { key, weight }) => (there.has(key) ? sum + weight : sum), 0);
    // A paragraph ten times as long has most pairs by chance.
    return (common / whole) * Math.sqrt(Math.min(1, length / Math.max(1, toUnits(text).length)));
  };
  const scores = new Map<string, number>();
  const candidates = await index.candidates(
    { groups: [sought.map(toPhrase)], minimum: 1, none: [], filters: NO_FILTERS },
    CANDIDATES,
  );
  for (const { id, reportId, text } of candidates)
    if (reportId !== paragraph.reportId) scores.set(id, scoreOf(text));
  const best = [...scores]
    .filter(([, score]) => score >= LEAST_SCORE)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, SHOWN);
  const paragraphs = await index.byIds(best.map(([id]) => id));
  return paragraphs.map((other) => {
    const { share, ranges } = findOverlap(paragraph.text, other.text);
    return {
      ...other,
      fragments: excerpt(other.text, ranges),
      links: linksOf(other),
      score: Math.round((scores.get(other.id) ?? 0) * 1000) / 1000,
      shared: Math.round(share * 1000) / 1000,
    };
  });
};
