import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { createWeb } from '../web/web.ts';
import { mountCompare } from './http/compare.ts';
import { mountConcordance } from './http/concordance.ts';
import { mountDocs } from './http/docs.ts';
import { mountExport } from './http/export.ts';
import { mountFacets } from './http/facets.ts';
import { type CheckReady, mountHealth } from './http/health.ts';
import { notFound, sendProblem, toProblem } from './http/problem.ts';
import { mountReports } from './http/reports.ts';
import { mountSearch } from './http/search.ts';
import { type FindOriginal, mountSource } from './http/source.ts';
import { mountTrend } from './http/trend.ts';
import type { Log } from './log.ts';
import type { Queries } from './queries/queries.ts';

export interface AppDeps {
  readonly queries: Queries;
  readonly findOriginal: FindOriginal;
  readonly checkReady: CheckReady;
  /** Address from outside; never taken from the Host header. */
  readonly publicUrl: string;
  readonly log: Log;
}

/** The whole service as one Hono app. It never listens: tests call it in process. */
export const createApp = ({ queries, findOriginal, checkReady, publicUrl, log }: AppDeps): Hono => {
  const app = new OpenAPIHono();
  app.use(compress());
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-cache');
  });
  mountSearch(app, queries);
  mountFacets(app, queries);
  mountTrend(app, queries);
  mountCompare(app, queries);
  mountConcordance(app, queries);
  mountReports(app, queries);
  mountExport(app, queries, publicUrl);
  mountSource(app as unknown as Hono, queries, findOriginal);
  mountHealth(app as unknown as Hono, checkReady);
  const apiDocument = mountDocs(app, publicUrl);
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem.status >= 500) log.error({ err: error, path: c.req.path }, '请求出错');
    return sendProblem(c, problem);
  });
  app.all('/api/*', (c) => sendProblem(c, notFound(`没有这个接口：${c.req.path}；接口说明见 /docs`)));
  app.route(
    '/',
    createWeb({ queries, publicUrl, apiDocument, onError: (error) => log.error({ err: error }, '页面出错') }),
  );
  return app as unknown as Hono;
};
