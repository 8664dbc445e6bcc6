import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { createChartFiles } from '../web/chart-files.ts';
import { createProblemPage } from '../web/problem-page.ts';
import { createWeb } from '../web/web.ts';
import type { Config } from './config.ts';
import { fault } from './domain/faults/fault.ts';
import { ALL_PRESENT, type Presence } from './domain/presence.ts';
import { mountCite } from './http/cite.ts';
import { mountCompare } from './http/compare.ts';
import { mountConcordance } from './http/concordance.ts';
import { mountCountedFiles } from './http/counted-files.ts';
import { mountDocs } from './http/docs.ts';
import { mountExport } from './http/export.ts';
import { mountFacets } from './http/facets.ts';
import { mountFeed } from './http/feed.ts';
import { checkAccess } from './http/guard/access.ts';
import { createIsTrusted } from './http/guard/client-address.ts';
import { checkHost } from './http/guard/hosts.ts';
import { limitRate } from './http/guard/rate-limit.ts';
import { type CheckReady, mountHealth } from './http/health.ts';
import { checkLanguage } from './http/language.ts';
import { onlyRead } from './http/methods.ts';
import { createMetrics } from './http/metrics.ts';
import { mountOpenSearch } from './http/open-search.ts';
import { watchPresence } from './http/partial.ts';
import { notFound, sendProblem, showProblems, toProblem } from './http/problem.ts';
import { mountRelated } from './http/related.ts';
import { mountReports } from './http/reports.ts';
import { logRequests } from './http/request-log.ts';
import { mountSearch } from './http/search.ts';
import { mountSimilar } from './http/similar.ts';
import { type FindOriginal, mountSource } from './http/source.ts';
import { mountSuggest } from './http/suggest.ts';
import { mountTrend } from './http/trend.ts';
import { tagAnswers } from './http/validators.ts';
import type { Log } from './log.ts';
import type { Queries } from './queries/queries.ts';

export interface AppDeps {
  readonly queries: Queries;
  readonly findOriginal: FindOriginal;
  readonly checkReady: CheckReady;
  /** Address from outside; never taken from the Host header. */
  readonly publicUrl: string;
  readonly log: Log;
  /** Which nodes of the search engine answer; all of them where nothing is said. */
  readonly presence?: () => Presence;
  readonly guard?: Guard;
}

/** Who gets in, and how much of it they get. Nothing said: everybody who reaches the service, as often as they like. */
export type Guard = Pick<
  Config,
  'allowedHosts' | 'accessToken' | 'identityHeader' | 'trustedProxies' | 'rateLimit' | 'logQueries'
>;

const NO_GUARD: Guard = {
  allowedHosts: [],
  accessToken: null,
  identityHeader: null,
  trustedProxies: [],
  rateLimit: null,
  logQueries: false,
};

/** What depends on the collection and can be told by its version: the API, pages and figures. Feeds and originals have tags of their own. */
const TAGGED = [
  ...['/api/*', '/', '/related', '/reports/:id', '/p/*', '/trend', '/compare', '/concordance'],
  ...['/trend.svg', '/compare.svg'],
] as const;

/** The same whatever is loaded, and without the engine too. */
const FIXED = ['/help', '/docs'] as const;
const ALWAYS = { collection: 0, changedAt: null, dictionary: '' };

/** The whole service as one Hono app. It never listens: tests call it in process. */
export const createApp = ({
  queries,
  findOriginal,
  checkReady,
  publicUrl,
  log,
  presence = () => ALL_PRESENT,
  guard = NO_GUARD,
}: AppDeps): Hono => {
  const app = new OpenAPIHono();
  const metrics = createMetrics(queries, presence);
  const isTrusted = createIsTrusted(guard.trustedProxies);
  app.use(compress());
  app.use(watchPresence(presence));
  app.use(showProblems(createProblemPage(publicUrl)));
  app.use(metrics.observe);
  logRequests(app as unknown as Hono, log, guard.logQueries);
  app.use(checkHost(publicUrl, guard.allowedHosts));
  app.use(limitRate(guard.rateLimit, isTrusted));
  app.use(checkAccess({ ...guard, isTrusted }));
  app.use(onlyRead);
  app.use(checkLanguage);
  const tag = tagAnswers(queries);
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-cache');
  });
  for (const path of TAGGED) app.use(path, tag);
  const tagFixed = tagAnswers({ edition: async () => ALWAYS });
  for (const path of FIXED) app.use(path, tagFixed);
  mountSearch(app, queries);
  mountFacets(app, queries);
  mountSuggest(app, queries);
  mountRelated(app, queries);
  mountTrend(app, queries);
  mountCompare(app, queries);
  mountConcordance(app, queries);
  mountCountedFiles(app, queries, publicUrl);
  mountReports(app, queries);
  mountCite(app, queries, publicUrl);
  mountSimilar(app, queries);
  mountExport(app, queries, publicUrl);
  mountFeed(app, queries, publicUrl);
  mountOpenSearch(app, queries, publicUrl);
  mountSource(app as unknown as Hono, queries, findOriginal);
  mountHealth(app as unknown as Hono, checkReady);
  metrics.mount(app as unknown as Hono);
  const apiDocument = mountDocs(app, publicUrl);
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem.status >= 500) log.error({ err: error, path: c.req.path }, '请求出错');
    return sendProblem(c, problem);
  });
  app.all('/api/*', (c) => sendProblem(c, notFound(fault('noPath', { path: c.req.path }))));
  app.route('/', createChartFiles(queries, publicUrl));
  app.route(
    '/',
    createWeb({ queries, publicUrl, apiDocument, onError: (error) => log.error({ err: error }, '页面出错') }),
  );
  return app as unknown as Hono;
};
