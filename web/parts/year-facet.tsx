import type { FC } from 'hono/jsx';
import type { Facet } from '../../src/domain/facet.ts';
import { hasFilter } from '../links.ts';
import type { View } from '../view.ts';
import { type FacetRow, FacetValues } from './facet-values.tsx';
import { HiddenFields } from './hidden-fields.tsx';
import { YearChart } from './year-chart.tsx';

interface Props {
  view: View;
  params: URLSearchParams;
  facet: Facet;
}

/** Years that stand below the chart without unfolding. */
const SHOWN = 4;

const YearRange: FC<{ view: View; params: URLSearchParams }> = ({ view, params }) => (
  <form class="year-range" action={view.path} method="get">
    <HiddenFields view={view} params={params} except={['year', 'yearFrom', 'yearTo', 'page']} />
    {(['yearFrom', 'yearTo'] as const).map((name) => (
      <label>
        <span class="away">{view.t[name]}</span>
        <input
          type="number"
          name={name}
          min="1949"
          max="2100"
          inputmode="numeric"
          placeholder={view.t[name]}
          value={params.get(name) ?? ''}
        />
      </label>
    ))}
    <button type="submit">{view.t.yearApply}</button>
  </form>
);

/** The chart with its range; below it every year as a link, newest first. */
export const YearFacet: FC<Props> = ({ view, params, facet }) => {
  const values = facet.values.toSorted((a, b) => Number(b.value) - Number(a.value));
  const rows: FacetRow[] = values.map((value) => ({ value, label: value.value }));
  const isShown = (row: FacetRow, at: number) =>
    rows.length <= SHOWN + 1 || at < SHOWN || hasFilter(params, 'year', row.value.value);
  const shown = rows.filter(isShown);
  const folded = rows.filter((row) => !shown.includes(row));
  const common = {
    view,
    params,
    name: 'year',
    max: Math.max(0, ...values.map(({ count }) => count)),
  } as const;
  return (
    <>
      <YearChart view={view} params={params} values={values} />
      <YearRange view={view} params={params} />
      <FacetValues {...common} rows={shown} />
      {folded.length > 0 ? (
        <details id="more-year">
          <summary>{view.t.moreYears(folded.length)}</summary>
          <FacetValues {...common} rows={folded} />
        </details>
      ) : null}
    </>
  );
};
