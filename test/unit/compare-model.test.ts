import { describe, expect, it } from 'vitest';
import type { CompareAnswer } from '../../src/domain/compare.ts';
import { sinceFirstMention } from '../../web/charts/compare-model.ts';

/** Two offices over the years from 2001, of which the second wrote about it in the years given. */
const answerOf = (years: number, mentioned: readonly number[]): CompareAnswer => {
  const cols = Array.from({ length: years }, (_, n) => String(2001 + n));
  const rows = ['甲街道办事处', '乙街道办事处'];
  return {
    rows: rows.map((value) => ({
      ...{ value, label: value, paragraphs: 0, reports: 0, occurrences: 0 },
      ...{ reportsHeld: years, characters: 1_000 },
    })),
    cols: cols.map((value) => ({ value, label: value })),
    cells: rows.flatMap((row, at) =>
      cols.map((col) => {
        const count = at === 1 && mentioned.includes(Number(col)) ? 1 : 0;
        return {
          row,
          col,
          paragraphs: count,
          reports: count,
          occurrences: count,
          reportsHeld: 1,
          characters: 9,
        };
      }),
    ),
    ...{ hasMore: false, depth: null, outside: 0 },
  };
};

describe('a comparison over many years', () => {
  it('begins two years before anybody wrote about it, every cell in its place', () => {
    const { shown, until } = sinceFirstMention(answerOf(10, [2008, 2010]));
    expect(until).toBe('2005');
    expect(shown.cols.map(({ value }) => value)).toEqual(['2006', '2007', '2008', '2009', '2010']);
    expect(shown.cells.map(({ row, col, paragraphs }) => `${row[0]}${col}:${paragraphs}`)).toEqual([
      ...['甲2006:0', '甲2007:0', '甲2008:0', '甲2009:0', '甲2010:0'],
      ...['乙2006:0', '乙2007:0', '乙2008:1', '乙2009:0', '乙2010:1'],
    ]);
  });

  it('is left whole where it was written about early, or never', () => {
    for (const answer of [answerOf(10, [2005]), answerOf(10, []), answerOf(0, [])])
      expect(sinceFirstMention(answer)).toEqual({ shown: answer, until: null });
  });
});
