import type { DocType } from '../../src/domain/report.ts';
import { parseYears } from './dates.ts';
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

/** The year in the title, or else the one that the summary covers, or in which a government report was delivered; null when none is told. */
export const findReportYear = ({
  stated,
  title,
  docType,
  headings,
  opening,
  body,
  publishedOn,
}: YearClues): number | null => {
  if (stated !== undefined) return stated;
  const titled = title ? parseYears(title) : [];
  const [first] = titled;
  if (first !== undefined) {
    const last = titled.at(-1) ?? first;
    // 2018—2022年工作总结 covers up to 2022; 2023年工作总结和2024年工作思路 is of 2023.
    return /\d{4}年?\s*[—–\-~～至到]\s*\d{4}年/u.test(fold(title ?? '')) ? last : first;
  }
  const delivered = opening.filter((line) => /会议/u.test(line)).flatMap(parseYears)[0];
  if (docType === '政府工作报告' && delivered !== undefined) return delivered;
  const summary = headings
    .filter((heading) => SUMMARY.test(heading))
    .flatMap(parseYears)
    .at(-1);
  const planned = headings.filter((heading) => !SUMMARY.test(heading)).flatMap(parseYears)[0];
  if (docType === '政府工作报告') return planned ?? (summary === undefined ? null : summary + 1);
  if (summary !== undefined) return summary;
  if (planned !== undefined) return docType === '工作计划' ? planned : planned - 1;
  // “2022年，我街道在区委领导下…”: a first sentence that opens with its year.
  const lead = body
    .slice(0, 2)
    .map((line) => /^(?:\d{4}年(?:度)?(?:上半年|下半年|以来)?[,，])/u.exec(fold(line))?.[0])
    .find(Boolean);
  if (lead) return parseYears(lead)[0] ?? null;
  // “今年以来，我镇…” with a date at the foot.
  const thisYear = body.slice(0, 2).some((line) => /^.{0,12}今年/u.test(line));
  return thisYear && publishedOn !== null && docType === '工作总结' ? Number(publishedOn.slice(0, 4)) : null;
};
