import type { InnerFacet, Tallied } from '../ports.ts';
import { FIELDS_IN_REPORT, splitInReport } from './in-report.ts';
import type { EngineAnswer } from './run.ts';

/** Counts under numbers of reports, or under numbers of values in reports, in rising order: 12 bytes each. */
interface Rows {
  readonly keys: Uint32Array;
  readonly paragraphs: Uint32Array;
  readonly occurrences: Uint32Array;
}

/** The names of an object come in rising order where they are whole numbers. */
const toRows = (facet: Readonly<Record<string, number>> = {}): Rows => {
  const keys = Uint32Array.from(Object.keys(facet), Number);
  return {
    keys,
    paragraphs: Uint32Array.from(Object.values(facet)),
    occurrences: new Uint32Array(keys.length),
  };
};

const addOccurrences = ({ keys, occurrences }: Rows, key: number, more: number): void => {
  let from = 0;
  let to = keys.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((keys[middle] ?? 0) < key) from = middle + 1;
    else to = middle;
  }
  if (keys[from] === key) occurrences[from] = (occurrences[from] ?? 0) + more;
};

const addFacet = (rows: Rows, facet: Readonly<Record<string, number>> = {}): void => {
  for (const key in facet) addOccurrences(rows, Number(key), facet[key] ?? 0);
};

/**
 * Counts by report, and by report and value, from the answer that says in which paragraphs a selection stands. Occurrences are added as they
 * become known.
 */
export const createTally = ({ facets }: EngineAnswer, by: InnerFacet | null) => {
  const reports = toRows(facets.reportNumber);
  const values = toRows(by === null ? {} : facets[FIELDS_IN_REPORT[by]]);
  return {
    /** From an answer that says in which of the paragraphs it stands, or stands once more. */
    addTimes: (answer: EngineAnswer): void => {
      addFacet(reports, answer.facets.reportNumber);
      if (by !== null) addFacet(values, answer.facets[FIELDS_IN_REPORT[by]]);
    },
    /** Of one paragraph, with the numbers of its values. */
    addMore: (reportNumber: number, valueNumbers: readonly number[], more: number): void => {
      addOccurrences(reports, reportNumber, more);
      for (const number of valueNumbers) addOccurrences(values, number, more);
    },
    /** How many counts it keeps. */
    size: reports.keys.length + values.keys.length,
    /** Reports that went while they were counted have no name, and are left out. */
    toTallied: (idOf: (reportNumber: string) => string | undefined): Tallied => {
      const ids = Array.from(reports.keys, (number) => idOf(String(number)));
      const countsAt = (rows: Rows, n: number) => ({
        paragraphs: rows.paragraphs[n] ?? 0,
        occurrences: rows.occurrences[n] ?? 0,
      });
      return {
        reports: {
          *[Symbol.iterator]() {
            for (const [n, reportId] of ids.entries()) {
              if (reportId !== undefined) yield { reportId, ...countsAt(reports, n) };
            }
          },
        },
        values: {
          *[Symbol.iterator]() {
            if (by === null) return;
            let at = 0;
            for (const [n, key] of values.keys.entries()) {
              const { value, reportNumber } = splitInReport(by, key);
              // Both rise, and whatever has a value is counted as a report.
              while ((reports.keys[at] ?? reportNumber) < reportNumber) at++;
              const reportId = ids[at];
              if (reportId !== undefined) yield { value, reportId, ...countsAt(values, n) };
            }
          },
        },
      };
    },
  };
};
