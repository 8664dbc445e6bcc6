import type { Phrase, Term } from '../domain/query.ts';
import { containsPhrase, findPhrase, matchRanges, mergeRanges, type Range } from './match.ts';
import { splitSentences } from './sentences.ts';
import { toUnits, type Unit } from './units.ts';

/*
 * What a term of a query demands of a text. This is its definition: the engine finds candidates, and everything that is
 * counted, listed or marked agrees with what is said here.
 */

const BETWEEN_UNITS = '\u0001';
const BETWEEN_PHRASES = '\u0002';
const BEFORE_TIMES = '\u0003';

/** Names what a term demands: equal keys, equal paragraphs. No unit holds a control character. */
export const termKey = (term: Term): string => {
  switch (term.kind) {
    case 'phrase':
      return term.units.join(BETWEEN_UNITS);
    case 'sentence':
      return term.phrases.map(termKey).sort().join(BETWEEN_PHRASES);
    case 'repeated':
      return `${termKey(term.phrase)}${BEFORE_TIMES}${term.times}`;
  }
};

/** The phrases that a text must contain for a term to hold in it, whatever else it demands. */
export const phrasesOf = (term: Term): readonly Phrase[] => {
  switch (term.kind) {
    case 'phrase':
      return [term];
    case 'sentence':
      return term.phrases;
    case 'repeated':
      return [term.phrase];
  }
};

const sentencesWith = (text: string, units: readonly Unit[], phrases: readonly Phrase[]): Unit[][] =>
  splitSentences(text, units).filter((sentence) =>
    phrases.every((phrase) => containsPhrase(sentence, phrase.units)),
  );

/** Does a text satisfy a term? */
export const satisfies = (text: string, term: Term): boolean => {
  const units = toUnits(text);
  switch (term.kind) {
    case 'phrase':
      return containsPhrase(units, term.units);
    case 'sentence':
      return (
        term.phrases.every((phrase) => containsPhrase(units, phrase.units)) &&
        sentencesWith(text, units, term.phrases).length > 0
      );
    case 'repeated':
      return findPhrase(units, term.phrase.units).length >= term.times;
  }
};

/**
 * The characters of a text that match any of the terms, as matchRanges says. Of a sentence's phrases only those count that
 * stand in such a sentence.
 */
export const termRanges = (text: string, terms: readonly Term[]): Range[] => {
  const units = toUnits(text);
  const wanted = (term: Term) => phrasesOf(term).map((phrase) => phrase.units);
  const anywhere = matchRanges(
    units,
    terms.flatMap((term) => (term.kind === 'sentence' ? [] : wanted(term))),
  );
  const inSentences = terms.flatMap((term) =>
    term.kind === 'sentence'
      ? sentencesWith(text, units, term.phrases).flatMap((sentence) => matchRanges(sentence, wanted(term)))
      : [],
  );
  return inSentences.length === 0 ? anywhere : mergeRanges([...anywhere, ...inSentences]);
};
