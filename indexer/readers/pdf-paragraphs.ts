import type { RawLine } from '../reader.ts';
import { endedEarly, joinLines } from './pdf-breaks.ts';
import type { PdfLine } from './pdf-lines.ts';
import { INDENT, type Measure, measure, SPACED } from './pdf-measure.ts';
import { findTables } from './pdf-tables.ts';

const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]+[章节部条]|\d{1,2}(?:[、．]|\.(?!\d)))/u;
const ENDS_SENTENCE = /[。！？；：!?;:][”’」』）)]*$/u;
/** 发布机构：…, 索引号：…: fields of a header block, each line its own. */
const FIELD = /^\p{Script=Han}{2,8}[：:]/u;

const begins = (line: PdfLine, before: PdfLine, { edges, leading, spaced, indents }: Measure): boolean => {
  const block = edges(line);
  const blockBefore = edges(before);
  const em = line.size;
  const indent = (line.x - block.left) / em;
  const indentBefore = (before.x - blockBefore.left) / before.size;
  const room = (blockBefore.right - before.end) / before.size;
  if (Math.abs(line.size - before.size) > 0.08 * Math.max(line.size, before.size)) return true;

  const adjacent = line.page === before.page && line.column === before.column;
  const centred = (x: number, left: number, right: number) => x > 2.5 && Math.abs(left - right) < 1;
  const isCentred = centred(indent, indent, (block.right - line.end) / em);
  const wasCentred = centred(indentBefore, indentBefore, room);
  const step = line.y - before.y;
  const ended = ENDS_SENTENCE.test(before.text);
  // A title over two lines is one; so is one whose first line fills more than half of the page.
  if (isCentred && adjacent && step <= leading * em * 1.3 && step > 0 && (wasCentred || room < 1)) {
    return ended || before.end - before.x < 0.5 * (block.right - block.left);
  }
  if (isCentred || wasCentred || indentBefore > 5) return true;
  if (indent < INDENT && FIELD.test(line.text) && FIELD.test(before.text)) return true;
  // Columns of a browser set lines of one paragraph up to a fifth further apart than others.
  const goesOn = indents && indent < INDENT && !ended && room < 1.5;
  const apart = spaced && !goesOn ? SPACED : indents ? 1.5 : 1.25;
  if (adjacent && step > Math.max(leading * apart, 1.1) * em) return true;
  // Where paragraphs are indented, a line that is not goes on with a sentence even after an uneven end.
  if (endedEarly(indents && indent < INDENT && !ended ? room - 3 : room, line.text)) return true;
  if (indents) return indent > INDENT;
  if (indent > INDENT && indentBefore < INDENT && ended) return true;
  // （一）提升质效 and, below it, 1.…: a heading that nearly fills its line.
  return (ended || NUMBERED.test(before.text)) && NUMBERED.test(line.text);
};

/**
 * Paragraphs and table rows of lines in reading order. A line goes on with the paragraph before it unless it is indented,
 * set apart, of another size, centred, or the line before ended though the next word would have fitted.
 */
export const toParagraphs = (lines: readonly PdfLine[]): RawLine[] => {
  const blocks = findTables(lines);
  const prose = measure(blocks.flatMap((block) => ('line' in block ? [block.line] : [])));
  const paragraphs: (RawLine & { text: string })[] = [];
  let before: PdfLine | undefined;
  for (const block of blocks) {
    if ('rows' in block) {
      for (const row of block.rows) {
        paragraphs.push({
          text: row.join(' | '),
          page: block.page,
          tableRow: true,
        });
      }
      before = undefined;
      continue;
    }
    const { line } = block;
    const open = paragraphs.at(-1);
    if (before && open && !begins(line, before, prose)) {
      paragraphs[paragraphs.length - 1] = { ...open, text: joinLines(open.text, line.text.trim()) };
    } else paragraphs.push({ text: line.text.trim(), page: line.page });
    before = line;
  }
  return paragraphs;
};
