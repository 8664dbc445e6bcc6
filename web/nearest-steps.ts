import type { ParsedQuery, Term } from '../src/domain/query.ts';
import { mergeFilters } from '../src/queries/interpret.ts';
import type { Queries } from '../src/queries/queries.ts';
import { formatSearchRequest, parseSearchRequest, type SearchRequest } from '../src/queries/request.ts';
import { phrasesOf } from '../src/text/conditions.ts';
import { parseQuery } from '../src/text/query.ts';
import { showTerm, typeTerm } from '../src/text/query-format.ts';
import { clearFilters, type FilterName, listFilters, toggleFilter, withParams } from './links.ts';

/** Something that could be changed in a search that found nothing, and how many paragraphs it would find then. */
export type NearestStep = { readonly params: URLSearchParams; readonly total: number } & (
  | { readonly kind: 'smart' | 'synonyms' | 'drop-all' }
  | { readonly kind: 'drop-one'; readonly name: FilterName; readonly value: string }
  /**
   * `corrected`: another spelling of the whole query; `loosened`: without same sentence and numbers of times; `unfiltered`:
   * without the filters typed into the box.
   */
  | { readonly kind: 'corrected' | 'loosened' | 'unfiltered'; readonly q: string }
  /** One of several terms alone, under the same filters. */
  | { readonly kind: 'one-term'; readonly term: string }
  /** The same without any filter. */
  | { readonly kind: 'term-anywhere'; readonly term: string }
);

/** Bounds the searches that one empty page costs. */
const MAX_FILTERS = 4;
const MAX_TERMS = 5;

type Candidate = NearestStep extends infer Step
  ? Step extends unknown
    ? Omit<Step, 'total'>
    : never
  : never;

const typeGroup = (group: readonly Term[]): string => group.map(typeTerm).join('|');

/** A term's phrases anywhere in the paragraph, once each. */
const loosen = (group: readonly Term[]): string[] => {
  const [only] = group;
  return group.length === 1 && only ? phrasesOf(only).map(typeTerm) : [typeGroup(group)];
};

/** What is sought, without the filters typed into the box. */
export const typeTerms = ({ all, none }: ParsedQuery): string =>
  [...all.map(typeGroup), ...none.map((term) => `-${typeTerm(term)}`)].join(' ');

/** The query without the filters in the box, where there are some beside terms. */
const listUnfiltered = (request: SearchRequest, query: ParsedQuery): Candidate[] => {
  const isFiltered = Object.values(query.filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value,
  );
  const q = typeTerms(query);
  return isFiltered && q !== '' ? [{ kind: 'unfiltered', q, params: withParams(request, { q }) }] : [];
};

const listTerms = (request: SearchRequest, { all, filters }: ParsedQuery): Candidate[] => {
  // The filters of the box hold on; they stand among the page's then.
  const under = (q: string): URLSearchParams => withParams(request, { ...mergeFilters(filters, request), q });
  const isLoose = all.flat().every(({ kind }) => kind === 'phrase');
  const loosened = all.flatMap(loosen).join(' ');
  return [
    ...(isLoose ? [] : [{ kind: 'loosened' as const, q: loosened, params: under(loosened) }]),
    ...(all.length > 1
      ? all.slice(0, MAX_TERMS).flatMap((group) => {
          const term = group.map(showTerm).join(' | ');
          const params = under(typeGroup(group));
          return [
            { kind: 'one-term' as const, term, params },
            ...(listFilters(params).length > 0
              ? [{ kind: 'term-anywhere' as const, term, params: clearFilters(params) }]
              : []),
          ];
        })
      : []),
  ];
};

const listCandidates = (request: SearchRequest, corrections: readonly string[]): Candidate[] => {
  const params = formatSearchRequest(request);
  const filters = listFilters(params);
  const parsed = parseQuery(request.q);
  const isExact = request.mode === 'exact';
  return [
    ...corrections.map((q) => ({ kind: 'corrected' as const, q, params: withParams(request, { q }) })),
    ...(isExact && 'query' in parsed ? listTerms(request, parsed.query) : []),
    ...('query' in parsed ? listUnfiltered(request, parsed.query) : []),
    ...filters.slice(0, MAX_FILTERS).map((filter) => ({
      kind: 'drop-one' as const,
      ...filter,
      params: toggleFilter(params, filter.name, filter.value),
    })),
    ...(filters.length > 1 ? [{ kind: 'drop-all' as const, params: clearFilters(params) }] : []),
    ...(request.synonyms || request.q === ''
      ? []
      : [{ kind: 'synonyms' as const, params: withParams(request, { synonyms: true }) }]),
    ...(isExact && request.q !== ''
      ? [{ kind: 'smart' as const, params: withParams(request, { mode: 'smart' }) }]
      : []),
  ];
};

/** The nearest steps with what each would find: what may have been meant, which of several terms is missing, which filter stands in the way. */
export const findNearestSteps = async (
  queries: Pick<Queries, 'count' | 'corrections'>,
  request: SearchRequest,
): Promise<NearestStep[]> =>
  Promise.all(
    listCandidates(request, await queries.corrections(request.q)).map(async (candidate) => {
      const total = await queries.count(parseSearchRequest(candidate.params));
      return { ...candidate, total } as NearestStep;
    }),
  );
