import type { ReportAnswer, ReportList } from '../../src/queries/queries.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { citeReport, todayInChina } from '../../src/text/citations/citation.ts';
import { Layout } from '../layout.tsx';
import { regionLabel } from '../links.ts';
import { CiteBox } from '../parts/cite-box.tsx';
import { MatchBar, TypefaceChoice } from '../parts/match-bar.tsx';
import { countMatches } from '../parts/matches.ts';
import { MetadataTable } from '../parts/metadata-table.tsx';
import { OtherYears } from '../parts/other-years.tsx';
import { chooseEntries, listOutline } from '../parts/outline.ts';
import { OutlineList } from '../parts/outline-list.tsx';
import { PartOpening, PartsNav } from '../parts/parts-nav.tsx';
import { ReadingTitle } from '../parts/reading-title.tsx';
import { ReportLink } from '../parts/report-link.tsx';
import { readReport } from '../parts/report-parts.ts';
import { ParagraphTools, ReportText } from '../parts/report-text.tsx';
import type { View } from '../view.ts';

interface Props {
  view: View;
  /** Only `q` and `mode` count here. */
  request: SearchRequest;
  answer: ReportAnswer;
  /** Reports of the same institution, newest first; null where the report names none. */
  siblings: ReportList | null;
  /** The typeface of the text. */
  serif: boolean;
}

/** One report to read: metadata, outline, and every paragraph with its anchor and the query's matches marked. */
export const ReportPage = ({ view, request, answer, siblings, serif }: Props) => {
  const { t } = view;
  const { report, duplicateOf, copies, paragraphs } = answer;
  const matches = countMatches(paragraphs);
  const reading = readReport(view, paragraphs);
  const { parts, current, linkTo, partHref } = reading;
  const entries = chooseEntries(listOutline(paragraphs), reading.shown);
  const isFirst = (current ?? 0) === 0;
  return (
    <Layout
      view={view}
      kind="report"
      title={isFirst ? report.title : `${report.title} (${(current ?? 0) + 1}/${parts.length})`}
      previous={isFirst || current === null ? undefined : partHref(current - 1)}
      next={current === null || current === parts.length - 1 ? undefined : partHref(current + 1)}
      search={{ q: request.q, mode: request.mode, synonyms: request.synonyms }}
    >
      <div id="results" class="wrap reading">
        <aside class="outline" aria-labelledby="outline-heading">
          <h2 id="outline-heading">{t.outline}</h2>
          <OutlineList view={view} entries={entries} linkTo={linkTo} />
        </aside>
        <main>
          <ReadingTitle view={view} title={report.title} />
          <header class="report-head">
            <p class="eyebrow" lang={report.institution ? 'zh-CN' : undefined}>
              {report.institution ?? t.reportLabel}
            </p>
            <h1 lang="zh-CN">{report.title}</h1>
            {report.titleDerived ? <p class="note">{t.titleDerived}</p> : null}
            {duplicateOf ? (
              <p class="note">
                {t.copyOf}
                <ReportLink view={view} report={duplicateOf} />
              </p>
            ) : null}
            <p class="meta">
              {report.region.length > 0 ? <span lang="zh-CN">{regionLabel(report.region)}</span> : null}
              <span>{t.docTypes[report.docType]}</span>
              {report.publishedOn ? (
                <span>
                  {t.publishedOn} <time datetime={report.publishedOn}>{report.publishedOn}</time>
                </span>
              ) : null}
              <span>{t.charactersOf(report.characters, paragraphs.length)}</span>
              <a class="to-cite" href="#cite">
                {t.citeReport}
              </a>
            </p>
            {siblings === null ? null : (
              <OtherYears view={view} report={report} request={request} siblings={siblings} />
            )}
            <MetadataTable view={view} report={report} copies={copies} paragraphs={paragraphs.length} />
            <details class="outline-phone" id="contents">
              <summary>{t.outline}</summary>
              <OutlineList view={view} entries={entries} linkTo={linkTo} />
            </details>
          </header>
          <MatchBar
            view={view}
            report={report}
            request={request}
            matches={matches}
            paragraphs={paragraphs}
            reading={reading}
          />
          <TypefaceChoice view={view} serif={serif} />
          <PartsNav view={view} reading={reading} label={t.partsLabel} />
          {isFirst || current === null ? null : (
            <PartOpening view={view} current={current} first={paragraphs[reading.shown.from]} />
          )}
          <article class={`report-text${serif ? ' serif' : ''}`} lang="zh-CN" data-copied={t.copiedMore}>
            <ReportText view={view} paragraphs={paragraphs} matches={matches} reading={reading} />
          </article>
          <PartsNav view={view} reading={reading} label={t.partsLabelBelow} />
          <ParagraphTools view={view} report={report} />
          <section class="cite-report" aria-labelledby="cite">
            <h2 id="cite">{t.citeReport}</h2>
            <CiteBox
              view={view}
              citation={citeReport(report, [], { origin: view.publicUrl ?? '', accessedOn: todayInChina() })}
              address={`/api/reports/${report.id}/cite`}
              text={null}
            />
          </section>
        </main>
      </div>
    </Layout>
  );
};
