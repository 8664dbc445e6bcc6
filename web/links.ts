import type { FacetName } from '../src/domain/facet.ts';
import { ALWAYS_FIRST } from '../src/domain/reading-place.ts';
import { formatRegion, type Region } from '../src/domain/region.ts';
import { formatSearchRequest, type SearchRequest } from '../src/queries/request.ts';
import { href, type View } from './view.ts';

/** Filters that a request can carry, in the order in which chips show them. */
export const FILTER_NAMES = [
  'report',
  'region',
  'institution',
  'year',
  'yearFrom',
  'yearTo',
  'publishedFrom',
  'publishedTo',
  'topic',
  'role',
  'level',
  'docType',
  'repeated',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** New reports that match, for a feed reader. How the page sorts and groups does not matter there. */
export const feedHref = (params: URLSearchParams): string => {
  const followed = new URLSearchParams(params);
  for (const name of ['sort', 'group', 'page', 'pageSize']) followed.delete(name);
  const query = followed.toString();
  return `/feed.atom${query ? `?${query}` : ''}`;
};

export const searchHref = (view: View, params: URLSearchParams): string => href(view, '/', params);

/** The page one is on, with a facet searched in for `text`; what it finds stands in the facet's box. */
export const facetSearchHref = (
  view: View,
  params: URLSearchParams,
  name: FacetName,
  text: string,
): string => {
  const next = new URLSearchParams(params);
  next.set('facet', name);
  next.set('find', text);
  return href(view, view.path, next, `facet-${name}`);
};

/** The page one is on, with other parameters: filters work alike on search, trend, compare and concordance. */
export const hereHref = (view: View, params: URLSearchParams): string => href(view, view.path, params);

/** The request's parameters with some set anew; the page starts over. */
export const withParams = (request: SearchRequest, changes: Partial<SearchRequest>): URLSearchParams =>
  formatSearchRequest({ ...request, page: 1, ...changes });

const isSameRegion = (given: string, path: string): boolean => given === path || path.endsWith(`/${given}`);
const isKin = (given: string, path: string): boolean =>
  given.startsWith(`${path}/`) || path.startsWith(`${given}/`);

/** Whether the request itself (not a filter typed into the box) holds this value. */
export const hasFilter = (params: URLSearchParams, name: FilterName, value: string): boolean =>
  params.getAll(name).some((given) => (name === 'region' ? isSameRegion(given, value) : given === value));

/**
 * The parameters with one filter value added, or taken away where it was set; the page starts over.
 * A region replaces the regions above and below it: 浙江省 or 宁波市 together would not narrow anything. A year replaces a
 * range of years, which its count leaves out of account.
 */
export const toggleFilter = (params: URLSearchParams, name: FilterName, value: string): URLSearchParams => {
  const next = new URLSearchParams(params);
  next.delete('page');
  next.delete(name);
  if (name === 'year') for (const end of ['yearFrom', 'yearTo']) next.delete(end);
  const given = params.getAll(name);
  const kept = given.filter((other) =>
    name === 'region' ? !isSameRegion(other, value) && !isKin(other, value) : other !== value,
  );
  for (const other of kept) next.append(name, other);
  if (!hasFilter(params, name, value)) next.append(name, value);
  return next;
};

/** The parameters without any filter. */
export const clearFilters = (params: URLSearchParams): URLSearchParams => {
  const next = new URLSearchParams(params);
  next.delete('page');
  for (const name of FILTER_NAMES) next.delete(name);
  return next;
};

/** Every filter set, one entry a value. */
export const listFilters = (params: URLSearchParams): { name: FilterName; value: string }[] =>
  FILTER_NAMES.flatMap((name) => params.getAll(name).map((value) => ({ name, value }))).filter(
    // Showing everything is no filter, though an address may say it.
    ({ name, value }) => name !== 'repeated' || value === 'hide',
  );

/** The parameters that make the report page mark the query's matches. */
export const queryParams = ({
  q,
  mode,
  synonyms,
}: Pick<SearchRequest, 'q' | 'mode' | 'synonyms'>): URLSearchParams =>
  formatSearchRequest({ q, mode, synonyms });

/** A report, or with `anchor` a place in it. */
export const reportHref = (view: View, id: string, params?: URLSearchParams, anchor?: string): string =>
  href(view, `/reports/${encodeURIComponent(id)}`, params, anchor);

/** A paragraph where it stands in its report. Beyond the first ones the address says which, so that a long report opens at its part. */
export const paragraphHref = (view: View, id: string, ordinal: number, params?: URLSearchParams): string => {
  const all = new URLSearchParams(params);
  if (ordinal >= ALWAYS_FIRST) all.set('at', String(ordinal));
  return reportHref(view, id, all, `p${ordinal}`);
};

/** The original as it was read; browsers open a pdf at the page. */
export const originalHref = (id: string, page: number | null = null): string =>
  `/reports/${encodeURIComponent(id)}/source${page === null ? '' : `#page=${page}`}`;

export const regionLabel = (region: Region | string): string =>
  (typeof region === 'string' ? region : formatRegion(region)).replaceAll('/', ' › ');

/** An address of another site as a link target, or null unless it is http(s): anything else could script the page. */
export const outsideHref = (address: string | null): string | null => {
  if (address === null) return null;
  try {
    const { protocol } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? address : null;
  } catch {
    return null;
  }
};
