/** What aligning needs of a report. */
interface OfYear {
  readonly reportYear: number | null;
}

export interface YearRow<T> {
  readonly year: number;
  /** None is held of a year between two others: not held, which is not the same as not written. */
  readonly reports: readonly T[];
}

/** Reports by their year, newest first, with every year between the first and the last; those of no known year apart. */
export const alignByYear = <T extends OfYear>(
  reports: readonly T[],
): { years: YearRow<T>[]; undated: T[] } => {
  const byYear = new Map<number, T[]>();
  const undated: T[] = [];
  for (const report of reports) {
    const { reportYear } = report;
    if (reportYear === null) undated.push(report);
    else byYear.set(reportYear, [...(byYear.get(reportYear) ?? []), report]);
  }
  const held = [...byYear.keys()];
  const years: YearRow<T>[] = [];
  if (held.length > 0)
    for (let year = Math.max(...held); year >= Math.min(...held); year--)
      years.push({ year, reports: byYear.get(year) ?? [] });
  return { years, undated };
};
