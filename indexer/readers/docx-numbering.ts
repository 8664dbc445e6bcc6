/** One level of a Word list: how its number is written. */
export interface NumberingLevel {
  /** OOXML `w:numFmt`, e.g. decimal or chineseCounting. */
  readonly format: string;
  /** OOXML `w:lvlText`, e.g. `（%1）`; `%2` is the number of level 2. */
  readonly text: string;
  readonly start: number;
}

export interface NumberingList {
  /** Lists of one abstract definition count on together. */
  readonly abstractId: string;
  readonly levels: ReadonlyMap<number, NumberingLevel>;
  /** Levels that this list starts anew. */
  readonly restarts: ReadonlyMap<number, number>;
}

const DIGITS = '零一二三四五六七八九';

/** 1–9999 as 一, 十, 十一, 二十, 一百零五. */
export const chineseNumber = (n: number): string => {
  if (!Number.isInteger(n) || n < 1 || n > 9999) return String(n);
  let out = '';
  let zero = false;
  for (const [unit, sign] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / unit) % 10;
    if (digit === 0) {
      zero = out !== '';
      continue;
    }
    out += (zero ? '零' : '') + (unit === 10 && digit === 1 && out === '' ? '' : DIGITS[digit]) + sign;
    zero = false;
  }
  return out;
};

const roman = (n: number): string => {
  let rest = n;
  let out = '';
  for (const [value, sign] of [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const) {
    while (rest >= value) {
      out += sign;
      rest -= value;
    }
  }
  return out;
};

const letter = (n: number): string => String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.ceil(n / 26));
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';

/** The largest number that Roman numerals and repeated letters are used for; a file may say anything, and letters grow with it. */
const LARGEST = 4_000;

/** What stands around a number is a few characters; longer is no number, and would be written again before every paragraph. */
const LONGEST_MARK = 60;

const writeNumber = (n: number, format: string): string => {
  if (!(n >= 0 && n <= LARGEST)) return String(n);
  if (/^(?:chineseCounting|taiwaneseCounting|japaneseCounting|ideographDigital)/.test(format))
    return chineseNumber(n);
  if (format === 'chineseLegalSimplified')
    return n < 10 ? (LEGAL[n] ?? '') : n === 10 ? '拾' : chineseNumber(n);
  if (format === 'ideographTraditional') return STEMS[n - 1] ?? String(n);
  if (format.startsWith('decimalEnclosedCircle'))
    return n <= 20 ? String.fromCodePoint(0x2460 + n - 1) : `(${n})`;
  if (format === 'decimalZero') return String(n).padStart(2, '0');
  if (format === 'upperRoman') return roman(n);
  if (format === 'lowerRoman') return roman(n).toLowerCase();
  if (format === 'lowerLetter') return letter(n);
  if (format === 'upperLetter') return letter(n).toUpperCase();
  return String(n);
};

/** Counts Word's automatic lists as the document goes on: call it once for each numbered paragraph, in order. */
export const createNumbering = (lists: ReadonlyMap<string, NumberingList>) => {
  const counters = new Map<string, number[]>();
  const begun = new Set<string>();

  /** What Word shows before the paragraph (`（一）`), empty for bullets and unknown lists. */
  return (listId: string, level: number): string => {
    const list = lists.get(listId);
    const shape = list?.levels.get(level);
    if (!list || !shape) return '';
    const counts = counters.get(list.abstractId) ?? [];
    counters.set(list.abstractId, counts);

    const restart = list.restarts.get(level);
    const first = `${listId}/${level}`;
    if (restart !== undefined && !begun.has(first)) counts[level] = restart;
    else counts[level] = (counts[level] ?? shape.start - 1) + 1;
    begun.add(first);
    counts.length = level + 1;

    if (shape.format === 'bullet' || shape.format === 'none') return '';
    return shape.text.slice(0, LONGEST_MARK).replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const of = list.levels.get(at);
      return of ? writeNumber(counts[at] ?? of.start, of.format) : '';
    });
  };
};
