import type { DocType } from '../../src/domain/report.ts';
import { parseDate, parsePlanPeriods, parseYears } from './dates.ts';
import { fold } from './fold.ts';

export interface YearClues {
  readonly stated?: number;
  /** As the report has it; null when it states none. */
  readonly title: string | null;
  readonly docType: DocType;
  /** Largest headings in order. */
  readonly headings: readonly string[];
  /** Lines above the text: 2025年1月18日在…第三次会议上. */
  readonly opening: readonly string[];
  readonly body: readonly string[];
  /** When it came out or was signed, YYYY-MM-DD. */
  readonly publishedOn: string | null;
}

const SUMMARY = /总结|回顾|情况|成效|成绩/u;
/** Years that a title aims at, not its own: 2030年前碳达峰行动方案, 到2025年…, 2035年远景目标. */
const AIMED_AT =
  /(?:到|至)\s*(?:(?:19|20)\d{2}|[一二][〇○零O一二三四五六七八九]{3})年|(?:(?:19|20)\d{2}|[一二][〇○零O一二三四五六七八九]{3})年(?:前|远景)/gu;
/** Shorter lines are place, date and speaker. */
const PROSE = 16;

/** Sessions of assemblies that look back on the year before are held from January on; townships have theirs by April. */
const LAST_MONTH_OF_SESSIONS = 4;

/** A year and the words that told it. */
export interface FoundYear {
  readonly year: number;
  readonly from: 'manifest' | 'title' | 'opening' | 'headings' | 'text' | 'published';
  readonly words: string;
}

/** Later than any date there is: nothing tells when it came out. */
const UNKNOWN = 2100;

const isSpan = (title: string): boolean => /\d{4}年?\s*[—–\-~～至到]\s*\d{4}年/u.test(fold(title));

const yearInTitle = (title: string, published: number): number | null => {
  const years = parseYears(isSpan(title) ? title : title.replace(AIMED_AT, ''));
  // 2018—2022年工作总结 covers up to 2022; 2023年工作总结和2024年工作思路 is of 2023.
  const isAhead = /规划|计划|纲要|方案/u.test(title) && !/总结|回顾|评估|情况/u.test(title);
  const year = isSpan(title) && !isAhead ? years.at(-1) : years[0];
  if (year !== undefined) return year;
  const [period] = parsePlanPeriods(title);
  if (!period) return null;
  // How a plan has gone so far is told within its time.
  if (/评估|实施情况|执行情况/u.test(title))
    return published === UNKNOWN ? null : Math.min(published, period.to);
  // “十三五”工作总结 looks back from its end, a plan ahead from its beginning.
  return /规划|计划|纲要|思路|打算/u.test(title) && !/总结|回顾|成就/u.test(title)
    ? period.from
    : Math.min(period.to, published);
};

/** Words of a heading that tell its year, whatever they say of it. */
const headed = (headings: readonly string[], year: number): string =>
  headings.find((heading) => parseYears(heading).includes(year)) ?? '';

/** The year that a summary covers, from the years of its headings. */
const yearInHeadings = (headings: readonly string[], docType: DocType, published: number): number | null => {
  const summary = headings
    .filter((heading) => SUMMARY.test(heading))
    .flatMap(parseYears)
    .at(-1);
  const planned = headings.filter((heading) => !SUMMARY.test(heading)).flatMap(parseYears);
  const [first] = planned;
  if (docType === '政府工作报告') return first ?? (summary === undefined ? null : summary + 1);
  if (summary !== undefined) return summary;
  if (first === undefined) return null;
  if (docType === '工作计划') return first;
  // 一、2023年主要工作 … 二、2024年主要任务: the first is behind; a single one is, if the report came out after it.
  const isBehind = planned.some((year) => year > first) || first < published;
  return isBehind ? first : first - 1;
};

/** The year in the title, or else the one that the summary covers, or in which a government report was delivered; null when none is told. */
export const findReportYear = ({
  stated,
  title,
  docType,
  headings,
  opening,
  body,
  publishedOn,
}: YearClues): FoundYear | null => {
  if (stated !== undefined) return { year: stated, from: 'manifest', words: String(stated) };
  const published = publishedOn === null ? Number.NaN : Number(publishedOn.slice(0, 4));
  const titled = title ? yearInTitle(title, Number.isNaN(published) ? UNKNOWN : published) : null;
  if (title && titled !== null) return { year: titled, from: 'title', words: title };
  const delivered = opening.filter((line) => /会议/u.test(line));
  const [deliveredIn] = delivered.flatMap(parseYears);
  if (docType === '政府工作报告' && deliveredIn !== undefined)
    return { year: deliveredIn, from: 'opening', words: delivered[0] ?? '' };
  const told = yearInHeadings(headings, docType, published);
  if (told !== null) {
    const words = headed(headings, told) || headings.find((heading) => parseYears(heading).length > 0) || '';
    return { year: told, from: 'headings', words };
  }
  if (docType === '政府工作报告') return null;
  // What assemblies and courts report at the session of a spring is of the year before.
  const [session = ''] = delivered;
  const on = parseDate(session);
  if (docType === '工作总结' && on !== null) {
    const year = Number(on.slice(0, 4)) - (Number(on.slice(5, 7)) <= LAST_MONTH_OF_SESSIONS ? 1 : 0);
    return { year, from: 'opening', words: session };
  }
  // “2022年，我街道在区委领导下…”: a first sentence that opens with its year.
  const prose = body.filter((line) => line.length >= PROSE).slice(0, 2);
  for (const line of prose) {
    const lead = /^(?:回顾)?\d{4}年(?:度)?(?:上半年|下半年|以来|是)?[,，\p{Script=Han}]/u.exec(
      fold(line),
    )?.[0];
    const [year] = lead ? parseYears(lead) : [];
    if (year !== undefined) return { year, from: 'text', words: line.slice(0, 24) };
  }
  // “今年以来，我镇…” with a date at the foot.
  const thisYear = [title ?? '', headings[0] ?? '', ...prose].find((line) =>
    /^.{0,12}(?:今年|本年度)/u.test(line),
  );
  return thisYear && publishedOn !== null && docType === '工作总结'
    ? { year: published, from: 'published', words: thisYear.slice(0, 24) }
    : null;
};
