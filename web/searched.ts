import { type Filters, NO_FILTERS } from '../src/domain/query.ts';
import { mergeFilters } from '../src/queries/interpret.ts';
import type { Coverage, Queries } from '../src/queries/queries.ts';
import { formatSearchRequest, parseSearchRequest, type SearchRequest } from '../src/queries/request.ts';
import { parseQuery } from '../src/text/query.ts';
import { listFilters, withParams } from './links.ts';
import { typeTerms } from './nearest-steps.ts';

/** A place or an institution that no report held is of. */
export interface Unheld {
  readonly name: 'region' | 'institution';
  readonly value: string;
  /** Those held whose name has it in it, each with the same search there. */
  readonly near: readonly { readonly value: string; readonly params: URLSearchParams }[];
}

/** What a search that found nothing looked through. */
export interface Searched {
  readonly coverage: Coverage;
  /** What the filters of page and box leave of it; null without any. */
  readonly left: { readonly paragraphs: number; readonly reports: number } | null;
  /** Why they leave nothing, where that is because of a name. */
  readonly unheld: readonly Unheld[];
}

/** Bounds the searches that one empty page costs. */
const MOST_NAMES = 4;
const MOST_NEAR = 3;

type Asked = Pick<Queries, 'search' | 'count' | 'coverage' | 'facetValues'>;

const EVERYTHING = parseSearchRequest(new URLSearchParams());

/** Names among the filters that nothing held bears. */
const findUnheld = async (
  queries: Asked,
  request: SearchRequest,
  filters: Filters,
  q: string,
): Promise<Unheld[]> => {
  const names = (['region', 'institution'] as const)
    .flatMap((name) => filters[name].map((value) => ({ name, value })))
    .slice(0, MOST_NAMES);
  const looked = await Promise.all(
    names.map(async ({ name, value }): Promise<Unheld[]> => {
      if ((await queries.count({ ...EVERYTHING, [name]: [value] })) > 0) return [];
      const { values } = await queries.facetValues(name, value, EVERYTHING);
      const near = values.slice(0, MOST_NEAR).map((held) => ({
        value: held.value,
        params: withParams(request, {
          ...filters,
          q,
          [name]: filters[name].map((other) => (other === value ? held.value : other)),
        }),
      }));
      return [{ name, value, near }];
    }),
  );
  return looked.flat();
};

/** Counts what was looked through: nothing found in nothing is not silence. */
export const countSearched = async (queries: Asked, request: SearchRequest): Promise<Searched> => {
  const parsed = parseQuery(request.q);
  const box = 'query' in parsed ? parsed.query : { all: [], none: [], filters: NO_FILTERS };
  const filters = mergeFilters(box.filters, request);
  const params = formatSearchRequest({ ...request, ...filters, q: '', page: 1 });
  const [coverage, left] = await Promise.all([
    queries.coverage(),
    listFilters(params).length === 0 ? null : queries.search({ ...parseSearchRequest(params), pageSize: 1 }),
  ]);
  return {
    coverage,
    left: left && { paragraphs: left.total, reports: left.totalReports },
    unheld: left?.total === 0 ? await findUnheld(queries, request, filters, typeTerms(box)) : [],
  };
};
