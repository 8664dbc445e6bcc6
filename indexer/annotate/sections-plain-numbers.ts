import { fold } from '../metadata/fold.ts';
import type { Heading, LineShape } from './sections-headings.ts';

/** 01综合, 1 总体情况, 2 2024年工作安排: a number and nothing between it and the heading but a blank. */
const NUMBERED =
  /^(?<zero>0?)(?<number>[1-9]\d?)(?<gap> ?)(?=\p{Script=Han}|(?<= )20\d{2}年)(?!年|月|日|号|时|分|人|项(?!目)|[个件家户次万亿千百元米平倍点天周岁辆台套座处亩吨名位所条种类级届场期份批多余]|公[里斤顷])(?<rest>[^。；;，,：:！!？?|]{2,28})$/u;
/** Of a line that stands under it. Characters. */
const TEXT = 12;
/** A number right before the first word may as well be a figure: it takes more of them to make an outline. */
const FEWEST = { apart: 2, glued: 3 };

interface Candidate {
  readonly at: number;
  readonly number: number;
  readonly isApart: boolean;
  readonly headsText: boolean;
}

/** Headings that count on from one with bare numbers, by the index of their line; only where they count on and text stands below most. */
export const findPlainNumbers = (lines: readonly LineShape[]): ReadonlyMap<number, Heading> => {
  const chain: Candidate[] = [];
  for (const [at, { text, tableRow }] of lines.entries()) {
    const groups = tableRow || text.length > 40 ? undefined : NUMBERED.exec(fold(text))?.groups;
    const number = Number(groups?.number);
    if (groups === undefined || number !== chain.length + 1) continue;
    const next = lines[at + 1];
    const headsText = next !== undefined && !next.tableRow && next.text.length >= TEXT;
    chain.push({ at, number, isApart: groups.zero !== '' || groups.gap !== '', headsText });
  }
  const fewest = chain[0]?.isApart ? FEWEST.apart : FEWEST.glued;
  const heading = chain.filter(({ headsText }) => headsText).length;
  if (chain.length < fewest || heading < chain.length / 2) return new Map();
  return new Map(
    chain.map(({ at, number }) => [
      at,
      { style: 'number', number, text: lines[at]?.text ?? '', own: true } as const,
    ]),
  );
};
