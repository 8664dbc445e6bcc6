import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

/** A division that was merged, renamed or moved and stands in no list of today. */
export interface FormerDivision {
  /** GB/T 2260 code that it had; empty where not known. */
  readonly code: string;
  /** Official names from the province down, as they were. */
  readonly path: readonly string[];
  /** Year of the change; null where only the lists before and after are known. */
  readonly year: number | null;
  /** `YYYYMM` of the last list of codes that has it; empty where it is older than all of them. */
  readonly lastListed: string;
  /** Paths of what it is today; several where it was divided up. */
  readonly into: readonly (readonly string[])[];
}

const FILE = join(packageRoot, 'indexer/data/former-divisions.tsv');

const build = (): ReadonlyMap<string, readonly FormerDivision[]> => {
  const byName = new Map<string, FormerDivision[]>();
  for (const line of readFileSync(FILE, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [code = '', path = '', lastListed = '', year = '', into = ''] = line.split('\t');
    const division: FormerDivision = {
      code,
      path: path.split('/'),
      year: year === '' ? null : Number(year),
      lastListed,
      into: into.split('+').map((name) => name.split('/')),
    };
    const name = division.path.at(-1) ?? '';
    byName.set(name, [...(byName.get(name) ?? []), division]);
  }
  return byName;
};

let loaded: ReadonlyMap<string, readonly FormerDivision[]> | undefined;

/** Former divisions of exactly this name: 江东区, 闸北区, 襄樊市. The list is read on first use (50 KB) and kept. */
export const formerDivisionsNamed = (name: string): readonly FormerDivision[] => {
  loaded ??= build();
  return loaded.get(name) ?? [];
};

/** 江东区（2016年起为宁波市鄞州区）: what became of it, in a few words. */
export const describeFormer = ({ path, year, lastListed, into }: FormerDivision): string => {
  const since = year === null ? `${lastListed.slice(0, 4)}年之后` : `${year}年起`;
  const today = into.map((names) => names.slice(-2).join('')).join('、');
  return `${path.at(-1) ?? ''}（${since}为${today}）`;
};
