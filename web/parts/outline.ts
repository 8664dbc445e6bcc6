import type { RoleCode } from '../../src/domain/role.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';

/** A heading of the outline. */
export interface OutlineEntry {
  readonly ordinal: number;
  readonly text: string;
  readonly level: number;
  readonly role: RoleCode;
  readonly year: number | null;
  /** True where role or year differ from the entry before: only then are they shown. */
  readonly turns: boolean;
  /** Paragraphs under it, up to the next heading of any level, that hold a match; its own included. */
  readonly matched: number;
}

/** Longest heading shown whole: some reports set a run-in sentence as heading. Code points. */
const MAX_LENGTH = 42;

const shorten = (text: string): string => {
  const points = [...text];
  return points.length > MAX_LENGTH ? `${points.slice(0, MAX_LENGTH).join('')}…` : text;
};

/** Entries of an outline that is still an overview. */
const MOST_ENTRIES = 120;

/** Of a long outline the upper levels, as many as there is room for, and all of the part that is shown. */
export const chooseEntries = (
  entries: readonly OutlineEntry[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly OutlineEntry[] => {
  const isShown = ({ ordinal }: OutlineEntry): boolean => ordinal >= from && ordinal < to;
  const levels = [...new Set(entries.map(({ level }) => level))].sort((a, b) => b - a);
  for (const deepest of levels) {
    const chosen = entries.filter((entry) => entry.level <= deepest || isShown(entry));
    if (chosen.length <= MOST_ENTRIES) return chosen;
  }
  const shown = entries.filter(isShown);
  return shown.length > 0 ? shown.slice(0, MOST_ENTRIES) : entries.slice(0, MOST_ENTRIES);
};

export const listOutline = (paragraphs: readonly ReadParagraph[]): OutlineEntry[] => {
  const entries: OutlineEntry[] = [];
  for (const paragraph of paragraphs) {
    const matched = paragraph.fragments.some(({ match }) => match) ? 1 : 0;
    const last = entries.at(-1);
    if (paragraph.kind === 'heading') {
      const { ordinal, role, year } = paragraph;
      // A report's title, which is of no section, needs no label to say so.
      const turns = last === undefined ? role !== 'other' : last.role !== role || last.year !== year;
      const level = paragraph.headingLevel ?? 1;
      entries.push({ ordinal, text: shorten(paragraph.text), level, role, year, turns, matched });
    } else if (last && matched > 0) {
      entries[entries.length - 1] = { ...last, matched: last.matched + 1 };
    }
  }
  return entries;
};
