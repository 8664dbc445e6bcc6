import { matchRanges } from '../../src/text/match.ts';
import { toUnits } from '../../src/text/units.ts';
import { type PlainQuery, type Scanned, scan } from './scan.ts';

/** Where the query's phrases stand in a paragraph, overlapping ones together. */
export const rangesOf = (paragraph: Scanned, { all }: PlainQuery) =>
  matchRanges(
    paragraph.units,
    all.flat().map((phrase) => toUnits(phrase).map(({ value }) => value)),
  );

/** Paragraphs, reports and places, counted one by one. */
export const countPlainly = (paragraphs: readonly Scanned[], query: PlainQuery) => {
  const found = scan(paragraphs, query);
  return {
    paragraphs: found.length,
    reports: new Set(found.map(({ reportId }) => reportId)).size,
    occurrences: found.reduce((sum, paragraph) => sum + rangesOf(paragraph, query).length, 0),
  };
};

/** What the paragraphs amount to, counted one by one. */
export const holdPlainly = (paragraphs: readonly Scanned[]) => ({
  paragraphs: paragraphs.length,
  reports: new Set(paragraphs.map(({ reportId }) => reportId)).size,
  characters: paragraphs.reduce((sum, { text }) => sum + Array.from(text).length, 0),
});

/** The address of a count. */
export const address = (path: string, params: Record<string, string | readonly string[]>): string => {
  const all = new URLSearchParams();
  for (const [name, values] of Object.entries(params))
    for (const value of [values].flat()) all.append(name, value);
  return `${path}?${all}`;
};
