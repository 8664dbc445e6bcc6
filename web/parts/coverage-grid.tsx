import type { FC } from 'hono/jsx';
import type { HeldRegion } from '../../src/queries/overview.ts';
import { formatCount } from '../format.ts';
import { searchHref } from '../links.ts';
import type { View } from '../view.ts';

/** Years of the table, up to the newest; earlier ones are counted as reports only. */
const YEARS = 10;
/** Places shown before the rest is folded away. */
const SHOWN = 14;
/** Shades of the cells. */
const SHADES = 4;

interface Props {
  view: View;
  regions: readonly HeldRegion[];
}

/** The search that a place or one of its cells opens: a list of just so many reports. */
const opened = (region: string, year?: number): URLSearchParams => {
  const params = new URLSearchParams(region === '' ? { level: '国家' } : { region });
  params.set('group', 'report');
  if (year !== undefined) params.set('year', String(year));
  return params;
};

const Cell: FC<{ view: View; row: HeldRegion; year: number; max: number }> = ({ view, row, year, max }) => {
  const count = row.years.get(year) ?? 0;
  if (count === 0)
    return (
      <td class="none">
        <span aria-hidden="true">–</span>
        <span class="away">{view.t.none}</span>
      </td>
    );
  const shade = Math.max(1, Math.ceil((Math.log1p(count) / Math.log1p(max)) * SHADES));
  return (
    <td class={`shade-${shade}`}>
      <a href={searchHref(view, opened(row.region, year))} rel="nofollow">
        {formatCount(count)}
      </a>
    </td>
  );
};

const Rows: FC<Props & { years: readonly number[]; max: number }> = ({ view, regions, years, max }) => (
  <>
    {regions.map((row) => (
      <tr>
        <th scope="row" class={`depth-${Math.max(0, row.region.split('/').length - 1)}`}>
          <a
            href={searchHref(view, opened(row.region))}
            lang={row.region === '' ? undefined : 'zh-CN'}
            rel="nofollow"
          >
            {row.region === '' ? view.t.levels.国家 : row.region.split('/').at(-1)}
          </a>
        </th>
        <td class="sum">{formatCount(row.reports)}</td>
        {years.map((year) => (
          <Cell view={view} row={row} year={year} max={max} />
        ))}
      </tr>
    ))}
  </>
);

/** How many reports are held of which place and year: what cannot be found because it is not there. */
export const CoverageGrid: FC<Props> = ({ view, regions }) => {
  const { t } = view;
  const all = regions.flatMap((row) => [...row.years.keys()]);
  if (all.length === 0) return null;
  const newest = Math.max(...all);
  const first = Math.min(...all);
  const oldest = Math.max(first, newest - YEARS + 1);
  const years = Array.from({ length: newest - oldest + 1 }, (_, n) => newest - n);
  const max = Math.max(...regions.flatMap((row) => years.map((year) => row.years.get(year) ?? 0)), 1);
  const head = (
    <thead>
      <tr>
        <th scope="col">{t.facets.region}</th>
        <th scope="col" class="sum">
          {t.coverageReports}
        </th>
        {years.map((year) => (
          <th scope="col">{year}</th>
        ))}
      </tr>
    </thead>
  );
  const table = (rows: readonly HeldRegion[], label: string) => (
    <section class="scroll" tabindex={0} aria-label={label}>
      <table class="held">
        {head}
        <tbody>
          <Rows view={view} regions={rows} years={years} max={max} />
        </tbody>
      </table>
    </section>
  );
  const rest = regions.slice(SHOWN);
  return (
    <section aria-labelledby="held">
      <h2 id="held">{t.heldHeading}</h2>
      <p class="note">
        {t.heldNote}
        {first < oldest ? t.heldEarlier(oldest, first) : null}
      </p>
      {table(regions.slice(0, SHOWN), `${t.facets.region} × ${t.facets.year}`)}
      {rest.length > 0 ? (
        <details>
          <summary>{t.moreValues(rest.length)}</summary>
          {table(rest, t.moreValues(rest.length))}
        </details>
      ) : null}
    </section>
  );
};
