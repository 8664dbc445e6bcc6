import type { FC } from 'hono/jsx';
import type { FacetName, FacetValue } from '../../src/domain/facet.ts';
import { formatCount } from '../format.ts';
import { hasFilter, hereHref, toggleFilter } from '../links.ts';
import { isLong, TOGGLE_FORM, toggleField } from '../toggle.ts';
import type { View } from '../view.ts';
import { valueLang } from './labels.ts';

export interface FacetRow {
  readonly value: FacetValue;
  readonly label: string;
}

interface Common {
  view: View;
  params: URLSearchParams;
  name: FacetName;
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

/** One value with its counts: a link (of a long search a button) that adds or removes it, unless it was typed into the box. */
export const FacetLink: FC<Common & { row: FacetRow }> = ({ view, params, name, row, max }) => {
  const { value, label } = row;
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
  const classes = `value${selected ? ' selected' : ''}${inRange ? ' in-range' : ''}`;
  if (selected && !inRequest) return <span class={classes}>{content}</span>;
  const key = `${name}:${value.value}`;
  return isLong(params) ? (
    <button
      type="submit"
      form={TOGGLE_FORM}
      class={classes}
      {...toggleField(name, value.value)}
      aria-pressed={selected ? 'true' : undefined}
      data-key={key}
    >
      {content}
    </button>
  ) : (
    <a
      class={classes}
      href={hereHref(view, toggleFilter(params, name, value.value))}
      aria-current={selected ? 'true' : undefined}
      data-key={key}
      rel="nofollow"
    >
      {content}
    </a>
  );
};

export const FacetValues: FC<Common & { rows: readonly FacetRow[] }> = ({ rows, ...common }) => (
  <ul class="values">
    {rows.map((row) => (
      <li>
        <FacetLink {...common} row={row} />
      </li>
    ))}
  </ul>
);
