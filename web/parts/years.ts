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

/** The first and last of the years without a report that begin at this row; null inside them. Decades of them, each by itself, would hide what is held. */
export const gapAt = (years: readonly YearRow<unknown>[], at: number): readonly [number, number] | null => {
  if ((years[at]?.reports.length ?? 1) > 0 || years[at - 1]?.reports.length === 0) return null;
  const end = years.findIndex(({ reports }, n) => n > at && reports.length > 0);
  const [newest, oldest] = [years[at], years[end - 1]];
  return newest && oldest ? [oldest.year, newest.year] : null;
};
