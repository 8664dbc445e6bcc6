import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { waitForLock } from '../../src/engine/lock.ts';
import { packageRoot } from '../../src/package-root.ts';

const BUILT = join(packageRoot, 'dist/src/cli.js');

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const newestSource = (): number =>
  Math.max(
    ...['src', 'indexer', 'web'].flatMap((folder) =>
      readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.tsx?$/.test(path))
        .map((path) => changedAt(join(packageRoot, folder, path))),
    ),
  );

/** Builds dist where it is missing or older than the sources; one process at a time. Types are another check's business. */
export const ensureBuilt = async (): Promise<void> => {
  const lock = await waitForLock(join(packageRoot, 'node_modules/.zhengsou-build.lock'), 120_000);
  if (lock === null) throw new Error('another process has been building dist for two minutes');
  try {
    if (changedAt(BUILT) > newestSource()) return;
    const compiler = join(packageRoot, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], {
      cwd: packageRoot,
    });
  } finally {
    lock.release();
  }
};
