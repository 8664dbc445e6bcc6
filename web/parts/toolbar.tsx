import type { FC } from 'hono/jsx';
import { SORTS } from '../../src/domain/query.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { searchHref, withParams } from '../links.ts';
import type { View } from '../view.ts';

interface Choice {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

const Choices: FC<{ label: string; choices: readonly Choice[] }> = ({ label, choices }) => (
  <p class="choices">
    <span class="label">{label}</span>
    {choices.map(({ label: text, href, current }) => (
      <a href={href} aria-current={current ? 'true' : undefined} rel="nofollow">
        {text}
      </a>
    ))}
  </p>
);

/** Sort, grouping and export: links, so that they work without a script and can be shared. */
export const Toolbar: FC<{ view: View; request: SearchRequest }> = ({ view, request }) => {
  const { t } = view;
  const exported = withParams(request, { pageSize: 20, sort: 'relevance', group: 'none' });
  return (
    <div class="toolbar">
      <Choices
        label={t.sortLabel}
        choices={SORTS.map((sort) => ({
          label: t.sorts[sort],
          href: searchHref(view, withParams(request, { sort })),
          current: request.sort === sort,
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
      <p class="choices">
        <span class="label">{t.exportLabel}</span>
        {(['csv', 'jsonl'] as const).map((format) => (
          <a
            href={`/api/export?${new URLSearchParams([['format', format], ...exported])}`}
            rel="nofollow"
            download=""
          >
            {format === 'csv' ? t.exportCsv : t.exportJsonl}
          </a>
        ))}
      </p>
    </div>
  );
};
