import type { FC } from 'hono/jsx';
import type { CompareAnswer, CompareRows } from '../../src/domain/compare.ts';
import type { CompareRequest } from '../../src/queries/compare.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { type HeatCell, type HeatMap, type HeatRow, sortRows } from '../charts/compare-model.ts';
import { formatMeasure, type Measure } from '../charts/measures.ts';
import { paragraphsHref, withOwn } from '../counting.ts';
import { formatCount } from '../format.ts';
import { hereHref } from '../links.ts';
import type { View } from '../view.ts';
import { valueLabel } from './labels.ts';

export interface HeatMapProps {
  view: View;
  request: CompareRequest;
  params: URLSearchParams;
  answer: CompareAnswer;
  map: HeatMap;
  measure: Measure;
  /** Of the address: which column the rows go by. */
  order: string;
}

/** Names of codes in the page's language; names of places and institutions as they are. */
const colLabel = ({ t }: View, { cols }: CompareRequest, col: CompareAnswer['cols'][number]): string =>
  cols === 'query' ? col.label : valueLabel(t, cols, col.value);

const rowLabel = ({ t }: View, { rows }: CompareRequest, row: CompareAnswer['rows'][number]): string =>
  rows === 'level' ? valueLabel(t, 'level', row.value) : row.label;

const narrowTo = (rows: CompareRows, value: string): Partial<SearchRequest> =>
  ({ [rows]: [value] }) as Partial<SearchRequest>;

/** Filters and query that give exactly the paragraphs of a cell. */
export const cellHref = (view: View, request: CompareRequest, row: string, col: string): string => {
  const { cols, rows, depth: _, most: _most, ...count } = request;
  const ofCol = cols === 'query' ? {} : cols === 'year' ? { year: [Number(col)] } : { [cols]: [col] };
  return paragraphsHref(view, count, cols === 'query' ? col : (request.q[0] ?? ''), {
    ...narrowTo(rows, row),
    ...(ofCol as Partial<SearchRequest>),
  });
};

const rowHref = (view: View, request: CompareRequest, row: string): string => {
  const { cols: _, rows, depth: _depth, most: _most, ...count } = request;
  return paragraphsHref(view, count, request.q[0] ?? '', narrowTo(rows, row));
};

const Cell: FC<HeatMapProps & { at: HeatCell; label: string }> = ({ view, request, measure, at, label }) => {
  const { t } = view;
  const { cell, value, step } = at;
  if (value === null)
    return (
      <td class="cell none" title={`${label}：${t.compareNotHeldLegend}`}>
        <span aria-hidden="true">—</span>
        <span class="away">{t.compareNotHeld}</span>
      </td>
    );
  if (value === 0)
    return (
      <td class="cell silent" title={`${label}：${t.compareSilentLegend}`}>
        <span aria-hidden="true">0</span>
        <span class="away">{t.compareSilent}</span>
      </td>
    );
  return (
    <td class={`cell step-${step}`}>
      <a href={cellHref(view, request, cell.row, cell.col)} title={label} rel="nofollow">
        {formatMeasure(measure, value)}
      </a>
    </td>
  );
};

const SortableHead: FC<HeatMapProps & { to: string; label: string; chinese?: boolean; class?: string }> = ({
  view,
  params,
  order,
  to,
  label,
  chinese = false,
  class: classes,
}) => (
  <th
    scope="col"
    class={classes}
    aria-sort={order === to ? (to === 'name' ? 'ascending' : 'descending') : undefined}
  >
    <a
      href={hereHref(view, withOwn(params, { order: order === to ? '' : to }))}
      title={view.t.sortBy(label)}
      lang={chinese ? 'zh-CN' : undefined}
      rel="nofollow"
    >
      {label}
    </a>
  </th>
);

const Row: FC<HeatMapProps & { of: HeatRow; colLabels: readonly string[] }> = ({
  of,
  colLabels,
  ...props
}) => {
  const { view, request, measure } = props;
  const { t } = view;
  const { row, total, cells } = of;
  const name = rowLabel(view, request, row);
  return (
    <tr>
      <th scope="row" lang={request.rows === 'level' ? undefined : 'zh-CN'}>
        {name}
      </th>
      <td class="number held">{formatCount(row.reportsHeld)}</td>
      {request.cols === 'query' ? null : (
        <td class="number total">
          {total === null ? (
            '—'
          ) : total === 0 ? (
            '0'
          ) : (
            <a href={rowHref(view, request, row.value)} rel="nofollow">
              {formatMeasure(measure, total)}
            </a>
          )}
        </td>
      )}
      {cells.map((cell, n) => (
        <Cell {...props} at={cell} label={t.compareCell(name, colLabels[n] ?? '')} />
      ))}
    </tr>
  );
};

export const HeatLegend: FC<{ view: View; map: HeatMap; measure: Measure }> = ({ view, map, measure }) => {
  const { t } = view;
  return (
    <ul class="legend" aria-label={t.compareLegend}>
      {map.hasNotHeld ? (
        <li>
          <span class="swatch none" aria-hidden="true">
            —
          </span>
          {t.compareNotHeldLegend}
        </li>
      ) : null}
      {map.hasSilent ? (
        <li>
          <span class="swatch silent" aria-hidden="true">
            0
          </span>
          {t.compareSilentLegend}
        </li>
      ) : null}
      {map.legend.map(({ step, from, to }) => {
        const [low, high] = [formatMeasure(measure, from), formatMeasure(measure, to)];
        return (
          <li>
            <span class={`swatch step-${step}`} aria-hidden="true" />
            {low === high ? low : `${low}–${high}`}
          </li>
        );
      })}
    </ul>
  );
};

/** The matrix as a table: shades repeat what the numbers say, and each number leads to its paragraphs. */
export const HeatTable: FC<HeatMapProps> = (props) => {
  const { view, request, answer, map, order } = props;
  const { t } = view;
  const colLabels = answer.cols.map((col) => colLabel(view, request, col));
  return (
    <section
      class="scroll heat"
      tabindex={0}
      aria-label={t.compareTable(t.compareRows[request.rows], t.compareCols[request.cols])}
    >
      <table class={`heat-map cols-${request.cols}`}>
        <thead>
          <tr>
            <SortableHead {...props} to="name" label={t.compareRows[request.rows]} class="corner" />
            <SortableHead {...props} to="held" label={t.compareHeld} class="short" />
            {request.cols === 'query' ? null : (
              <SortableHead {...props} to="total" label={t.compareTotal} class="short" />
            )}
            {answer.cols.map((col, n) => (
              <SortableHead
                {...props}
                to={`col:${col.value}`}
                label={colLabels[n] ?? ''}
                chinese={request.cols === 'query'}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(map.rows, order).map((row) => (
            <Row {...props} of={row} colLabels={colLabels} />
          ))}
        </tbody>
      </table>
    </section>
  );
};
