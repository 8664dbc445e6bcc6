import { scaleQuantile } from 'd3-scale';
import type { CompareAnswer } from '../../src/domain/compare.ts';
import type { Measure } from '../../src/domain/measure.ts';
import { type Counted, measureOf } from './measures.ts';

type Row = CompareAnswer['rows'][number];
type Cell = CompareAnswer['cells'][number];

/** Shades of the heat map. */
export const STEPS = 5;

export interface HeatCell {
  readonly cell: Cell;
  /** Null where no report is held. */
  readonly value: number | null;
  /** 0 for silence, 1 to STEPS for a count. */
  readonly step: number;
}

export interface HeatRow {
  readonly row: Row;
  /** Null where a row has no total of its own. */
  readonly total: number | null;
  readonly cells: readonly HeatCell[];
}

export interface HeatMap {
  readonly rows: readonly HeatRow[];
  /** Smallest and largest value in each shade that occurs. */
  readonly legend: readonly { readonly step: number; readonly from: number; readonly to: number }[];
  readonly hasSilent: boolean;
  readonly hasNotHeld: boolean;
}

/**
 * Each shade has as many of the different values as any other. Of a scale by size one row of 26 reports among rows of one would leave
 * 82 of 84 cells in the palest, with 1 and 9 alike.
 */
const createSteps = (values: readonly number[]): ((value: number) => number) => {
  const different = [...new Set(values)].filter((value) => value > 0);
  const scale = scaleQuantile<number>()
    .domain(different)
    .range(Array.from({ length: STEPS }, (_, n) => n + 1));
  return (value) => (value <= 0 ? 0 : different.length === 1 ? Math.ceil(STEPS / 2) : scale(value));
};

const totalOf = (measure: Measure, { paragraphs, reports, occurrences, ...row }: Row): number | null =>
  paragraphs === null || reports === null || occurrences === null
    ? null
    : measureOf(measure, { ...row, paragraphs, reports, occurrences } satisfies Counted);

export const modelCompare = ({ rows, cols, cells }: CompareAnswer, measure: Measure): HeatMap => {
  const values = cells.map((cell) => measureOf(measure, cell));
  const stepOf = createSteps(values.map((value) => value ?? 0));
  const steps = values.map((value) => stepOf(value ?? 0));
  const legend = Array.from({ length: STEPS }, (_, n) => n + 1).flatMap((step) => {
    const inStep = values.filter((value, n) => value !== null && steps[n] === step) as number[];
    return inStep.length === 0 ? [] : [{ step, from: Math.min(...inStep), to: Math.max(...inStep) }];
  });
  return {
    rows: rows.map((row, at) => ({
      row,
      total: totalOf(measure, row),
      cells: cells.slice(at * cols.length, (at + 1) * cols.length).map((cell, n) => ({
        cell,
        value: values[at * cols.length + n] ?? null,
        step: steps[at * cols.length + n] ?? 0,
      })),
    })),
    legend,
    hasSilent: values.includes(0),
    hasNotHeld: values.includes(null),
  };
};

/** The same with only these columns, by their places, in this order. */
const withCols = (answer: CompareAnswer, order: readonly number[]): CompareAnswer => ({
  ...answer,
  cols: order.flatMap((at) => answer.cols[at] ?? []),
  cells: answer.rows.flatMap((_, row) =>
    order.flatMap((at) => answer.cells[row * answer.cols.length + at] ?? []),
  ),
});

/** Years shown before the first mention: that it was silent before can be seen. */
const YEARS_BEFORE = 2;
/** Fewer are not worth a sentence. */
const FEWEST_LEFT_OUT = 3;

/**
 * The same without the years before anybody wrote about it, seventy of them where reports go back to 1954: they push the years
 * that count out of sight, and one sentence says as much. `until` is the last year left out.
 */
export const sinceFirstMention = (answer: CompareAnswer): { shown: CompareAnswer; until: string | null } => {
  const { cols, cells } = answer;
  const first = cols.findIndex(({ value }) =>
    cells.some(({ col, paragraphs }) => col === value && paragraphs > 0),
  );
  const leftOut = first - YEARS_BEFORE;
  const until = cols[leftOut - 1];
  if (leftOut < FEWEST_LEFT_OUT || until === undefined) return { shown: answer, until: null };
  return {
    shown: withCols(answer, [...cols.keys()].slice(leftOut)),
    until: until.value,
  };
};

/**
 * The same with the columns that hold most first, and without those that nobody wrote anything under, which are named instead:
 * twenty-two topics in their own order open on columns of zeros. Where nothing was found at all, silence is what there is to show.
 */
export const mostFirst = (
  answer: CompareAnswer,
): { shown: CompareAnswer; empty: readonly CompareAnswer['cols'][number][] } => {
  const { cols, cells } = answer;
  const sums = cols.map((_, at) =>
    cells.reduce((sum, { paragraphs }, n) => (n % cols.length === at ? sum + paragraphs : sum), 0),
  );
  const found = [...sums.keys()].filter((at) => (sums[at] ?? 0) > 0);
  if (found.length === 0) return { shown: answer, empty: [] };
  return {
    shown: withCols(
      answer,
      found.toSorted((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0)),
    ),
    empty: cols.filter((_, at) => sums[at] === 0),
  };
};

/** Orders that the address may ask for; a column as `col:2022`. Anything else: as the answer has them. */
export const sortRows = (rows: readonly HeatRow[], order: string): readonly HeatRow[] => {
  const descending = (measured: (row: HeatRow) => number | null) =>
    rows.toSorted((a, b) => (measured(b) ?? -1) - (measured(a) ?? -1));
  if (order === 'name') return rows.toSorted((a, b) => a.row.value.localeCompare(b.row.value, 'zh-CN'));
  if (order === 'held') return descending(({ row }) => row.reportsHeld);
  if (order === 'total') return descending(({ total }) => total);
  if (!order.startsWith('col:')) return rows;
  const col = order.slice(4);
  return descending(({ cells }) => cells.find(({ cell }) => cell.col === col)?.value ?? null);
};
