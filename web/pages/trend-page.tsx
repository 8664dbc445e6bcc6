import type { FC } from 'hono/jsx';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import type { CountRequest } from '../../src/queries/counted.ts';
import type { Edition } from '../../src/queries/queries.ts';
import { MAX_SERIES } from '../../src/queries/trend.ts';
import { MEASURES, type Measure } from '../charts/measures.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { missingYears, modelTrend } from '../charts/trend-model.ts';
import { countParams, paragraphsHref, withOwn } from '../counting.ts';
import { hereHref } from '../links.ts';
import { Choices } from '../parts/choices.tsx';
import { CountingFrame, type Held } from '../parts/counting-frame.tsx';
import { CountingStart } from '../parts/counting-start.tsx';
import { EditionNote, today } from '../parts/edition-note.tsx';
import { TrendTable } from '../parts/trend-table.tsx';
import type { View } from '../view.ts';

/** More queries than these a heading only hints at. */
const NAMED = 4;

/** Queries as a heading names them. */
export const nameQueries = (q: readonly string[]): string =>
  q.slice(0, NAMED).join('、') + (q.length > NAMED ? '…' : '');

interface Props {
  view: View;
  request: CountRequest;
  measure: Measure;
  answer: TrendAnswer;
  edition: Edition;
  facets: Held;
}

const Tools: FC<Pick<Props, 'view' | 'measure' | 'edition'> & { params: URLSearchParams }> = ({
  view,
  params,
  measure,
  edition,
}) => {
  const { t } = view;
  const ofFile = new URLSearchParams(params);
  ofFile.delete('measure');
  const chart = new URLSearchParams(params);
  if (view.lang !== 'zh') chart.set('lang', view.lang);
  return (
    <div class="toolbar">
      <Choices
        label={t.measureLabel}
        choices={MEASURES.map((value) => ({
          label: t.measures[value],
          href: hereHref(view, withOwn(params, { measure: value === 'paragraphs' ? '' : value })),
          current: value === measure,
        }))}
      />
      <p class="choices">
        <span class="label">{t.exportLabel}</span>
        <a href={`/api/trend.csv?${ofFile}`} rel="nofollow" download="">
          {t.exportCsv}
        </a>
        <a
          href={`/trend.svg?${chart}`}
          rel="nofollow"
          download=""
          data-png={t.chartPng}
          data-failed={t.pngFailed}
          data-file={`zhengsou-trend-v${edition.collection}-${today()}`}
        >
          {t.chartSvg}
        </a>
      </p>
    </div>
  );
};

const Notes: FC<Props> = ({ view, answer, measure }) => {
  const { t } = view;
  const { years } = modelTrend(answer, measure);
  const missing = missingYears(years);
  const undated = answer.series.filter((one) => one.undated.paragraphs > 0);
  return (
    <ul class="notes">
      <li>{t.measureNotes[measure]}</li>
      {years.length === 1 ? <li>{t.trendOneYear}</li> : null}
      {missing === '' ? null : <li>{t.trendMissing(missing)}</li>}
      {answer.series
        .filter(({ points }) => points.every(({ paragraphs }) => paragraphs === 0))
        .map(({ q }) => (
          <li>{t.trendNothing(q)}</li>
        ))}
      {undated.length === 0 ? null : (
        <li>{t.trendUndated(undated.map(({ q, undated: rest }) => [q, rest.paragraphs]))}</li>
      )}
    </ul>
  );
};

/** Several queries over the years: a chart, what it must be read against, and the table behind it. */
export const TrendPage = (props: Props) => {
  const { view, request, measure, answer, edition, facets } = props;
  const { t } = view;
  const params = countParams(request, { measure: measure === 'paragraphs' ? '' : measure });
  const model = modelTrend(answer, measure);
  const hrefOf = (q: string, year: number) => paragraphsHref(view, request, q, { year: [year] });
  const terms = nameQueries(request.q);
  const chart = { t, model, hrefOf };
  return (
    <CountingFrame
      view={view}
      current="trend"
      q={request.q}
      reading={request}
      params={params}
      facets={facets}
      title={t.trendHeading(terms)}
      heading={t.trendHeading(terms)}
      mostTerms={MAX_SERIES}
    >
      {model.years.length === 0 ? (
        <p class="empty">{t.noReports}</p>
      ) : (
        <>
          <Tools view={view} params={params} measure={measure} edition={edition} />
          <figure class="charts">
            <TrendChart {...chart} shape="wide" />
            <TrendChart {...chart} shape="narrow" />
            <figcaption class="away">{t.trendChart(terms, t.measures[measure])}</figcaption>
          </figure>
          <Notes {...props} />
          <TrendTable view={view} answer={answer} model={model} hrefOf={hrefOf} />
          <EditionNote view={view} edition={edition} />
        </>
      )}
    </CountingFrame>
  );
};

/** Before anything is asked, or after something that could not be counted. */
export const TrendStart = ({ view, problem }: { view: View; problem?: string | undefined }) => (
  <CountingStart
    view={view}
    current="trend"
    title={view.t.trendTitle}
    intro={view.t.trendIntro}
    mostTerms={MAX_SERIES}
    problem={problem}
    examples={[{ q: ['垃圾分类', '养老', '社区'] }, { q: ['数字化'], measure: 'rate' }]}
  />
);
