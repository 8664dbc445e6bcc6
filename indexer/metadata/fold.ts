/** White space of every kind, with the zero-width characters that web pages leave behind. */
const BLANK = /[\s\u00A0\u200B-\u200F\u2060\u3000\uFEFF]/u;

/** Surrounding white space removed, the text itself untouched. By hand: a pattern for the end is quadratic in inner blanks. */
export const trimLine = (text: string): string => {
  let from = 0;
  let to = text.length;
  while (from < to && BLANK.test(text.charAt(from))) from++;
  while (to > from && BLANK.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
};

/** For matching only: full-width forms made half-width (`：` → `:`, `（` → `(`, `２` → `2`), runs of white space made one. */
export const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

const CHINESE_DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  '○': '0',
  零: '0',
  Ｏ: '0',
  O: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** 二〇二四 → 2024; characters that are no digit stay. */
export const arabicDigits = (text: string): string =>
  text.replace(/[〇○零ＯO一二三四五六七八九]/g, (d) => CHINESE_DIGITS[d] ?? d);

/** 一 → 1, 十二 → 12, 二十 → 20, 一百零五 → 105, 12 → 12; null for what is no number below 1,000. */
export const parseNumber = (text: string): number | null => {
  const plain = text.normalize('NFKC');
  if (/^\d+$/.test(plain)) return Number(plain);
  const match =
    /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(plain);
  if (!match || plain === '') return null;
  const [, hundreds, tens, ten, ones] = match;
  const digit = (d: string | undefined) => (d ? Number(CHINESE_DIGITS[d]) : 0);
  return digit(hundreds) * 100 + (ten ? (tens ? digit(tens) : 1) * 10 : 0) + digit(ones);
};
