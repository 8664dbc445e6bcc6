import type { FC } from 'hono/jsx';
import type { Report } from '../../src/domain/report.ts';
import type { ReportList } from '../../src/queries/queries.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { queryParams, reportHref, searchHref } from '../links.ts';
import type { View } from '../view.ts';
import { alignByYear, gapAt } from './years.ts';

interface Props {
  view: View;
  report: Report;
  /** `q` and `mode` go along from year to year. */
  request: SearchRequest;
  /** Reports of the same institution, this one among them. */
  siblings: ReportList;
}

/** Tells reports of one year apart: by what they are, and by their date where that is the same. */
const labelsOf = (view: View, reports: readonly Report[]): string[] =>
  reports.length < 2
    ? ['']
    : reports.map(({ docType, publishedOn }) => {
        const alone = reports.filter((other) => other.docType === docType).length === 1;
        return ` ${view.t.docTypes[docType]}${alone || publishedOn === null ? '' : ` ${publishedOn}`}`;
      });

/** The same institution's reports, year by year, newest first; years without one say so. */
export const OtherYears: FC<Props> = ({ view, report, request, siblings }) => {
  const { t } = view;
  const { institution } = report;
  const { years, undated } = alignByYear(siblings.reports);
  if (institution === null || siblings.reports.length < 2) return null;
  const link = (other: Report, text: string) =>
    other.id === report.id ? (
      <span aria-current="page">{text}</span>
    ) : (
      <a href={reportHref(view, other.id, queryParams(request))} title={other.title}>
        {text}
      </a>
    );
  const missing = siblings.total - siblings.reports.length;
  return (
    <nav class="other-years" aria-labelledby="other-years">
      <h2 id="other-years">{t.otherYears}</h2>
      <ol>
        {years.flatMap(({ year, reports }, at) => {
          const gap = gapAt(years, at);
          if (gap)
            return [
              <li class="unheld">
                {t.yearSpan(...gap)} <span>{t.notHeld}</span>
              </li>,
            ];
          const labels = labelsOf(view, reports);
          return reports.map((other, n) => <li>{link(other, `${year}${labels[n] ?? ''}`)}</li>);
        })}
        {undated.map((other) => (
          <li>{link(other, `${t.undated} ${t.docTypes[other.docType]}`)}</li>
        ))}
        {missing > 0 ? (
          <li>
            <a href={searchHref(view, new URLSearchParams([['institution', institution]]))}>
              {t.moreReports(missing)}
            </a>
          </li>
        ) : null}
      </ol>
    </nav>
  );
};
