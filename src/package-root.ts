import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const findRoot = (from: string): string => {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json above ${from}`);
  }
};

/** Where package.json stands, from the sources as from dist: shipped data files are found relative to it. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));
