import type { FC } from 'hono/jsx';
import type { HitReport } from '../../src/domain/hit.ts';
import { regionLabel } from '../links.ts';
import type { View } from '../view.ts';

/** Who issued a report, where and when. */
export const ReportMeta: FC<{ view: View; report: HitReport }> = ({ view: { t }, report }) => (
  <>
    <span lang={report.institution ? 'zh-CN' : undefined}>{report.institution ?? t.noInstitution}</span>
    {report.region.length > 0 ? (
      <span class="region" lang="zh-CN">
        {regionLabel(report.region)}
      </span>
    ) : null}
    {report.publishedOn ? (
      <span>
        {t.publishedOn} <time datetime={report.publishedOn}>{report.publishedOn}</time>
      </span>
    ) : null}
  </>
);
