import { type Fault, fault } from '../domain/faults/fault.ts';
import { type Filters, NO_FILTERS, type ParsedQuery, type Phrase, type Term } from '../domain/query.ts';
import { phrasesOf, termKey } from './conditions.ts';
import { applyField, isQueryField } from './query-fields.ts';
import { conjoinInSentence } from './query-sentences.ts';
import { scanQuery } from './query-tokens.ts';
import { isPunctuation } from './runs.ts';
import { toUnits } from './units.ts';

/** The engine reads ten terms of a query and ignores the rest without a word, so more are refused. */
export const MAX_TERMS = 10;
/** Alternatives multiply: each combination is a query of its own in the engine. */
export const MAX_COMBINATIONS = 32;
/** Most occurrences that can be asked for. */
export const MAX_TIMES = 99;

export type QueryResult = { readonly query: ParsedQuery } | { readonly fault: Fault };

/** How a sentence is punctuated; signs that mean something (5.2%, C++, 10℃) stay. */
const AROUND = /^[,.;:!?、。…—–\-·~()[\]{}【】〔〕]$/u;

/** A phrase of what was typed; null where nothing but punctuation was. */
export const toPhrase = (text: string, quoted: boolean): Phrase | null => {
  const values = toUnits(text).map((unit) => unit.value);
  // Punctuation around a term is how it was copied, not what is sought; punctuation inside is checked on the text.
  while (AROUND.test(values[0] ?? '')) values.shift();
  while (AROUND.test(values.at(-1) ?? '')) values.pop();
  return values.some((value) => !isPunctuation(value))
    ? { kind: 'phrase', text: text.trim(), units: values, quoted }
    : null;
};

/** Adds a term unless the same is there. */
const addTerm = (terms: Term[], term: Term): void => {
  const key = termKey(term);
  if (!terms.some((other) => termKey(other) === key)) terms.push(term);
};

const sameGroup = (a: readonly Term[], b: readonly Term[]): boolean => {
  const keys = new Set(b.map(termKey));
  return a.length === b.length && a.every((term) => keys.has(termKey(term)));
};

/** What `|` and `~` would join to: the term just read, or something that they cannot join. */
type Before = 'nothing' | 'term' | 'field' | 'exclusion';
type Join = 'or' | 'near' | null;

const faultOfJoin = (join: Join, to: Before): Fault | null => {
  if (join === null || to === 'term' || to === 'nothing') return null;
  if (join === 'or') return fault(to === 'field' ? 'orOfFields' : 'orOfExclusions');
  return fault(to === 'field' ? 'nearOfFields' : 'nearOfExclusions');
};

const toTerm = (phrase: Phrase, times: number | null): Term | { readonly fault: Fault } => {
  if (times === null || times === 1) return phrase;
  if (times < 1 || times > MAX_TIMES)
    return { fault: fault('timesOutOfRange', { text: phrase.text, times, most: MAX_TIMES }) };
  return { kind: 'repeated', phrase, times };
};

/**
 * Parses the search box. Any input gives a query or the fault that says what to change; never an engine error.
 *
 * `a b` both · `"a b"` `“a b”` `「a b」` a phrase · `-a` without · `a|b` either · `a ~ b` both in one sentence · `a{3}` at least
 * three times · `机构:` `地区:` `年份:2021..2023` `主题:` `环节:` filters. `|` binds closest, then `~`, then white space.
 */
export const parseQuery = (input: string): QueryResult => {
  const filters: { -readonly [K in keyof Filters]: Filters[K] } = { ...NO_FILTERS };
  /** Each is what one sentence must hold, part by part, and of each part the alternatives; nearly always one part. */
  const chains: Term[][][] = [];
  const none: Term[] = [];
  let sawText = false;
  let before: Before = 'nothing';
  let join: Join = null;

  for (const token of scanQuery(input, isQueryField)) {
    if (token.kind === 'or' || token.kind === 'near') {
      const wrong = faultOfJoin(token.kind, before);
      if (wrong) return { fault: wrong };
      join = before === 'term' ? token.kind : null;
      continue;
    }
    if (token.kind === 'field') {
      if (token.negated) return { fault: fault('negatedField', { name: token.name }) };
      const wrong = faultOfJoin(join, 'field') ?? applyField(token.name, token.value, filters);
      if (wrong) return { fault: wrong };
      before = 'field';
      continue;
    }
    sawText = true;
    const phrase = toPhrase(token.text, token.quoted);
    if (!phrase) continue;
    const term = toTerm(phrase, token.times);
    if ('fault' in term) return term;
    if (token.negated) {
      const wrong = faultOfJoin(join, 'exclusion');
      if (wrong) return { fault: wrong };
      addTerm(none, term);
      before = 'exclusion';
      continue;
    }
    const chain = join === null ? undefined : chains.at(-1);
    const part = join === 'or' ? chain?.at(-1) : undefined;
    if (part) addTerm(part, term);
    else if (chain) chain.push([term]);
    else chains.push([[term]]);
    before = 'term';
    join = null;
  }

  if (sawText && chains.length === 0 && none.length === 0) return { fault: fault('nothingToSearch') };
  const all: (readonly Term[])[] = [];
  for (const chain of chains) {
    const group = conjoinInSentence(chain);
    if ('fault' in group) return group;
    if (!all.some((other) => sameGroup(other, group.terms))) all.push(group.terms);
  }
  const words = all.reduce((sum, group) => sum + Math.max(...group.map((term) => phrasesOf(term).length)), 0);
  if (words > MAX_TERMS || none.length > MAX_TERMS)
    return { fault: fault('tooManyTerms', { most: MAX_TERMS }) };
  const combinations = all.reduce((product, group) => product * group.length, 1);
  if (combinations > MAX_COMBINATIONS)
    return { fault: fault('tooManyCombinations', { combinations, most: MAX_COMBINATIONS }) };
  return { query: { all, none, filters } };
};
