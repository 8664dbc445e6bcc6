import { type Context, Hono } from 'hono';
import { EngineUnavailable, InvalidRequest } from '../src/domain/problem.ts';
import { withTaken } from '../src/queries/held-names.ts';
import type { Queries } from '../src/queries/queries.ts';
import { choiceIn, MAX_PAGE_SIZE, parseSearchRequest } from '../src/queries/request.ts';
import { parsePlace } from '../src/text/permalink.ts';
import { isAssetName, loadAssets, serveAsset } from './assets.ts';
import { readFacetSearch } from './facet-search.ts';
import { PAGE_HEADERS } from './headers.ts';
import { listFilters } from './links.ts';
import { type CountingQueries, mountCounting } from './mount-counting.ts';
import { findNearestSteps } from './nearest-steps.ts';
import { DocsPage } from './pages/docs-page.tsx';
import { ErrorPage, type PageError } from './pages/error-page.tsx';
import { FrontPage } from './pages/front-page.tsx';
import { HelpPage } from './pages/help-page.tsx';
import { ParagraphPage } from './pages/paragraph-page.tsx';
import { ReportPage } from './pages/report-page.tsx';
import { SearchPage } from './pages/search-page.tsx';
import { type ApiReference, readApiDocument } from './parts/api-reference.ts';
import { Related } from './parts/related.tsx';
import { checkPlace } from './parts/report-parts.ts';
import { countSearched } from './searched.ts';
import { readToggled } from './toggle.ts';
import { createView, href, type View } from './view.ts';

/** What the pages ask for, and no more. */
export type PageQueries = Pick<
  Queries,
  | 'search'
  | 'count'
  | 'wordCounts'
  | 'facetValues'
  | 'report'
  | 'paragraph'
  | 'reports'
  | 'locate'
  | 'similar'
  | 'coverage'
  | 'related'
  | 'corrections'
  | 'overview'
> &
  CountingQueries;

export interface WebDeps {
  readonly queries: PageQueries;
  /** Address from outside, for canonical links; never taken from the Host header. */
  readonly publicUrl?: string | undefined;
  /** The OpenAPI document, for `/docs`; read on the first visit. */
  readonly apiDocument?: () => unknown;
  /** Told of every error that a page answers with 500. */
  readonly onError?: (error: Error) => void;
}

const UNMARKED = { mode: 'exact', synonyms: false } as const;

/** Seconds after which asking again makes sense while the engine starts. */
const RETRY_AFTER = 5;

type Page = ReturnType<typeof FrontPage> | ReturnType<typeof Related>;

const respond = (
  c: Context,
  page: Page,
  status: 200 | PageError['status'] = 200,
): Response | Promise<Response> => c.html(page, status, PAGE_HEADERS);

const respondError = (c: Context, view: View, error: PageError): Response | Promise<Response> => {
  if (error.status === 503) c.header('retry-after', String(RETRY_AFTER));
  return respond(c, ErrorPage({ view, error }), error.status);
};

const asPageError = (error: Error): PageError => {
  if (error instanceof InvalidRequest) return { status: 400, fault: error.fault, parameter: error.parameter };
  if (error instanceof EngineUnavailable) return { status: 503, fault: error.fault };
  return { status: 500 };
};

/** The pages: `/`, `/reports/{id}`, `/p/{id}/{place}`, `/trend`, `/compare`, `/concordance`, `/help`, `/docs` and their assets, and a page for every other address: mount it last. */
export const createWeb = ({ queries, publicUrl, apiDocument, onError }: WebDeps): Hono => {
  const assets = loadAssets();
  const outside = publicUrl?.replace(/\/+$/, '') ?? null;
  const viewOf = (c: Context): View => createView(new URL(c.req.url), assets, outside, c.get('partial'));
  const web = new Hono();

  // Pages with filters, each by its name: an address such as //elsewhere must lead nowhere.
  for (const path of ['/', '/trend', '/compare', '/concordance'])
    web.get(path, (c, next) => {
      const toggled = readToggled(new URL(c.req.url).searchParams);
      return toggled === null ? next() : Promise.resolve(c.redirect(`${path}?${toggled}`, 303));
    });

  web.get('/', async (c) => {
    const view = viewOf(c);
    const request = parseSearchRequest(view.params);
    if (request.q.trim() === '' && listFilters(view.params).length === 0) {
      const [coverage, regions, all] = await Promise.all([
        queries.coverage(),
        queries.overview(),
        queries.search({ ...request, pageSize: 1 }),
      ]);
      return respond(c, FrontPage({ view, coverage, regions, facets: all.facets }));
    }
    const sought = readFacetSearch(view.params);
    const [answer, facet] = await Promise.all([
      queries.search(request),
      sought ? queries.facetValues(sought.name, sought.text, request) : null,
    ]);
    if (!answer.exact) c.set('provisional', true);
    const settled = withTaken(request, answer.query.taken);
    const found = sought && facet ? { ...sought, facet } : null;
    const isFound = answer.total > 0;
    const [steps, searched] = isFound
      ? [[], null]
      : await Promise.all([findNearestSteps(queries, settled), countSearched(queries, settled)]);
    const related =
      isFound && choiceIn(view.params, 'related', ['0', '1'], '0') === '1'
        ? await queries.related(request)
        : null;
    const counts = isFound ? await queries.wordCounts(request) : null;
    const corrections = isFound && request.page === 1 ? await queries.corrections(request.q) : [];
    return respond(
      c,
      SearchPage({ view, request: settled, answer, counts, steps, searched, found, related, corrections }),
    );
  });

  // A part of the search page, for the script to put in place.
  web.get('/related', async (c) => {
    const view = viewOf(c);
    const request = parseSearchRequest(view.params);
    return respond(c, Related({ view, request, related: await queries.related(request) }));
  });

  web.get('/reports/:id', async (c) => {
    const view = viewOf(c);
    const request = parseSearchRequest(view.params);
    checkPlace(view.params);
    const serif = choiceIn(view.params, 'font', ['sans', 'serif'], 'sans') === 'serif';
    const answer = await queries.report(c.req.param('id'), request.q, request);
    if (answer === null) return respondError(c, view, { status: 404 });
    const { institution } = answer.report;
    const siblings =
      institution === null
        ? null
        : await queries.reports({
            ...parseSearchRequest(new URLSearchParams()),
            institution: [institution],
            pageSize: MAX_PAGE_SIZE,
          });
    return respond(c, ReportPage({ view, request, answer, siblings, serif }));
  });

  // Without the digest of its text, as a report page names its own paragraphs: it goes on to the address to be kept.
  web.get('/p/:report/:ordinal{[0-9]{1,9}}', async (c) => {
    const view = viewOf(c);
    const found = await queries.paragraph(`${c.req.param('report')}-${c.req.param('ordinal')}`, '', UNMARKED);
    return found
      ? c.redirect(href(view, found.paragraph.links.permalink))
      : respondError(c, view, { status: 404 });
  });

  web.get('/p/:report/:place', async (c) => {
    const view = viewOf(c);
    const place = parsePlace(c.req.param('place'));
    const located = place && (await queries.locate(c.req.param('report'), place));
    if (!located) return respondError(c, view, { status: 404 });
    if (located.state === 'gone') return respond(c, ParagraphPage({ view, located, similar: [] }), 404);
    const similar = (await queries.similar(located.answer.paragraph.id)) ?? [];
    return respond(c, ParagraphPage({ view, located, similar }));
  });

  mountCounting(web, { queries, viewOf, respond });

  web.get('/help', (c) => respond(c, HelpPage({ view: viewOf(c) })));

  let api: ApiReference | null = null;
  web.get('/docs', (c, next) => {
    if (!apiDocument) return next();
    api ??= readApiDocument(apiDocument());
    return respond(c, DocsPage({ view: viewOf(c), api }));
  });

  web.get('/assets/:name', (c) => {
    const name = c.req.param('name');
    if (!isAssetName(name)) return respondError(c, viewOf(c), { status: 404 });
    return serveAsset(assets[name], c.req.raw);
  });

  web.get('*', (c) => respondError(c, viewOf(c), { status: 404 }));

  web.onError((error, c) => {
    const pageError = asPageError(error);
    if (pageError.status === 500) onError?.(error);
    return respondError(c, viewOf(c), pageError);
  });

  return web;
};
