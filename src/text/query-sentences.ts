import { type Fault, fault } from '../domain/faults/fault.ts';
import type { Phrase, Term } from '../domain/query.ts';
import { termKey } from './conditions.ts';
import { endsSentence } from './sentences.ts';

/** Beyond this a chain is refused before its combinations are written out. */
const MAX_WRITTEN_OUT = 1_000;

const product = <T>(parts: readonly (readonly T[])[]): T[][] =>
  parts.reduce<T[][]>((rows, part) => rows.flatMap((row) => part.map((item) => [...row, item])), [[]]);

/** Phrases that must share a sentence as one term; each counts once, and one alone is just itself. */
const toTerm = (phrases: readonly Phrase[]): Term => {
  const distinct = [...new Map(phrases.map((phrase) => [termKey(phrase), phrase])).values()];
  const [only] = distinct;
  return distinct.length === 1 && only ? only : { kind: 'sentence', phrases: distinct };
};

/**
 * What stands between `~` as alternatives that each name one phrase of every part: `a|b ~ c` is a with c, or b with c.
 * A chain of one part is that part.
 */
export const conjoinInSentence = (
  chain: readonly (readonly Term[])[],
): { readonly terms: readonly Term[] } | { readonly fault: Fault } => {
  const [first] = chain;
  if (chain.length === 1 && first) return { terms: first };
  const parts: Phrase[][] = [];
  for (const part of chain) {
    const phrases: Phrase[] = [];
    for (const term of part) {
      if (term.kind === 'repeated')
        return { fault: fault('nearOfRepeated', { text: term.phrase.text, times: term.times }) };
      if (term.kind === 'sentence') continue;
      if (endsSentence(term.units)) return { fault: fault('nearAcrossSentences', { text: term.text }) };
      phrases.push(term);
    }
    parts.push(phrases);
  }
  const combinations = parts.reduce((sum, part) => sum * part.length, 1);
  if (combinations > MAX_WRITTEN_OUT)
    return { fault: fault('tooManySentenceCombinations', { combinations }) };
  const terms = new Map(
    product(parts)
      .map(toTerm)
      .map((term) => [termKey(term), term]),
  );
  return { terms: [...terms.values()] };
};
