import type { RawLine } from '../reader.ts';
import type { DocShape } from './doc-properties.ts';

/** The mark at the end of a cell, and of a row. */
export const CELL = '\u0007';

type TableMarks = Pick<DocShape, 'rowEnd' | 'innerCellEnd' | 'innerRowEnd'>;

/** Gathers paragraphs of tables into rows, inner tables into the cells they stand in. */
export const createTables = (lines: RawLine[]) => {
  let cells: RawLine[][] = [];
  let cell: RawLine[] = [];
  let innerCells: string[] = [];
  const cellText = (of: readonly RawLine[]): string =>
    of
      .map(({ text }) => text.trim())
      .filter(Boolean)
      .join(' ');
  const endRow = (): void => {
    const texts = cells.map(cellText);
    // A row of one cell is a frame around text, not data: its paragraphs stay paragraphs.
    if (cells.length === 1) lines.push(...(cells[0] ?? []));
    else if (texts.some((text) => text !== '')) lines.push({ text: texts.join(' | '), tableRow: true });
    cells = [];
    cell = [];
  };
  return {
    take: (found: readonly RawLine[], mark: string, shape: TableMarks): void => {
      if (shape.rowEnd) {
        endRow();
        return;
      }
      if (shape.innerRowEnd) {
        cell.push({ text: innerCells.join(' | ') });
        innerCells = [];
      } else if (shape.innerCellEnd) innerCells.push(cellText(found));
      else cell.push(...found);
      if (mark === CELL) {
        cells.push(cell);
        cell = [];
      }
    },
    /** Whatever a damaged table left open. */
    end: (): void => {
      if (cell.length > 0) cells.push(cell);
      if (cells.length > 0) endRow();
    },
  };
};
