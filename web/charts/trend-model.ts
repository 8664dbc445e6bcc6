import type { Measure } from '../../src/domain/measure.ts';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import { type Counted, measureOf } from './measures.ts';

type Totals = TrendAnswer['totals'][number];

/** A year on the axis; `held` is null where no report speaks of it. */
export interface TrendYear {
  readonly year: number;
  readonly held: Totals | null;
}

export interface TrendPoint extends Counted {
  readonly year: number;
  readonly value: number;
}

export interface TrendSeries {
  readonly q: string;
  /** One a year of the axis; null where nothing is held, so that a line breaks there. */
  readonly points: readonly (TrendPoint | null)[];
}

/** What a trend shows: every year from the first to the last, and each query's value in it. */
export interface TrendModel {
  readonly measure: Measure;
  readonly years: readonly TrendYear[];
  readonly series: readonly TrendSeries[];
}

export const modelTrend = ({ series, totals }: TrendAnswer, measure: Measure): TrendModel => {
  const held = new Map(totals.map((total) => [total.year, total]));
  const first = totals[0]?.year ?? 0;
  const last = totals.at(-1)?.year ?? -1;
  const years = Array.from({ length: last - first + 1 }, (_, n) => ({
    year: first + n,
    held: held.get(first + n) ?? null,
  }));
  return {
    measure,
    years,
    series: series.map(({ q, points }) => {
      const found = new Map(points.map((point) => [point.year, point]));
      return {
        q,
        points: years.map(({ year, held: total }) => {
          const point = found.get(year);
          if (!total || !point) return null;
          const counted = { ...point, reportsHeld: total.reports, characters: total.characters };
          const value = measureOf(measure, counted);
          return value === null ? null : { ...counted, value };
        }),
      };
    }),
  };
};

/** 2015–2017, 2020: years of the axis of which nothing is held, runs together. */
export const missingYears = (years: readonly TrendYear[]): string => {
  const runs: number[][] = [];
  for (const { year, held } of years) {
    if (held) continue;
    const run = runs.at(-1);
    if (run && run.at(-1) === year - 1) run.push(year);
    else runs.push([year]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]}–${run.at(-1)}` : `${run[0]}`)).join(', ');
};
