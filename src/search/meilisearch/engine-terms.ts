import type { Phrase, Term } from '../../domain/query.ts';
import { phrasesOf, termKey } from '../../text/conditions.ts';
import { splitRuns } from '../../text/runs.ts';
import { encodeRun } from '../../text/terms.ts';
import { encodeTimes, MOST_TIMES } from './exact-fields.ts';

/** The engine reads ten clauses of a query and ignores the rest without a word. */
export const MAX_CLAUSES = 10;
/** The engine is asked for at most this many units of a long run; the rest is checked on the text. */
const MAX_RUN = 32;
/** Runs of one phrase that the engine is asked for; a quotation of many clauses is found by its longest ones. */
const MAX_RUNS = 3;
/** Pairs that a paragraph is asked to repeat. */
const MAX_PAIRS = 8;

/** A term in the engine's language, and what must be checked afterwards. */
export interface EngineTerm {
  readonly term: Term;
  /** Names the term in caches: equal keys, equal paragraphs. */
  readonly key: string;
  /** Quoted clauses, all of which a paragraph must match. */
  readonly clauses: readonly string[];
  /** Filter expressions that every paragraph with the term passes. */
  readonly filter: readonly string[];
  /**
   * Which candidates can be wrong. `none`: the engine is exact (one run of up to three units: a single pair, or two adjacent ones).
   * `repeats`: only paragraphs in which one of `innerPairs` stands twice. `all`: the text alone decides, for order, punctuation,
   * sentences and numbers of occurrences are not the engine's to check.
   */
  readonly suspects: 'none' | 'repeats' | 'all';
  readonly innerPairs: readonly string[];
}

/**
 * Filters for the paragraphs that may hold the phrase more than once: each of its pairs stands in them twice. Null where the
 * phrase has no pair, and every paragraph must be read.
 */
export const repeatFilter = ({ units }: Phrase): string[] | null => {
  const pairs = splitRuns(units)
    .filter((run) => run.length > 1)
    .flatMap(encodeRun);
  return pairs.length === 0
    ? null
    : [...new Set(pairs)].slice(0, MAX_PAIRS).map((pair) => `repeats = ${pair}`);
};

/**
 * For a phrase of two different units, which cannot overlap itself: the filters for paragraphs that hold it a second time, a third
 * and so on, as far as the index tells. Null for any other phrase.
 */
export const timesFilters = ({ units }: Phrase): string[] | null => {
  const [left, right] = units;
  if (units.length !== 2 || left === undefined || right === undefined || left === right) return null;
  const [pair] = splitRuns(units).length === 1 ? encodeRun(units) : [];
  if (pair === undefined) return null;
  return Array.from({ length: MOST_TIMES - 1 }, (_, n) => `repeats = ${encodeTimes(pair, n + 2)}`);
};

const longestRuns = ({ units }: Phrase): string[][] =>
  splitRuns(units)
    .map((run) => run.slice(0, MAX_RUN))
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_RUNS);

const toClauses = (phrase: Phrase): string[] =>
  longestRuns(phrase).map((run) => `"${encodeRun(run).join(' ')}"`);

const toEnginePhrase = (phrase: Phrase): EngineTerm => {
  const [run = []] = longestRuns(phrase);
  // One run, asked for whole.
  const whole = run.length === phrase.units.length;
  return {
    term: phrase,
    key: termKey(phrase),
    clauses: toClauses(phrase),
    filter: [],
    suspects: !whole ? 'all' : phrase.units.length <= 3 ? 'none' : 'repeats',
    innerPairs: whole ? [...new Set(encodeRun(run).slice(1, -1))] : [],
  };
};

/** Encodes a term. Its clauses and filter find every paragraph that satisfies it, and some that do not. */
export const toEngineTerm = (term: Term): EngineTerm =>
  term.kind === 'phrase'
    ? toEnginePhrase(term)
    : {
        term,
        key: termKey(term),
        clauses: [...new Set(phrasesOf(term).flatMap(toClauses))].slice(0, MAX_CLAUSES),
        filter: term.kind === 'repeated' ? (repeatFilter(term.phrase) ?? []) : [],
        suspects: 'all',
        innerPairs: [],
      };
