import type { FC } from 'hono/jsx';
import { MEASURES } from '../../src/domain/measure.ts';
import type { TrendAnswer } from '../../src/domain/trend.ts';
import { formatMeasure, measureOf } from '../charts/measures.ts';
import { SERIES_STYLES } from '../charts/palette.ts';
import type { TrendModel } from '../charts/trend-model.ts';
import { formatCount } from '../format.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  answer: TrendAnswer;
  model: TrendModel;
  hrefOf: (q: string, year: number) => string;
}

/** The mark of a line, as in the chart. */
const Key: FC<{ n: number }> = ({ n }) => (
  <svg class={`key s${n}`} viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
    <path class="mark" d={SERIES_STYLES[n]?.mark} />
  </svg>
);

/** Every number of the chart, in all measures, each leading to its paragraphs: what a screen reader reads in its place. */
export const TrendTable: FC<Props> = ({ view, answer, model, hrefOf }) => {
  const { t } = view;
  // The latest first: most reports held are of them.
  const rows = model.years.map((year, at) => ({ ...year, at })).toReversed();
  return (
    <div class="data">
      <h2 id="data-heading">{t.trendTable}</h2>
      <section class="scroll" aria-labelledby="data-heading" tabindex={0}>
        <table class="counts">
          <thead>
            <tr>
              <th scope="col" rowspan={2}>
                {t.trendYear}
              </th>
              <th scope="col" rowspan={2} class="number">
                {t.trendReportsHeld}
              </th>
              <th scope="col" rowspan={2} class="number">
                {t.trendCharactersHeld}
              </th>
              {model.series.map(({ q }, n) => (
                <th scope="colgroup" colspan={MEASURES.length} lang="zh-CN" class="group">
                  <Key n={n} /> {q}
                </th>
              ))}
            </tr>
            <tr>
              {model.series.flatMap(() =>
                MEASURES.map((measure, n) => (
                  <th scope="col" class={n === 0 ? 'number group' : 'number'}>
                    {t.measureShort[measure]}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ year, held, at }) => (
              <tr class={held ? undefined : 'not-held'}>
                <th scope="row">{year}</th>
                <td class="number">{held ? formatCount(held.reports) : t.trendNotHeld}</td>
                <td class="number">{held ? formatCount(held.characters) : '—'}</td>
                {model.series.flatMap(({ q, points }) =>
                  MEASURES.map((measure, n) => {
                    const point = points[at];
                    const value = point ? measureOf(measure, point) : null;
                    const text = value === null ? '—' : formatMeasure(measure, value);
                    return (
                      <td class={n === 0 ? 'number group' : 'number'}>
                        {n === 0 && point && point.paragraphs > 0 ? (
                          <a href={hrefOf(q, year)} rel="nofollow">
                            {text}
                          </a>
                        ) : (
                          text
                        )}
                      </td>
                    );
                  }),
                )}
              </tr>
            ))}
            {answer.undated.paragraphs > 0 ? (
              <tr>
                <th scope="row">{t.trendNoYear}</th>
                <td class="number">{formatCount(answer.undated.reports)}</td>
                <td class="number">{formatCount(answer.undated.characters)}</td>
                {answer.series.flatMap(({ undated }) =>
                  MEASURES.map((measure, n) => {
                    const value = measureOf(measure, {
                      ...undated,
                      reportsHeld: answer.undated.reports,
                      characters: answer.undated.characters,
                    });
                    return (
                      <td class={n === 0 ? 'number group' : 'number'}>
                        {value === null ? '—' : formatMeasure(measure, value)}
                      </td>
                    );
                  }),
                )}
              </tr>
            ) : null}
          </tbody>
        </table>
      </section>
    </div>
  );
};
