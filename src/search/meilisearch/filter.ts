import type { FacetName } from '../../domain/facet.ts';
import type { Filters } from '../../domain/query.ts';
import { dayOf, withoutBackslash } from './documents.ts';
import { REPEATED_FIELD } from './settings.ts';

/** A value inside a filter expression. Quotes are escaped; backslashes were replaced on the way in as they are here. */
export const quote = (value: string): string => `"${withoutBackslash(value).replaceAll('"', '\\"')}"`;

const oneOf = (field: string, values: readonly (string | number)[]): string[] =>
  values.length === 0 ? [] : [`${field} IN [${values.map((value) => quote(String(value))).join(', ')}]`];

/** `浙江省/宁波市` is a path, 海曙区 a name at any level. */
const regionFilter = (regions: readonly string[]): string[] => {
  if (regions.length === 0) return [];
  const paths = regions.filter((region) => region.includes('/'));
  const names = regions.filter((region) => !region.includes('/'));
  return [`(${[...oneOf('regionPaths', paths), ...oneOf('region', names)].join(' OR ')})`];
};

/** Field names of an index that differ between paragraphs and reports. */
export interface FieldNames {
  readonly year: string;
  readonly role: string;
  readonly report: string;
  /** What only paragraphs that repeat an earlier one hold; null where there are no paragraphs. */
  readonly repeated: string | null;
}
export const PARAGRAPH_NAMES: FieldNames = {
  year: 'year',
  role: 'role',
  report: 'reportId',
  repeated: REPEATED_FIELD,
};
export const REPORT_NAMES: FieldNames = { year: 'years', role: 'roles', report: 'id', repeated: null };

/** Not `copy = false`, which would hide whatever an older zhengsou wrote. */
export const NO_COPIES = 'copy != true';

/**
 * The expressions, to be joined by AND, that restrict an index to `filters`, and to what is counted unless reports are named;
 * `without` leaves out one facet's own filter.
 */
export const toFilter = (filters: Filters, names: FieldNames, without?: FacetName): string[] => [
  ...toRestrictions(filters, names, without),
  ...(filters.report.length === 0 ? [NO_COPIES] : []),
];

/** The same, copies or not. */
export const toRestrictions = (filters: Filters, names: FieldNames, without?: FacetName): string[] => {
  const range = (field: string, operator: '>=' | '<=', value: number | null): string[] =>
    value === null ? [] : [`${field} ${operator} ${value}`];
  return [
    ...(without === 'institution' ? [] : oneOf('institution', filters.institution)),
    ...(without === 'region' ? [] : regionFilter(filters.region)),
    ...(without === 'topic' ? [] : oneOf('topics', filters.topic)),
    ...(without === 'role' ? [] : oneOf(names.role, filters.role)),
    ...(without === 'docType' ? [] : oneOf('docType', filters.docType)),
    ...(without === 'level' ? [] : oneOf('level', filters.level)),
    ...(without === 'year'
      ? []
      : [
          ...oneOf(names.year, filters.year),
          ...range(names.year, '>=', filters.yearFrom),
          ...range(names.year, '<=', filters.yearTo),
        ]),
    ...oneOf(names.report, filters.report),
    ...(filters.repeated === 'hide' && names.repeated !== null ? [`${names.repeated} NOT EXISTS`] : []),
    ...range('publishedDay', '>=', filters.publishedFrom === null ? null : dayOf(filters.publishedFrom)),
    ...range('publishedDay', '<=', filters.publishedTo === null ? null : dayOf(filters.publishedTo)),
  ];
};

/** Does a filter of this facet's own name apply? */
export const hasOwnFilter = (filters: Filters, facet: FacetName): boolean =>
  facet === 'year'
    ? filters.year.length > 0 || filters.yearFrom !== null || filters.yearTo !== null
    : filters[facet].length > 0;
