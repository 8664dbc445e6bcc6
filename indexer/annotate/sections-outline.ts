import {
  type Heading,
  headingOf,
  isNotesHeading,
  type LineShape,
  parseMark,
  STYLES,
  type Style,
} from './sections-headings.ts';
import { findPlainNumbers } from './sections-plain-numbers.ts';

export interface SectionLine extends LineShape {
  /** A licence note or the like: under no heading. */
  readonly note?: boolean;
}

export interface OpenHeading extends Heading {
  /** Index of its line. */
  readonly at: number;
}

export interface OutlinedLine {
  readonly line: SectionLine;
  /** Open headings, outermost first, its own last if it is or begins with one. */
  readonly open: readonly OpenHeading[];
  readonly heading: OpenHeading | null;
}

/** Open at once at the most. Real reports nest six deep; a text that begins again a thousand times would nest deeper each time. */
const DEEPEST = 16;

const rank = (heading: Heading): number => STYLES.indexOf(heading.style);

/**
 * Places a heading under those that are open: the next number of a style that is open closes it and all beneath; a list
 * that starts at one goes beneath whatever is open; anything else closes what is not larger than itself.
 */
const openUnder = (open: readonly OpenHeading[], heading: OpenHeading): OpenHeading[] => {
  const firm = open.filter(({ style }) => style !== 'lead');
  const nextOf = open.findLastIndex(
    ({ style, number }) => style === heading.style && (number ?? 0) + 1 === heading.number,
  );
  if (nextOf >= 0) return [...open.slice(0, nextOf), heading];
  const same = open.findLastIndex(({ style }) => style === heading.style);
  // 一、 while 二、 is open: the points of a list within 二、.
  if (same >= 0 && heading.number === 1 && (open[same]?.number ?? 0) > 1) return [...firm, heading];
  if (same >= 0) return [...open.slice(0, same), heading];
  if (heading.style === 'lead' || (heading.faint && firm.length > 0))
    return [...firm, { ...heading, style: 'lead' }];
  if (heading.number === 1 && heading.style !== 'part' && heading.style !== 'volume')
    return [...firm, heading];
  const parent = firm.findLastIndex((other) => rank(other) < rank(heading));
  return [...firm.slice(0, parent + 1), heading];
};

/** Lines within which a list begins under its heading. */
const SOON = 12;

/**
 * 加强政府自身建设 without a number, behind （九） of 2025年工作安排: where the next （…） is （一）, it heads a list of its own, as the section
 * with （九） does, and so is a section beside it and no part of （九）.
 */
const isSectionAgain = (
  open: readonly OpenHeading[],
  heading: Heading,
  below: readonly SectionLine[],
): boolean => {
  const at = open.findIndex(({ number }) => (number ?? 0) > 1);
  const listed = open[at];
  if (listed === undefined || open[at - 1]?.style !== 'section') return false;
  if (!heading.own || (heading.style !== 'lead' && !heading.faint)) return false;
  const next = below.map(({ text }) => parseMark(text)).find((mark) => mark?.style === listed.style);
  return next?.number === 1;
};

/**
 * 存在的困难和问题 without a number between 一、 and 二、: the second goes on with the first and stands beside what came between.
 */
const resumes = (
  open: readonly OpenHeading[],
  heading: Heading,
  latest: ReadonlyMap<Style, number>,
): boolean =>
  open[0]?.style === 'section' &&
  open[0].number === null &&
  heading.number !== null &&
  heading.number > 1 &&
  !open.some(({ style }) => style === heading.style) &&
  latest.get(heading.style) === heading.number - 1;

/** Below 注释： a numbered sentence is a note, no heading of the next. */
const isNote = (open: readonly OpenHeading[], { text, own }: Heading): boolean =>
  open.some((above) => isNotesHeading(above.text)) && (!own || /[。.]$/u.test(text));

/** Lines with the headings over them; what stands before the first heading, the title and notes have none. */
export const outline = (lines: readonly SectionLine[], titleLines: ReadonlySet<number>): OutlinedLine[] => {
  let open: OpenHeading[] = [];
  const plain = findPlainNumbers(lines);
  /** Numbers of the largest headings. */
  const latest = new Map<Style, number>();
  return lines.map((line, at) => {
    if (titleLines.has(at) || line.note) return { line, open: [], heading: null };
    const found = plain.get(at) ?? headingOf(line, lines[at + 1], lines[at - 1]);
    if (!found || isNote(open, found)) return { line, open, heading: null };
    const again = isSectionAgain(open, found, lines.slice(at + 1, at + 1 + SOON));
    const heading: OpenHeading = again
      ? { style: 'section', number: null, text: found.text, own: true, at }
      : { ...found, at };
    const under = resumes(open, heading, latest) ? [heading] : openUnder(open, heading);
    open = under.length > DEEPEST ? [...under.slice(0, DEEPEST - 1), ...under.slice(-1)] : under;
    if (open.length === 1 && heading.number !== null) latest.set(heading.style, heading.number);
    return { line, open, heading: open.at(-1) ?? null };
  });
};

/** The largest headings of a report in order, as they stand. */
export const topHeadings = (outlined: readonly OutlinedLine[]): string[] =>
  outlined.filter(({ heading, open }) => heading?.own && open.length === 1).map(({ line }) => line.text);
