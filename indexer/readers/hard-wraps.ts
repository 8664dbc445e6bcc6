import { isTitleLine } from '../metadata/title.ts';
import { isPageNumber } from './page-numbers.ts';

/** Where a file breaks its lines at one width, as scanned and printed texts do. */
interface Wrapping {
  /** Whether a line runs up to the width… */
  readonly isFull: (line: string) => boolean;
  /** …or so near to it that only a long word or figure could have been in the way. */
  readonly isLong: (line: string) => boolean;
  /** Paragraphs begin with blanks and other lines do not. */
  readonly indents: boolean;
}

const ENDS_SENTENCE = /[。！？；：…!?;:][”’」』）)]*$/u;
const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]+[章节部条]|\d{1,2}(?:[、．]|\.(?!\d))|——|各位|同志们|附件?[：:\d])/u;
/** Never the middle of a sentence. */
const MARKED =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章节])/u;
/** Date of a meeting, speaker, salutation: each on a line of its own, however full the one before. */
const APART =
  /^(?:[（(](?:19|20)\d{2}年|\p{Script=Han}{2,30}\u3000\p{Script=Han}{1,4}$|[^。]{0,20}各位[^。]{0,20}[：:]$)/u;
const SIGNATURE = /^\p{Script=Han}{3,26}(?:局|委员会|人民政府|办事处|法院|检察院|党组)$/u;
const INDENTED = /^(?:\u3000{1,}|[ \u00A0]{2,}|\t)/u;
/** More than a paragraph's own: a title that was centred. */
const CENTRED = /^(?:\u3000{4,}|[ \u00A0]{7,}|\t{2,})/u;

/** Fewer lines show no width. */
const LEAST_LINES = 8;
/** Of a printed line, in columns, a Han character two of them. */
const NARROWEST = 36;
const WIDEST = 120;
/** Columns that a line may fall short of the width: a mark may not begin a line, a figure not be cut. */
const SLACK = 5;
/** Share of all lines that must be full, and of those the share that must end within a sentence. */
const LEAST_FULL = 0.2;
const FEWEST_FULL = 4;
const LEAST_INSIDE = 0.55;
/** Share of lines that may be wider: a table or an address. */
const MOST_WIDER = 0.02;

/** In columns, as a printer counts them, or in characters, as an editor does. */
const MEASURES: readonly ((line: string) => number)[] = [
  (line) => 2 * line.length - (line.match(/[ -~\u00A0-\u00FF]/gu)?.length ?? 0),
  (line) => 2 * line.length,
];

/** Prose that breaks off at the width and ends on the next line: two of them show a width that few lines reach. */
const countCuts = (lines: readonly string[], isFull: (line: string) => boolean): number =>
  lines.filter((line, at) => {
    const next = lines[at + 1]?.trim() ?? '';
    return (
      isFull(line) &&
      /[，。；]/u.test(line) &&
      !/[。！？；：）)”》]$/u.test(line) &&
      !NUMBERED.test(next) &&
      ENDS_SENTENCE.test(next)
    );
  }).length;

const findWrapping = (lines: readonly string[]): Wrapping | null => {
  const written = lines.map((line) => line.trimEnd()).filter((line) => line.trim() !== '');
  if (written.length < LEAST_LINES) return null;
  const indented = written.filter((line) => INDENTED.test(line)).length;
  const indents = indented > 0 && indented < written.length * 0.7;
  const found = MEASURES.flatMap((measure) => {
    const widths = written.map(measure).sort((a, b) => a - b);
    const widest = widths[Math.min(widths.length - 1, Math.floor(widths.length * (1 - MOST_WIDER)))] ?? 0;
    if (widest < NARROWEST || widest > WIDEST) return [];
    const isFull = (line: string): boolean => measure(line.trimEnd()) >= widest - SLACK;
    const isLong = (line: string): boolean => measure(line.trimEnd()) >= widest * 0.75;
    const full = written.filter(isFull);
    const inside = full.filter((line) => !ENDS_SENTENCE.test(line)).length;
    const isUtmost = (line: string): boolean => measure(line.trimEnd()) >= widest - 2;
    if (countCuts(written, isUtmost) >= Math.max(2, written.filter(isUtmost).length / 2))
      return [{ full: full.length, isFull, isLong, indents }];
    return full.length < Math.max(FEWEST_FULL, written.length * LEAST_FULL) ||
      inside < full.length * LEAST_INSIDE
      ? []
      : [{ full: full.length, isFull, isLong, indents }];
  });
  return found.sort((a, b) => b.full - a.full)[0] ?? null;
};

const PAGE_HEAD_LONGEST = 40;
const FEWEST_SHEETS = 3;

/** 1, 2, 3 alone on lines, each beside the same short line: the sheets of a text that was copied out of one. */
const findBareNumbers = (lines: readonly string[]): number[] => {
  const at: number[] = [];
  for (const [i, line] of lines.entries()) if (line.trim() === String(at.length + 1)) at.push(i);
  if (at.length < FEWEST_SHEETS) return [];
  const isSame = (offset: number): boolean => {
    const beside = new Set(at.map((i) => lines[i + offset]?.trim() ?? ''));
    const [text = ''] = beside;
    return beside.size === 1 && text !== '' && text.length <= PAGE_HEAD_LONGEST;
  };
  return isSame(1) || isSame(-1) ? at : [];
};

/** Page numbers that count on, with the header that repeats beside them. */
const findFurniture = (lines: readonly string[]): ReadonlySet<number> => {
  const numbers = [
    ...lines.flatMap((line, at) => (isPageNumber(line.trim()) ? [at] : [])),
    ...findBareNumbers(lines),
  ];
  // One alone may be a figure of a table: 3/12.
  if (numbers.length < 2) return new Set(numbers.filter((at) => !/^\d/u.test(lines[at]?.trim() ?? '')));
  const beside = new Map<string, number[]>();
  for (const at of numbers)
    for (const near of [at - 1, at + 1]) {
      const text = lines[near]?.trim() ?? '';
      if (text !== '' && text.length <= PAGE_HEAD_LONGEST)
        beside.set(text, [...(beside.get(text) ?? []), near]);
    }
  const headers = [...beside.values()].filter((places) => places.length >= Math.max(2, numbers.length * 0.3));
  return new Set([...numbers, ...headers.flat()]);
};

const goesOn = (
  before: string,
  line: string,
  broken: boolean,
  /** The paragraph so far begins as paragraphs do. */
  isIndented: boolean,
  { isFull, isLong, indents }: Wrapping,
): boolean => {
  if (CENTRED.test(line) || (CENTRED.test(before) && ENDS_SENTENCE.test(before))) return false;
  const plain = line.trim();
  const ended = ENDS_SENTENCE.test(before);
  if (APART.test(plain) || (SIGNATURE.test(plain) && (ended || isTitleLine(before.trim())))) return false;
  // Where paragraphs are indented, a line that is not goes on with a sentence even after an uneven end.
  if (indents) return !INDENTED.test(line) && (isFull(before) || (isIndented && !ended && isLong(before)));
  if (!isFull(before) || (broken && ended)) return false;
  // What goes on with a paragraph is another full line or ends it; a short one that does neither is a heading.
  if (MARKED.test(plain)) return false;
  return !ended || (!NUMBERED.test(plain) && (isFull(line) || ENDS_SENTENCE.test(plain)));
};

/** Where lines are paragraphs, one that a page cut in two: prose, and not at its end. */
const isProse = (line: string): boolean => line.trim().length >= 20 && /[，。；]/u.test(line);
const UNWRAPPED: Wrapping = { isFull: isProse, isLong: isProse, indents: false };

/** Han characters need no space between the halves of a line; words do. */
const joint = (before: string, line: string): string =>
  /[A-Za-z,;]$/u.test(before) && /^[A-Za-z]/u.test(line) ? ' ' : '';

/**
 * Lines of a text that was broken at one width, made paragraphs again; page numbers and repeated headers between them gone.
 * A file whose lines are paragraphs comes back as it is, but for its page numbers.
 */
export const joinHardWraps = (lines: readonly string[]): string[] => {
  const wrapping = findWrapping(lines);
  const furniture = findFurniture(lines);
  if (!wrapping && furniture.size === 0) return [...lines];
  /** The pieces of each: one paragraph may run through a whole file. */
  const paragraphs: string[][] = [];
  /** The last line as it stands in the file, and its paragraph; none after a blank one. */
  let last: string | undefined;
  let open = -1;
  let broken = false;
  for (const [at, line] of lines.entries()) {
    if (furniture.has(at)) {
      broken = true;
      continue;
    }
    if (line.trim() === '') {
      // Blank lines around a page number belong to the page.
      if (!broken && !furniture.has(at + 1)) last = undefined;
      paragraphs.push([line]);
      continue;
    }
    const pieces = paragraphs[open];
    const joins =
      last !== undefined &&
      pieces !== undefined &&
      (wrapping !== null || broken) &&
      goesOn(last, line, broken, INDENTED.test(pieces[0] ?? ''), wrapping ?? UNWRAPPED);
    if (joins) {
      paragraphs.length = open + 1;
      const plain = line.trim();
      pieces.push(joint(last?.trimEnd() ?? '', plain) + plain);
    } else {
      open = paragraphs.length;
      paragraphs.push([line.trimEnd()]);
    }
    last = line;
    broken = false;
  }
  return paragraphs.map((pieces) => pieces.join(''));
};
