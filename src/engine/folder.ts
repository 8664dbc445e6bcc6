import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineStartFailed } from './errors.ts';
import { makePrivateFolder, readIfThere, writePrivateFile } from './private-files.ts';

/** Where the engine's things stand in a data folder. All of it is private to the user. */
export type EngineFolder = {
  root: string;
  db: string;
  logFile: string;
  runtimeFile: string;
  startLock: string;
  masterKeyFile: string;
  /** The engine's temporary files: sorting runs of an indexing can outgrow a small /tmp. */
  temporary: string;
  binaries: string;
  dumps: string;
};

/** @throws {EngineStartFailed} if the data folder cannot be written. */
export const openFolder = (dataFolder: string): EngineFolder => {
  const root = join(dataFolder, 'engine');
  try {
    makePrivateFolder(root);
  } catch (error) {
    throw new EngineStartFailed(
      `数据文件夹不能写：${dataFolder}（${error instanceof Error ? error.message : error}）。请用 ZHENGSOU_DATA 指定一个可写的文件夹。 The data folder cannot be written: set ZHENGSOU_DATA.`,
      { cause: error },
    );
  }
  return {
    root,
    db: join(root, 'db'),
    logFile: join(root, 'engine.log'),
    runtimeFile: join(root, 'runtime.json'),
    startLock: join(root, 'start.lock'),
    masterKeyFile: join(root, 'master-key'),
    temporary: join(root, 'tmp'),
    binaries: join(root, 'bin'),
    dumps: join(root, 'dumps'),
  };
};

/** Leftovers of an engine that was killed; only while no engine runs. */
export const emptyTemporary = ({ temporary }: EngineFolder): void => {
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { mode: 0o700 });
};

/** The engine refuses shorter ones. */
const SHORTEST_KEY = 16;

/**
 * The master key of this folder's engine, made (256 bits) on first use. Call it under the start lock.
 * A lost one may be made anew: the engine's data does not depend on it.
 */
export const ensureMasterKey = ({ masterKeyFile }: EngineFolder): string => {
  const kept = readIfThere(masterKeyFile)?.trim();
  if (kept && kept.length >= SHORTEST_KEY) return kept;
  const made = randomBytes(32).toString('base64url');
  writePrivateFile(masterKeyFile, `${made}\n`);
  return made;
};
