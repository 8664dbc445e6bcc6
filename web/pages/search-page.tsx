import type { FC } from 'hono/jsx';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { RelatedAnswer } from '../../src/domain/related.ts';
import type { WordCounts } from '../../src/queries/queries.ts';
import { formatSearchRequest, type SearchRequest } from '../../src/queries/request.ts';
import type { FoundValues } from '../facet-search.ts';
import { nameTerm } from '../format.ts';
import { Layout } from '../layout.tsx';
import { feedHref, listFilters, searchHref, withParams } from '../links.ts';
import type { NearestStep } from '../nearest-steps.ts';
import { Chips } from '../parts/chips.tsx';
import { EmptyResult } from '../parts/empty-result.tsx';
import { Facets, hasFacets } from '../parts/facets.tsx';
import { HitCard } from '../parts/hit-card.tsx';
import { Meant } from '../parts/meant.tsx';
import { Paging, pageHref, pagesOf } from '../parts/paging.tsx';
import { Related } from '../parts/related.tsx';
import { ReportCard } from '../parts/report-card.tsx';
import { Toolbar } from '../parts/toolbar.tsx';
import { Understood } from '../parts/understood.tsx';
import { ViewTabs } from '../parts/view-tabs.tsx';
import type { Searched } from '../searched.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  request: SearchRequest;
  answer: SearchAnswer;
  /** Of the words of a smart query that found something. */
  counts: WordCounts | null;
  /** Only where nothing was found. */
  steps: readonly NearestStep[];
  /** Only there too. */
  searched: Searched | null;
  /** What a search inside one facet found. */
  found: FoundValues | null;
  /** Null where they are not shown yet. */
  related: RelatedAnswer | null;
  /** What may have been meant where one of several terms stands nowhere, though something was found. */
  corrections: readonly string[];
}

const summarise = (view: View, answer: SearchAnswer): string =>
  answer.total === 0 ? view.t.paragraphs(0) : view.t.summaryCount(answer.total, answer.totalReports);

const Summary: FC<{ view: View; answer: SearchAnswer }> = ({ view, answer }) => (
  <div class="summary">
    <p>
      <strong id="count" tabindex={-1} data-total={answer.total} data-reports={answer.totalReports}>
        {answer.exact ? '' : '≤ '}
        {summarise(view, answer)}
      </strong>
      <span class="took">{view.t.summaryTook(Math.round(answer.took))}</span>
    </p>
    {answer.exact ? null : <p class="note">{view.t.notExact}</p>}
  </div>
);

const Hits: FC<Pick<Props, 'view' | 'request' | 'answer'>> = ({ view, request, answer }) => (
  <ol class="hits" start={(answer.page - 1) * answer.pageSize + 1}>
    {answer.hits.map((hit) =>
      request.group === 'report' && request.q.trim() === '' ? (
        <ReportCard view={view} request={request} hit={hit} />
      ) : (
        <HitCard view={view} request={request} hit={hit} />
      ),
    )}
  </ol>
);

const Found: FC<Pick<Props, 'view' | 'request' | 'answer'>> = ({ view, request, answer }) => {
  const pages = pagesOf(answer);
  if (answer.hits.length === 0)
    return (
      <p class="empty">
        {view.t.pastEnd} <a href={searchHref(view, withParams(request, {}))}>{view.t.firstPage}</a>
      </p>
    );
  return (
    <>
      <Hits view={view} request={request} answer={answer} />
      <Paging view={view} request={request} pages={pages} />
    </>
  );
};

/** Results with their counts, facets and paging. The script swaps `#results` as the user types. */
export const SearchPage = ({
  view,
  request,
  answer,
  counts,
  steps,
  searched,
  found,
  related,
  corrections,
}: Props) => {
  const { t } = view;
  const params = withParams(request, {});
  const summary = summarise(view, answer);
  const pages = pagesOf(answer);
  const selected = listFilters(params).length;
  const titles = new Map(answer.hits.map(({ report }) => [report.id, report.title]));
  return (
    <Layout
      view={view}
      kind="search"
      title={`${nameTerm(request.q) || t.allParagraphs} - ${summary}`}
      search={{
        q: request.q,
        mode: request.mode,
        synonyms: request.synonyms,
        params: formatSearchRequest(request),
        live: true,
      }}
      previous={pages.current > 1 ? pageHref(view, request, pages.current - 1) : undefined}
      next={pages.current < pages.last ? pageHref(view, request, pages.current + 1) : undefined}
      feed={feedHref(params)}
      index={false}
    >
      <div id="results" class="wrap results" data-announce={summary}>
        <main class="list" aria-labelledby="results-heading">
          <h1 class="away">{nameTerm(request.q) || t.allParagraphs}</h1>
          <h2 id="results-heading" class="away">
            {t.resultsHeading}
          </h2>
          <ViewTabs view={view} current="search" q={[request.q]} params={params} />
          <div class="head">
            <Summary view={view} answer={answer} />
            {hasFacets(answer.facets, found) ? (
              <a class="filters-open" href="#filters">
                {t.filtersOpen(selected)}
              </a>
            ) : null}
          </div>
          <Understood view={view} query={answer.query} counts={counts} />
          <Chips view={view} params={params} titles={titles} />
          {answer.total > 0 && corrections.length > 0 ? (
            <p class="meant">
              {t.meantOf(nameTerm(request.q))}{' '}
              <Meant
                view={view}
                of={corrections.map((q) => ({ q, href: searchHref(view, withParams(request, { q })) }))}
              />
            </p>
          ) : null}
          {answer.total > 0 && request.page === 1 && request.q.trim() !== '' ? (
            <Related view={view} request={request} related={related} />
          ) : null}
          {answer.total > 0 ? <Toolbar view={view} request={request} /> : null}
          {searched === null ? (
            <Found view={view} request={request} answer={answer} />
          ) : (
            <EmptyResult
              view={view}
              request={request}
              params={params}
              query={answer.query}
              steps={steps}
              searched={searched}
            />
          )}
        </main>
        <Facets view={view} params={params} facets={answer.facets} found={found} summary={summary} />
      </div>
    </Layout>
  );
};
