import type { FC } from 'hono/jsx';
import type { SearchRequest } from '../../src/queries/request.ts';
import { feedHref, listFilters, withParams } from '../links.ts';
import type { View } from '../view.ts';
import { valueLabel } from './labels.ts';

/** A name for the search, which whoever keeps it may change. */
const nameOf = ({ t }: View, request: SearchRequest): string => {
  const values = listFilters(withParams(request, {})).map(({ name, value }) => valueLabel(t, name, value));
  return [request.q || t.allParagraphs, ...values].join(' · ');
};

/** Ways to hear of new reports: a feed for everybody, and a list kept in this browser where scripts run. */
export const Follow: FC<{ view: View; request: SearchRequest }> = ({ view, request }) => {
  const { t } = view;
  return (
    <p class="choices follow">
      <span class="label">{t.followLabel}</span>
      <a href={feedHref(withParams(request, {}))} type="application/atom+xml" rel="alternate nofollow">
        {t.followFeed}
      </a>
      <button
        type="button"
        class="plain"
        id="save-search"
        hidden
        data-key="save-search"
        data-name={nameOf(view, request)}
        data-query={withParams(request, { page: 1 }).toString()}
        data-save={t.saveSearch}
        data-saved={t.savedSearch}
        data-full={t.savedFull}
      />
    </p>
  );
};
