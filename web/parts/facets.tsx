import type { FC } from 'hono/jsx';
import type { Facet, FacetName, FacetValue } from '../../src/domain/facet.ts';
import { hasFilter } from '../links.ts';
import type { View } from '../view.ts';
import { type FacetRow, FacetValues } from './facet-values.tsx';
import { HiddenFields } from './hidden-fields.tsx';
import { valueLabel } from './labels.ts';
import { layOutRegions } from './region-tree.ts';
import { YearChart } from './year-chart.tsx';

/** Values shown before the rest is folded away. */
const SHOWN = 8;
const ORDER: readonly FacetName[] = ['region', 'year', 'role', 'topic', 'institution', 'level', 'docType'];

const layOut = (view: View, params: URLSearchParams, { name, values }: Facet): FacetRow[] => {
  if (name === 'region')
    return layOutRegions(values, (path) => hasFilter(params, 'region', path)).map((row) => ({
      value: row,
      label: row.name,
      depth: row.depth,
    }));
  const ordered = name === 'year' ? values.toSorted((a, b) => Number(b.value) - Number(a.value)) : values;
  return ordered.map((value) => ({ value, label: valueLabel(view.t, name, value.value), depth: 0 }));
};

/** Selected values are never folded away. */
const fold = (
  rows: readonly FacetRow[],
  isSelected: (value: FacetValue) => boolean,
): [FacetRow[], FacetRow[]] => {
  if (rows.length <= SHOWN + 1) return [[...rows], []];
  const shown = rows.filter((row, index) => index < SHOWN || row.depth > 0 || isSelected(row.value));
  return [shown, rows.filter((row) => !shown.includes(row))];
};

const YearRange: FC<{ view: View; params: URLSearchParams }> = ({ view, params }) => (
  <form class="year-range" action="/" method="get">
    <HiddenFields view={view} params={params} except={['yearFrom', 'yearTo', 'page']} />
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

const FacetBox: FC<{ view: View; params: URLSearchParams; facet: Facet }> = ({ view, params, facet }) => {
  const { t } = view;
  const rows = layOut(view, params, facet);
  const [shown, folded] = fold(rows, (value) => value.selected || hasFilter(params, facet.name, value.value));
  const max = Math.max(0, ...facet.values.map(({ count }) => count));
  const common = { view, params, name: facet.name, max };
  return (
    <section class={`facet facet-${facet.name}`} aria-labelledby={`facet-${facet.name}`}>
      <div class="facet-head">
        <h3 id={`facet-${facet.name}`}>{t.facets[facet.name]}</h3>
        <span class="count">{t.columnParagraphs}</span>
        <span class="count minor">{t.columnReports}</span>
      </div>
      {facet.name === 'year' ? <YearChart view={view} params={params} values={facet.values} /> : null}
      <FacetValues {...common} rows={shown} />
      {folded.length > 0 ? (
        <details>
          <summary>{t.moreValues(folded.length)}</summary>
          <FacetValues {...common} rows={folded} />
        </details>
      ) : null}
      {facet.hasMore ? <p class="note">{t.hasMore(facet.values.length)}</p> : null}
      {facet.name === 'year' ? <YearRange view={view} params={params} /> : null}
    </section>
  );
};

/** The sidebar: every facet's values with their counts, each a link that adds or removes it. */
export const Facets: FC<{ view: View; params: URLSearchParams; facets: readonly Facet[] }> = ({
  view,
  params,
  facets,
}) => (
  <aside id="filters" class="filters" aria-labelledby="filters-heading">
    <div class="filters-head">
      <h2 id="filters-heading">{view.t.filtersHeading}</h2>
      <a class="filters-done" href="#results">
        {view.t.filtersDone}
      </a>
    </div>
    {ORDER.flatMap((name) => facets.find((facet) => facet.name === name) ?? [])
      .filter(({ values }) => values.length > 0)
      .map((facet) => (
        <FacetBox view={view} params={params} facet={facet} />
      ))}
  </aside>
);
