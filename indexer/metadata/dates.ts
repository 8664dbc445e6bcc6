import { arabicDigits, parseNumber } from './fold.ts';

const pad = (n: number): string => String(n).padStart(2, '0');

const isoDate = (year: number, month: number, day: number): string | null => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1949 && year <= 2100 ? `${year}-${pad(month)}-${pad(day)}` : null;
};

const NUMERIC = /(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)/;
/** As pages in the American manner write it; the year stands last, so month and day cannot be told apart by it. */
const YEAR_LAST = /(?<!\d)(\d{1,2})[-/](\d{1,2})[-/]((?:19|20)\d{2})(?!\d)/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(?<month>${MONTHS.join('|')})[a-z]{0,6}\\.?`;
/** Mar 1, 2024 and 1 March 2024. */
const ENGLISH = [
  new RegExp(`\\b${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>(?:19|20)\\d{2})\\b`, 'i'),
  new RegExp(`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${MONTH},?[\\s-]+(?<year>(?:19|20)\\d{2})\\b`, 'i'),
];
const COMPACT = /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/;
const CHINESE =
  /([一二][〇○零ＯO一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/;

/**
 * The first full date in a text, as YYYY-MM-DD: 2024-03-01 10:55, 2024/3/1, 2024.3.1, 2024年3月1日, 二〇二四年三月一日,
 * 20240301, 03-01-2024, Mar 1, 2024. Null where only a year or a month is known, or the date does not exist.
 */
export const parseDate = (text: string): string | null => {
  const plain = text.normalize('NFKC').replace(/(?<=\d)\s+(?=\d{1,2}\s*[年月日])/g, '');
  const numeric = NUMERIC.exec(plain);
  if (numeric) return isoDate(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]));
  const chinese = CHINESE.exec(text);
  if (chinese) {
    const [, year = '', month = '', day = ''] = chinese;
    return isoDate(Number(arabicDigits(year)), parseNumber(month) ?? 0, parseNumber(day) ?? 0);
  }
  const last = YEAR_LAST.exec(plain);
  if (last) {
    const [year, a, b] = [Number(last[3]), Number(last[1]), Number(last[2])];
    // 15-03-2024 can only be read the British way.
    return isoDate(year, a, b) ?? isoDate(year, b, a);
  }
  for (const pattern of ENGLISH) {
    const { year, month = '', day } = pattern.exec(plain)?.groups ?? {};
    if (year) return isoDate(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day));
  }
  const compact = COMPACT.exec(plain);
  return compact ? isoDate(Number(compact[1]), Number(compact[2]), Number(compact[3])) : null;
};

const ARABIC_YEAR = /(?<!\d)(?:19[4-9]|20\d)\d(?=年|财年|[、,—–\-~～至到和]\s*(?:19|20)\d{2}|度)/g;
const CHINESE_YEAR = /[一二][九〇○零ＯO][〇○零ＯO一二三四五六七八九]{2}(?=年)/g;

/** Calendar years written in a text, in order: 2023年, ２０２３年, 1 9 9 8 年, 一九五七年, 2018—2022年. */
export const parseYears = (text: string): number[] => {
  const plain = text.normalize('NFKC').replace(/(?<=\d) +(?=\d|年)/g, '');
  const found = [
    ...[...plain.matchAll(ARABIC_YEAR)].map((m) => ({ at: m.index, year: Number(m[0]) })),
    ...[...plain.matchAll(CHINESE_YEAR)].map((m) => ({ at: m.index, year: Number(arabicDigits(m[0])) })),
  ];
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ year }) => year)
    .filter((year) => year >= 1949 && year <= 2100);
};

const PERIOD =
  /(?:第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)|([一二三四五六七八九]|十[一二三四五六七八九]?)五(?=["”』」]|时期|期间|规划|计划|工作|发展|总结|末)(?!["”』」]?(?:时期)?以来))/gu;

/** Spans of five-year plans named in a text: “十三五”时期 is 2016–2020, 第十四个五年规划 2021–2025. */
export const parsePlanPeriods = (text: string): { readonly from: number; readonly to: number }[] =>
  [...text.matchAll(PERIOD)].flatMap(([, ordinal, short]) => {
    const n = parseNumber(ordinal ?? short ?? '');
    if (n === null || n < 1 || n > 20) return [];
    // The third plan began in 1966, three years after the second had ended.
    const from = n <= 2 ? 1948 + 5 * n : 1951 + 5 * n;
    return [{ from, to: from + 4 }];
  });
