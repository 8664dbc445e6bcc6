import type { FC } from 'hono/jsx';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import { formatSearchRequest, MAX_DEPTH, type SearchRequest } from '../../src/queries/request.ts';
import { searchHref } from '../links.ts';
import type { View } from '../view.ts';

/** Hits of the answer in all: reports where they are grouped. */
const countShown = (answer: SearchAnswer): number =>
  answer.query.group === 'report' ? answer.totalReports : answer.total;

export interface Pages {
  readonly current: number;
  readonly last: number;
  /** True when there are more results than paging reaches. */
  readonly cut: boolean;
}

export const pagesOf = (answer: SearchAnswer): Pages => {
  const all = Math.max(1, Math.ceil(countShown(answer) / answer.pageSize));
  const last = Math.min(all, Math.max(1, Math.floor(MAX_DEPTH / answer.pageSize)));
  return { current: answer.page, last, cut: last < all };
};

export const pageHref = (view: View, request: SearchRequest, page: number): string =>
  searchHref(view, formatSearchRequest({ ...request, page }));

/** First, last and the neighbours of the current page; null stands for a gap. */
export const pageNumbers = (current: number, last: number): (number | null)[] => {
  const wanted = [1, current - 2, current - 1, current, current + 1, current + 2, last];
  const pages = [...new Set(wanted)].filter((page) => page >= 1 && page <= last).toSorted((a, b) => a - b);
  return pages.flatMap((page, index) => {
    const before = pages[index - 1] ?? 0;
    if (page - before === 2) return [page - 1, page];
    return page - before > 2 ? [null, page] : [page];
  });
};

export const Paging: FC<{ view: View; request: SearchRequest; pages: Pages }> = ({
  view,
  request,
  pages,
}) => {
  const { t } = view;
  const { current, last, cut } = pages;
  if (last === 1) return null;
  return (
    <nav class="paging" aria-label={t.pagingLabel}>
      {current > 1 ? (
        <a class="step" rel="prev" href={pageHref(view, request, current - 1)}>
          {t.previous}
        </a>
      ) : null}
      <ol>
        {pageNumbers(current, last).map((page) => (
          <li>
            {page === null ? (
              <span class="gap">…</span>
            ) : page === current ? (
              <span aria-current="page">
                <span class="away">{t.page(page)}</span>
                <span aria-hidden="true">{page}</span>
              </span>
            ) : (
              <a href={pageHref(view, request, page)} aria-label={t.page(page)}>
                {page}
              </a>
            )}
          </li>
        ))}
      </ol>
      {current < last ? (
        <a class="step" rel="next" href={pageHref(view, request, current + 1)}>
          {t.next}
        </a>
      ) : null}
      {cut && current === last ? <p class="note">{t.depthLimit}</p> : null}
    </nav>
  );
};
