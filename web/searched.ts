import { mergeFilters } from '../src/queries/interpret.ts';
import type { Coverage, Queries } from '../src/queries/queries.ts';
import { formatSearchRequest, parseSearchRequest, type SearchRequest } from '../src/queries/request.ts';
import { parseQuery } from '../src/text/query.ts';
import { listFilters } from './links.ts';

/** What a search that found nothing looked through. */
export interface Searched {
  readonly coverage: Coverage;
  /** What the filters of page and box leave of it; null without any. */
  readonly left: { readonly paragraphs: number; readonly reports: number } | null;
}

/** Counts what was looked through: nothing found in nothing is not silence. */
export const countSearched = async (
  queries: Pick<Queries, 'search' | 'coverage'>,
  request: SearchRequest,
): Promise<Searched> => {
  const parsed = parseQuery(request.q);
  const filters = 'query' in parsed ? mergeFilters(parsed.query.filters, request) : {};
  const params = formatSearchRequest({ ...request, ...filters, q: '', page: 1 });
  const [coverage, left] = await Promise.all([
    queries.coverage(),
    listFilters(params).length === 0 ? null : queries.search({ ...parseSearchRequest(params), pageSize: 1 }),
  ]);
  return { coverage, left: left && { paragraphs: left.total, reports: left.totalReports } };
};
