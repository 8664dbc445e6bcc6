import type { ReadParagraph } from '../../src/queries/queries.ts';

/** Where the query's matches stand in a report. */
export interface Matches {
  /** Marks in all. */
  readonly total: number;
  /** Ordinals of the paragraphs that hold one, in order. */
  readonly ordinals: readonly number[];
  /** By ordinal: number of the paragraph's first mark, counted from 1 through the report. */
  readonly first: ReadonlyMap<number, number>;
}

export const countMatches = (paragraphs: readonly ReadParagraph[]): Matches => {
  const first = new Map<number, number>();
  let total = 0;
  for (const { ordinal, fragments } of paragraphs) {
    const here = fragments.filter(({ match }) => match).length;
    if (here > 0) first.set(ordinal, total + 1);
    total += here;
  }
  return { total, ordinals: [...first.keys()], first };
};
