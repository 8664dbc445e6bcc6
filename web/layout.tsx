import { raw } from 'hono/html';
import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import type { Mode } from '../src/domain/query.ts';
import { assetHref } from './assets.ts';
import { HTML_LANG } from './i18n/messages.ts';
import { Logo } from './parts/logo.tsx';
import { SearchForm } from './parts/search-form.tsx';
import { href, otherLanguageHref, type View } from './view.ts';

interface Props {
  view: View;
  /** Without the site's name. */
  title?: string;
  /** Names the page for the stylesheet. */
  kind: 'front' | 'search' | 'report' | 'help' | 'error' | 'counting';
  search?: {
    q: string;
    mode: Mode;
    synonyms?: boolean;
    params?: URLSearchParams;
    live?: boolean;
    action?: string;
  };
  /** Stands in place of the search box. */
  band?: Child;
  /** Addresses of the pages before and after this one. */
  previous?: string | undefined;
  next?: string | undefined;
  /** Path of the page that says the same, where it is not this one. */
  canonical?: string;
  /** Address of the feed that follows this page. */
  feed?: string;
  /** False for pages that a search engine should not list. */
  index?: boolean;
}

const Head: FC<Props> = ({ view, title, previous, next, canonical, feed, index = true }) => {
  const { t, assets, publicUrl } = view;
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title ? `${title} - ${t.siteName}` : `${t.siteName} - ${t.tagline}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="description" content={t.description} />
      {index ? null : <meta name="robots" content="noindex" />}
      <link rel="icon" type="image/svg+xml" href={assetHref(assets, 'favicon.svg')} />
      <link rel="stylesheet" href={assetHref(assets, 'zhengsou.css')} />
      {publicUrl === null ? null : (
        <link
          rel="canonical"
          href={`${publicUrl}${canonical === undefined ? href(view, view.path, view.params) : href(view, canonical)}`}
        />
      )}
      <link
        rel="search"
        type="application/opensearchdescription+xml"
        title={t.siteName}
        href="/opensearch.xml"
      />
      {feed ? (
        <link rel="alternate" type="application/atom+xml" title={title ?? t.siteName} href={feed} />
      ) : null}
      {previous ? <link rel="prev" href={previous} /> : null}
      {next ? <link rel="next" href={next} /> : null}
      <script type="module" src={assetHref(assets, 'zhengsou.js')} />
    </head>
  );
};

const Header: FC<{ view: View }> = ({ view }) => {
  const { t } = view;
  return (
    <header class="site">
      <div class="wrap site-row">
        <a class="brand" href={href(view, '/')}>
          <Logo />
          <span class="brand-name">{t.siteName}</span>
          <span class="brand-line">{t.tagline}</span>
        </a>
        <nav aria-label={t.navLabel}>
          <a class="counts-too" href={href(view, '/trend')}>
            {t.viewTrend}
          </a>
          <a class="counts-too" href={href(view, '/compare')}>
            {t.viewCompare}
          </a>
          <a class="counts-too" href={href(view, '/concordance')}>
            {t.viewConcordance}
          </a>
          <a href={href(view, '/help')}>{t.navHelp}</a>
          <a href="/docs">{t.navApi}</a>
          <a
            id="other-language"
            href={otherLanguageHref(view)}
            lang={HTML_LANG[view.lang === 'zh' ? 'en' : 'zh']}
            hreflang={HTML_LANG[view.lang === 'zh' ? 'en' : 'zh']}
          >
            {t.otherLanguage}
          </a>
        </nav>
      </div>
    </header>
  );
};

/** Said above everything else: figures below are too small. */
const Partial: FC<{ view: View }> = ({ view }) => {
  const mark = view.partial();
  return (
    mark && (
      <aside class="partial" aria-label={view.t.partialLabel}>
        {view.t.partial(mark.answering, mark.nodes)}
      </aside>
    )
  );
};

/** The frame of every page: head, header with the search box, and the content. */
export const Layout: FC<PropsWithChildren<Props>> = (props) => {
  const { view, kind, search, band, children } = props;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={HTML_LANG[view.lang]}>
        <Head {...props} />
        <body class={`page-${kind}`}>
          <a class="skip" href="#results">
            {view.t.skip}
          </a>
          <Header view={view} />
          <div class="search-band">
            <div class="wrap">
              {band ?? (
                <SearchForm
                  view={view}
                  q={search?.q ?? ''}
                  mode={search?.mode ?? 'exact'}
                  synonyms={search?.synonyms ?? false}
                  live={search?.live ?? false}
                  action={search?.action ?? '/'}
                  {...(search?.params ? { params: search.params } : {})}
                />
              )}
            </div>
          </div>
          <Partial view={view} />
          <p id="status" class="away" role="status" aria-live="polite" />
          {children}
        </body>
      </html>
    </>
  );
};
