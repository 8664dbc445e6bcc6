import type { FacetDistribution } from 'meilisearch';
import type { FacetName } from '../../domain/facet.ts';
import type { Filters } from '../../domain/query.ts';
import type { CountedValue } from '../ports.ts';
import { hasOwnFilter } from './filter.ts';

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

/** Facets whose value can differ between paragraphs of one report: their reports are counted from `reportValues`. */
const WITHIN_REPORT: ReadonlySet<FacetName> = new Set<FacetName>(['year', 'topic', 'role']);

/** Engine fields to count for some facets and the reports of each of their values. */
export const countedFields = (facets: readonly FacetName[]): string[] => [
  ...facets.map((facet) => FACET_FIELDS[facet]),
  ...(facets.some((facet) => WITHIN_REPORT.has(facet)) ? ['reportValues'] : []),
  ...(facets.some((facet) => !WITHIN_REPORT.has(facet)) ? ['reportId'] : []),
];

/** What a report says of itself under each facet that is the same all through it. */
export type ReportFacets = ReadonlyMap<
  string,
  Partial<Record<FacetName, readonly string[]>> & { readonly day: number }
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

/** Reports per value of a facet that is the same all through a report. */
const countWholeReports = (
  perReport: Readonly<Record<string, number>>,
  reports: ReportFacets,
  facet: FacetName,
): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const id of Object.keys(perReport))
    for (const value of reports.get(id)?.[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Reports per value of the other facets: `facet/value/report` counted by its first two parts. */
const countReportValues = (
  distribution: Readonly<Record<string, number>>,
): Map<string, Map<string, number>> => {
  const counts = new Map<string, Map<string, number>>();
  for (const key of Object.keys(distribution)) {
    const [facet = '', value = ''] = key.split('/');
    const values = counts.get(facet) ?? new Map<string, number>();
    values.set(value, (values.get(value) ?? 0) + 1);
    counts.set(facet, values);
  }
  return counts;
};

/** The counted values of some facets from one answer of the engine. */
export const toCountedFacets = (
  distribution: FacetDistribution,
  facets: readonly FacetName[],
  reports: ReportFacets,
): [FacetName, CountedValue[]][] => {
  const within = countReportValues(distribution.reportValues ?? {});
  return facets.map((facet) => {
    const reportsOf = WITHIN_REPORT.has(facet)
      ? (within.get(facet) ?? new Map<string, number>())
      : countWholeReports(distribution.reportId ?? {}, reports, facet);
    const values = Object.entries(distribution[FACET_FIELDS[facet]] ?? {})
      .map(([value, paragraphs]) => ({ value, paragraphs, reports: reportsOf.get(value) ?? 0 }))
      .sort((a, b) => b.paragraphs - a.paragraphs);
    return [facet, values];
  });
};
