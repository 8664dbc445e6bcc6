import type { FC } from 'hono/jsx';
import type { ReportName } from '../../src/queries/queries.ts';
import { reportHref } from '../links.ts';
import type { View } from '../view.ts';

/** A report by its title, with where and when it came from where that is known. */
export const ReportLink: FC<{ view: View; report: ReportName }> = ({ view, report }) => {
  const about = [report.institution, report.publishedOn].filter((part) => part !== null).join(' · ');
  return (
    <>
      <a href={reportHref(view, report.id)} lang="zh-CN">
        {report.title}
      </a>
      {about === '' ? null : <span lang="zh-CN">（{about}）</span>}
    </>
  );
};
