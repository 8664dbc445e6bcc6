import type { PdfLine } from './pdf-lines.ts';

/** How the text of a document is set: what tells a new paragraph from a new line. */
export interface Measure {
  /** Edges of the block of text that a line stands in. Points. */
  readonly edges: (line: PdfLine) => { readonly left: number; readonly right: number };
  /** From baseline to baseline inside a paragraph, in ems: larger type is set wider. */
  readonly leading: number;
  /** True when paragraphs are set apart by more than the space between their lines. */
  readonly spaced: boolean;
  /** True when paragraphs begin with an indent, as Chinese ones do by two characters. */
  readonly indents: boolean;
}

/** How far a line begins from the left edge, in ems, to be indented. */
export const INDENT = 0.8;

/** A step down the page that is wider than the usual by so much parts paragraphs, where it does so all through the text. */
export const SPACED = 1.18;

/**
 * The lowest value that several share, within `tolerance`: one alone is an exception. One in ten is not: on a page of short
 * paragraphs the only lines that end at one place may be two headings.
 */
const lowestShared = (values: readonly number[], tolerance: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const more = Math.max(2, Math.ceil(values.length * 0.04)) - 1;
  const exceptions = Math.max(1, Math.ceil(values.length * 0.1));
  const at = sorted.findIndex(
    (value, i) => (sorted[i + more] ?? Number.POSITIVE_INFINITY) - value <= tolerance,
  );
  return sorted[at < 0 ? 0 : Math.min(at, exceptions)] ?? 0;
};

const HANGING = /[，。、；：！？”’）》.,]$/u;

/** Left and right pages have margins of their own, and so has each column. */
const kindOf = ({ page, column }: PdfLine): number => (page % 2) * 2 + column;

const mostCommon = (values: readonly number[]): number => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
};

/**
 * The lowest step that is common: where most paragraphs take one line, the step between paragraphs is the most common of all.
 */
const usualStep = (steps: readonly number[]): number => {
  const most = mostCommon(steps);
  const common = steps.filter((step) => step === most).length;
  const often = (step: number): boolean => steps.filter((one) => one === step).length >= common * 0.25;
  return Math.min(most, ...[...new Set(steps)].filter(often));
};

/** Measures lines of prose, in reading order. */
export const measure = (lines: readonly PdfLine[]): Measure => {
  const kinds = new Map<number, { starts: number[]; ends: number[] }>();
  const em = mostCommon(lines.map(({ size }) => size));
  for (const line of lines) {
    const kind = kinds.get(kindOf(line)) ?? { starts: [], ends: [] };
    kinds.set(kindOf(line), kind);
    kind.starts.push(line.x);
    // Closing marks may hang out of the block, by their own width at most.
    kind.ends.push(-(HANGING.test(line.text) ? line.end - line.size : line.end));
  }
  const blocks = new Map(
    [...kinds].map(([kind, { starts, ends }]) => [
      kind,
      { left: lowestShared(starts, 0.2 * em), right: -lowestShared(ends, 0.5 * em) },
    ]),
  );
  const edges = (line: PdfLine) => blocks.get(kindOf(line)) ?? { left: line.x, right: line.end };

  const steps = lines
    .map((line, i) => ({ line, before: lines[i - 1] }))
    .filter(({ line, before }) => before?.page === line.page && before.column === line.column)
    .map(({ line, before }) => Math.round((line.y - (before?.y ?? 0)) * 2) / 2)
    .filter((step) => step > 0.8 * em && step < 4 * em);
  const indented = lines.filter((line) => {
    const indent = (line.x - edges(line).left) / line.size;
    return indent > INDENT && indent < 4;
  });
  const step = usualStep(steps);
  const wider = steps.filter((one) => one > SPACED * step && one < 2.5 * step);
  return {
    edges,
    leading: em > 0 && steps.length > 0 ? step / em : 1.5,
    // A paragraph has ten lines at most, by and large.
    spaced: wider.length >= Math.max(3, steps.length * 0.1),
    // One line in twenty is more than captions and lists; text without indents has none at all.
    indents: indented.length >= Math.max(2, lines.length * 0.05),
  };
};
