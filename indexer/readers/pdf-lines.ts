import { parseHeaderLine } from '../metadata/header-fields.ts';
import type { PdfPage, PdfRun } from './pdf-document.ts';

/** A piece of a row with no wide gap in it: a whole line of prose, a line of one column, or the cell of a table. */
export interface PdfPiece {
  readonly text: string;
  /** Left and right edge. Points. */
  readonly x: number;
  readonly end: number;
}

/** What stands on one baseline of a page, or of one of its columns. */
export interface PdfLine extends PdfPiece {
  /** Of the baseline, from the top of the page. Points. */
  readonly y: number;
  /** The font size of most of its characters. */
  readonly size: number;
  readonly page: number;
  /** 0 for text across the page or its left column, 1 for its right column. */
  readonly column: number;
  readonly pieces: readonly PdfPiece[];
}

/** Gaps from here on part cells and columns: cells that are full stand 0.8 ems apart, justified Chinese text has no such gap. */
const WIDE_GAP = 0.7;
/** A gap between Latin words. Word and LibreOffice put up to a quarter of an em between Han and Latin, which is no space. */
const WORD_GAP = 0.12;

const CJK =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u2E80-\u303F\uFE30-\uFE4F\uFF00-\uFFEF“”‘’…—·]/u;

/**
 * Radicals that fonts of Chinese PDF files give in place of the characters that look the same (⼯ for 工, ⻓ for 长);
 * NFKC knows the first block, the second is named here. Dashes too are drawn with
 * their likes.
 */
const RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
  '⺠民 ⺟母 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟 ⻄西 ⻁虎 ⺩王 ⺪疋 ⻌辶 ⻏邑 ⻖阜 ⼾户 ⾭青 ⸺—— ―—'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);
const unify = (text: string): string =>
  text.replace(
    /[\u2015\u2E3A\u2E80-\u2EF3\u2F00-\u2FD5\uF900-\uFAD9]/gu,
    (char) => RADICALS[char] ?? char.normalize('NFKC'),
  );

/** Spaces that stand for small gaps: none beside a Han character, for there they are mostly the setting of the line. */
const withoutGaps = (text: string): string =>
  text
    .replace(/ +/gu, ' ')
    .replace(/ /gu, (space, at: number, whole: string) =>
      CJK.test(whole.charAt(at - 1)) || CJK.test(whole.charAt(at + 1)) ? '' : space,
    );

/** In a header line the first space parts the label from its value (发布机构 柳荫街道), and others part fields. */
const tidy = (text: string): string => {
  if (parseHeaderLine(text) === null) return withoutGaps(text);
  const value = text.search(/[ :：]|$/u) + 1;
  const rest = text.slice(value).replace(/(?<=\p{Script=Han}) +(?=\d)|(?<=\d) +(?=\p{Script=Han})/gu, '');
  return text.slice(0, value) + rest;
};

const join = (runs: readonly PdfRun[]): string => {
  let text = '';
  let end = 0;
  for (const run of runs) {
    const gap = (run.x - end) / run.size;
    if (text !== '' && gap >= WORD_GAP) text += ' ';
    text += run.text;
    end = run.x + run.width;
  }
  return text;
};

/** Bold is sometimes drawn as the same text twice, a hair apart. */
const isEcho = (run: PdfRun, before: PdfRun | undefined): boolean =>
  before !== undefined && before.text === run.text && run.x - before.x < 0.2 * run.size;

const byBaseline = (runs: readonly PdfRun[]): PdfRun[][] => {
  const rows: PdfRun[][] = [];
  let y = Number.NEGATIVE_INFINITY;
  let size = 0;
  for (const run of [...runs].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    // Half a line off is still this line: raised and lowered figures.
    if (row && run.y - y <= 0.45 * Math.max(size, run.size)) {
      row.push(run);
      if (run.size > size) [y, size] = [run.y, run.size];
    } else {
      rows.push([run]);
      [y, size] = [run.y, run.size];
    }
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x).filter((run, i) => !isEcho(run, row[i - 1])));
};

/** The number of a heading, of the kind that no column of a table counts in. */
const NUMBER_ONLY = /^第[一二三四五六七八九十百\d]{1,4}(?:部分|[编篇章节条])$/u;
/** The mark of a point in a list, which its text stands apart from: 1., （2）, 三、, ●. */
const MARK_ONLY =
  /^(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳●•◆■○▪➢])$/u;

interface Row {
  readonly y: number;
  readonly size: number;
  readonly pieces: readonly PdfPiece[];
}

const mainSize = (runs: readonly PdfRun[]): number => {
  const weights = new Map<number, number>();
  for (const { size, text } of runs) weights.set(size, (weights.get(size) ?? 0) + text.length);
  return [...weights].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
};

const toRow = (runs: readonly PdfRun[]): Row => {
  const size = mainSize(runs);
  const groups: PdfRun[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    if (run.x - end >= WIDE_GAP * size) groups.push([]);
    groups.at(-1)?.push(run);
    end = Math.max(end, run.x + run.width);
  }
  const parts = groups.map((group) => ({
    text: tidy(join(group)),
    x: group[0]?.x ?? 0,
    end: group.reduce((most, { x, width }) => Math.max(most, x + width), 0),
  }));
  // 第二章　总体要求: a number and its heading are no two cells.
  const [first, second, ...others] = parts;
  const pieces =
    first && second && others.length === 0 && NUMBER_ONLY.test(first.text)
      ? [{ text: `${first.text}\u3000${second.text}`, x: first.x, end: second.end }]
      : first && second && others.length === 0 && MARK_ONLY.test(first.text)
        ? [{ text: first.text + second.text, x: first.x, end: second.end }]
        : parts;
  return { y: runs.find((run) => run.size === size)?.y ?? 0, size, pieces };
};

/** Fewest pieces on each side of a gutter: fewer are a signature or a header in two parts. */
const FEWEST = 4;

/**
 * Where two columns part, or null for a page of one: white from top to bottom but for titles and tables across it, with
 * lines on its left that mostly run up to it, as prose does and the cells of a table do not.
 */
const findGutter = (rows: readonly Row[], width: number, known: number | null): number | null => {
  const pieces = rows.flatMap((row) => row.pieces);
  if (known !== null) {
    // The last page of two columns may have a line or two in each.
    const crossing = pieces.filter(({ x, end }) => x < known && end > known).length;
    const right = pieces.filter(({ x }) => x >= known).length;
    if (right > 0 && right + crossing < pieces.length && crossing <= pieces.length * 0.25) return known;
  }
  const margin = Math.min(...pieces.map(({ x }) => x));
  let best: { gutter: number; crossing: number } | null = null;
  for (const edge of new Set(pieces.map(({ end }) => Math.ceil(end)))) {
    if (edge < width * 0.3 || edge > width * 0.7) continue;
    const left = pieces.filter(({ end }) => end <= edge);
    const right = pieces.filter(({ x }) => x > edge);
    const crossing = pieces.length - left.length - right.length;
    if (left.length < FEWEST || right.length < FEWEST || crossing > pieces.length * 0.25) continue;
    const full = left.filter(({ end }) => end > edge - (edge - margin) * 0.15).length;
    if (full >= left.length * 0.5 && crossing < (best?.crossing ?? Number.POSITIVE_INFINITY))
      best = { gutter: edge, crossing };
  }
  return best?.gutter ?? null;
};

const toLine = ({ y, size, pieces }: Row, page: number, column: number): PdfLine => ({
  text: pieces.map(({ text }) => text).join(' '),
  x: pieces[0]?.x ?? 0,
  end: pieces.at(-1)?.end ?? 0,
  y,
  size,
  page,
  column,
  pieces,
});

/**
 * The lines of a page in reading order: down the page, or down each of two columns between the titles that cross them.
 * `known` is the gutter of the page before, which comes back as `gutter`: null for one column.
 */
export const readLines = (
  { runs, number, width }: PdfPage,
  known: number | null,
): { lines: PdfLine[]; gutter: number | null } => {
  const visible = runs
    .map((run) => ({ ...run, text: unify(run.text) }))
    .filter(({ text, size }) => text.trim() !== '' && size > 0);
  const rows = byBaseline(visible).map(toRow);
  const gutter = findGutter(rows, width, known);
  if (gutter === null) return { lines: rows.map((row) => toLine(row, number, 0)), gutter };

  // A mark at the end of a line may hang over the gutter, though not into the other column.
  const beyond = rows
    .flatMap(({ pieces }) => pieces.map(({ x }) => x))
    .reduce((nearest, x) => (x > gutter && x < nearest ? x : nearest), Number.POSITIVE_INFINITY);
  const lines: PdfLine[] = [];
  let right: PdfLine[] = [];
  for (const row of rows) {
    if (row.pieces.some(({ x, end }) => x < gutter && end > beyond)) {
      lines.push(...right, toLine(row, number, 0));
      right = [];
      continue;
    }
    const sides = [row.pieces.filter(({ x }) => x < gutter), row.pieces.filter(({ x }) => x >= gutter)];
    if (sides[0]?.length) lines.push(toLine({ ...row, pieces: sides[0] }, number, 0));
    if (sides[1]?.length) right.push(toLine({ ...row, pieces: sides[1] }, number, 1));
  }
  return { lines: [...lines, ...right], gutter };
};
