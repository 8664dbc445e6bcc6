import type { FC } from 'hono/jsx';
import type { CompareAnswer } from '../../src/domain/compare.ts';
import type { Measure } from '../../src/domain/measure.ts';
import type { CompareRequest } from '../../src/queries/compare.ts';
import { type HeatCell, type HeatMap, type HeatRow, sortRows } from '../charts/compare-model.ts';
import { formatMeasure } from '../charts/measures.ts';
import { withOwn } from '../counting.ts';
import { formatCount } from '../format.ts';
import { hereHref } from '../links.ts';
import type { View } from '../view.ts';
import { cellHref, colName, rowName } from './heat-names.ts';

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

interface HeadProps {
  to: string;
  label: string;
  /** On a phone, where the label would push the table aside. */
  brief?: string;
  chinese?: boolean;
  class?: string;
}

const SortableHead: FC<HeatMapProps & HeadProps> = ({
  view,
  params,
  order,
  to,
  label,
  brief,
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
      {brief === undefined ? (
        label
      ) : (
        <>
          <span class="in-full">{label}</span>
          <span class="in-brief" aria-hidden="true">
            {brief}
          </span>
        </>
      )}
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
  const name = rowName(view, request, row);
  return (
    <tr>
      <th scope="row" lang={request.rows === 'level' ? undefined : 'zh-CN'}>
        {name}
      </th>
      <td class="number held">{formatCount(row.reportsHeld)}</td>
      {cells.map((cell, n) => (
        <Cell {...props} at={cell} label={t.compareCell(name, colLabels[n] ?? '')} />
      ))}
      {request.cols === 'query' ? null : (
        <td class="number total">
          {total === null ? (
            '—'
          ) : total === 0 ? (
            '0'
          ) : (
            <a href={cellHref(view, request, row.value)} rel="nofollow">
              {formatMeasure(measure, total)}
            </a>
          )}
        </td>
      )}
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

/**
 * The matrix as a table: shades repeat what the numbers say, and each number leads to its paragraphs. Names and reports held stay
 * in sight on its left and totals on its right, whatever is scrolled to between.
 */
export const HeatTable: FC<HeatMapProps> = (props) => {
  const { view, request, answer, map, order } = props;
  const { t } = view;
  const colLabels = answer.cols.map((col) => colName(view, request, col));
  return (
    <section
      class={`scroll heat by-${request.cols}${request.cols === 'year' ? ' from-end' : ''}`}
      tabindex={0}
      aria-label={t.compareTable(t.compareRows[request.rows], t.compareCols[request.cols])}
    >
      <table class="heat-map">
        <thead>
          <tr>
            <SortableHead {...props} to="name" label={t.compareRows[request.rows]} class="corner" />
            <SortableHead {...props} to="held" label={t.compareHeld} brief={t.trendHeldShort} class="held" />
            {answer.cols.map((col, n) => (
              <SortableHead
                {...props}
                to={`col:${col.value}`}
                label={colLabels[n] ?? ''}
                chinese={request.cols === 'query'}
              />
            ))}
            {request.cols === 'query' ? null : (
              <SortableHead {...props} to="total" label={t.compareTotal} class="total" />
            )}
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
