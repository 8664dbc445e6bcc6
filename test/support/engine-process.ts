import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { type Config, loadConfig } from '../../src/config.ts';
import { isAlive } from '../../src/engine/process-identity.ts';
import { type Runtime, readRuntime } from '../../src/engine/runtime-file.ts';

/** A data folder for one test; removed after it. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
};

/** Settings for an engine of one's own in that folder. */
export const configFor = (dataFolder: string, more: NodeJS.ProcessEnv = {}): Config => {
  const { PATH, MEILI_BIN } = process.env;
  return loadConfig({ PATH, MEILI_BIN, ZHENGSOU_DATA: dataFolder, ...more });
};

/** Another process that holds the engine of a data folder. */
export type EngineUser = {
  url: string;
  owned: boolean;
  process: ChildProcess;
  /** Lets it close the engine and end; gives its exit code. */
  leave(): Promise<number | null>;
};

const LOADER = join(import.meta.dirname, 'register-typescript.js');
const SCRIPT = join(import.meta.dirname, 'engine-user.ts');

/** Starts such a process and waits until it holds the engine. */
export const spawnEngineUser = async (dataFolder: string): Promise<EngineUser> => {
  const child = spawn(process.execPath, ['--import', LOADER, SCRIPT], {
    env: { ...process.env, ZHENGSOU_DATA: dataFolder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exit.then(([code]) => Promise.reject(new Error(`exit ${code}: ${complaints}`))),
  ]);
  const leave = async () => {
    child.stdin.end();
    const [code] = await exit;
    return code;
  };
  return { ...JSON.parse(String(line)), process: child, leave };
};

/** What the runtime file of this data folder says. */
export const runtimeOf = (dataFolder: string): Runtime =>
  readRuntime(join(dataFolder, 'engine', 'runtime.json'))!;

/** True while the engine's process that the runtime file names is there. */
export const engineRuns = (dataFolder: string): boolean => isAlive(runtimeOf(dataFolder).running!.engine);
