import type { PartialMark } from '../src/domain/presence.ts';
import type { Assets } from './assets.ts';
import { type Lang, type Messages, messages } from './i18n/messages.ts';

/** What every part of a page needs to know of the request: language, texts, and where it stands. */
export interface View {
  readonly lang: Lang;
  readonly t: Messages;
  readonly assets: Assets;
  /** Path and parameters of this page, without `lang`. */
  readonly path: string;
  readonly params: URLSearchParams;
  /** Address from outside, without a slash at its end; null where it is not configured. */
  readonly publicUrl: string | null;
  /** Asked when the page is written, after all queries: the mark of an answer that some nodes gave nothing to. */
  readonly partial: () => PartialMark | null;
}

/** The language is the `lang` parameter: Chinese unless it says `en`. */
export const createView = (
  url: URL,
  assets: Assets,
  publicUrl: string | null,
  partial: View['partial'] = () => null,
): View => {
  const params = new URLSearchParams(url.searchParams);
  const lang: Lang = params.get('lang') === 'en' ? 'en' : 'zh';
  params.delete('lang');
  return { lang, t: messages[lang], assets, path: url.pathname, params, publicUrl, partial };
};

/**
 * Parameters as a link has them: what is not ASCII stands as it is, and the browser encodes it. Every link of a page repeats the
 * query, and nine letters for each of its characters made three quarters of a page.
 */
const toQuery = (params: URLSearchParams): string =>
  params.toString().replace(/(?:%[89A-F][0-9A-F])+/g, (encoded) => decodeURIComponent(encoded));

/** A link within the site that stays in the view's language. */
export const href = (view: View, path: string, params?: URLSearchParams, anchor?: string): string => {
  const all = new URLSearchParams(params);
  if (view.lang !== 'zh') all.set('lang', view.lang);
  const query = toQuery(all);
  return `${path}${query ? `?${query}` : ''}${anchor ? `#${anchor}` : ''}`;
};

/** This very page in the other language. */
export const otherLanguageHref = (view: View): string =>
  href({ ...view, lang: view.lang === 'zh' ? 'en' : 'zh' }, view.path, view.params);
