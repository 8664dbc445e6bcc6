import { NO_FILTERS } from '../domain/query.ts';
import { formatRegion } from '../domain/region.ts';
import type { HeldReport, SearchIndex } from '../search/ports.ts';

/** Fewest rows that say something of a collection: one of a single province is laid out by its cities. */
const FEW = 4;
/** More levels than province, city and district tell nothing at a glance. */
const MAX_DEPTH = 3;

/** Reports held of one place, those of the places below it included. */
export interface HeldRegion {
  /** Path; empty for reports of the State Council, which are of no region. */
  readonly region: string;
  readonly reports: number;
  /** Reports with a paragraph that speaks of the year. */
  readonly years: ReadonlyMap<number, number>;
}

const pathsOf = ({ region, level }: HeldReport, depth: number): string[] => {
  if (region.length === 0) return level === '国家' ? [''] : [];
  return Array.from({ length: Math.min(depth, region.length) }, (_, n) =>
    formatRegion(region.slice(0, n + 1)),
  );
};

const count = (held: readonly HeldReport[], depth: number): HeldRegion[] => {
  const rows = new Map<string, { region: string; reports: number; years: Map<number, number> }>();
  for (const report of held) {
    const spoken = new Set<number>();
    for (const { year } of report.holdings) if (year !== null) spoken.add(year);
    for (const path of pathsOf(report, depth)) {
      const row = rows.get(path) ?? { region: path, reports: 0, years: new Map<number, number>() };
      row.reports++;
      for (const year of spoken) row.years.set(year, (row.years.get(year) ?? 0) + 1);
      rows.set(path, row);
    }
  }
  return [...rows.values()];
};

/** What is held of each place, most reports first: provinces, or finer where there are few of them. */
export const countHeld = (held: readonly HeldReport[]): HeldRegion[] => {
  let rows = count(held, 1);
  for (let depth = 2; depth <= MAX_DEPTH && rows.length < FEW; depth++) rows = count(held, depth);
  const reports = new Map(rows.map(({ region, reports }) => [region, reports]));
  // Places stand below the one they belong to: compare by the largest ancestors first.
  const key = (region: string) =>
    region.split('/').map((_, n, parts) => {
      const path = parts.slice(0, n + 1).join('/');
      return [-(reports.get(path) ?? 0), path] as const;
    });
  return rows.sort((a, b) => {
    const [left, right] = [key(a.region), key(b.region)];
    for (let n = 0; n < Math.min(left.length, right.length); n++) {
      const [x, y] = [left[n], right[n]];
      if (!x || !y || x[1] === y[1]) continue;
      return x[0] - y[0] || (x[1] < y[1] ? -1 : 1);
    }
    return left.length - right.length;
  });
};

export const overview = async (index: SearchIndex): Promise<HeldRegion[]> =>
  countHeld(await index.holdings(NO_FILTERS));
