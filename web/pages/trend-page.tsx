import type { FC } from 'hono/jsx';
import type { Measure } from '../../src/domain/measure.ts';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import type { CountRequest } from '../../src/queries/counted.ts';
import type { Edition } from '../../src/queries/queries.ts';
import { MAX_SERIES } from '../../src/queries/trend.ts';
import { TrendChart } from '../charts/trend-chart.tsx';
import { missingYears, modelTrend } from '../charts/trend-model.ts';
import { nameQueries, paragraphsHref, trendParams, withOwn } from '../counting.ts';
import type { Corrected } from '../parts/corrections.tsx';
import { CountingFrame, type Held } from '../parts/counting-frame.tsx';
import { CountingStart } from '../parts/counting-start.tsx';
import { FileLinks, MeasureChoices } from '../parts/counting-tools.tsx';
import { EditionNote } from '../parts/edition-note.tsx';
import { TrendTable } from '../parts/trend-table.tsx';
import type { View } from '../view.ts';

interface Props {
  view: View;
  request: CountRequest;
  measure: Measure;
  answer: TrendAnswer;
  edition: Edition;
  facets: Held;
  corrected: readonly Corrected[];
}

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
  const { view, request, measure, answer, edition, facets, corrected } = props;
  const { t } = view;
  const params = trendParams(request, measure);
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
      corrected={corrected}
      title={t.trendHeading(terms)}
      heading={t.trendHeading(terms)}
      mostTerms={MAX_SERIES}
    >
      {model.years.length === 0 ? (
        <p class="empty">{t.noReports}</p>
      ) : (
        <>
          <div class="toolbar">
            <MeasureChoices view={view} params={params} measure={measure} />
            <FileLinks
              view={view}
              kind="trend"
              params={params}
              apiParams={withOwn(params, { measure: '' })}
              edition={edition}
            />
          </div>
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
    examples={[
      { params: { q: ['垃圾分类', '养老', '社区'] } },
      { label: view.t.measures.rate, params: { q: '数字化', measure: 'rate' } },
    ]}
  />
);
