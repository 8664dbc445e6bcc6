import type { Measure } from '../src/domain/measure.ts';
import { type ConcordanceRequest, DEFAULT_WIDTH } from '../src/queries/concordance.ts';
import type { CountRequest } from '../src/queries/counted.ts';
import { formatSearchRequest, type SearchRequest } from '../src/queries/request.ts';
import { nameTerm } from './format.ts';
import { type FilterName, listFilters, searchHref } from './links.ts';
import { filterLabel, valueLabel } from './parts/labels.ts';
import type { View } from './view.ts';

/** More queries than these a heading only hints at. */
const NAMED = 4;

/** Queries as a heading names them. */
export const nameQueries = (q: readonly string[]): string =>
  q.slice(0, NAMED).map(nameTerm).join('、') + (q.length > NAMED ? '…' : '');

/** The parameters of a count: its queries, mode and filters, and whatever else the page adds. */
export const countParams = (
  { q, ...shared }: CountRequest,
  own: Readonly<Record<string, string>> = {},
): URLSearchParams => {
  const params = new URLSearchParams();
  for (const text of q) params.append('q', text);
  for (const [name, value] of formatSearchRequest(shared)) params.append(name, value);
  for (const [name, value] of Object.entries(own)) if (value !== '') params.append(name, value);
  return params;
};

/** A measure in the address; paragraphs go without saying. */
export const measureParam = (measure: Measure): string => (measure === 'paragraphs' ? '' : measure);

export const trendParams = (request: CountRequest, measure: Measure): URLSearchParams =>
  countParams(request, { measure: measureParam(measure) });

/** The parameters with some set anew; an empty value takes one away. */
export const withOwn = (
  params: URLSearchParams,
  changes: Readonly<Record<string, string>>,
): URLSearchParams => {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    if (value !== '') next.set(name, value);
  }
  return next;
};

/** The paragraphs behind a figure: its query and filters, narrowed to where it stands. */
export const paragraphsHref = (
  view: View,
  { q: _, ...shared }: CountRequest,
  q: string,
  narrowed: Partial<SearchRequest>,
): string => searchHref(view, formatSearchRequest({ ...shared, q, ...narrowed }));

export const concordanceParams = ({ sort, width, ...rest }: ConcordanceRequest, page = 1) => {
  const { pageSize: _, page: _page, ...filters } = rest;
  const params = formatSearchRequest(filters);
  if (sort !== 'position') params.set('sort', sort);
  if (width !== DEFAULT_WIDTH) params.set('width', String(width));
  if (page > 1) params.set('page', String(page));
  return params;
};

/** Filters in words, for a figure's notes: 环节：工作安排. */
export const describeFilters = (view: Pick<View, 't'>, params: URLSearchParams): string[] =>
  listFilters(params).map(({ name, value }: { name: FilterName; value: string }) => {
    const field = filterLabel(view.t, name);
    const text = valueLabel(view.t, name, value);
    return field === null ? text : `${field} ${text}`;
  });
