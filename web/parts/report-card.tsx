import type { FC } from 'hono/jsx';
import type { Hit } from '../../src/domain/hit.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { reportHref, searchHref, withParams } from '../links.ts';
import type { View } from '../view.ts';
import { ReportMeta } from './report-meta.tsx';

/** A report in a list that no query narrows: its first paragraph, a title or a salutation, would say nothing. */
export const ReportCard: FC<{ view: View; request: SearchRequest; hit: Hit }> = ({ view, request, hit }) => {
  const { t } = view;
  return (
    <li class="hit">
      <article aria-labelledby={`h-${hit.id}`}>
        <h3 id={`h-${hit.id}`}>
          <a href={reportHref(view, hit.reportId)} lang="zh-CN">
            {hit.report.title}
          </a>
        </h3>
        <p class="meta">
          <ReportMeta view={view} report={hit.report} />
        </p>
        {hit.groupSize === null ? null : (
          <p class="group">
            {t.groupFits(hit.groupSize)}{' '}
            <a href={searchHref(view, withParams(request, { group: 'none', report: [hit.reportId] }))}>
              {t.groupOpen}
            </a>
          </p>
        )}
      </article>
    </li>
  );
};
