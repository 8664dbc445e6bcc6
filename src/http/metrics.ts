import type { Hono, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ALL_PRESENT, type Presence } from '../domain/presence.ts';
import type { Queries } from '../queries/queries.ts';

export interface Metrics {
  /** Times every request. */
  readonly observe: MiddlewareHandler;
  /** `/metrics`, in the text format of Prometheus. */
  mount(app: Hono): void;
}

/**
 * Figures of one service. Labels are routes and statuses, never addresses or queries: their number is bounded and they tell nothing
 * about who searched for what.
 */
export const createMetrics = (
  queries: Pick<Queries, 'coverage'>,
  presence: () => Presence = () => ALL_PRESENT,
): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'zhengsou_http_request_duration_seconds',
    help: 'Time until the head of an answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const held = new Gauge({
    name: 'zhengsou_held',
    help: 'What the collection holds; absent while the engine is away.',
    labelNames: ['what'],
    registers: [registry],
  });
  const engineUp = new Gauge({
    name: 'zhengsou_engine_up',
    help: '1 while the engine answers, 0 otherwise.',
    registers: [registry],
  });
  const nodes = new Gauge({
    name: 'zhengsou_nodes',
    help: 'Engines that hold the collection together, and how many of them answer.',
    labelNames: ['what'],
    registers: [registry],
  });
  const look = async (): Promise<void> => {
    held.reset();
    try {
      const { reports, paragraphs, characters, institutions } = await queries.coverage();
      for (const [what, count] of Object.entries({ reports, paragraphs, characters, institutions }))
        held.set({ what }, count);
      engineUp.set(1);
    } catch {
      engineUp.set(0);
    }
    const { nodes: all, answering } = presence();
    nodes.set({ what: 'all' }, all);
    nodes.set({ what: 'answering' }, answering);
  };
  return {
    observe: async (c, next) => {
      const begun = performance.now();
      await next();
      const labels = {
        method: c.req.method, // After the answer this is the route that gave it.
        route: routePath(c),
        status: String(c.res.status),
      };
      duration.observe(labels, (performance.now() - begun) / 1_000);
    },
    mount: (app) => {
      app.get('/metrics', async (c) => {
        await look();
        return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
      });
    },
  };
};
