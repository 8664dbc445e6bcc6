import type { FacetName } from '../../src/domain/facet.ts';
import type { Messages } from '../i18n/messages.ts';
import { type FilterName, regionLabel } from '../links.ts';

const inTable = (table: Readonly<Record<string, string>>, value: string): string => table[value] ?? value;

/** What people see for a filter's value, in the page's language; names of places and institutions stay Chinese. */
export const valueLabel = (t: Messages, name: FilterName, value: string): string => {
  switch (name) {
    case 'topic':
      return inTable(t.topics, value);
    case 'role':
      return inTable(t.roles, value);
    case 'level':
      return inTable(t.levels, value);
    case 'docType':
      return inTable(t.docTypes, value);
    case 'region':
      return regionLabel(value);
    case 'yearFrom':
      return t.chipYearFrom(value);
    case 'yearTo':
      return t.chipYearTo(value);
    case 'publishedFrom':
      return t.chipPublishedFrom(value);
    case 'publishedTo':
      return t.chipPublishedTo(value);
    case 'repeated':
      return t.chipRepeated;
    case 'report':
    case 'institution':
    case 'year':
      return value;
  }
};

const CHINESE_ONLY = new Set<FilterName>(['region', 'institution', 'report']);

/** `zh-CN` for values that stay Chinese on an English page. */
export const valueLang = (name: FilterName): 'zh-CN' | undefined =>
  CHINESE_ONLY.has(name) ? 'zh-CN' : undefined;

const SAY_THEMSELVES: ReadonlySet<FilterName> = new Set<FilterName>([
  'yearFrom',
  'yearTo',
  'publishedFrom',
  'publishedTo',
  'repeated',
]);

/** The name of the field a chip belongs to, or null where the value says it itself (至 2023 年). */
export const filterLabel = (t: Messages, name: FilterName): string | null => {
  if (name === 'report') return t.chipReport;
  if (SAY_THEMSELVES.has(name)) return null;
  return t.facets[name as FacetName];
};
