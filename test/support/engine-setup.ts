import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    engine: { url: string; searchKey: string; writeKey: string };
  }
}

/**
 * Starts one real engine for the whole run, in a folder of its own; a run without an engine fails here.
 * MEILI_BIN is honoured, MEILI_URL is not: tests must not write into somebody's server.
 */
export default async function startEngine(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
  const { PATH, MEILI_BIN } = process.env;
  const config = loadConfig({ PATH, MEILI_BIN, ZHENGSOU_DATA: folder });
  const { url, searchKey, writeKey, close } = await openEngine(config, createLog({ level: 'warn' }));
  project.provide('engine', { url, searchKey, writeKey });
  return async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  };
}
