import type { Fragment } from '../../src/domain/hit.ts';
import type { RoleCode } from '../../src/domain/role.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';

/** Where the query's matches stand in a report. */
export interface Matches {
  /** Marks in all. */
  readonly total: number;
  /** Ordinals of the paragraphs that hold one, in order. */
  readonly ordinals: readonly number[];
  /** By ordinal: number of the paragraph's first mark, counted from 1 through the report. */
  readonly first: ReadonlyMap<number, number>;
  /** By ordinal: the matched paragraphs before and after. */
  readonly around: ReadonlyMap<number, { readonly before: number | null; readonly after: number | null }>;
}

export const countMatches = (paragraphs: readonly ReadParagraph[]): Matches => {
  const first = new Map<number, number>();
  let total = 0;
  for (const { ordinal, fragments } of paragraphs) {
    const here = fragments.filter(({ match }) => match).length;
    if (here > 0) first.set(ordinal, total + 1);
    total += here;
  }
  const ordinals = [...first.keys()];
  const around = new Map(
    ordinals.map((ordinal, n) => [
      ordinal,
      { before: ordinals[n - 1] ?? null, after: ordinals[n + 1] ?? null },
    ]),
  );
  return { total, ordinals, first, around };
};

/** Links of the map: on a phone each is three pixels wide, and a report of any length has no more. */
const CELLS = 120;
/** Characters that a line takes on the page beyond its own: a short one has a line to itself. */
const LINE = 30;

/** A report drawn as a line, from 0 to 1: a long paragraph takes more of it, as it does of the page. */
export interface MatchMap {
  readonly bands: readonly { readonly role: RoleCode; readonly from: number; readonly to: number }[];
  /** Where matches stand, neighbouring ones together; leads to the first of them. */
  readonly cells: readonly {
    readonly from: number;
    readonly to: number;
    readonly ordinal: number;
    readonly paragraphs: number;
  }[];
}

export const layOutMap = (paragraphs: readonly ReadParagraph[], matches: Matches): MatchMap => {
  const whole = paragraphs.reduce((sum, { text }) => sum + text.length + LINE, 0) || 1;
  const bands: { role: RoleCode; from: number; to: number }[] = [];
  const cells = new Map<number, { ordinal: number; paragraphs: number }>();
  let at = 0;
  for (const { ordinal, role, text } of paragraphs) {
    const cell = Math.min(CELLS - 1, Math.floor((at / whole) * CELLS));
    const from = at / whole;
    at += text.length + LINE;
    const last = bands.at(-1);
    if (last?.role === role) last.to = at / whole;
    else bands.push({ role, from, to: at / whole });
    if (!matches.first.has(ordinal)) continue;
    const there = cells.get(cell);
    cells.set(cell, {
      ordinal: there?.ordinal ?? ordinal,
      paragraphs: (there?.paragraphs ?? 0) + 1,
    });
  }
  return {
    bands,
    cells: [...cells].map(([cell, found]) => ({ from: cell / CELLS, to: (cell + 1) / CELLS, ...found })),
  };
};

/** Characters shown before and after the first match of a paragraph in the list of matches. */
const BEFORE = 12;
const AFTER = 28;
const CUT = '…';

/** The first match with a little of what stands around it. */
export const firstInContext = (fragments: readonly Fragment[]): Fragment[] => {
  const at = fragments.findIndex(({ match }) => match);
  const found = fragments[at];
  if (found === undefined) return [];
  const textOf = (some: readonly Fragment[]): string[] => [...some.map(({ text }) => text).join('')];
  const left = textOf(fragments.slice(0, at));
  const right = textOf(fragments.slice(at + 1));
  const before = (left.length > BEFORE ? CUT : '') + left.slice(-BEFORE).join('');
  const after = right.slice(0, AFTER).join('') + (right.length > AFTER ? CUT : '');
  return [{ text: before, match: false }, found, { text: after, match: false }];
};
