import type { Measure } from '../src/domain/measure.ts';
import type { TrendAnswer } from '../src/domain/trend.ts';
import type { CountRequest } from '../src/queries/counted.ts';
import type { Edition } from '../src/queries/queries.ts';
import { sendChart } from './chart-response.ts';
import { TrendFile } from './charts/trend-file.tsx';
import { missingYears, modelTrend } from './charts/trend-model.ts';
import { nameQueries, paragraphsHref, trendParams } from './counting.ts';
import type { View } from './view.ts';

/** The trend chart as a file. */
export const trendFile = (
  view: View,
  request: CountRequest,
  measure: Measure,
  answer: TrendAnswer,
  edition: Edition,
): Response => {
  const { t } = view;
  const model = modelTrend(answer, measure);
  const missing = missingYears(model.years);
  const remarks = missing === '' ? [] : [t.trendMissing(missing)];
  return sendChart(
    view,
    { kind: 'trend', request, params: trendParams(request, measure), edition, remarks },
    (file) =>
      TrendFile({
        ...file,
        t,
        model,
        title: `${t.trendHeading(nameQueries(request.q))} · ${t.measures[measure]}`,
        hrefOf: (q, year) => file.outside(paragraphsHref(view, request, q, { year: [year] })),
      }),
  );
};
