import type { FC } from 'hono/jsx';
import { SORTS } from '../../src/domain/query.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { searchHref, withParams } from '../links.ts';
import type { View } from '../view.ts';
import { Choices } from './choices.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Follow } from './follow.tsx';

/** Sort, grouping and export: links, so that they work without a script and can be shared. */
export const Toolbar: FC<{ view: View; request: SearchRequest }> = ({ view, request }) => {
  const { t } = view;
  // Without a query nothing is more relevant than anything else: then the newest come first.
  const isBrowsing = request.q.trim() === '';
  const sorts = isBrowsing ? SORTS.filter((sort) => sort !== 'relevance') : SORTS;
  const current = isBrowsing && request.sort === 'relevance' ? 'newest' : request.sort;
  return (
    <div class="toolbar">
      <Choices
        label={t.sortLabel}
        choices={sorts.map((sort) => ({
          label: t.sorts[sort],
          href: searchHref(view, withParams(request, { sort })),
          current: current === sort,
        }))}
      />
      <Choices
        label={t.groupLabel}
        choices={(['none', 'report'] as const).map((group) => ({
          label: group === 'none' ? t.groupNone : t.groupReport,
          href: searchHref(view, withParams(request, { group })),
          current: request.group === group,
        }))}
      />
      <ExportMenu view={view} request={request} />
      <Follow view={view} request={request} />
    </div>
  );
};
