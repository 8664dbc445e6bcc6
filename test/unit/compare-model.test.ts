import { describe, expect, it } from 'vitest';
import type { CompareAnswer } from '../../src/domain/compare.ts';
import { modelCompare, mostFirst, sinceFirstMention } from '../../web/charts/compare-model.ts';

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
    taken: [],
  };
};

/** A row of one office, a cell for each count; null where no report is held. */
const answerWith = (counts: readonly (number | null)[]): CompareAnswer => {
  const { rows, cells, ...rest } = answerOf(counts.length, []);
  const ofFirst = cells.slice(0, counts.length).map((cell, n) => {
    const count = counts[n] ?? null;
    return { ...cell, paragraphs: count ?? 0, reportsHeld: count === null ? 0 : 1 };
  });
  return { ...rest, rows: rows.slice(0, 1), cells: ofFirst };
};

describe('the shades of a comparison', () => {
  const shadesOf = (counts: readonly (number | null)[]) =>
    modelCompare(answerWith(counts), 'paragraphs').rows[0]?.cells.map(({ step }) => step);

  it('tell small counts apart beside one that is far larger', () => {
    expect(shadesOf([1, 3, 5, 7, 145])).toEqual([1, 2, 3, 4, 5]);
    expect(shadesOf([1, 1, 1, 1, 2, 3, 61, 145])).toEqual([1, 1, 1, 1, 2, 3, 4, 5]);
  });

  it('never run against the counts, and are the same for the same', () => {
    const counts = [9, 2, 2, 0, 40, 7, 11, 1, 3, 3, 5, 6, 145, null];
    const shades = shadesOf(counts) ?? [];
    for (const [a, one] of counts.entries())
      for (const [b, other] of counts.entries())
        if ((one ?? 0) <= (other ?? 0)) expect(shades[a]).toBeLessThanOrEqual(shades[b] ?? -1);
    expect([shades[3], shades[13]]).toEqual([0, 0]);
  });

  it('are the middle one where all counts are the same', () => {
    expect(shadesOf([4, 4, 0])).toEqual([3, 3, 0]);
    expect(shadesOf([0, null])).toEqual([0, 0]);
  });

  it('name in the legend what each one stands for, without gaps in between', () => {
    const { legend } = modelCompare(answerWith([1, 2, 3, 4, 5, 6]), 'paragraphs');
    expect(legend.map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 6],
    ]);
  });
});

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

describe('topics as columns', () => {
  it('stand with what was written most about first, whole columns at a time, and name those that are empty', () => {
    const { shown, empty } = mostFirst(answerWith([0, 2, null, 7, 0]));
    expect(shown.cols.map(({ value }) => value)).toEqual(['2004', '2002']);
    expect(shown.cells.map(({ col, paragraphs }) => [col, paragraphs])).toEqual([
      ['2004', 7],
      ['2002', 2],
    ]);
    expect(empty.map(({ value }) => value)).toEqual(['2001', '2003', '2005']);
  });

  it('keep every row in step with its columns', () => {
    const { shown } = mostFirst(answerOf(4, [2003]));
    expect(shown.cells.map(({ row, col, paragraphs }) => [row, col, paragraphs])).toEqual([
      ['甲街道办事处', '2003', 0],
      ['乙街道办事处', '2003', 1],
    ]);
  });

  it('are all there where nothing was found: silence is the finding then', () => {
    const silent = answerOf(3, []);
    expect(mostFirst(silent)).toEqual({ shown: silent, empty: [] });
  });
});
