import { fault } from '../../src/domain/faults/fault.ts';
import { InvalidRequest } from '../../src/domain/problem.ts';
import { ALWAYS_FIRST } from '../../src/domain/reading-place.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import { href, type View } from '../view.ts';

/*
 * A long report is read in parts: 2,000 paragraphs weigh 270 KB compressed, most of it their text. Short ones, which is nearly
 * all, are one part.
 */

/** Characters of a part, of which some 20 KB compressed are left for text beside script, styles and outline. */
const LONGEST = 18_000;
/** What a paragraph weighs beside its text, in characters. */
const FRAME = 15;
/** A whole report that is this much longer than a part is not worth a turn of the page. */
const SLACK = 1.25;
/** From this share of a part on, a heading is a good place to end. */
const RIPE = 0.75;

/** From one ordinal up to, and without, another. */
export interface ReportPart {
  readonly from: number;
  readonly to: number;
}

const weigh = ({ text }: Pick<ReadParagraph, 'text'>): number => text.length + FRAME;

/** Parts of about the same weight that end before a heading where one is near. */
export const splitReport = (
  paragraphs: readonly Pick<ReadParagraph, 'text' | 'kind'>[],
): readonly ReportPart[] => {
  const whole = paragraphs.reduce((sum, paragraph) => sum + weigh(paragraph), 0);
  if (whole <= LONGEST * SLACK) return [{ from: 0, to: paragraphs.length }];
  const parts: ReportPart[] = [];
  let from = 0;
  let weight = 0;
  for (const [at, paragraph] of paragraphs.entries()) {
    const isFull = weight + weigh(paragraph) > LONGEST;
    const isRipe = weight > LONGEST * RIPE && paragraph.kind === 'heading';
    if ((isFull || isRipe) && at > from && at >= ALWAYS_FIRST) {
      parts.push({ from, to: at });
      from = at;
      weight = 0;
    }
    weight += weigh(paragraph);
  }
  return [...parts, { from, to: paragraphs.length }];
};

/** What of a report a page shows, and how it leads to the rest. */
export interface Reading {
  readonly parts: readonly ReportPart[];
  /** Counted from 0; null where all parts stand on one page. */
  readonly current: number | null;
  readonly shown: ReportPart;
  /** To a paragraph, or to another anchor in it, wherever it stands. */
  readonly linkTo: (ordinal: number, anchor?: string) => string;
  readonly partHref: (part: number | 'all') => string;
}

const PLACES = { part: /^(?:all|[1-9]\d{0,8})$/, at: /^\d{1,9}$/ } as const;

/** A place that the report does not reach is its beginning; what is no place at all is a fault. @throws {InvalidRequest} */
export const checkPlace = (params: URLSearchParams): void => {
  for (const [name, pattern] of Object.entries(PLACES)) {
    const given = params.get(name);
    if (given === null || given === '' || pattern.test(given)) continue;
    const choices = name === 'part' ? '1 · 2 · 3 … all' : '0 · 1 · 2 …';
    throw new InvalidRequest(name, fault('notAllowed', { parameter: name, codes: choices, labels: choices }));
  }
};

/** `part=2`, `part=all`, or `at=900` for the part that holds that paragraph; the first where the address says nothing that is there. */
const choosePart = (parts: readonly ReportPart[], params: URLSearchParams): number | null => {
  const part = params.get('part');
  if (part === 'all' || parts.length === 1) return parts.length === 1 ? 0 : null;
  const at = params.get('at');
  const asked =
    part === null && at !== null && /^\d{1,9}$/.test(at)
      ? parts.findIndex(({ to }) => Number(at) < to)
      : Number(part ?? '1') - 1;
  return parts[asked] ? asked : 0;
};

export const readReport = (view: View, paragraphs: readonly ReadParagraph[]): Reading => {
  const parts = splitReport(paragraphs);
  const current = choosePart(parts, view.params);
  const shown = (current === null ? undefined : parts[current]) ?? { from: 0, to: paragraphs.length };
  const elsewhere = (name: 'part' | 'at', value: string, anchor?: string): string => {
    const params = new URLSearchParams(view.params);
    params.delete('part');
    params.delete('at');
    if (!(name === 'part' && value === '1')) params.set(name, value);
    return href(view, view.path, params, anchor);
  };
  return {
    parts,
    current,
    shown,
    linkTo: (ordinal, anchor = `p${ordinal}`) =>
      parts.length === 1 || (ordinal >= shown.from && ordinal < shown.to)
        ? `#${anchor}`
        : elsewhere('at', String(ordinal), anchor),
    partHref: (part) => elsewhere('part', part === 'all' ? part : String(part + 1)),
  };
};
