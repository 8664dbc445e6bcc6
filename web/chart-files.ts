import { type Context, Hono } from 'hono';
import { parseCompareRequest } from '../src/queries/compare.ts';
import { separateFilters } from '../src/queries/counted.ts';
import type { Queries } from '../src/queries/queries.ts';
import { parseTrendRequest } from '../src/queries/trend.ts';
import { loadAssets } from './assets.ts';
import { measureIn } from './charts/measures.ts';
import { compareFile } from './compare-file.ts';
import { colOrderIn, orderIn, withQueryCols } from './comparing.ts';
import { trendFile } from './trend-file.ts';
import { createView, type View } from './view.ts';

/** `/trend.svg` and `/compare.svg`: the figures of those pages as files. Their errors are left to whoever mounts them. */
export const createChartFiles = (
  queries: Pick<Queries, 'trend' | 'compare' | 'edition'>,
  publicUrl: string,
): Hono => {
  const assets = loadAssets();
  const viewOf = (c: Context): View => createView(new URL(c.req.url), assets, publicUrl.replace(/\/+$/, ''));
  const files = new Hono();
  files.get('/trend.svg', async (c) => {
    const view = viewOf(c);
    const measure = measureIn(view.params);
    const request = separateFilters(parseTrendRequest(view.params));
    const [answer, edition] = await Promise.all([queries.trend(request), queries.edition()]);
    return trendFile(view, request, measure, answer, edition);
  });
  files.get('/compare.svg', async (c) => {
    const view = viewOf(c);
    const measure = measureIn(view.params);
    colOrderIn(view.params);
    const asked = parseCompareRequest(withQueryCols(view.params));
    const request = { ...asked, ...separateFilters(asked) };
    const [answer, edition] = await Promise.all([queries.compare(request), queries.edition()]);
    return compareFile(view, request, measure, orderIn(view.params), answer, edition);
  });
  return files;
};
