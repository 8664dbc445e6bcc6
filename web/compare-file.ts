import type { CompareAnswer } from '../src/domain/compare.ts';
import type { Measure } from '../src/domain/measure.ts';
import type { CompareRequest } from '../src/queries/compare.ts';
import type { Edition } from '../src/queries/queries.ts';
import { type ChartState, sendChart } from './chart-response.ts';
import { modelCompare, sortRows } from './charts/compare-model.ts';
import { HeatFile } from './charts/heat-file.tsx';
import { formatMeasure } from './charts/measures.ts';
import { compareHeading, compareParams } from './comparing.ts';
import { cellHref, colName, rowName } from './parts/heat-names.ts';
import type { View } from './view.ts';

/** The heat map as a file. */
export const compareFile = (
  view: View,
  request: CompareRequest,
  measure: Measure,
  order: string,
  answer: CompareAnswer,
  edition: Edition,
): Response => {
  const { t } = view;
  const model = modelCompare(answer, measure);
  const map = { ...model, rows: sortRows(model.rows, order) };
  const state: ChartState = {
    kind: 'compare',
    request,
    params: compareParams(request, measure, order),
    edition,
    remarks: [
      ...(answer.hasMore ? [t.compareHasMore(answer.rows.length)] : []),
      ...(answer.outside > 0 ? [t.compareOutside(answer.outside)] : []),
      ...(request.cols === 'topic' ? [t.compareMultiple] : []),
    ],
  };
  return sendChart(view, state, (file) =>
    HeatFile({
      ...file,
      title: `${compareHeading(view, request)} · ${t.measures[measure]}`,
      map,
      rows: map.rows.map(({ row }) => rowName(view, request, row)),
      cols: answer.cols.map((col) => colName(view, request, col)),
      format: (value) => formatMeasure(measure, value),
      hrefOf: ({ row, col }) => file.outside(cellHref(view, request, row, col)),
      texts: { held: t.compareHeld, notHeld: t.compareNotHeldLegend, silent: t.compareSilentLegend },
    }),
  );
};
