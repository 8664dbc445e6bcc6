import type { DocType } from '../../src/domain/report.ts';
import type { RoleCode } from '../../src/domain/role.ts';
import { fold } from '../metadata/fold.ts';
import { headingOf, type LineShape } from './sections-headings.ts';
import { type OpenHeading, openUnder } from './sections-outline.ts';
import {
  admitsProblems,
  isClosing,
  isGuidance,
  isSalutation,
  isThanks,
  roleOfSection,
  roleOfSubsection,
  tense,
  withoutSalutation,
} from './sections-roles.ts';
import { findPeriods, type Periods, yearOfHeading } from './sections-years.ts';

export interface SectionLine extends LineShape {
  /** A licence note or the like: under no heading. */
  readonly note?: boolean;
}

export interface SectionContext {
  /** Lines that are the report's title. */
  readonly titleLines: ReadonlySet<number>;
  readonly title: string | null;
  readonly docType: DocType;
  readonly reportYear: number | null;
}

export interface SectionedLine {
  readonly kind: 'heading' | 'body';
  readonly headingLevel: number | null;
  readonly headings: readonly string[];
  readonly role: RoleCode;
  readonly year: number | null;
}

interface OutlinedLine {
  readonly line: SectionLine;
  /** Open headings, its own last if it has or is one. */
  readonly open: readonly OpenHeading[];
  readonly heading: OpenHeading | null;
}

const DEEPEST = 4;

/** Lines with the headings over them; what stands before the first heading has none. */
const outline = (lines: readonly SectionLine[], titleLines: ReadonlySet<number>): OutlinedLine[] => {
  let open: OpenHeading[] = [];
  return lines.map((line, at) => {
    if (titleLines.has(at) || line.note) return { line, open: [], heading: null };
    const found = headingOf(line, lines[at + 1], lines[at - 1]);
    if (!found) return { line, open, heading: null };
    const heading = { ...found, at };
    open = openUnder(open, heading);
    return { line, open, heading };
  });
};

/** The largest headings of a report in order, as they stand. */
export const topHeadings = (lines: readonly SectionLine[], titleLines: ReadonlySet<number>): string[] =>
  outline(lines, titleLines)
    .filter(({ heading, open }) => heading?.own && open.length === 1)
    .map(({ line }) => line.text);

interface Section {
  readonly heading: string;
  readonly role: RoleCode | undefined;
  /** Its role where its heading states none: by what its text mostly says and by where it stands. */
  readonly assumed: RoleCode | undefined;
}

/** Margin by which a section's text must speak of things done to overrule that plans began before it. */
const PLAINLY_DONE = 0.8;

const sectionsOf = (
  outlined: readonly OutlinedLine[],
  context: SectionContext,
): ReadonlyMap<number, Section> => {
  const texts = new Map<number, string[]>();
  const tops: OpenHeading[] = [];
  for (const { line, open, heading } of outlined) {
    const top = open[0];
    if (!top) continue;
    if (heading?.at === top.at && !texts.has(top.at)) {
      texts.set(top.at, []);
      tops.push(top);
    }
    if (!heading?.own) texts.get(top.at)?.push(line.text);
  }
  const sections = new Map<number, Section>();
  let planning = context.docType === '工作计划';
  for (const [i, top] of tops.entries()) {
    const role = roleOfSection(top.text);
    const text = texts.get(top.at) ?? [];
    const mean = text.reduce((sum, line) => sum + tense(line), 0) / Math.max(1, text.length);
    const first = i === 0 && context.docType !== '工作计划';
    const assumed = planning
      ? mean > PLAINLY_DONE
        ? 'achievement'
        : 'plan'
      : mean > (first ? -0.2 : 0.2)
        ? 'achievement'
        : 'plan';
    sections.set(top.at, {
      heading: top.text,
      role,
      assumed: tops.length > 1 || mean !== 0 ? assumed : undefined,
    });
    if ((role ?? assumed) === 'plan') planning = true;
  }
  return sections;
};

/** Nearest heading below the largest that states a role. */
const statedBelow = (open: readonly OpenHeading[]): { role: RoleCode; heading: string } | null => {
  for (const { text } of [...open.slice(1)].reverse()) {
    const role = roleOfSubsection(text);
    if (role) return { role, heading: text };
  }
  return null;
};

interface Running {
  /** Line of the largest heading over the last line. */
  section: number;
  /** Still in the sentences that open a section of things done. */
  opening: boolean;
  /** After “主要是：”, until a heading or another turn of speech. */
  listingProblems: boolean;
}

const LAST_LINES = 6;

const roleOfBody = (
  text: string,
  governing: RoleCode,
  topical: boolean,
  state: Running,
  nearEnd: boolean,
): RoleCode => {
  if (isSalutation(text)) return 'other';
  if (nearEnd && isClosing(text)) return 'other';
  if (governing === 'achievement' || governing === 'problem') {
    if (!state.opening && admitsProblems(text)) {
      state.listingProblems = /[:：]$/u.test(text.trim()) || text.length < 60;
      return 'problem';
    }
    if (governing === 'achievement' && isThanks(text)) {
      state.listingProblems = false;
      return 'other';
    }
    if (state.listingProblems) return 'problem';
  }
  if (governing === 'achievement' && state.opening && isGuidance(text)) return 'other';
  if (governing === 'plan' && state.opening && tense(text) === 0 && withoutSalutation(text).length > 30)
    return 'other';
  if (topical && governing === 'plan' && tense(text) > 0.6) return 'achievement';
  if (topical && governing === 'achievement' && tense(text) < -0.6) return 'plan';
  return governing;
};

const yearFor = (
  role: RoleCode,
  governing: RoleCode | undefined,
  stated: number | null,
  periods: Periods,
): number | null => {
  const side = role === 'other' ? governing : role;
  if (
    stated !== null &&
    (role === governing || role === 'other' || (governing === 'achievement' && role === 'problem'))
  )
    return stated;
  if (side === 'plan') return periods.planned;
  return side === 'achievement' || side === 'problem' ? periods.done : stated;
};

/** Headings, role and year of every line of a report. */
export const annotateSections = (lines: readonly SectionLine[], context: SectionContext): SectionedLine[] => {
  const outlined = outline(lines, context.titleLines);
  const sections = sectionsOf(outlined, context);
  const all = [...sections.values()].map(({ heading, role, assumed }) => ({
    heading,
    role: role ?? assumed,
  }));
  const halfYear = /半年/u.test(fold([context.title ?? '', ...all.map(({ heading }) => heading)].join()));
  const periods = findPeriods(all, { ...context, halfYear });
  const preface = context.docType === '政府工作报告' ? null : context.reportYear;
  const end = lines.findLastIndex((line) => !line.note) + 1;
  const state: Running = { section: -1, opening: false, listingProblems: false };

  return outlined.map(({ line, open, heading }, at): SectionedLine => {
    if (line.note) return { kind: 'body', headingLevel: null, headings: [], role: 'other', year: null };
    if (context.titleLines.has(at))
      return { kind: 'heading', headingLevel: 1, headings: [], role: 'other', year: preface };
    const top = open[0];
    const above = heading ? open.slice(0, -1) : open;
    const headings = above.map(({ text }) => text);
    if (!top) return { kind: 'body', headingLevel: null, headings, role: 'other', year: preface };

    const section = sections.get(top.at);
    const below = statedBelow(open);
    const governing = below?.role ?? section?.role ?? section?.assumed ?? 'other';
    const topical = !below && section?.role === undefined;
    const stated =
      (below && yearOfHeading(below.heading, below.role)) ??
      yearOfHeading(top.text, section?.role ?? section?.assumed);
    if (top.at !== state.section)
      Object.assign(state, { section: top.at, opening: true, listingProblems: false });

    if (heading) state.listingProblems = false;
    if (heading?.own) {
      if (open.length > 1) state.opening = false;
      const headingLevel = Math.min(DEEPEST, open.length + 1);
      return {
        kind: 'heading',
        headingLevel,
        headings,
        role: governing,
        year: yearFor(governing, governing, stated, periods),
      };
    }
    if (heading) state.opening = false;
    const role = roleOfBody(
      line.text,
      governing,
      topical,
      state,
      at >= end - LAST_LINES || isLastOfSpeech(outlined, at),
    );
    if (role !== 'other') state.opening = false;
    return {
      kind: 'body',
      headingLevel: null,
      headings,
      role,
      year: yearFor(role, governing, stated, periods),
    };
  });
};

/** The speech ends where its annexes begin. */
const isLastOfSpeech = (outlined: readonly OutlinedLine[], at: number): boolean =>
  outlined
    .slice(at + 1, at + 4)
    .some(({ heading }) => heading?.own === true && roleOfSection(heading.text) === 'other');
