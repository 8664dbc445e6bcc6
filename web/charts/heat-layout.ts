import { scaleBand } from 'd3-scale';
import { textWidth, wrapText } from './text-width.ts';

export const FONT = 12;
export const LINE = 15;
const ROW = 24;
const GAP = 1;
const PADDING = 12;
const LEGEND = 34;
const NARROWEST_COLUMN = 46;
/** Longest names of rows and columns; what is longer is cut or goes on in another line. */
const WIDEST_NAME = 260;
const WIDEST_COLUMN = 84;
const MOST_LINES = 3;
/** Room for the title above a small table. */
const NARROWEST = 420;

/** What stands in the head of a table and in its cells, as text. */
export interface HeatTexts {
  readonly rows: readonly string[];
  readonly cols: readonly string[];
  /** Every text of a cell. */
  readonly cells: readonly string[];
  /** How many reports each row holds, under the head of that column. */
  readonly held: readonly string[];
}

/** Where everything of a heat map stands, in pixels of its own drawing: names on the left, then a band for each column. */
export const layOutHeat = ({ rows, cols, cells, held }: HeatTexts) => {
  const widest = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => textWidth(text, FONT)));
  const names = Math.min(WIDEST_NAME, widest(rows)) + PADDING;
  const left = names + widest(held) + PADDING;
  const column = Math.max(
    NARROWEST_COLUMN,
    widest(cells) + PADDING,
    Math.min(WIDEST_COLUMN, widest(cols) + PADDING),
  );
  const heads = cols.map((text) => wrapText(text, FONT, column - PADDING / 2, MOST_LINES));
  const top = LEGEND + Math.max(1, ...heads.map((lines) => lines.length)) * LINE + 8;
  const bands = (count: number, size: number, from: number) =>
    scaleBand<number>()
      .domain(Array.from({ length: count }, (_, n) => n))
      .range([from, from + count * size]);
  const x = bands(cols.length, column, left);
  const y = bands(rows.length, ROW, top);
  return {
    width: Math.max(NARROWEST, left + cols.length * column),
    height: top + rows.length * ROW,
    names: names - PADDING,
    held: left - PADDING,
    top,
    heads,
    cell: { width: x.bandwidth() - GAP, height: y.bandwidth() - GAP },
    x: (n: number): number => x(n) ?? 0,
    y: (n: number): number => y(n) ?? 0,
  };
};
