import type { Context, Hono } from 'hono';
import { wordFault } from '../src/domain/faults/fault.ts';
import { InvalidRequest } from '../src/domain/problem.ts';
import { parseCompareRequest } from '../src/queries/compare.ts';
import { parseConcordanceRequest } from '../src/queries/concordance.ts';
import { type CountRequest, separateFilters } from '../src/queries/counted.ts';
import { withTaken } from '../src/queries/held-names.ts';
import type { Queries } from '../src/queries/queries.ts';
import type { SearchRequest } from '../src/queries/request.ts';
import { parseTrendRequest } from '../src/queries/trend.ts';
import { measureIn } from './charts/measures.ts';
import { colOrderIn, orderIn, withQueryCols } from './comparing.ts';
import { readFacetSearch } from './facet-search.ts';
import { ComparePage, CompareStart } from './pages/compare-page.tsx';
import { ConcordancePage, ConcordanceStart } from './pages/concordance-page.tsx';
import { TrendPage, TrendStart } from './pages/trend-page.tsx';
import type { Corrected } from './parts/corrections.tsx';
import type { Held } from './parts/counting-frame.tsx';
import type { View } from './view.ts';

export type CountingQueries = Pick<
  Queries,
  'search' | 'facetValues' | 'trend' | 'compare' | 'concordance' | 'edition' | 'corrections'
>;

type Page = ReturnType<typeof TrendStart>;

interface CountingDeps {
  readonly queries: CountingQueries;
  readonly viewOf: (c: Context) => View;
  readonly respond: (c: Context, page: Page, status?: 200 | 400) => Response | Promise<Response>;
}

/** What the collection holds under the filters of a count, by facet. */
const facetsHeld = async (
  queries: CountingQueries,
  view: View,
  request: Omit<CountRequest, 'q'>,
): Promise<Held> => {
  const all: SearchRequest = {
    ...request,
    q: '',
    mode: 'exact',
    page: 1,
    pageSize: 1,
    sort: 'relevance',
    group: 'none',
  };
  const sought = readFacetSearch(view.params);
  const [{ query, facets, total, totalReports }, facet] = await Promise.all([
    queries.search(all),
    sought ? queries.facetValues(sought.name, sought.text, all) : null,
  ]);
  return {
    taken: query.taken,
    facets,
    found: sought && facet ? { ...sought, facet } : null,
    summary: view.t.summaryCount(total, totalReports),
  };
};

/** What may have been meant by those of the queries that hold a term which stands nowhere. */
const correct = async (queries: CountingQueries, q: readonly string[]): Promise<Corrected[]> => {
  const corrections = await Promise.all(q.map((text) => queries.corrections(text)));
  return q.flatMap((text, n) => {
    const meant = corrections[n] ?? [];
    return meant.length === 0 ? [] : [{ q: text, meant }];
  });
};

const hasQuery = (params: URLSearchParams): boolean => params.getAll('q').some((text) => text.trim() !== '');

/** The pages that count: `/trend`, `/compare`, `/concordance`. */
export const mountCounting = (web: Hono, { queries, viewOf, respond }: CountingDeps): void => {
  /** A page of several states: nothing asked yet, something wrong with what was asked, or the figure. */
  const mountPage = (
    path: string,
    Start: (props: { view: View; problem?: string | undefined }) => Page,
    answer: (view: View) => Promise<Page>,
  ): void => {
    web.get(path, async (c) => {
      const view = viewOf(c);
      if (!hasQuery(view.params)) return respond(c, Start({ view }));
      try {
        return await respond(c, await answer(view));
      } catch (error) {
        if (!(error instanceof InvalidRequest)) throw error;
        return respond(c, Start({ view, problem: wordFault(error.fault, view.lang) }), 400);
      }
    });
  };

  mountPage('/trend', TrendStart, async (view) => {
    const request = separateFilters(parseTrendRequest(view.params));
    const [answer, edition, facets, corrected] = await Promise.all([
      queries.trend(request),
      queries.edition(),
      facetsHeld(queries, view, request),
      correct(queries, request.q),
    ]);
    const settled = withTaken(request, facets.taken);
    return TrendPage({
      view,
      request: settled,
      measure: measureIn(view.params),
      answer,
      edition,
      facets,
      corrected,
    });
  });

  mountPage('/compare', CompareStart, async (view) => {
    const asked = parseCompareRequest(withQueryCols(view.params));
    const request = { ...asked, ...separateFilters(asked) };
    const { rows: _, cols: _cols, depth: _depth, most: _most, ...count } = request;
    const [answer, edition, facets, corrected] = await Promise.all([
      queries.compare(request),
      queries.edition(),
      facetsHeld(queries, view, count),
      correct(queries, request.q),
    ]);
    const order = orderIn(view.params);
    return ComparePage({
      view,
      request: withTaken(request, facets.taken),
      measure: measureIn(view.params),
      order,
      colOrder: colOrderIn(view.params),
      answer,
      edition,
      facets,
      corrected,
    });
  });

  mountPage('/concordance', ConcordanceStart, async (view) => {
    const request = parseConcordanceRequest(view.params);
    const { q: _, page: _page, pageSize: _size, sort: _sort, width: _width, ...filters } = request;
    const [answer, edition, facets, corrected] = await Promise.all([
      queries.concordance(request),
      queries.edition(),
      facetsHeld(queries, view, filters),
      correct(queries, [request.q]),
    ]);
    const settled = withTaken(request, facets.taken);
    return ConcordancePage({ view, request: settled, answer, edition, facets, corrected });
  });
};
