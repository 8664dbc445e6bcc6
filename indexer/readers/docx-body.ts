import type { RawLine } from '../reader.ts';
import { createFields } from './docx-fields.ts';
import { createNumbering, type NumberingList } from './docx-numbering.ts';
import { type ParagraphShape, walkXml } from './docx-parts.ts';

export interface DocxContext {
  readonly styles: ReadonlyMap<string, ParagraphShape>;
  readonly lists: ReadonlyMap<string, NumberingList>;
}

/**
 * Never text of the report: deleted and moved-away revisions, former properties, the picture that stands in for a
 * drawing which is read already, the reading aid of a ruby.
 */
const SKIPPED = new Set(['w:del', 'w:moveFrom', 'w:pPrChange', 'w:rPrChange', 'mc:Fallback', 'w:rt']);

/** Where a word may be broken; shown only if it is. */
const SOFT_HYPHEN = '\u00AD';

interface OpenParagraph {
  text: string;
  /** Of the run that is being read: hidden by itself, shown by itself, or neither. */
  hidden?: boolean | undefined;
  runStyle?: string | undefined;
  style?: string;
  shape: ParagraphShape;
}

interface OpenTable {
  cells: string[];
  /** Lines of the cell being read. */
  cell: RawLine[];
}

/** Paragraphs, table rows and text boxes of a document part, in reading order. */
export const readBody = (xml: string, context: DocxContext, withFields = false): RawLine[] => {
  const { styles, lists } = context;
  const lines: RawLine[] = [];
  const paragraphs: OpenParagraph[] = [];
  const tables: OpenTable[] = [];
  const numberOf = createNumbering(lists);
  const fields = createFields();
  let skipping = 0;
  let inText = false;
  let inInstruction = false;

  const isLeftOut = (): boolean => !withFields && fields.isLeftOut();

  /** What the run says of itself, else its own style, else that of the paragraph. */
  const isHidden = ({ hidden, runStyle = '', style = '' }: OpenParagraph): boolean =>
    hidden ?? styles.get(runStyle)?.hidden ?? styles.get(style)?.hidden ?? false;

  const emit = (line: RawLine): void => {
    (tables.at(-1)?.cell ?? lines).push(line);
  };

  const endParagraph = (): void => {
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    const shape = { ...styles.get(paragraph.style ?? ''), ...paragraph.shape };
    const level = shape.outline !== undefined && shape.outline < 9 ? { outlineLevel: shape.outline + 1 } : {};
    const numbered = shape.listId !== undefined && shape.listId !== '0' && paragraph.text.trim() !== '';
    const number = numbered ? numberOf(shape.listId ?? '', shape.listLevel ?? 0) : '';
    for (const [i, part] of paragraph.text.split('\n').entries()) {
      emit({ text: i === 0 ? number + part : part, ...(i === 0 ? level : {}) });
    }
  };

  const endRow = (table: OpenTable, row: readonly string[], single: readonly RawLine[]): void => {
    tables.pop();
    // A row of one cell is a frame around text, not data: its paragraphs stay paragraphs.
    if (row.length === 1) for (const line of single) emit(line);
    else if (row.some((cell) => cell !== '')) emit({ text: row.join(' | '), tableRow: true });
    tables.push(table);
    table.cells = [];
  };

  const cellText = (cell: readonly RawLine[]): string =>
    cell
      .map((line) => line.text.trim())
      .filter(Boolean)
      .join(' ');

  let lastCell: readonly RawLine[] = [];

  walkXml(xml, {
    open: (name, attributes) => {
      if (skipping > 0 || SKIPPED.has(name)) {
        skipping++;
        return;
      }
      const value = attributes['w:val'] ?? '';
      const paragraph = paragraphs.at(-1);
      if (name === 'w:p') paragraphs.push({ text: '', shape: {} });
      else if (name === 'w:tbl') tables.push({ cells: [], cell: [] });
      else if (name === 'w:t' || name === 'm:t') inText = true;
      else if (name === 'w:instrText') inInstruction = true;
      else if (name === 'w:fldChar') fields.mark(attributes['w:fldCharType'] ?? '');
      else if (name === 'w:fldSimple') fields.beginSimple(attributes['w:instr'] ?? '');
      else if (!paragraph || isLeftOut()) return;
      else if (name === 'w:r') {
        paragraph.hidden = undefined;
        paragraph.runStyle = undefined;
      } else if (name === 'w:vanish') paragraph.hidden = !/^(?:0|false|off)$/u.test(value);
      else if (name === 'w:rStyle') paragraph.runStyle = value;
      else if (name === 'w:pStyle') paragraph.style = value;
      else if (name === 'w:outlineLvl') paragraph.shape.outline = Number(value);
      else if (name === 'w:numId') paragraph.shape.listId = value;
      else if (name === 'w:ilvl') paragraph.shape.listLevel = Number(value);
      else if (name === 'w:br' || name === 'w:cr') paragraph.text += '\n';
      else if (name === 'w:tab' || name === 'w:ptab') paragraph.text += paragraph.text === '' ? '' : ' ';
      else if (name === 'w:noBreakHyphen') paragraph.text += '-';
    },
    text: (text) => {
      const paragraph = paragraphs.at(-1);
      if (inInstruction && skipping === 0) fields.instruct(text);
      else if (inText && skipping === 0 && paragraph && !isLeftOut() && !isHidden(paragraph))
        paragraph.text += text.replaceAll(SOFT_HYPHEN, '');
    },
    close: (name) => {
      if (skipping > 0) {
        skipping--;
        return;
      }
      const table = tables.at(-1);
      if (name === 'w:t' || name === 'm:t') inText = false;
      else if (name === 'w:instrText') inInstruction = false;
      else if (name === 'w:fldSimple') fields.end();
      else if (name === 'w:p') endParagraph();
      else if (name === 'w:tbl') tables.pop();
      else if (name === 'w:tc' && table) {
        table.cells.push(cellText(table.cell));
        lastCell = table.cell;
        table.cell = [];
      } else if (name === 'w:tr' && table) endRow(table, table.cells, lastCell);
    },
  });
  // A table of contents that never ends would take the whole report with it.
  return isLeftOut() ? readBody(xml, context, true) : lines;
};
