import type { Facet, FacetName, FacetValue } from '../domain/facet.ts';
import type { Filters } from '../domain/query.ts';
import { LEVELS } from '../domain/report.ts';
import { ROLE_CODES, ROLE_LABELS, type RoleCode } from '../domain/role.ts';
import { TOPIC_CODES, TOPIC_LABELS, type TopicCode } from '../domain/topic.ts';
import type { CountedValue } from '../search/ports.ts';
import { showRegions } from './region-facet.ts';

/** Values of a facet that a page shows; the rest are found by searching in the facet. */
export const SHOWN_VALUES = 20;

/** What people see for a value: the last name of a region's path, the label of a code. */
export const labelOf = (facet: FacetName, value: string): string => {
  switch (facet) {
    case 'region':
      return value.split('/').at(-1) ?? value;
    case 'topic':
      return TOPIC_LABELS[value as TopicCode] ?? value;
    case 'role':
      return ROLE_LABELS[value as RoleCode] ?? value;
    default:
      return value;
  }
};

const isSelected = (facet: FacetName, value: string, filters: Filters): boolean => {
  if (facet === 'year') {
    const year = Number(value);
    const { yearFrom, yearTo } = filters;
    const inRange =
      (yearFrom !== null || yearTo !== null) && year >= (yearFrom ?? year) && year <= (yearTo ?? year);
    return filters.year.includes(year) || inRange;
  }
  const chosen: readonly string[] = filters[facet];
  if (facet === 'region') return chosen.includes(value) || chosen.includes(labelOf(facet, value));
  return chosen.includes(value);
};

const byCodeOrder = (codes: readonly string[]) => (a: FacetValue, b: FacetValue) =>
  codes.indexOf(a.value) - codes.indexOf(b.value);

/** Years run backwards, roles and levels in their own order; everything else by count. */
const arrange = (facet: FacetName, values: FacetValue[]): FacetValue[] => {
  if (facet === 'year') return values.sort((a, b) => Number(b.value) - Number(a.value));
  if (facet === 'role') return values.sort(byCodeOrder(ROLE_CODES));
  if (facet === 'level') return values.sort(byCodeOrder(LEVELS));
  if (facet === 'topic') return values.sort((a, b) => b.count - a.count || byCodeOrder(TOPIC_CODES)(a, b));
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
};

const isShort = (facet: FacetName): boolean => facet !== 'region' && facet !== 'institution';

/** A facet as the API gives it. Selected values are always among those shown, with 0 where nothing is left of them. */
export const toFacet = (facet: FacetName, counted: readonly CountedValue[], filters: Filters): Facet => {
  const values = arrange(
    facet,
    counted.map(({ value, paragraphs, reports }) => ({
      value,
      label: labelOf(facet, value),
      count: paragraphs,
      reports,
      selected: isSelected(facet, value, filters),
    })),
  );
  const chosen: readonly string[] = facet === 'year' ? filters.year.map(String) : filters[facet];
  for (const value of chosen)
    if (!values.some((known) => known.value === value || (facet === 'region' && known.label === value)))
      values.push({ value, label: labelOf(facet, value), count: 0, reports: 0, selected: true });
  const shown = isShort(facet)
    ? values
    : facet === 'region'
      ? showRegions(values)
      : values.filter(({ selected }, n) => selected || n < SHOWN_VALUES);
  return { name: facet, hasMore: shown.length < values.length, values: shown };
};
