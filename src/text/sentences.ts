import type { Unit } from './units.ts';

/** What ends a sentence in a text as it stands; a full-width mark and its half-width form are the same. */
export const SENTENCE_END = /[。｡！？；!?;\n\r]/u;
/** The same marks as units are folded. A line break is no unit and is looked for between them. */
const ENDING_UNIT = /^[。!?;]$/u;
const LINE_BREAK = /[\n\r]/;

/** Does a run of units reach beyond one sentence? */
export const endsSentence = (values: readonly string[]): boolean =>
  values.some((value) => ENDING_UNIT.test(value));

/** Cuts the units of a text into its sentences, each with the marks that end it. None is empty. */
export const splitSentences = (text: string, units: readonly Unit[]): Unit[][] => {
  const sentences: Unit[][] = [];
  let sentence: Unit[] = [];
  for (const unit of units) {
    const previous = sentence.at(-1);
    const ended =
      previous !== undefined &&
      ((ENDING_UNIT.test(previous.value) && !ENDING_UNIT.test(unit.value)) ||
        (unit.start > previous.end && LINE_BREAK.test(text.slice(previous.end, unit.start))));
    if (ended) {
      sentences.push(sentence);
      sentence = [];
    }
    sentence.push(unit);
  }
  if (sentence.length > 0) sentences.push(sentence);
  return sentences;
};
