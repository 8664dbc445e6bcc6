import type { FC } from 'hono/jsx';
import type { FacetValue } from '../../src/domain/facet.ts';
import { hereHref, toggleFilter } from '../links.ts';
import { isLong } from '../toggle.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  params: URLSearchParams;
  values: readonly FacetValue[];
}

const HEIGHT = 56;
/** Width of a year's slot. */
const SLOT = 10;

/** Years between two labels of the axis. */
const stepOf = (slots: number): number =>
  [...(slots <= 5 ? [1] : []), 2, 5, 10, 20, 50].find((step) => slots / step <= 8) ?? 100;

const Bar: FC<{ value: FacetValue; x: number; max: number }> = ({ value, x, max }) => {
  const height = value.count > 0 ? Math.max(2, (value.count / max) * HEIGHT) : 0;
  return (
    <>
      <rect class="hit-area" x={x} y="0" width={SLOT} height={HEIGHT} />
      <rect
        class={value.selected ? 'year-bar selected' : 'year-bar'}
        x={x + 1}
        y={Number((HEIGHT - height).toFixed(2))}
        width={SLOT - 2}
        height={Number(height.toFixed(2))}
      />
    </>
  );
};

/** Round years along the axis, drawn in a picture of their own: the bars' is stretched to the width. */
const Axis: FC<{ first: number; slots: number }> = ({ first, slots }) => {
  const step = stepOf(slots);
  const years = Array.from({ length: slots }, (_, n) => first + n).filter((year) => year % step === 0);
  return (
    <svg class="axis" aria-hidden="true" focusable="false">
      {years.map((year) => (
        <text x={`${(((year - first + 0.5) / slots) * 100).toFixed(2)}%`} y="11">
          {year}
        </text>
      ))}
    </svg>
  );
};

/**
 * Paragraphs by year as bars on a true time axis, so that a year without any is a gap. The bars are links for the mouse;
 * keyboard and screen reader use the list of years and the range below it, which say the same. Where scripts run, a stretch
 * of years can be drawn over the bars, and its ends moved with the arrow keys. Of a long search only the list leads on.
 */
export const YearChart: FC<Props> = ({ view, params, values }) => {
  const { t } = view;
  const years = values.map(({ value }) => Number(value)).filter(Number.isInteger);
  if (years.length < 2) return null;
  const last = Math.max(...years);
  // From the first year to the last and none beyond: an empty year reads as silence.
  const first = Math.min(...years);
  const slots = last - first + 1;
  const max = Math.max(...values.map(({ count }) => count), 1);
  return (
    <div
      class="year-chart"
      data-first={first}
      data-last={last}
      data-from={t.yearFrom}
      data-to={t.yearTo}
      data-said={t.yearStretch('%a', '%b', '%n')}
    >
      <svg
        class="bars"
        viewBox={`0 0 ${slots * SLOT} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {values.map((value) => {
          const data = { 'data-year': value.value, 'data-count': value.count };
          const bar = (
            <>
              <title>{t.yearChart(value.value, value.count)}</title>
              <Bar value={value} x={(Number(value.value) - first) * SLOT} max={max} />
            </>
          );
          return isLong(params) ? (
            <g {...data}>{bar}</g>
          ) : (
            <a
              href={hereHref(view, toggleFilter(params, 'year', value.value))}
              tabindex={-1}
              rel="nofollow"
              {...data}
            >
              {bar}
            </a>
          );
        })}
      </svg>
      <Axis first={first} slots={slots} />
      <p class="note year-hint">{t.yearHint}</p>
    </div>
  );
};
