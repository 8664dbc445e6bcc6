import { paragraphId } from '../../src/domain/paragraph.ts';
import type { Repeat } from '../../src/search/ports.ts';
import { NO_PRINT, PRINT, SHAPE } from './line-prints.ts';

/** A report of one institution, as linePrintsOf packed its paragraphs. */
export interface YearReport {
  readonly id: string;
  readonly year: number;
  readonly lines: string;
}

type Place = Pick<Repeat, 'paragraphId' | 'year'>;

const printsOf = function* (lines: string): Generator<readonly [number, string]> {
  for (let ordinal = 0; ordinal * PRINT < lines.length; ordinal++) {
    const print = lines.slice(ordinal * PRINT, (ordinal + 1) * PRINT);
    if (print !== NO_PRINT) yield [ordinal, print];
  }
};

/** Keeps the place of the latest year; within a year the first. */
const keep = (places: Map<string, Place>, key: string, place: Place): void => {
  const before = places.get(key);
  if (before === undefined || before.year < place.year) places.set(key, place);
};

/**
 * For the reports of one institution, the paragraphs that stand in an earlier year's, by the id of the report. Word for word goes
 * before other figures, and of several years the latest counts: whoever follows the links arrives at the first. Reports of one year
 * (its halves, say) repeat each other as they like.
 */
export const findRepeats = (reports: readonly YearReport[]): Map<string, Repeat[]> => {
  const inOrder = [...reports].sort((a, b) => a.year - b.year || (a.id < b.id ? -1 : 1));
  const whole = new Map<string, Place>();
  const shapes = new Map<string, Place>();
  const repeats = new Map<string, Repeat[]>();
  let added = 0;
  for (const { id, year, lines } of inOrder) {
    for (let earlier = inOrder[added]; earlier && earlier.year < year; earlier = inOrder[++added])
      for (const [ordinal, print] of printsOf(earlier.lines)) {
        const place = { paragraphId: paragraphId(earlier.id, ordinal), year: earlier.year };
        keep(whole, print, place);
        keep(shapes, print.slice(0, SHAPE), place);
      }
    const found: Repeat[] = [];
    for (const [ordinal, print] of printsOf(lines)) {
      const same = whole.get(print);
      const place = same ?? shapes.get(print.slice(0, SHAPE));
      if (place) found.push({ ordinal, ...place, figuresChanged: same === undefined });
    }
    if (found.length > 0) repeats.set(id, found);
  }
  return repeats;
};
