import type { Phrase } from '../../domain/query.ts';
import { splitRuns } from '../../text/runs.ts';
import { encodeRun } from '../../text/terms.ts';

/** The engine is asked for at most this many units of a long run; the rest is checked on the text. */
const MAX_RUN = 32;
/** Runs of one phrase that the engine is asked for; a quotation of many clauses is found by its longest ones. */
const MAX_RUNS = 3;

/** A phrase in the engine's language, and what must be checked afterwards. */
export interface EnginePhrase {
  readonly phrase: Phrase;
  /** Names the phrase in caches: equal keys, equal paragraphs. */
  readonly key: string;
  /** Quoted clauses, all of which a paragraph must match. */
  readonly clauses: readonly string[];
  /**
   * Which candidates can be wrong. `none`: the engine is exact (one run of up to three units: a single pair, or two adjacent ones).
   * `repeats`: only paragraphs in which one of `innerPairs` stands twice. `all`: order and punctuation are not the engine's to check.
   */
  readonly suspects: 'none' | 'repeats' | 'all';
  readonly innerPairs: readonly string[];
}

const SEPARATOR = '\u0001';

/** Encodes a phrase. Its clauses find every paragraph that contains it, and now and then one that does not. */
export const toEnginePhrase = (phrase: Phrase): EnginePhrase => {
  const runs = splitRuns(phrase.units);
  const used = runs
    .map((run) => run.slice(0, MAX_RUN))
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_RUNS);
  const [only] = used;
  const whole = runs.length === 1 && only !== undefined && only.length === phrase.units.length;
  const pairs = only === undefined ? [] : encodeRun(only);
  return {
    phrase,
    key: phrase.units.join(SEPARATOR),
    clauses: used.map((run) => `"${encodeRun(run).join(' ')}"`),
    suspects: !whole ? 'all' : phrase.units.length <= 3 ? 'none' : 'repeats',
    innerPairs: whole ? [...new Set(pairs.slice(1, -1))] : [],
  };
};
