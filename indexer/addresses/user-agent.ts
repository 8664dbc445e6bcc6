import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

/** How we introduce ourselves to the sites: by name and version, and what we are about. */
export const readUserAgent = (): string => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `zhengsou/${version} (policy research; fetches single addresses, obeys robots.txt)`;
};
