import type { FC } from 'hono/jsx';
import type { FacetName, FacetValue } from '../../src/domain/facet.ts';
import { formatCount } from '../format.ts';
import { hasFilter, searchHref, toggleFilter } from '../links.ts';
import type { View } from '../view.ts';
import { valueLang } from './labels.ts';

export interface FacetRow {
  readonly value: FacetValue;
  readonly label: string;
  readonly depth: number;
}

interface Props {
  view: View;
  params: URLSearchParams;
  name: FacetName;
  rows: readonly FacetRow[];
  /** The largest count of the facet: what a full bar stands for. */
  max: number;
}

/** Drawn with attributes, not styles: the content security policy allows no inline style. */
const Bar: FC<{ share: number }> = ({ share }) => (
  <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect width={share > 0 ? Math.max(1, Math.round(share * 100)) : 0} height="2" />
  </svg>
);

/** Years within a range that is set: one of them can still be picked. */
const isInRange = (params: URLSearchParams, name: FacetName): boolean =>
  name === 'year' && (params.has('yearFrom') || params.has('yearTo'));

const Row: FC<Omit<Props, 'rows'> & { row: FacetRow }> = ({ view, params, name, row, max }) => {
  const { value, label, depth } = row;
  const inRequest = hasFilter(params, name, value.value);
  const inRange = value.selected && !inRequest && isInRange(params, name);
  const selected = inRequest || (value.selected && !inRange);
  const content = (
    <>
      <span class="name" lang={view.lang === 'en' ? valueLang(name) : undefined}>
        {label}
      </span>
      <span class="count">{formatCount(value.count)}</span>
      <span class="count minor">{formatCount(value.reports)}</span>
      {selected ? <span class="away">（{inRequest ? view.t.selected : view.t.selectedInBox}）</span> : null}
      <Bar share={max > 0 ? value.count / max : 0} />
    </>
  );
  const classes = `value depth-${Math.min(depth, 3)}${selected ? ' selected' : ''}${inRange ? ' in-range' : ''}`;
  return (
    <li>
      {selected && !inRequest ? (
        <span class={classes}>{content}</span>
      ) : (
        <a
          class={classes}
          href={searchHref(view, toggleFilter(params, name, value.value))}
          aria-current={selected ? 'true' : undefined}
          rel="nofollow"
        >
          {content}
        </a>
      )}
    </li>
  );
};

export const FacetValues: FC<Props> = ({ rows, ...rest }) => (
  <ul class="values">
    {rows.map((row) => (
      <Row {...rest} row={row} />
    ))}
  </ul>
);
