import type { FacetName } from '../../src/domain/facet.ts';
import type { HitReport } from '../../src/domain/hit.ts';
import type { CollectedParagraph } from '../../src/domain/paragraph.ts';
import { regionPaths } from '../../src/domain/region.ts';
import type { ExportRow } from '../../src/queries/queries.ts';
import { containsPhrase } from '../../src/text/match.ts';
import { toUnits, type Unit } from '../../src/text/units.ts';

/** Every paragraph of a collection, in memory: what the answers of the engine are compared with. */
export interface Scanned extends ExportRow {
  readonly units: readonly Unit[];
}

export const toScanned = (row: ExportRow): Scanned => ({ ...row, units: toUnits(row.text) });

/** A line of the export: the paragraph, then what its report says of itself, flat. */
export const fromExportLine = (line: string): Scanned => {
  const flat = JSON.parse(line) as CollectedParagraph & Omit<HitReport, 'id'>;
  return toScanned({ ...flat, report: { ...flat, id: flat.reportId } });
};

/** What a query means, said plainly: one of each inner list, and none of the others. */
export interface PlainQuery {
  readonly all: readonly (readonly string[])[];
  readonly none: readonly string[];
}

const contains = ({ units }: Scanned, phrase: string): boolean =>
  containsPhrase(
    units,
    toUnits(phrase).map(({ value }) => value),
  );

/** The query as somebody would type it. */
export const typed = ({ all, none }: PlainQuery): string =>
  [
    ...all.map((group) => group.map((phrase) => `"${phrase}"`).join('|')),
    ...none.map((phrase) => `-"${phrase}"`),
  ].join(' ');

/** The paragraphs it means, by reading them all. */
export const scan = (paragraphs: readonly Scanned[], { all, none }: PlainQuery): Scanned[] =>
  paragraphs.filter(
    (paragraph) =>
      all.every((group) => group.some((phrase) => contains(paragraph, phrase))) &&
      !none.some((phrase) => contains(paragraph, phrase)),
  );

/** The values of a facet that a paragraph counts for. */
export const facetValuesOf = (facet: FacetName, paragraph: ExportRow): string[] => {
  const { report, year, topics, role } = paragraph;
  const single = (value: string | number | null): string[] => (value === null ? [] : [String(value)]);
  switch (facet) {
    case 'region':
      return regionPaths(report.region);
    case 'institution':
      return single(report.institution);
    case 'year':
      return single(year);
    case 'topic':
      return topics;
    case 'role':
      return [role];
    case 'level':
      return single(report.level);
    case 'docType':
      return [report.docType];
  }
};

/** Value → paragraphs and reports, counted one by one. */
export const countFacet = (
  facet: FacetName,
  paragraphs: readonly ExportRow[],
): Map<string, { count: number; reports: number }> => {
  const seen = new Map<string, { count: number; reports: Set<string> }>();
  for (const paragraph of paragraphs)
    for (const value of facetValuesOf(facet, paragraph)) {
      const entry = seen.get(value) ?? { count: 0, reports: new Set<string>() };
      entry.count++;
      entry.reports.add(paragraph.reportId);
      seen.set(value, entry);
    }
  return new Map([...seen].map(([value, { count, reports }]) => [value, { count, reports: reports.size }]));
};

export const idsOf = (paragraphs: readonly { readonly id: string }[]): string[] =>
  paragraphs.map(({ id }) => id).sort();
