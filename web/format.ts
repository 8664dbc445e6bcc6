const counts = new Intl.NumberFormat('en-US');

/** 12,345 — the same in both languages. */
export const formatCount = (count: number): string => counts.format(count);

/** Longest term that stands in a sentence as it is. */
const LONGEST = 60;
const KEPT = { first: 30, last: 12 } as const;

/** A term as a sentence names it: of a pasted passage the beginning and the end, which tell it well enough. The box has all of it. */
export const nameTerm = (term: string): string => {
  const characters = [...term];
  return characters.length <= LONGEST
    ? term
    : `${characters.slice(0, KEPT.first).join('')}…${characters.slice(-KEPT.last).join('')}`;
};
