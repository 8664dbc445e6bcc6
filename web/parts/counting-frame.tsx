import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Facet } from '../../src/domain/facet.ts';
import type { TakenName } from '../../src/domain/query.ts';
import type { Reading } from '../../src/queries/interpret.ts';
import type { FoundValues } from '../facet-search.ts';
import { Layout } from '../layout.tsx';
import { listFilters } from '../links.ts';
import { href, type View } from '../view.ts';
import { Chips } from './chips.tsx';
import { type Corrected, Corrections } from './corrections.tsx';
import { Facets, hasFacets } from './facets.tsx';
import { Taken } from './taken.tsx';
import { TermsForm } from './terms-form.tsx';
import { type ViewName, ViewTabs } from './view-tabs.tsx';

/** What the collection holds under the filters. */
export interface Held {
  /** Names of the filters that were taken as others. */
  readonly taken: readonly TakenName[];
  readonly facets: readonly Facet[];
  readonly found: FoundValues | null;
  readonly summary: string;
}

interface Props {
  view: View;
  current: Exclude<ViewName, 'search'>;
  q: readonly string[];
  reading: Reading;
  params: URLSearchParams;
  /** Null where nothing could be counted. */
  facets: Held | null;
  title: string;
  heading: string;
  /** Takes the place of the usual box on pages of several queries. */
  mostTerms?: number;
  corrected?: readonly Corrected[];
  /** What was wrong with the request. */
  problem?: string | undefined;
}

/** The frame of the pages that count: their own box, the tabs, filters in force, and the filters to choose from. */
export const CountingFrame: FC<PropsWithChildren<Props>> = ({
  view,
  current,
  q,
  reading,
  params,
  facets,
  title,
  heading,
  mostTerms,
  corrected = [],
  problem,
  children,
}) => {
  const { t } = view;
  return (
    <Layout
      view={view}
      kind="counting"
      title={title}
      index={false}
      {...(mostTerms === undefined
        ? {
            search: {
              q: q[0] ?? '',
              mode: reading.mode,
              synonyms: reading.synonyms,
              params,
              action: view.path,
            },
          }
        : { band: <TermsForm view={view} q={q} reading={reading} most={mostTerms} params={params} /> })}
    >
      <div id="results" class="wrap results">
        <main class="list">
          <ViewTabs view={view} current={current} q={q} params={params} />
          <div class="head">
            <h1 lang={view.lang === 'en' ? undefined : 'zh-CN'}>{heading}</h1>
            {facets && hasFacets(facets.facets, facets.found) ? (
              <a class="filters-open" href="#filters">
                {t.filtersOpen(listFilters(params).length)}
              </a>
            ) : null}
          </div>
          <Chips view={view} params={params} titles={new Map()} />
          <Taken view={view} of={facets?.taken ?? []} />
          <Corrections view={view} params={params} of={corrected} />
          {problem === undefined ? null : (
            <div class="notice" role="alert">
              <p>
                <b>{t.countError}</b> {problem}
              </p>
              <p>
                <a href={href(view, view.path)}>{t.errorStartOver}</a>
              </p>
            </div>
          )}
          {children}
        </main>
        {facets ? (
          <Facets
            view={view}
            params={params}
            facets={facets.facets}
            found={facets.found}
            summary={facets.summary}
            note={t.filtersCounted}
          />
        ) : null}
      </div>
    </Layout>
  );
};
