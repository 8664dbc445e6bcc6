import { endedEarly, joinLines } from './pdf-breaks.ts';
import type { PdfLine, PdfPiece } from './pdf-lines.ts';

/** Rows of a table, or a line that is in none. */
export type PdfBlock =
  | { readonly rows: readonly (readonly string[])[]; readonly page: number }
  | { readonly line: PdfLine };

interface Column {
  x: number;
  end: number;
}

interface Row {
  /** Baseline and right edge of the last line of each cell; undefined for an empty cell. */
  readonly cells: ({ text: string; end: number } | undefined)[];
  y: number;
}

/** Cells of one column share their left edge, their middle or their right edge. In ems. */
const ALIGNED = 0.75;
/** Baselines closer than this cannot be two lines of one cell: the cells of a row are centred beside each other. In ems. */
const SAME_ROW = 0.95;

/** From baseline to baseline inside a cell. In ems. */
const WIDEST = 2;

const isAligned = (a: PdfPiece, b: PdfPiece, size: number): boolean =>
  [a.x - b.x, a.end - b.end, (a.x + a.end - b.x - b.end) / 2].some((off) => Math.abs(off) <= ALIGNED * size);

const sameGrid = (a: PdfLine, b: PdfLine): boolean =>
  a.page === b.page &&
  a.column === b.column &&
  a.pieces.length > 1 &&
  a.pieces.length === b.pieces.length &&
  a.pieces.every((piece, i) => {
    const other = b.pieces[i];
    return other !== undefined && isAligned(piece, other, a.size);
  });

/** The one column that a piece lies in, or -1 where it lies in none or crosses two. */
const columnOf = (piece: PdfPiece, columns: readonly Column[]): number => {
  const hits = columns.flatMap(({ x, end }, i) => (piece.x < end && piece.end > x ? [i] : []));
  return hits.length === 1 ? (hits[0] ?? -1) : -1;
};

/** The column of every piece, or null when the line is no part of the table: each must have one of its own. */
const placesOf = (line: PdfLine, columns: readonly Column[]): number[] | null => {
  const at = line.pieces.map((piece) => columnOf(piece, columns));
  return at.every((column, i) => column >= 0 && at.indexOf(column) === i) ? at : null;
};

/** True for a further line of cells that run over several: the part above filled its column. */
const goesOn = (line: PdfLine, at: readonly number[], row: Row, columns: readonly Column[]): boolean => {
  if (line.y - row.y < SAME_ROW * line.size) return true;
  // The lines of a cell are set no wider than text is.
  if (at.length === columns.length || line.y - row.y > WIDEST * line.size) return false;
  return at.every((column, i) => {
    const above = row.cells[column];
    const room = ((columns[column]?.end ?? 0) - (above?.end ?? 0)) / line.size;
    return above !== undefined && !endedEarly(room, line.pieces[i]?.text ?? '');
  });
};

/** Where columns of two rows that agree stand; all rows count, as the widest cell of each shows its width. */
const findColumns = (lines: readonly PdfLine[], start: number): Column[] => {
  const columns = (lines[start]?.pieces ?? []).map(({ x, end }) => ({ x, end }));
  for (const line of lines.slice(start)) {
    const at = line.page === lines[start]?.page ? placesOf(line, columns) : null;
    if (!at) break;
    for (const [i, { x, end }] of line.pieces.entries()) {
      const column = columns[at[i] ?? -1];
      if (column) Object.assign(column, { x: Math.min(column.x, x), end: Math.max(column.end, end) });
    }
  }
  return columns;
};

/** The rows of the table that begins at `start`, and how many lines they take. */
const readTable = (lines: readonly PdfLine[], start: number): { rows: Row[]; taken: number } => {
  const columns = findColumns(lines, start);
  const rows: Row[] = [];
  let complete = { rows: 0, taken: 0 };
  for (const [i, line] of lines.slice(start).entries()) {
    const at =
      line.page === lines[start]?.page && line.column === lines[start]?.column
        ? placesOf(line, columns)
        : null;
    if (!at) break;
    const open = rows.at(-1);
    const continues = open !== undefined && goesOn(line, at, open, columns);
    const row: Row = continues ? open : { cells: columns.map(() => undefined), y: line.y };
    if (!continues) rows.push(row);
    row.y = line.y;
    for (const [j, { text, end }] of line.pieces.entries()) {
      const column = at[j] ?? 0;
      row.cells[column] = { text: joinLines(row.cells[column]?.text ?? '', text), end };
    }
    // One piece alone opens a row only when fuller rows follow; else it is text below the table.
    if (continues || at.length > 1) complete = { rows: rows.length, taken: i + 1 };
  }
  return { rows: rows.slice(0, complete.rows), taken: complete.taken };
};

/** Parts tables from prose. A table is two lines or more whose pieces stand in the same columns. */
export const findTables = (lines: readonly PdfLine[]): PdfBlock[] => {
  const blocks: PdfBlock[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    const next = lines[i + 1];
    if (!line) break;
    if (next && sameGrid(line, next)) {
      const { rows, taken } = readTable(lines, i);
      if (taken > 1) {
        blocks.push({
          rows: rows.map(({ cells }) => cells.map((cell) => cell?.text.trim() ?? '')),
          page: line.page,
        });
        i += taken;
        continue;
      }
    }
    blocks.push({ line });
    i++;
  }
  return blocks;
};
