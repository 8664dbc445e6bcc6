import type { FacetDistribution } from 'meilisearch';
import type { FacetName } from '../../domain/facet.ts';
import type { Filters } from '../../domain/query.ts';
import type { CountedValue, InnerFacet } from '../ports.ts';
import { hasOwnFilter } from './filter.ts';
import { FIELDS_IN_REPORT } from './in-report.ts';

/** Field of the paragraphs index that each facet counts. */
export const FACET_FIELDS: Readonly<Record<FacetName, string>> = {
  region: 'regionPaths',
  institution: 'institution',
  year: 'year',
  topic: 'topics',
  role: 'role',
  level: 'level',
  docType: 'docType',
};

/** The field that reports are counted from, where paragraphs of one report can differ. */
const fieldInReport = (facet: FacetName): string | null =>
  facet in FIELDS_IN_REPORT ? FIELDS_IN_REPORT[facet as InnerFacet] : null;

/** Engine fields to count for some facets and the reports of each of their values. */
export const countedFields = (facets: readonly FacetName[]): string[] => [
  ...facets.map((facet) => FACET_FIELDS[facet]),
  ...facets.flatMap((facet) => fieldInReport(facet) ?? []),
  ...(facets.some((facet) => fieldInReport(facet) === null) ? ['reportNumber'] : []),
];

/** By the number of each report, as the engine writes it: what it says of itself under each facet that is the same all through it. */
export type ReportFacets = ReadonlyMap<
  string,
  Partial<Record<FacetName, readonly string[]>> & { readonly id: string; readonly day: number }
>;

/** Facets that share one question: those with no filter of their own are counted together. */
export const groupFacets = (
  facets: readonly FacetName[],
  filters: Filters,
): { without: FacetName | null; names: FacetName[] }[] => {
  const shared = facets.filter((facet) => !hasOwnFilter(filters, facet));
  const own = facets.filter((facet) => hasOwnFilter(filters, facet));
  return [
    ...(shared.length > 0 ? [{ without: null, names: shared }] : []),
    ...own.map((facet) => ({ without: facet, names: [facet] })),
  ];
};

/** Reports per value of the facets that are the same all through a report. */
const countWholeReports = (
  perReport: Readonly<Record<string, number>>,
  reports: ReportFacets,
  facets: readonly FacetName[],
): ReadonlyMap<FacetName, ReadonlyMap<string, number>> => {
  const counted = facets.map((facet) => [facet, new Map<string, number>()] as const);
  for (const number in perReport) {
    const report = reports.get(number);
    for (const [facet, counts] of counted)
      for (const value of report?.[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return new Map(counted);
};

/** The counted values of some facets from one answer of the engine, which says of fields in a report how many reports each value has. */
export const toCountedFacets = (
  distribution: FacetDistribution,
  facets: readonly FacetName[],
  reports: ReportFacets,
): [FacetName, CountedValue[]][] => {
  const whole = countWholeReports(
    distribution.reportNumber ?? {},
    reports,
    facets.filter((facet) => fieldInReport(facet) === null),
  );
  return facets.map((facet) => {
    const inReport = fieldInReport(facet);
    const reportsOf =
      inReport === null ? whole.get(facet) : new Map(Object.entries(distribution[inReport] ?? {}));
    const values = Object.entries(distribution[FACET_FIELDS[facet]] ?? {})
      .map(([value, paragraphs]) => ({ value, paragraphs, reports: reportsOf?.get(value) ?? 0 }))
      .sort((a, b) => b.paragraphs - a.paragraphs);
    return [facet, values];
  });
};
