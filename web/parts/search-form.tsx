import type { FC } from 'hono/jsx';
import type { Mode } from '../../src/domain/query.ts';
import { MAX_QUERY_LENGTH } from '../../src/queries/request.ts';
import { href, type View } from '../view.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { Modes } from './modes.tsx';

interface Props {
  view: View;
  q: string;
  mode: Mode;
  synonyms: boolean;
  /** Filters, sort and grouping to keep; none on pages that are not a search. */
  params?: URLSearchParams;
  /** True on the search page, whose results follow the typing. */
  live: boolean;
  /** Path of the page that answers. */
  action: string;
}

export const SearchForm: FC<Props> = ({ view, q, mode, synonyms, params, live, action }) => {
  const { t } = view;
  return (
    <search>
      <form
        class="search"
        action={action}
        method="get"
        id="search"
        data-live={live ? t.liveError : undefined}
      >
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
            data-suggest={JSON.stringify({ label: t.suggestLabel, ...t.suggestUnits })}
          />
          <button type="submit">{t.searchButton}</button>
        </div>
        <div class="search-options">
          <Modes view={view} mode={mode} synonyms={synonyms} />
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
