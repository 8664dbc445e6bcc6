import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolDiamond2,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';

/** How one line is told from the others: by colour, by dashes and by the shape of its marks, each enough alone. */
export interface SeriesStyle {
  /** On white; the stylesheet has one for the dark. Each at least 4.5:1, after Okabe and Ito's colour-blind-safe set. */
  readonly colour: string;
  readonly dashes: string;
  /** SVG path around 0,0. */
  readonly mark: string;
}

const STYLES: readonly (readonly [string, string, SymbolType])[] = [
  ['#0064a4', '', symbolCircle],
  ['#b34700', '7 3', symbolSquare],
  ['#00725a', '2 3', symbolTriangle],
  ['#8c3a80', '9 3 2 3', symbolDiamond],
  ['#7a5c00', '5 2', symbolCross],
  ['#34383d', '1 2', symbolStar],
  ['#b5204f', '12 4', symbolWye],
  ['#0b6b86', '4 2 1 2', symbolDiamond2],
];

/** Area of a mark, in square pixels. */
const MARK_SIZE = 58;

export const SERIES_STYLES: readonly SeriesStyle[] = STYLES.map(([colour, dashes, type]) => ({
  colour,
  dashes,
  mark: symbol().type(type).size(MARK_SIZE)() ?? '',
}));

interface CellStyle {
  readonly fill: string;
  readonly ink: string;
}

/** The shades of a heat map in print, palest first; the stylesheet has the same (`--step-1` and on), and others for the dark. */
export const HEAT_STYLES: readonly CellStyle[] = [
  { fill: '#e4eef8', ink: '#1b1d20' },
  { fill: '#bfd7ee', ink: '#1b1d20' },
  { fill: '#8cb8e0', ink: '#1b1d20' },
  { fill: '#2f6fae', ink: '#ffffff' },
  { fill: '#123f73', ink: '#ffffff' },
];
/** Hatched, so that it is told from silence without colour. */
export const NOT_HELD: CellStyle = { fill: 'url(#not-held)', ink: '#55595f' };
export const SILENT: CellStyle = { fill: '#ffffff', ink: '#55595f' };
