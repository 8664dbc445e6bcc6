import type { Context } from 'hono';
import type { Fault, FaultStatus } from '../src/domain/faults/fault.ts';
import { loadAssets } from './assets.ts';
import { PAGE_HEADERS } from './headers.ts';
import { DoorPage } from './pages/door-page.tsx';
import { ErrorPage } from './pages/error-page.tsx';
import { createView } from './view.ts';

interface Shown {
  readonly status: FaultStatus;
  readonly fault: Fault;
  readonly parameter?: string | undefined;
}

/** What a page says of a problem that is met outside the pages: at the door, or where a file should be. */
export const createProblemPage = (publicUrl: string) => {
  const assets = loadAssets();
  const outside = publicUrl.replace(/\/+$/, '');
  return (c: Context, { status, fault, parameter }: Shown) => {
    const view = createView(new URL(c.req.url), assets, outside);
    const page =
      status === 401 || status === 421
        ? DoorPage({ view, status, fault })
        : ErrorPage({ view, error: { status, fault, parameter } });
    return c.html(page, status, PAGE_HEADERS);
  };
};
