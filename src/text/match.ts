import type { Unit } from './units.ts';

/** UTF-16 offsets of characters that matched. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Index in `units` at which each occurrence of `phrase` begins; occurrences do not overlap. */
export const findPhrase = (units: readonly Unit[], phrase: readonly string[]): number[] => {
  const found: number[] = [];
  const [first] = phrase;
  if (first === undefined) return found;
  const last = units.length - phrase.length;
  for (let at = 0; at <= last; at++) {
    if (units[at]?.value !== first) continue;
    let length = 1;
    while (length < phrase.length && units[at + length]?.value === phrase[length]) length++;
    if (length < phrase.length) continue;
    found.push(at);
    at += phrase.length - 1;
  }
  return found;
};

/** Does the text contain the phrase? This is the definition of exact search: everything else must agree with it. */
export const containsPhrase = (units: readonly Unit[], phrase: readonly string[]): boolean => {
  const [first] = phrase;
  if (first === undefined) return false;
  const last = units.length - phrase.length;
  for (let at = 0; at <= last; at++) {
    if (units[at]?.value !== first) continue;
    let length = 1;
    while (length < phrase.length && units[at + length]?.value === phrase[length]) length++;
    if (length === phrase.length) return true;
  }
  return false;
};

/**
 * The characters that match any of the phrases, in order, overlapping and touching-in-one-occurrence ranges merged.
 * White space and quotation marks inside an occurrence belong to it; those around it do not.
 */
export const matchRanges = (units: readonly Unit[], phrases: readonly (readonly string[])[]): Range[] => {
  const ranges: Range[] = [];
  for (const phrase of phrases) {
    for (const at of findPhrase(units, phrase)) {
      const start = units[at]?.start;
      const end = units[at + phrase.length - 1]?.end;
      if (start !== undefined && end !== undefined) ranges.push({ start, end });
    }
  }
  return mergeRanges(ranges);
};

/** Ranges in order, those that overlap as one. */
export const mergeRanges = (ranges: readonly Range[]): Range[] => {
  const ordered = [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { start: number; end: number }[] = [];
  for (const range of ordered) {
    const previous = merged.at(-1);
    if (previous && range.start < previous.end) previous.end = Math.max(previous.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
};
