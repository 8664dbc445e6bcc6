import type { FC } from 'hono/jsx';
import { COMPARE_COLS, COMPARE_ROWS, type CompareAnswer } from '../../src/domain/compare.ts';
import type { Measure } from '../../src/domain/measure.ts';
import { type CompareRequest, MAX_COMPARED } from '../../src/queries/compare.ts';
import type { Edition } from '../../src/queries/queries.ts';
import { modelCompare, mostFirst, sinceFirstMention } from '../charts/compare-model.ts';
import { COL_ORDERS, type ColOrder, compareHeading, compareParams, turned } from '../comparing.ts';
import { withOwn } from '../counting.ts';
import { hereHref } from '../links.ts';
import { Choices } from '../parts/choices.tsx';
import type { Corrected } from '../parts/corrections.tsx';
import { CountingFrame, type Held } from '../parts/counting-frame.tsx';
import { CountingStart } from '../parts/counting-start.tsx';
import { FileLinks, MeasureChoices } from '../parts/counting-tools.tsx';
import { EditionNote } from '../parts/edition-note.tsx';
import { HeatLegend, HeatTable } from '../parts/heat-map.tsx';
import { colName } from '../parts/heat-names.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  request: CompareRequest;
  measure: Measure;
  order: string;
  colOrder: ColOrder;
  answer: CompareAnswer;
  edition: Edition;
  facets: Held;
  corrected: readonly Corrected[];
}

const Tools: FC<Props & { params: URLSearchParams }> = ({
  view,
  request,
  measure,
  order,
  colOrder,
  answer,
  edition,
  params,
}) => {
  const { t } = view;
  const { rows, cols } = request;
  const to = (next: CompareRequest) => hereHref(view, compareParams(next, measure, '', colOrder));
  return (
    <div class="toolbar">
      <Choices
        label={t.rowsLabel}
        choices={COMPARE_ROWS.map((value) => ({
          label: t.compareRows[value],
          href: to(turned(request, { rows: value })),
          current: value === rows,
        }))}
      />
      {rows === 'region' ? (
        <Choices
          label={t.depthLabel}
          choices={([1, 2, 3, 4] as const).map((value) => ({
            label: t.depths[value],
            href: to({ ...request, depth: value }),
            current: answer.depth === value,
          }))}
        />
      ) : null}
      <Choices
        label={t.colsLabel}
        choices={COMPARE_COLS.map((value) => ({
          label: t.compareCols[value],
          href: to(turned(request, { cols: value })),
          current: value === cols,
        }))}
      />
      {cols === 'topic' ? (
        <Choices
          label={t.colOrderLabel}
          choices={COL_ORDERS.map((value) => ({
            label: t.colOrders[value],
            href: hereHref(view, compareParams(request, measure, order, value)),
            current: value === colOrder,
          }))}
        />
      ) : null}
      <MeasureChoices view={view} params={params} measure={measure} />
      <FileLinks
        view={view}
        kind="compare"
        params={params}
        apiParams={withOwn(params, { measure: '', order: '', colOrder: '', rows, cols })}
        edition={edition}
      />
    </div>
  );
};

/** The columns that tell something, and what is said of the others. */
const chooseCols = (
  view: View,
  request: CompareRequest,
  answer: CompareAnswer,
  colOrder: ColOrder,
): { shown: CompareAnswer; leftOut: string | null } => {
  const { t } = view;
  if (request.cols === 'year') {
    const { shown, until } = sinceFirstMention(answer);
    return {
      shown,
      leftOut: until === null ? null : t.compareSilentUntil(answer.cols[0]?.value ?? until, until),
    };
  }
  if (request.cols !== 'topic' || colOrder === 'fixed') return { shown: answer, leftOut: null };
  const { shown, empty } = mostFirst(answer);
  const names = empty.map((col) => colName(view, request, col));
  return { shown, leftOut: names.length === 0 ? null : t.compareEmptyCols(names) };
};

/** Who wrote about it, and when, on which topic, in which role or about which of several terms: a heat map with its numbers. */
export const ComparePage = (props: Props) => {
  const { view, request, measure, order, colOrder, answer, edition, facets, corrected } = props;
  const { t } = view;
  const params = compareParams(request, measure, order, colOrder);
  const { shown, leftOut } = chooseCols(view, request, answer, colOrder);
  const map = modelCompare(shown, measure);
  const heading = compareHeading(view, request);
  return (
    <CountingFrame
      view={view}
      current="compare"
      q={request.q}
      reading={request}
      params={params}
      facets={facets}
      corrected={corrected}
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
            answer={shown}
            map={map}
            measure={measure}
            order={order}
          />
          <ul class="notes">
            <li>{t.compareOpen}</li>
            <li>{t.measureNotes[measure]}</li>
            {leftOut === null ? null : <li>{leftOut}</li>}
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

const EXAMPLE_LIST = ['垃圾分类', '养老', '数字化', '安全生产'];

export const CompareStart = ({ view, problem }: { view: View; problem?: string | undefined }) => (
  <CountingStart
    view={view}
    current="compare"
    title={view.t.compareTitle}
    intro={view.t.compareIntro}
    mostTerms={MAX_COMPARED}
    problem={problem}
    examples={[
      { label: view.t.compareExamples.institutions, params: { q: '垃圾分类' } },
      { label: view.t.compareExamples.regions, params: { q: EXAMPLE_LIST, rows: 'region' } },
      { label: view.t.compareExamples.years, params: { q: EXAMPLE_LIST, rows: 'query' } },
    ]}
  />
);
