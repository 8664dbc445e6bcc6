import { mergeRanges, type Range } from './match.ts';
import { toUnits, type Unit } from './units.ts';

/** Units that must stand in a row to count as the same wording; shorter runs are in every report. */
const RUN = 4;

const wordsOf = (text: string): Unit[] => toUnits(text).filter(({ punctuation }) => !punctuation);

const runAt = (units: readonly Unit[], at: number): string =>
  units
    .slice(at, at + RUN)
    .map(({ value }) => value)
    .join('\u0001');

/** How much of `text` stands word for word in `other`, punctuation aside. */
export interface Overlap {
  /** Share of its units, from 0 to 1. */
  readonly share: number;
  /** Where in `other`. */
  readonly ranges: readonly Range[];
}

export const findOverlap = (text: string, other: string): Overlap => {
  const units = wordsOf(text);
  const others = wordsOf(other);
  const runs = new Set(units.map((_, at) => runAt(units, at)).slice(0, Math.max(0, units.length - RUN + 1)));
  const shared = new Set<string>();
  const ranges: Range[] = [];
  for (let at = 0; at + RUN <= others.length; at++) {
    const run = runAt(others, at);
    const start = others[at]?.start;
    const end = others[at + RUN - 1]?.end;
    if (!runs.has(run) || start === undefined || end === undefined) continue;
    shared.add(run);
    ranges.push({ start, end });
  }
  const covered = new Set<number>();
  for (let at = 0; at + RUN <= units.length; at++)
    if (shared.has(runAt(units, at))) for (let n = 0; n < RUN; n++) covered.add(at + n);
  return { share: units.length === 0 ? 0 : covered.size / units.length, ranges: mergeRanges(ranges) };
};
