import type { FacetDistribution } from 'meilisearch';
import type { FacetName } from '../../domain/facet.ts';
import type { Filters } from '../../domain/query.ts';
import type { CountedValue } from '../ports.ts';
import { hasOwnFilter, quote } from './filter.ts';

/** Values whose reports are counted too; further ones only when they are selected. */
export const MAX_SHOWN_VALUES = 30;

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

/** Facets whose value can differ between paragraphs of one report: their reports need a question of their own for each value. */
const WITHIN_REPORT: ReadonlySet<FacetName> = new Set<FacetName>(['year', 'topic', 'role']);
export const isWithinReport = (facet: FacetName): boolean => WITHIN_REPORT.has(facet);

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

const selectedValues = (filters: Filters, facet: FacetName): string[] => filters[facet].map(String);

/** The values of a facet that people will see: the most frequent, and the selected wherever they stand. */
export const shownValues = (
  distribution: FacetDistribution,
  facet: FacetName,
  filters: Filters,
): string[] => {
  const all = Object.keys(distribution[FACET_FIELDS[facet]] ?? {});
  const selected = new Set(selectedValues(filters, facet));
  const limit = facet === 'year' ? Number.POSITIVE_INFINITY : MAX_SHOWN_VALUES;
  return all.filter((value, rank) => rank < limit || selected.has(value));
};

export const valueFilter = (facet: FacetName, value: string): string =>
  `${FACET_FIELDS[facet]} = ${quote(value)}`;

/** Reports per value of the facets that are the same all through a report, from the paragraphs counted per report. */
export const countReports = (
  perReport: Readonly<Record<string, number>>,
  reports: ReportFacets,
  facet: FacetName,
): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const id of Object.keys(perReport))
    for (const value of reports.get(id)?.[facet] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

export const toCountedValues = (
  distribution: FacetDistribution,
  facet: FacetName,
  reports: ReadonlyMap<string, number>,
): CountedValue[] =>
  Object.entries(distribution[FACET_FIELDS[facet]] ?? {})
    .map(([value, paragraphs]) => ({ value, paragraphs, reports: reports.get(value) ?? 0 }))
    .sort((a, b) => b.paragraphs - a.paragraphs);
