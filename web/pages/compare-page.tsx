import type { FC } from 'hono/jsx';
import { COMPARE_COLS, COMPARE_ROWS, type CompareAnswer } from '../../src/domain/compare.ts';
import { type CompareRequest, MAX_COMPARED } from '../../src/queries/compare.ts';
import type { Edition } from '../../src/queries/queries.ts';
import { modelCompare } from '../charts/compare-model.ts';
import { MEASURES, type Measure } from '../charts/measures.ts';
import { countParams, withOwn } from '../counting.ts';
import { hereHref } from '../links.ts';
import { Choices } from '../parts/choices.tsx';
import { CountingFrame, type Held } from '../parts/counting-frame.tsx';
import { CountingStart } from '../parts/counting-start.tsx';
import { EditionNote } from '../parts/edition-note.tsx';
import { HeatLegend, HeatTable } from '../parts/heat-map.tsx';
import type { View } from '../view.ts';
import { nameQueries } from './trend-page.tsx';

interface Props {
  view: View;
  request: CompareRequest;
  measure: Measure;
  order: string;
  answer: CompareAnswer;
  edition: Edition;
  facets: Held;
}

const headingOf = ({ t }: View, { q, rows, cols }: CompareRequest): string =>
  t.compareHeading(nameQueries(q), t.compareRows[rows], t.compareCols[cols]);

const paramsOf = ({ request, measure, order }: Props): URLSearchParams => {
  const { rows, cols, depth, most: _, ...count } = request;
  return countParams(count, {
    rows: rows === 'institution' ? '' : rows,
    cols: cols === (request.q.length > 1 ? 'query' : 'year') ? '' : cols,
    depth: rows === 'region' && depth !== null ? String(depth) : '',
    measure: measure === 'paragraphs' ? '' : measure,
    order,
  });
};

const Tools: FC<Props & { params: URLSearchParams }> = ({ view, request, measure, answer, params }) => {
  const { t } = view;
  const { q, rows, cols } = request;
  const ofFile = withOwn(params, { measure: '', order: '', rows, cols });
  const several = q.length > 1;
  const to = (changes: Record<string, string>) => hereHref(view, withOwn(params, { order: '', ...changes }));
  return (
    <div class="toolbar">
      <Choices
        label={t.rowsLabel}
        choices={COMPARE_ROWS.map((value) => ({
          label: t.compareRows[value],
          href: to({ rows: value === 'institution' ? '' : value, depth: '' }),
          current: value === rows,
        }))}
      />
      {rows === 'region' ? (
        <Choices
          label={t.depthLabel}
          choices={(['1', '2', '3', '4'] as const).map((value) => ({
            label: t.depths[value],
            href: to({ depth: value }),
            current: String(answer.depth) === value,
          }))}
        />
      ) : null}
      <Choices
        label={t.colsLabel}
        choices={COMPARE_COLS.map((value) => ({
          label: t.compareCols[value],
          href: several && value !== 'query' ? null : to({ cols: several || value === 'year' ? '' : value }),
          current: value === cols,
        }))}
        note={several ? `（${t.colsNeedOne}）` : undefined}
      />
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
        <a href={`/api/compare.csv?${ofFile}`} rel="nofollow" download="">
          {t.exportCsv}
        </a>
      </p>
    </div>
  );
};

/** Who wrote about it, and when, on which topic, in which role or about which of several terms: a heat map with its numbers. */
export const ComparePage = (props: Props) => {
  const { view, request, measure, order, answer, edition, facets } = props;
  const { t } = view;
  const params = paramsOf(props);
  const map = modelCompare(answer, measure);
  const heading = headingOf(view, request);
  return (
    <CountingFrame
      view={view}
      current="compare"
      q={request.q}
      reading={request}
      params={params}
      facets={facets}
      title={heading}
      heading={heading}
      mostTerms={MAX_COMPARED}
    >
      <Tools {...props} params={params} />
      {answer.rows.length === 0 || answer.cols.length === 0 ? (
        <p class="empty">{answer.outside > 0 ? t.compareOutside(answer.outside) : t.noReports}</p>
      ) : (
        <>
          <HeatLegend view={view} map={map} measure={measure} />
          <HeatTable
            view={view}
            request={request}
            params={params}
            answer={answer}
            map={map}
            measure={measure}
            order={order}
          />
          <ul class="notes">
            <li>{t.measureNotes[measure]}</li>
            {answer.hasMore ? <li>{t.compareHasMore(answer.rows.length)}</li> : null}
            {answer.outside > 0 ? <li>{t.compareOutside(answer.outside)}</li> : null}
            {request.cols === 'topic' ? <li>{t.compareMultiple}</li> : null}
          </ul>
          <EditionNote view={view} edition={edition} />
        </>
      )}
    </CountingFrame>
  );
};

export const CompareStart = ({ view, problem }: { view: View; problem?: string | undefined }) => (
  <CountingStart
    view={view}
    current="compare"
    title={view.t.compareTitle}
    intro={view.t.compareIntro}
    mostTerms={MAX_COMPARED}
    problem={problem}
    examples={[{ q: '垃圾分类' }, { q: ['垃圾分类', '养老', '数字化', '安全生产'], rows: 'region' }]}
  />
);
