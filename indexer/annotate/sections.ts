import type { DocType } from '../../src/domain/report.ts';
import type { RoleCode } from '../../src/domain/role.ts';
import { fold } from '../metadata/fold.ts';
import type { OutlinedLine } from './sections-outline.ts';
import { opensWithResults, roleOfSection } from './sections-roles.ts';
import { statedBelow, surveySections, UNHEADED } from './sections-survey.ts';
import { createTurns } from './sections-turns.ts';
import { findPeriods, type Periods, yearOfHeading } from './sections-years.ts';

export interface SectionContext {
  /** Lines that are the report's title. */
  readonly titleLines: ReadonlySet<number>;
  /** As the report states it, else null. */
  readonly title: string | null;
  readonly docType: DocType;
  readonly reportYear: number | null;
  /** When it came out or was spoken, YYYY-MM-DD. */
  readonly publishedOn?: string | null;
}

export interface SectionedLine {
  readonly kind: 'heading' | 'body';
  readonly headingLevel: number | null;
  readonly headings: readonly string[];
  readonly role: RoleCode;
  readonly year: number | null;
  readonly why: SectionReason;
}

/** What decided role and year of a line. */
export interface SectionReason {
  /**
   * `heading`: it states the role. `section`: what the text under the heading mostly says. `text`: the line's own words, or those that
   * turned the speech before it. `place`: where it stands (title, opening, note).
   */
  readonly role: { readonly from: 'heading' | 'section' | 'text' | 'place'; readonly words: string };
  /** `heading`: it names the year. `report`: the year of the whole report, one further for plans. `none`: nothing tells. */
  readonly year: { readonly from: 'heading' | 'report' | 'none'; readonly words: string };
}

const BY_PLACE = { from: 'place', words: '' } as const;

const whyYear = (year: number | null, heading: string | null): SectionReason['year'] =>
  year === null
    ? { from: 'none', words: '' }
    : heading === null
      ? { from: 'report', words: '' }
      : { from: 'heading', words: heading };

const DEEPEST = 4;
/** Characters; shorter lines before the first of them introduce a text. */
const PROSE = 30;
const LAST_LINES = 6;
/** Of a line that decides by its own words. Characters. */
const WORDS_SHOWN = 40;

/** The speech ends at the end of the report, or where its annexes begin. */
const isNearEnd = (outlined: readonly OutlinedLine[], at: number, end: number): boolean =>
  at >= end - LAST_LINES ||
  outlined
    .slice(at + 1, at + 4)
    .some(({ heading }) => heading?.own === true && roleOfSection(heading.text) === 'other');

const yearFor = (
  role: RoleCode,
  governing: RoleCode,
  stated: number | null,
  periods: Periods,
): number | null => {
  const sameSection =
    role === governing || role === 'other' || (governing === 'achievement' && role === 'problem');
  if (stated !== null && sameSection) return stated;
  const side = role === 'other' ? governing : role;
  if (side === 'plan') return periods.planned;
  return side === 'other' ? null : periods.done;
};

/** Half a year or a quarter, looked back on within the year that is planned on: 上半年, 一季度, 1-10月; not 下半年 or 四季度. */
const isWithinYear = (headings: string): boolean => {
  const plain = fold(headings);
  return (
    /半年|季度|\d{1,2}月份?工作|\d-\d{1,2}月/u.test(plain) &&
    !/(?:下半年|四季度)(?:工作)?.{0,6}(?:总结|回顾|完成情况)/u.test(plain)
  );
};

/** A speech that looks back on 去年 and ahead to 今年 takes its years from its date; null where neither is told. */
const yearSpokenOf = (outlined: readonly OutlinedLine[], spokenOn: string | null): number | null => {
  if (spokenOn === null) return null;
  const year = Number(spokenOn.slice(0, 4));
  const texts = outlined.filter(({ line }) => !line.note).map(({ line }) => line.text.slice(0, 60));
  const says = (words: RegExp): boolean => texts.some((text) => words.test(text));
  if (says(/^.{0,12}(?:去年|过去一年|过去的一年)/u) && says(/^.{0,12}今年/u)) return year - 1;
  return says(/^.{0,12}今年(?:以来|上半年|前)/u) ? year : null;
};

/** 第十四个五年规划, 三年行动计划, 实施方案: all of it is to come, though its kind is 其他. */
const isLongPlan = (title: string | null): boolean =>
  title !== null &&
  /规划|纲要|行动计划|实施方案|工作方案|实施意见/u.test(title) &&
  !/总结|评估|执行情况|完成情况|落实情况|解读/u.test(title);

/** Headings, role and year of every line of a report that was outlined with the same lines for its title. */
export const annotateSections = (
  outlined: readonly OutlinedLine[],
  context: SectionContext,
): SectionedLine[] => {
  const { titleLines, title, reportYear } = context;
  const docType = isLongPlan(title) && context.docType === '其他' ? '工作计划' : context.docType;
  const sections = surveySections(outlined, docType, reportYear);
  const halfYear = isWithinYear(
    [title ?? '', ...[...sections.values()].map(({ heading }) => heading)].join(),
  );
  const year = reportYear ?? yearSpokenOf(outlined, context.publishedOn ?? null);
  const periods = findPeriods([...sections.values()], {
    docType,
    reportYear: year,
    halfYear,
    isLateInYear: /^\d{4}-1/u.test(context.publishedOn ?? ''),
  });
  // What opens a 总结 speaks of its year; what opens a government report (“各位代表：现在…”) of none.
  const preface = docType === '政府工作报告' ? null : reportYear;
  const opening: SectionReason = { role: BY_PLACE, year: whyYear(preface, null) };
  const end = outlined.findLastIndex(({ line }) => !line.note) + 1;
  // Date, speaker and salutation, before a speech that has no headings.
  const begin = outlined.findIndex(
    ({ line }, at) => !titleLines.has(at) && line.text.length >= PROSE && !/^[（(].*[）)]$/u.test(line.text),
  );
  let turns = createTurns();
  let within: number | undefined;

  return outlined.map(({ line, open, heading }, at): SectionedLine => {
    if (line.note)
      return {
        kind: 'body',
        headingLevel: null,
        headings: [],
        role: 'other',
        year: null,
        why: { role: BY_PLACE, year: whyYear(null, null) },
      };
    if (titleLines.has(at))
      return { kind: 'heading', headingLevel: 1, headings: [], role: 'other', year: preface, why: opening };
    const top = open[0];
    const section = sections.get(top?.at ?? UNHEADED);
    if (!section || (!top && at < begin)) {
      const place = { kind: 'body', headingLevel: null, headings: [], year: preface } as const;
      return docType !== '政府工作报告' && docType !== '工作计划' && opensWithResults(line.text)
        ? {
            ...place,
            role: 'achievement',
            year: periods.done ?? preface,
            why: { ...opening, role: { from: 'text', words: line.text.slice(0, WORDS_SHOWN) } },
          }
        : { ...place, role: 'other', why: opening };
    }
    const key = top?.at ?? UNHEADED;
    if (key !== within) {
      within = key;
      turns = createTurns();
    } else if (heading) {
      turns.heading();
    }

    const headings = (heading ? open.slice(0, -1) : open).map(({ text }) => text);
    const below = statedBelow(open);
    const governing = below?.role ?? section.role;
    // 下一步打算 inside 一、2023年工作情况 is of the year after, not of 2023.
    const inLine =
      !below || below.role === section.role || (section.role === 'achievement' && below.role === 'problem');
    const ownYear =
      (below && yearOfHeading(below.heading, below.role)) ??
      (inLine ? yearOfHeading(section.heading, section.role) : null);
    const isStated = below !== null || section.stated !== undefined;
    const governedBy = below?.heading ?? section.heading;
    /** A year is its heading's only where that heading gave it. */
    const explain = (role: RoleCode, year: number | null): SectionReason => ({
      role:
        role === governing && !turns.hasTurned()
          ? { from: isStated ? 'heading' : 'section', words: governedBy }
          : { from: 'text', words: role === governing ? governedBy : line.text.slice(0, WORDS_SHOWN) },
      year: whyYear(year, year !== null && year === ownYear ? governedBy : null),
    });
    if (heading?.own) {
      const role = turns.hasTurned() && governing === 'achievement' && !below ? 'plan' : governing;
      const year = yearFor(role, governing, ownYear, periods);
      const headingLevel = Math.min(DEEPEST, open.length + 1);
      return { kind: 'heading', headingLevel, headings, role, year, why: explain(role, year) };
    }
    const role = turns.paragraph(line.text, {
      governing,
      topical: !below && section.stated === undefined,
      // A communiqué only looks back: 2022年是党的二十大召开之年 opens it.
      mixed: section.mixed && docType !== '统计公报',
      nearEnd: isNearEnd(outlined, at, end),
      plannedYear: periods.planned,
      thisYearIsPlanned: docType === '政府工作报告',
    });
    const side = turns.hasTurned() && role === 'other' ? 'plan' : governing;
    const year = yearFor(role, side, side === governing ? ownYear : null, periods);
    return { kind: 'body', headingLevel: null, headings, role, year, why: explain(role, year) };
  });
};
