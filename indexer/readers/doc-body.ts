import type { RawLine } from '../reader.ts';
import { readDocLists } from './doc-lists.ts';
import { createDocShapes, type DocShape, findDeleted } from './doc-properties.ts';
import { CELL, createTables } from './doc-tables.ts';
import type { DocFile } from './doc-text.ts';
import { createNumbering } from './docx-numbering.ts';

const PARAGRAPH = '\r';
const PAGE_BREAK = '\f';
const FIELD_BEGIN = '\u0013';
const FIELD_RESULT = '\u0014';
const FIELD_END = '\u0015';

/** What stands in the text for something that is none: pictures, notes, remarks, optional hyphens. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are Word's own marks
const NO_TEXT = /[\u0000-\u0006\u0008\u000E-\u0012\u0016-\u001D\u001F]/gu;

/** Text as it is shown, with line breaks as \n. */
const clean = (text: string): string =>
  text
    .replace(NO_TEXT, '')
    .replaceAll('\u001E', '-')
    .replaceAll('\u000B', '\n')
    .replace(/^\t+/u, '')
    .replaceAll('\t', ' ');

/** Paragraphs, table rows, notes and text boxes of a Word 97 document. */
export const readDocBody = (doc: DocFile): RawLine[] => {
  const shapeAt = createDocShapes(doc);
  const numberOf = createNumbering(readDocLists(doc));
  const isDeleted = findDeleted(doc);
  const lines: RawLine[] = [];
  const tables = createTables(lines);

  const linesOf = (text: string, shape: DocShape): RawLine[] => {
    const numbered = shape.listId !== undefined && shape.listId !== '0' && text.trim() !== '';
    const number = numbered ? numberOf(shape.listId ?? '', shape.listLevel ?? 0) : '';
    const { outline = 9 } = shape;
    return text.split('\n').map((part, i) => ({
      text: i === 0 ? number + part : part,
      ...(i === 0 && outline < 9 ? { outlineLevel: outline + 1 } : {}),
    }));
  };

  const readPart = (from: number, to: number): void => {
    /** For each field that is open, whether its result has begun: before it stands an instruction. */
    const fields: boolean[] = [];
    let instructions = 0;
    let text = '';
    for (let at = from; at < to; at++) {
      const char = doc.text.charAt(at);
      if (char === FIELD_BEGIN) {
        fields.push(false);
        instructions++;
      } else if (char === FIELD_RESULT || char === FIELD_END) {
        if (fields.pop() === false) instructions--;
        if (char === FIELD_RESULT) fields.push(true);
      } else if (char !== PARAGRAPH && char !== CELL && char !== PAGE_BREAK) {
        if (instructions === 0 && !isDeleted(doc.offsetOf(at))) text += char;
      } else {
        const shape = shapeAt(at);
        const found = linesOf(clean(text), shape);
        if ((shape.tableDepth ?? 0) > 0) tables.take(found, char, shape);
        else {
          tables.end();
          lines.push(...found);
        }
        text = '';
      }
    }
    if (text !== '') lines.push({ text: clean(text) });
    tables.end();
  };
  for (const part of ['main', 'boxes', 'footnotes', 'endnotes'] as const) readPart(...doc.parts[part]);
  return lines;
};
