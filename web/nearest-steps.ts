import type { SearchAnswer } from '../src/domain/hit.ts';
import type { Queries } from '../src/queries/queries.ts';
import { formatSearchRequest, parseSearchRequest, type SearchRequest } from '../src/queries/request.ts';
import { clearFilters, type FilterName, listFilters, toggleFilter, withParams } from './links.ts';

/** Something that could be changed in a search that found nothing, and how many paragraphs it would find then. */
export type NearestStep = { readonly params: URLSearchParams; readonly total: number } & (
  | { readonly kind: 'smart' | 'drop-all' }
  | { readonly kind: 'drop-one'; readonly name: FilterName; readonly value: string }
  | { readonly kind: 'one-term'; readonly term: string }
);

/** Bounds the searches that one empty page costs. */
const MAX_FILTERS = 4;
const MAX_TERMS = 5;

type Candidate = NearestStep extends infer Step
  ? Step extends unknown
    ? Omit<Step, 'total'>
    : never
  : never;

const listCandidates = (request: SearchRequest, answer: SearchAnswer): Candidate[] => {
  const params = formatSearchRequest(request);
  const filters = listFilters(params);
  const { terms } = answer.query;
  const candidates: Candidate[] = [];
  if (terms.length > 1 && request.mode === 'exact')
    for (const group of terms.slice(0, MAX_TERMS))
      candidates.push({
        kind: 'one-term',
        term: group.join(' | '),
        params: withParams(request, { q: group.map((term) => `"${term}"`).join('|') }),
      });
  if (filters.length > 1)
    for (const filter of filters.slice(0, MAX_FILTERS))
      candidates.push({
        kind: 'drop-one',
        ...filter,
        params: toggleFilter(params, filter.name, filter.value),
      });
  if (filters.length > 0) candidates.push({ kind: 'drop-all', params: clearFilters(params) });
  if (request.mode === 'exact' && request.q !== '')
    candidates.push({ kind: 'smart', params: withParams(request, { mode: 'smart' }) });
  return candidates;
};

/** The nearest steps with what each would find: which of several terms is missing, which filter stands in the way. */
export const findNearestSteps = async (
  queries: Pick<Queries, 'search'>,
  request: SearchRequest,
  answer: SearchAnswer,
): Promise<NearestStep[]> =>
  Promise.all(
    listCandidates(request, answer).map(async (candidate) => {
      const { total } = await queries.search({
        ...parseSearchRequest(candidate.params),
        page: 1,
        pageSize: 1,
      });
      return { ...candidate, total } as NearestStep;
    }),
  );
