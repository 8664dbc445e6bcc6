import type { FC } from 'hono/jsx';
import type { Facet, FacetName, FacetValue } from '../../src/domain/facet.ts';
import type { FoundValues } from '../facet-search.ts';
import { hasFilter } from '../links.ts';
import { isLong, TOGGLE_FORM } from '../toggle.ts';
import type { View } from '../view.ts';
import { FacetSearchForm } from './facet-search-form.tsx';
import { type FacetRow, FacetValues } from './facet-values.tsx';
import { HiddenFields } from './hidden-fields.tsx';
import { valueLabel } from './labels.ts';
import { layOutRegions } from './region-tree.ts';
import { RegionValues } from './region-values.tsx';
import { RepeatedSwitch } from './repeated-switch.tsx';
import { YearFacet } from './year-facet.tsx';

/** Values shown before the rest is folded away. */
const SHOWN = 8;
const ORDER: readonly FacetName[] = ['region', 'level', 'year', 'role', 'topic', 'institution', 'docType'];
/** Facets whose values are too many to look through. */
const SEARCHED: ReadonlySet<FacetName> = new Set<FacetName>(['region', 'institution']);

interface BoxProps {
  view: View;
  params: URLSearchParams;
  facet: Facet;
}

/** Selected values are never folded away; neither is a single one. */
const fold = <Item,>(items: readonly Item[], isSelected: (item: Item) => boolean): [Item[], Item[]] => {
  if (items.length <= SHOWN + 1) return [[...items], []];
  const shown = items.filter((item, index) => index < SHOWN || isSelected(item));
  return [shown, items.filter((item) => !shown.includes(item))];
};

const Folded: FC<{ view: View; name: FacetName; count: number; children?: unknown }> = ({
  view,
  name,
  count,
  children,
}) =>
  count > 0 ? (
    <details id={`more-${name}`}>
      <summary>{view.t.moreValues(count)}</summary>
      {children}
    </details>
  ) : null;

const Regions: FC<BoxProps & { unfolded: boolean }> = ({ view, params, facet, unfolded }) => {
  const isSelected = (path: string) => hasFilter(params, 'region', path);
  const nodes = layOutRegions(facet.values, isSelected);
  const [shown, folded] = unfolded ? [nodes, []] : fold(nodes, ({ open }) => open);
  const common = { view, params, max: Math.max(0, ...facet.values.map(({ count }) => count)) };
  return (
    <>
      <RegionValues {...common} nodes={shown} />
      <Folded view={view} name="region" count={folded.length}>
        <RegionValues {...common} nodes={folded} />
      </Folded>
    </>
  );
};

const Values: FC<BoxProps & { unfolded: boolean }> = ({ view, params, facet, unfolded }) => {
  const { name, values } = facet;
  const rows: FacetRow[] = values.map((value) => ({ value, label: valueLabel(view.t, name, value.value) }));
  const isSelected = ({ value }: { value: FacetValue }) =>
    value.selected || hasFilter(params, name, value.value);
  const [shown, folded] = unfolded ? [rows, []] : fold(rows, isSelected);
  const common = { view, params, name, max: Math.max(0, ...values.map(({ count }) => count)) };
  return (
    <>
      <FacetValues {...common} rows={shown} />
      <Folded view={view} name={name} count={folded.length}>
        <FacetValues {...common} rows={folded} />
      </Folded>
    </>
  );
};

const FacetBox: FC<BoxProps & { found: FoundValues | null }> = ({ view, params, facet, found }) => {
  const { t } = view;
  const { name } = facet;
  const sought = found?.name === name ? found : null;
  const shown = sought?.facet ?? facet;
  const isLong = SEARCHED.has(name) && (facet.hasMore || facet.values.length > SHOWN || sought !== null);
  const box = { view, params, facet: shown };
  return (
    <section class={`facet facet-${name}`} id={`facet-${name}`} aria-labelledby={`facet-${name}-heading`}>
      <div class="facet-head">
        <h3 id={`facet-${name}-heading`}>{t.facets[name]}</h3>
        <span class="count">{t.columnParagraphs}</span>
        <span class="count minor">{t.columnReports}</span>
      </div>
      {isLong ? <FacetSearchForm view={view} params={params} name={name} text={sought?.text ?? ''} /> : null}
      <div class="facet-found">
        {sought && shown.values.length === 0 ? <p class="note">{t.findNoValue(sought.text)}</p> : null}
        {name === 'year' ? <YearFacet {...box} /> : null}
        {name === 'region' ? <Regions {...box} unfolded={sought !== null} /> : null}
        {name === 'year' || name === 'region' ? null : <Values {...box} unfolded={sought !== null} />}
        {shown.hasMore ? (
          <p class="note">{isLong ? t.hasMoreSearch(shown.values.length) : t.hasMore(shown.values.length)}</p>
        ) : null}
      </div>
    </section>
  );
};

interface Props {
  view: View;
  params: URLSearchParams;
  facets: readonly Facet[];
  /** What a search inside one of them found. */
  found: FoundValues | null;
  /** What closing the filters on a phone shows. */
  summary: string;
  /** What the counts count, where it is not what was found. */
  note?: string;
}

type Shown = Pick<Props, 'facets' | 'found'>;

const shownFacets = ({ facets, found }: Shown): Facet[] =>
  ORDER.flatMap((name) => facets.find((facet) => facet.name === name) ?? []).filter(
    ({ name, values }) => values.length > 0 || found?.name === name,
  );

/** Is there anything to choose from? Where nothing was found and nothing is set, there is not. */
export const hasFacets = (facets: Shown['facets'], found: Shown['found']): boolean =>
  shownFacets({ facets, found }).length > 0;

/** The sidebar: every facet's values with their counts, each a link that adds or removes it. */
export const Facets: FC<Props> = ({ view, params, facets, found, summary, note }) =>
  hasFacets(facets, found) ? (
    <aside id="filters" class="filters" aria-labelledby="filters-heading">
      <div class="filters-head">
        <h2 id="filters-heading">{view.t.filtersHeading}</h2>
        <a class="filters-done" href="#results">
          {view.t.filtersDone(summary)}
        </a>
      </div>
      {note === undefined ? null : <p class="note">{note}</p>}
      {isLong(params) ? (
        <form id={TOGGLE_FORM} action={view.path} method="get">
          <HiddenFields view={view} params={params} except={['facet', 'find', 'page']} />
        </form>
      ) : null}
      <RepeatedSwitch view={view} params={params} />
      {shownFacets({ facets, found }).map((facet) => (
        <FacetBox view={view} params={params} facet={facet} found={found} />
      ))}
    </aside>
  ) : null;
