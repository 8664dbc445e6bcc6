import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    engines: { url: string; searchKey: string; writeKey: string }[];
  }
}

/** As many as a collection is spread over in any test. */
const ENGINES = 3;

/**
 * Starts real engines for the whole run, in folders of their own; a run without an engine fails here.
 * MEILI_BIN is honoured, MEILI_URL is not: tests must not write into somebody's server.
 */
export default async function startEngines(project: TestProject): Promise<() => Promise<void>> {
  const { PATH, MEILI_BIN } = process.env;
  const engines = await Promise.all(
    Array.from({ length: ENGINES }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
      const config = loadConfig({ PATH, MEILI_BIN, ZHENGSOU_DATA: folder });
      return { folder, ...(await openEngine(config, createLog({ level: 'warn' }))) };
    }),
  );
  project.provide(
    'engines',
    engines.map(({ url, searchKey, writeKey }) => ({ url, searchKey, writeKey })),
  );
  return async () => {
    await Promise.all(engines.map(({ close }) => close()));
    for (const { folder } of engines) rmSync(folder, { recursive: true, force: true });
  };
}
