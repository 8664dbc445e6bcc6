import type { FC } from 'hono/jsx';
import type { FacetValue } from '../../src/domain/facet.ts';
import { searchHref, toggleFilter } from '../links.ts';
import type { View } from '../view.ts';

const HEIGHT = 40;
/** Fewest slots of the axis, so that three years do not become three slabs. */
const MIN_SLOTS = 12;

/**
 * Paragraphs by year as bars on a true time axis, so that a year without any is a gap. The bars are links for the mouse;
 * keyboard and screen reader use the list of years below it, which says the same.
 */
export const YearChart: FC<{ view: View; params: URLSearchParams; values: readonly FacetValue[] }> = ({
  view,
  params,
  values,
}) => {
  const years = values.map(({ value }) => Number(value)).filter(Number.isInteger);
  if (years.length < 2) return null;
  const first = Math.min(...years);
  const last = Math.max(...years);
  const slots = Math.max(last - first + 1, MIN_SLOTS);
  const max = Math.max(...values.map(({ count }) => count), 1);
  return (
    <div class="year-chart">
      <svg
        viewBox={`0 0 ${slots * 10} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {values.map((value) => {
          const height = value.count > 0 ? Math.max(1.5, (value.count / max) * HEIGHT) : 0;
          const x = (Number(value.value) - first + (slots - (last - first + 1))) * 10;
          return (
            <a
              href={searchHref(view, toggleFilter(params, 'year', value.value))}
              tabindex={-1}
              rel="nofollow"
            >
              <title>{view.t.yearChart(value.value, value.count)}</title>
              <rect class="hit-area" x={x} y="0" width="10" height={HEIGHT} />
              <rect
                class={value.selected ? 'selected' : undefined}
                x={x + 1}
                y={Number((HEIGHT - height).toFixed(2))}
                width="8"
                height={Number(height.toFixed(2))}
              />
            </a>
          );
        })}
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{last - first + 1 < slots ? '' : first}</span>
        <span>{last - first + 1 < slots ? `${first}–${last}` : last}</span>
      </p>
    </div>
  );
};
