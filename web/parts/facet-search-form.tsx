import type { FC } from 'hono/jsx';
import type { FacetName } from '../../src/domain/facet.ts';
import { hereHref } from '../links.ts';
import type { View } from '../view.ts';
import { HiddenFields } from './hidden-fields.tsx';

interface Props {
  view: View;
  /** The search that the facet belongs to. */
  params: URLSearchParams;
  name: FacetName;
  text: string;
}

/** Looks for a value in a facet: sent as a form, or answered while typing where scripts run. */
export const FacetSearchForm: FC<Props> = ({ view, params, name, text }) => {
  const { t } = view;
  const label = t.findIn(t.facets[name]);
  return (
    <form
      class="facet-find"
      action={`${view.path}#facet-${name}`}
      method="get"
      data-facet={name}
      data-none={t.findNoValue('%s')}
    >
      <HiddenFields view={view} params={params} except={['facet', 'find', 'page']} />
      <input type="hidden" name="facet" value={name} />
      <input
        type="text"
        enterkeyhint="search"
        name="find"
        value={text}
        maxlength={100}
        aria-label={label}
        placeholder={label}
        lang={view.lang === 'en' ? undefined : 'zh-CN'}
        autocomplete="off"
        spellcheck={false}
      />
      <button type="submit">{t.findButton}</button>
      {text === '' ? null : (
        <a class="facet-find-clear" href={`${hereHref(view, params)}#facet-${name}`} rel="nofollow">
          {t.findClear}
        </a>
      )}
    </form>
  );
};
