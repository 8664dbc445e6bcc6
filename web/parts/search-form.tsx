import type { FC } from 'hono/jsx';
import { MODES, type Mode } from '../../src/domain/query.ts';
import { MAX_QUERY_LENGTH } from '../../src/queries/request.ts';
import { href, type View } from '../view.ts';
import { HiddenFields } from './hidden-fields.tsx';

interface Props {
  view: View;
  q: string;
  mode: Mode;
  synonyms: boolean;
  /** Filters, sort and grouping to keep; none on pages that are not a search. */
  params?: URLSearchParams;
  /** True on the search page, whose results follow the typing. */
  live: boolean;
}

export const SearchForm: FC<Props> = ({ view, q, mode, synonyms, params, live }) => {
  const { t } = view;
  return (
    <search>
      <form class="search" action="/" method="get" id="search" data-live={live ? t.liveError : undefined}>
        <div class="search-row">
          <label class="away" for="q">
            {t.searchLabel}
          </label>
          <input
            id="q"
            name="q"
            type="search"
            value={q}
            maxlength={MAX_QUERY_LENGTH}
            placeholder={t.searchPlaceholder}
            lang="zh-CN"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="search"
            aria-describedby="search-hint"
          />
          <button type="submit">{t.searchButton}</button>
        </div>
        <div class="search-options">
          <fieldset class="modes">
            <legend class="away">{t.modeLabel}</legend>
            {MODES.map((value) => (
              <label>
                <input type="radio" name="mode" value={value} checked={value === mode} />
                <span>
                  <b>{t.modes[value]}</b> {t.modeHints[value]}
                </span>
              </label>
            ))}
          </fieldset>
          <label class="switch">
            <input type="checkbox" name="synonyms" value="1" checked={synonyms} />
            <span>
              <b>{t.synonyms}</b> {t.synonymsHint}
            </span>
          </label>
          <p class="hint" id="search-hint">
            {t.searchHint} <a href={href(view, '/help')}>{t.helpTitle}</a>
          </p>
        </div>
        <HiddenFields
          view={view}
          params={params ?? new URLSearchParams()}
          except={['q', 'mode', 'synonyms', 'page']}
        />
      </form>
    </search>
  );
};
