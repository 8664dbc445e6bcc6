import { isTitleLine } from './metadata/title.ts';
import type { RawLine } from './reader.ts';

/** Two or more of the blanks that indent a paragraph (ideographic, em), or four no-break ones, others among them. */
const INDENT = /(?:[\u3000\u2003][ \t\u00A0]*){2,}|(?:\u00A0[ \t]*){4,}/gu;
const ENDS_SENTENCE = /[。！？；：…!?;:][”’」』）)]*$/u;
const HAN_OR_MARK = /[\p{Script=Han}，。、；：！？“”‘’（）《》〔〕【】—…·%％\d[\]]/u;
/** How a section begins: 一、 （一） 第一章. */
const NUMBER = '[一二三四五六七八九十]{1,3}';
const SECTION = new RegExp(`^(?:${NUMBER}、|[（(]${NUMBER}[）)]|第${NUMBER}(?:章|节|部分))`, 'u');
const POINT = /^\d{1,2}(?:[、．]|\.(?!\d))/u;
/** What a heading ends in where the text after it follows without a sign: 上半年工作情况, 目标任务完成情况. */
const END = '(?:情况|成效|成绩|回顾|总结|问题|不足|困难|短板|安排|打算|计划|思路|要点|目标|任务|措施|要求)';
const endingIn = (ends: string, longest: number): RegExp =>
  new RegExp(
    `^[^，。；：！？]{2,${longest}}?${ends}(?:[^，。；：！？]{0,2}${ends})*(?![^，。；：！？]{0,2}${ends}|[及和与暨的、，。；：）》”等是为])`,
    'u',
  );
const HEADING_END = endingIn(END, 30);
const TITLE_END = endingIn(`(?:${END}|报告|公报|规划|纲要)`, 60);

/** Shorter lines are read as they stand. Characters. */
const LONG = 150;
/** Share of a document's text that one line must hold for the whole to have been saved as one. */
const MOST = 0.6;
/** Beside it stand a title and a header at most. */
const FEW_LINES = 20;

const cutAt = (text: string, cuts: readonly number[]): string[] => {
  const pieces: string[] = [];
  let from = 0;
  for (const cut of [...cuts, text.length]) {
    const piece = text.slice(from, cut).trim();
    if (piece !== '') pieces.push(piece);
    from = cut;
  }
  return pieces;
};

/** At the indents of paragraphs, where sentences end before them: a single wide gap may part two names. */
const cutAtIndents = (text: string): string[] => {
  const gaps = [...text.matchAll(INDENT)].filter(({ index }) => index > 0);
  const after = gaps.filter(({ index }) =>
    ENDS_SENTENCE.test(text.slice(Math.max(0, index - 6), index).trimEnd()),
  );
  if (after.length === 0) return [text];
  const all = after.length >= 2 && after.length >= gaps.length * 0.3 ? gaps : after;
  return cutAt(
    text,
    all.map(({ index }) => index),
  );
};

/** 一、 and 二、 in this order, or so many of （一）: the outline of a report is in this one line. */
const holdsOutline = (text: string): boolean => {
  const marks = [
    ...text.matchAll(new RegExp(`(?<=^|[。！？；：\\s”）])(?:(${NUMBER})、|[（(](${NUMBER})[）)])`, 'gu')),
  ];
  return marks.some(([, n]) => n === '一') && marks.some(([, n]) => n === '二');
};

const isInner = (before: string, gap: string, after: string): boolean =>
  // 2024-01-31 15:20; 时间：2024…
  (/[\d:：]$/u.test(before) && /^\d/u.test(after)) ||
  // 大 中 小
  /^\S(?:\s|$)/u.test(after) ||
  // 县长　陆听泉
  (gap === '\u3000' && !ENDS_SENTENCE.test(before));

/** Blanks that may have been line breaks. */
const findBlanks = (text: string): number[] =>
  [...text.matchAll(/\s+/gu)]
    .filter(({ index, 0: gap }) => {
      const before = text.slice(Math.max(0, index - 3), index);
      const after = text.slice(index + gap.length, index + gap.length + 3);
      return (
        HAN_OR_MARK.test(before.slice(-1)) &&
        HAN_OR_MARK.test(after.charAt(0)) &&
        !isInner(before, gap, after)
      );
    })
    .map(({ index }) => index);

/** At blanks, where sentences end before several: line breaks became blanks when the page was saved. */
const cutAtBlanks = (text: string): string[] => {
  const blanks = findBlanks(text);
  const sentences = blanks.filter((at) => ENDS_SENTENCE.test(text.slice(Math.max(0, at - 3), at)));
  return sentences.length < 2 ? [text] : cutAt(text, blanks);
};

/** 某街道2023年工作总结2023年，… : the title, where what begins as one goes on without a sign. */
const cutTitle = ([first = '', ...others]: readonly string[]): string[] => {
  const head = TITLE_END.exec(first)?.[0] ?? '';
  return head.length >= 8 && head.length < first.length && isTitleLine(head) && !SECTION.test(first)
    ? [head, first.slice(head.length).trim(), ...others]
    : [first, ...others];
};

/** Before the headings that a sentence ends at, behind those whose own words tell where they end, and behind the title. */
const cutAtHeadings = (text: string): string[] => {
  const marks = [
    ...text.matchAll(
      new RegExp(
        `(?<=[。！？；][”）]?)(?=${NUMBER}、|[（(]${NUMBER}[）)]|第${NUMBER}(?:章|节|部分)|\\d{1,2}[、.．]\\p{Script=Han})`,
        'gu',
      ),
    ),
  ].map(({ index }) => index);
  return cutTitle(cutAt(text, marks)).flatMap((piece) => {
    if (!SECTION.test(piece) || POINT.test(piece)) return [piece];
    const head = HEADING_END.exec(piece)?.[0];
    return head && head.length < piece.length ? [head, piece.slice(head.length).trim()] : [piece];
  });
};

/**
 * Parts the paragraphs of a page or file that was saved as a single line. At indents wherever a long line has them behind
 * ends of sentences; at blanks and numbered headings only where one line holds most of the text and an outline: no other
 * line is long enough to be sure. Where nothing shows a break, none is made.
 */
export const partRunTogether = (lines: readonly RawLine[]): RawLine[] => {
  const total = lines.reduce((sum, { text }) => sum + text.length, 0);
  return lines.flatMap((line) => {
    const { text } = line;
    if (line.tableRow || text.length < LONG / 2) return [line];
    const indented = cutAtIndents(text);
    const isWhole = lines.length <= FEW_LINES && text.length >= MOST * total;
    const parted = indented.length === 1 && isWhole && text.length >= LONG ? cutAtBlanks(text) : indented;
    const pieces = parted.length === 1 && isWhole && holdsOutline(text) ? cutAtHeadings(text) : parted;
    return pieces.length === 1 ? [line] : pieces.map((piece) => ({ ...line, text: piece }));
  });
};
