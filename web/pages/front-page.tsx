import type { FC } from 'hono/jsx';
import type { Facet, FacetName } from '../../src/domain/facet.ts';
import type { HeldRegion } from '../../src/queries/overview.ts';
import type { Coverage } from '../../src/queries/queries.ts';
import { examples } from '../examples.ts';
import { formatCount } from '../format.ts';
import { Layout } from '../layout.tsx';
import { searchHref } from '../links.ts';
import { CoverageGrid } from '../parts/coverage-grid.tsx';
import { type FacetRow, FacetValues } from '../parts/facet-values.tsx';
import { valueLabel } from '../parts/labels.ts';
import { SavedSearches } from '../parts/saved-searches.tsx';
import type { View } from '../view.ts';

interface Props {
  view: View;
  coverage: Coverage;
  /** Reports held by place and year. */
  regions: readonly HeldRegion[];
  /** Of the whole collection. */
  facets: readonly Facet[];
}

const NO_PARAMS = new URLSearchParams();
/** Values shown; the rest are in the filters of any search. */
const SHOWN = 12;

const Notice: FC<{ view: View; coverage: Coverage }> = ({ view, coverage }) => {
  const { t } = view;
  if (coverage.reports === 0)
    return (
      <p class="notice">
        {t.emptyNotice} {t.emptyHow} <code>npx zhengsou index &lt;path&gt;</code>
      </p>
    );
  return coverage.sample ? (
    <p class="notice">
      {t.sampleNotice} {t.sampleHow} <code>npx zhengsou index &lt;path&gt;</code>
    </p>
  ) : null;
};

const CoverageTable: FC<{ view: View; coverage: Coverage }> = ({ view, coverage }) => {
  const { t } = view;
  const { years } = coverage;
  const cells: [string, string][] = [
    [t.coverageReports, formatCount(coverage.reports)],
    [t.coverageParagraphs, formatCount(coverage.paragraphs)],
    [t.coverageInstitutions, formatCount(coverage.institutions)],
    [t.coverageYears, years === null ? t.none : t.yearSpan(...years)],
    [t.coverageCharacters, formatCount(coverage.characters)],
  ];
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage">{t.frontCoverage}</h2>
      <dl class="figures">
        {cells.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

const Browse: FC<{ view: View; name: FacetName; facets: readonly Facet[] }> = ({ view, name, facets }) => {
  const { t } = view;
  const values = (facets.find((facet) => facet.name === name)?.values ?? []).slice(0, SHOWN);
  if (values.length === 0) return null;
  const rows: FacetRow[] = values.map((value) => ({ value, label: valueLabel(t, name, value.value) }));
  return (
    <section aria-labelledby={`browse-${name}`}>
      <div class="facet-head">
        <h3 id={`browse-${name}`}>{t.facets[name]}</h3>
        <span class="count">{t.columnParagraphs}</span>
        <span class="count minor">{t.columnReports}</span>
      </div>
      <FacetValues
        view={view}
        params={NO_PARAMS}
        name={name}
        rows={rows}
        max={Math.max(...values.map(({ count }) => count))}
      />
    </section>
  );
};

/** What the collection holds and how to begin. */
export const FrontPage = ({ view, coverage, regions, facets }: Props) => {
  const { t } = view;
  return (
    <Layout view={view} kind="front" feed="/feed.atom" search={{ q: '', mode: 'exact', live: true }}>
      <main id="results" class="wrap front" data-announce="">
        <Notice view={view} coverage={coverage} />
        <div class="front-top">
          <div>
            <div class="intro">
              <h1>
                {t.frontTitle.map((question) => (
                  <>
                    <span>{question}</span>
                    {view.lang === 'en' ? ' ' : ''}
                  </>
                ))}
              </h1>
              <p>{t.frontWhat}</p>
            </div>
            <section class="examples-box" aria-labelledby="examples">
              <h2 id="examples">{t.frontExamples}</h2>
              <ul class="examples">
                {examples(t).map(({ label, params }) => (
                  <li>
                    <a href={searchHref(view, params)}>
                      <b lang="zh-CN">{params.get('q')}</b> <span>{label}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          </div>
          <CoverageTable view={view} coverage={coverage} />
        </div>
        <SavedSearches view={view} />
        {coverage.paragraphs > 0 ? (
          <>
            <CoverageGrid view={view} regions={regions} />
            <section aria-labelledby="browse">
              <h2 id="browse">{t.frontBrowse}</h2>
              <div class="browse">
                <Browse view={view} name="topic" facets={facets} />
                <div>
                  <Browse view={view} name="level" facets={facets} />
                  <Browse view={view} name="role" facets={facets} />
                </div>
                <div>
                  <Browse view={view} name="docType" facets={facets} />
                  <Browse view={view} name="institution" facets={facets} />
                </div>
              </div>
            </section>
          </>
        ) : null}
      </main>
    </Layout>
  );
};
