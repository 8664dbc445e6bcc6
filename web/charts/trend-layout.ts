import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { fitText, textWidth } from './text-width.ts';
import type { TrendModel, TrendPoint } from './trend-model.ts';

/** `wide` names each line at its end; `narrow`, for phones, has a legend above. */
export type ChartShape = 'wide' | 'narrow';

export const FONT = 13;
const SMALL = 12;
const LABEL_GAP = 17;
const HELD_HEIGHT = 44;

const SIZES = {
  wide: { width: 860, plot: 300, left: 56, right: 176, top: 34 },
  narrow: { width: 380, plot: 220, left: 44, right: 14, top: 34 },
} as const;

export interface Placed {
  readonly point: TrendPoint;
  readonly x: number;
  readonly y: number;
}

/** Moves labels apart, downwards and then back up from the floor, each as near to its line as the others allow. */
export const spreadLabels = (wanted: readonly number[], gap: number, floor: number): number[] => {
  const order = wanted.map((_, n) => n).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const placed = [...wanted];
  let lowest = Number.NEGATIVE_INFINITY;
  for (const n of order) {
    lowest = Math.max(placed[n] ?? 0, lowest + gap);
    placed[n] = lowest;
  }
  let highest = floor + gap;
  for (const n of order.toReversed()) {
    highest = Math.min(placed[n] ?? 0, highest - gap);
    placed[n] = highest;
  }
  return placed;
};

const round = (value: number): number => Math.round(value * 10) / 10;

/** Where everything of a trend chart stands, in pixels of its own drawing. */
export const layOutTrend = ({ measure, years, series }: TrendModel, shape: ChartShape) => {
  const { width, plot, left, right, top: above } = SIZES[shape];
  const legend = shape === 'narrow' ? series.length * LABEL_GAP + 8 : 0;
  const top = above + legend;
  const bottom = top + plot;
  const axis = width - right;
  const slot = (axis - left) / Math.max(years.length, 1);
  const x = (n: number): number => round(left + slot * (n + 0.5));
  const highest = Math.max(0, ...series.flatMap(({ points }) => points.map((point) => point?.value ?? 0)));
  const isCount = measure === 'paragraphs' || measure === 'reports';
  const y = scaleLinear()
    .domain([0, highest || 1])
    .range([bottom, top])
    .nice(5);
  const nameTick = y.tickFormat(5, measure === 'share' ? '%' : isCount ? ',d' : undefined);
  const ticks = y.ticks(5).filter((tick) => !isCount || Number.isInteger(tick));
  const yearStep = Math.max(1, Math.ceil((textWidth('2020', SMALL) + 8) / slot));
  const mostHeld = Math.max(1, ...years.map(({ held }) => held?.reports ?? 0));
  const heldTop = bottom + 50;
  const heldBottom = heldTop + HELD_HEIGHT;
  const widestHeld = Math.max(...years.map(({ held }) => textWidth(String(held?.reports ?? ''), SMALL)), 0);
  // Every bar has its number or none has: one of two numbers would be read as its neighbour's.
  const numbered = widestHeld + 4 <= slot;
  const draw = line<Placed | null>()
    .defined((place) => place !== null)
    .x((place) => place?.x ?? 0)
    .y((place) => place?.y ?? 0);
  const lines = series.map(({ q, points }) => {
    const places = points.map((point, n) => point && { point, x: x(n), y: round(y(point.value)) });
    return { q, places: places.filter((place) => place !== null), path: draw(places) ?? '' };
  });
  const ends = lines.map(({ places }) => places.at(-1) ?? { x: axis, y: bottom });
  const labels = spreadLabels(
    ends.map((end) => end.y),
    LABEL_GAP,
    bottom,
  );
  return {
    width,
    height: heldBottom + 8,
    left,
    axis,
    top,
    bottom,
    slot,
    // Many years leave little room: marks shrink with it.
    markScale: Math.round(Math.min(1, Math.max(0.4, slot / 20)) * 100) / 100,
    title: above - 16 + legend,
    lines,
    ticks: ticks.map((tick) => ({ y: round(y(tick)), text: nameTick(tick) })),
    // The last year is always named; one too near to it is not.
    years: years.map(({ year, held }, n) => ({
      year,
      x: x(n),
      held,
      barTop: round(heldBottom - ((held?.reports ?? 0) / mostHeld) * HELD_HEIGHT),
      named: (years.length - 1 - n) % yearStep === 0,
    })),
    heldTop,
    numbered,
    mostHeld,
    heldBottom,
    labels: lines.map(({ q }, n) =>
      shape === 'wide'
        ? {
            x: axis + 18,
            y: round(labels[n] ?? 0),
            from: ends[n] ?? null,
            text: fitText(q, FONT, right - 22),
          }
        : {
            x: left + 34,
            y: above - 22 + n * LABEL_GAP,
            from: null,
            text: fitText(q, FONT, width - left - 48),
          },
    ),
  };
};

export type TrendLayout = ReturnType<typeof layOutTrend>;
