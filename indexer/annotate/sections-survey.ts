import type { DocType } from '../../src/domain/report.ts';
import type { RoleCode } from '../../src/domain/role.ts';
import { parseYears } from '../metadata/dates.ts';
import type { OpenHeading, OutlinedLine } from './sections-outline.ts';
import { admitsProblems, looksBack, roleOfSection, roleOfSubsection, tense } from './sections-roles.ts';

/** One of a report's largest sections. */
export interface Section {
  readonly heading: string;
  /** As its heading states it, undefined for a topic (四、发展科技教育文化事业). */
  readonly stated: RoleCode | undefined;
  readonly role: RoleCode;
  /** Its heading names what was done and what is planned: １９９３年工作的回顾和１９９４年工作的方针. */
  readonly mixed: boolean;
}

/** Lines that an outlook at the end of a section takes. */
const OUTLOOK = 2;
/** How plainly a section's text must speak of things done to overrule that plans began before it. */
const PLAINLY_DONE = 0.8;

/** 二、关于2025年工作 in a government report of 2025 is of plans, by its year alone. */
const roleByYear = (heading: string, docType: DocType, reportYear: number | null): RoleCode | undefined => {
  const years = new Set(parseYears(heading));
  const [year] = years;
  if (year === undefined || years.size > 1 || reportYear === null || docType === '统计公报') return undefined;
  const planned = docType === '政府工作报告' || docType === '工作计划' ? reportYear : reportYear + 1;
  return year === planned ? 'plan' : year === planned - 1 ? 'achievement' : undefined;
};

/** Stands for the heading of what comes before the first one, where that is more than an opening. */
export const UNHEADED = -1;
/** Paragraphs of at least so many characters, and so many of them, make a section even without a heading. */
const PROSE = 80;
const LEAST_PROSE = 4;
/** The same where there is no heading at all: the whole report is one section. */
const WHOLE = { prose: 30, least: 2 };

const roleOfUnheaded = (docType: DocType, lines: readonly string[]): RoleCode => {
  if (docType === '工作计划') return 'plan';
  if (docType !== '其他') return 'achievement';
  // A speech looks back first, however much of it is plans.
  if (lines.some((line) => /^.{0,12}(?:去年|过去(?:的)?一年)/u.test(line))) return 'achievement';
  return lines.reduce((sum, line) => sum + tense(line), 0) >= 0 ? 'achievement' : 'plan';
};

/** Sections by the line of their heading; roles that no heading states come from what the text mostly says and from where it stands. */
export const surveySections = (
  outlined: readonly OutlinedLine[],
  docType: DocType,
  reportYear: number | null,
): ReadonlyMap<number, Section> => {
  const tops = new Map<number, { heading: OpenHeading; text: string[] }>();
  const unheaded: string[] = [];
  for (const { line, open, heading } of outlined) {
    const top = open[0];
    if (!top && tops.size === 0 && !line.note && line.text.length >= WHOLE.prose) unheaded.push(line.text);
    if (!top) continue;
    const known = tops.get(top.at) ?? { heading: top, text: [] };
    tops.set(top.at, known);
    if (!heading?.own) known.text.push(line.text);
  }
  const sections = new Map<number, Section>();
  const long = unheaded.filter((text) => text.length >= PROSE);
  if (long.length >= LEAST_PROSE || (tops.size === 0 && unheaded.length >= WHOLE.least)) {
    sections.set(UNHEADED, {
      heading: '',
      stated: undefined,
      role: roleOfUnheaded(docType, tops.size === 0 ? unheaded : long),
      mixed: true,
    });
  }
  let planning = docType === '工作计划';
  for (const [at, { heading, text }] of tops) {
    const stated = roleOfSection(heading.text) ?? roleByYear(heading.text, docType, reportYear);
    // The last section of an analysis ends with difficulties and what to do, which are none of its topic.
    const outlook = text.findIndex(
      (line) => admitsProblems(line) || /^(?:下一?步|下一?阶段)[,，]/u.test(line),
    );
    const own =
      outlook > 0 && outlook >= text.length - OUTLOOK && docType !== '政府工作报告'
        ? text.slice(0, outlook)
        : text;
    const mean = own.reduce((sum, line) => sum + tense(line), 0) / Math.max(1, own.length);
    // 工作要点 say what is to be done, with figures of what will be reached: only what plainly looks back is behind.
    const isAhead = docType === '工作计划' && !text.some(looksBack);
    const least = planning
      ? PLAINLY_DONE
      : [...sections.keys()].every((key) => key === UNHEADED)
        ? -0.2
        : docType === '工作总结' || docType === '统计公报'
          ? -0.01
          : 0.2;
    const role = stated ?? (mean > least && !isAhead ? 'achievement' : 'plan');
    const mixed = new Set(parseYears(heading.text)).size > 1 && stated === 'achievement';
    sections.set(at, { heading: heading.text, stated, role, mixed });
    if (role === 'plan') planning = true;
  }
  return sections;
};

/** The nearest heading below the largest that states a role, if any. */
export const statedBelow = (open: readonly OpenHeading[]): { role: RoleCode; heading: string } | null => {
  for (const { text } of [...open.slice(1)].reverse()) {
    const role = roleOfSubsection(text);
    if (role) return { role, heading: text };
  }
  return null;
};
