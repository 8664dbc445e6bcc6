import { fault } from '../domain/faults/fault.ts';
import { InvalidRequest } from '../domain/problem.ts';
import { type Filters, NO_FILTERS, type TakenName } from '../domain/query.ts';
import type { Tally } from '../search/ports.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { isQueryField } from '../text/query-fields.ts';
import { type Interpretation, interpret, mergeFilters, parseBox } from './interpret.ts';
import { filtersOf, parseSearchRequest, type SearchRequest } from './request.ts';

/** What a count asks for: several queries under shared filters. */
export type CountRequest = Omit<SearchRequest, 'q' | 'page' | 'pageSize' | 'sort' | 'group'> & {
  readonly q: readonly string[];
};

/** A pasted list counts as so many queries: one a line. */
const queriesIn = (params: URLSearchParams): string[] => [
  ...new Set(
    params
      .getAll('q')
      .flatMap((text) => text.split(/[\r\n]+/))
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  ),
];

/** Reads the queries and shared filters of a count. @throws {InvalidRequest} */
export const parseCountRequest = (params: URLSearchParams, most: number): CountRequest => {
  const q = queriesIn(params);
  if (q.length === 0) throw new InvalidRequest('q', fault('nothingToCount'));
  if (q.length > most) throw new InvalidRequest('q', fault('tooManyQueries', { most, given: q.length }));
  const shared = new URLSearchParams(params);
  for (const name of ['page', 'pageSize', 'sort', 'group']) shared.delete(name);
  for (const text of q) {
    shared.set('q', text);
    parseSearchRequest(shared);
  }
  const {
    q: _,
    page: _page,
    pageSize: _size,
    sort: _sort,
    group: _group,
    ...rest
  } = parseSearchRequest(shared);
  return { ...rest, q };
};

const hasFilters = (filters: Filters): boolean =>
  Object.entries(filters).some(([name, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== NO_FILTERS[name as keyof Filters],
  );

const BOX_FIELD = /(^|[\s|｜])(\p{L}{2,12})[:：](?:"[^"]*"|“[^”"]*[”"]|「[^」]*」|『[^』]*』|[^\s|｜]*)/gu;

/**
 * The same request with the filters of its only box among the others: a figure's link adds a filter, and one added beside a
 * box that names the same field would widen it. A box that cannot be taken apart surely stays as it is.
 */
export const separateFilters = (request: CountRequest): CountRequest => {
  const [q] = request.q;
  if (q === undefined || request.q.length > 1) return request;
  const { all, none, filters } = parseBox(q);
  if (!hasFilters(filters)) return request;
  const rest = q
    .replace(BOX_FIELD, (whole, lead: string, name: string) => (isQueryField(name) ? lead : whole))
    .replace(/\s+/g, ' ')
    .trim();
  const left = parseBox(rest);
  if (JSON.stringify([left.all, left.none]) !== JSON.stringify([all, none]) || hasFilters(left.filters))
    return request;
  const shared = filtersOf({ ...request, q: '', page: 1, pageSize: 1, sort: 'relevance', group: 'none' });
  return { ...request, ...mergeFilters(filters, shared), q: [rest] };
};

export interface CountedQuery {
  readonly q: string;
  readonly interpretation: Interpretation;
}

/**
 * Understands the queries of a count. Filters typed into the box of the only query apply to the denominators as well; several
 * boxes could each say something else, so there they are refused.
 * @throws {InvalidRequest}
 */
export const interpretCounted = (
  request: CountRequest,
  lexicon: Lexicon,
): { queries: CountedQuery[]; filters: Filters; taken: TakenName[] } => {
  const shared = filtersOf({ ...request, q: '', page: 1, pageSize: 1, sort: 'relevance', group: 'none' });
  const queries = request.q.map((q) => ({
    q,
    interpretation: interpret(q, request, shared, lexicon),
  }));
  for (const { q, interpretation } of queries) {
    if (interpretation.selection.groups.length === 0)
      throw new InvalidRequest('q', fault('noTermToCount', { q }));
    const boxOnly = interpret(q, request, NO_FILTERS, lexicon).selection.filters;
    if (queries.length > 1 && hasFilters(boxOnly))
      throw new InvalidRequest('q', fault('filtersInSeveral', { q }));
  }
  const [first] = queries;
  return {
    queries,
    filters: first?.interpretation.selection.filters ?? shared,
    taken: [...(first?.interpretation.taken ?? [])],
  };
};

export interface Counts {
  paragraphs: number;
  reports: number;
  occurrences: number;
}

export const noCounts = (): Counts => ({ paragraphs: 0, reports: 0, occurrences: 0 });

/** Adds the count of one report. */
export const addTally = (sum: Counts, tally: Tally): void => {
  sum.paragraphs += tally.paragraphs;
  sum.occurrences += tally.occurrences;
  if (tally.paragraphs > 0) sum.reports++;
};

/** Works something out of a list once in the ways that it is asked for: lists of what is held stay until the collection changes. */
export const rememberBy = <List extends object, How extends readonly (string | number)[], T>(
  work: (list: List, ...how: How) => T,
): ((list: List, ...how: How) => T) => {
  const known = new WeakMap<List, Map<string, T>>();
  return (list, ...how) => {
    const worked = known.get(list) ?? new Map<string, T>();
    known.set(list, worked);
    const key = how.join(' ');
    const before = worked.get(key);
    if (before !== undefined) return before;
    const result = work(list, ...how);
    worked.set(key, result);
    return result;
  };
};
