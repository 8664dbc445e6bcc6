import type { RoleCode } from '../../src/domain/role.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import { runInHeadingOf } from '../../src/text/run-in-heading.ts';

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

/** Deepest level of a heading. */
const DEEPEST = 4;

/** The heading that a paragraph is, or begins with; null where it is only text. */
const headingIn = (paragraph: ReadParagraph): { text: string; level: number } | null => {
  const { kind, text, headings, headingLevel, continued } = paragraph;
  if (kind === 'heading') return { text, level: headingLevel ?? 1 };
  // Without a heading over it （一） may begin any list.
  const lead = continued || headings.length === 0 ? null : runInHeadingOf(text);
  return lead === null ? null : { text: lead, level: Math.min(DEEPEST, headings.length + 2) };
};

export const listOutline = (paragraphs: readonly ReadParagraph[]): OutlineEntry[] => {
  const entries: OutlineEntry[] = [];
  for (const paragraph of paragraphs) {
    const matched = paragraph.fragments.some(({ match }) => match) ? 1 : 0;
    const last = entries.at(-1);
    const heading = headingIn(paragraph);
    if (heading !== null) {
      const { ordinal, role, year } = paragraph;
      // A report's title, which is of no section, needs no label to say so.
      const turns = last === undefined ? role !== 'other' : last.role !== role || last.year !== year;
      const { text, level } = heading;
      entries.push({ ordinal, text: shorten(text), level, role, year, turns, matched });
    } else if (last && matched > 0) {
      entries[entries.length - 1] = { ...last, matched: last.matched + 1 };
    }
  }
  return entries;
};
