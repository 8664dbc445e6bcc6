import type { FC } from 'hono/jsx';
import { clearFilters, hereHref, listFilters, toggleFilter } from '../links.ts';
import type { View } from '../view.ts';
import { filterLabel, valueLabel, valueLang } from './labels.ts';

interface Props {
  view: View;
  params: URLSearchParams;
  /** Titles of reports by id, for the chip of a report. */
  titles: ReadonlyMap<string, string>;
}

/** The filters that are set, each with its way off. */
export const Chips: FC<Props> = ({ view, params, titles }) => {
  const { t } = view;
  const filters = listFilters(params);
  if (filters.length === 0) return null;
  return (
    <section class="chips" aria-label={t.filtersActive}>
      <ul>
        {filters.map(({ name, value }) => {
          const text = (name === 'report' && titles.get(value)) || valueLabel(t, name, value);
          const field = filterLabel(t, name);
          return (
            <li>
              <a class="chip" href={hereHref(view, toggleFilter(params, name, value))} rel="nofollow">
                <span class="away">{t.clearOne('')}</span>
                {field === null ? null : <span class="field">{field} </span>}
                <span lang={valueLang(name)}>{text}</span>
                <svg class="cross" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
                  <path d="M2 2l6 6M8 2l-6 6" />
                </svg>
              </a>
            </li>
          );
        })}
        <li>
          <a class="clear-all" href={hereHref(view, clearFilters(params))}>
            {t.clearAll}
          </a>
        </li>
      </ul>
    </section>
  );
};
