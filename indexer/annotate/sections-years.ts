import type { DocType } from '../../src/domain/report.ts';
import type { RoleCode } from '../../src/domain/role.ts';
import { parsePlanPeriods, parseYears } from '../metadata/dates.ts';
import { fold } from '../metadata/fold.ts';

/** The two periods that a report speaks of. */
export interface Periods {
  /** What was done; null where nothing tells. */
  readonly done: number | null;
  /** What is planned. */
  readonly planned: number | null;
}

const isRange = (heading: string): boolean => /\d{4}年?\s*[—–\-~～至到]\s*\d{4}年?/u.test(fold(heading));

/**
 * The year that a heading states. A period of several years counts for the year in which the report stands: the last of
 * one looked back on, the first of one looked ahead to.
 */
export const yearOfHeading = (heading: string, role: RoleCode | undefined): number | null => {
  const years = parseYears(heading);
  if (years.length === 0) {
    const [period] = parsePlanPeriods(heading);
    return period ? (role === 'plan' ? period.from : period.to) : null;
  }
  if (isRange(heading)) return (role === 'plan' ? years[0] : years.at(-1)) ?? null;
  const distinct = new Set(years);
  return distinct.size === 1 || role === 'plan' || role === 'achievement' ? (years[0] ?? null) : null;
};

/**
 * The periods of a report, from headings that state both role and year, else from its kind: a government report of 2025
 * looks back on 2024 and ahead to 2025, a 2023年工作总结 on 2023 and ahead to 2024 (or, half-yearly, on within 2023).
 */
export const findPeriods = (
  sections: readonly { readonly heading: string; readonly role: RoleCode | undefined }[],
  {
    reportYear,
    docType,
    halfYear,
    isLateInYear,
  }: {
    readonly reportYear: number | null;
    readonly docType: DocType;
    readonly halfYear: boolean;
    readonly isLateInYear: boolean;
  },
): Periods => {
  const stated = (role: RoleCode): number | null => {
    const years = sections
      .filter((section) => section.role === role)
      .map(({ heading }) => yearOfHeading(heading, role))
      .filter((year) => year !== null);
    // A report of several years, one a section: what it plans follows the last of them.
    const own = role === 'achievement' ? years.find((year) => year === reportYear) : undefined;
    return own ?? years[0] ?? null;
  };
  const step = halfYear ? 0 : 1;
  const done = stated('achievement');
  const planned = stated('plan');
  if (done !== null && planned !== null) return { done, planned };
  if (docType === '政府工作报告') {
    const delivered = reportYear ?? planned ?? (done === null ? null : done + 1);
    return {
      // A new council meets at the end of a year, which it looks back on: 2022年工作安排 of November 2021.
      done:
        done ??
        (delivered === null
          ? null
          : isLateInYear && planned !== null && planned > delivered
            ? planned - 1
            : delivered - 1),
      planned: planned ?? (done !== null && delivered !== null && done >= delivered ? done + 1 : delivered),
    };
  }
  if (docType === '工作计划') {
    const ahead = planned ?? reportYear;
    return { done: done ?? (ahead === null ? null : ahead - step), planned: ahead };
  }
  const behind = done ?? (docType === '其他' && planned !== null ? planned - step : reportYear);
  return {
    done: behind,
    planned: planned ?? (behind === null || docType === '统计公报' ? behind : behind + step),
  };
};
