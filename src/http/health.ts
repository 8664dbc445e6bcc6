import type { Hono } from 'hono';
import type { Fault } from '../domain/faults/fault.ts';
import { EngineUnavailable } from '../domain/problem.ts';
import { sendProblem, toProblem } from './problem.ts';

/** Resolves to null when the service can answer, otherwise to what it waits for. */
export type CheckReady = () => Promise<Fault | null>;

/** healthz: the process lives. readyz: settings are settled, a first start's sample is loaded, and the engine answers. */
export const mountHealth = (app: Hono, checkReady: CheckReady): void => {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const waitingFor = await checkReady();
    return waitingFor === null
      ? c.json({ status: 'ready' })
      : sendProblem(c, toProblem(new EngineUnavailable(waitingFor)));
  });
};
