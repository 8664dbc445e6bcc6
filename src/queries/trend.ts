import type { TrendAnswer } from '../domain/trend.ts';
import type { HeldReport, SearchIndex, Tallied } from '../search/ports.ts';
import type { Lexicon } from '../text/lexicon.ts';
import {
  addTally,
  type CountRequest,
  type Counts,
  interpretCounted,
  noCounts,
  parseCountRequest,
  rememberBy,
} from './counted.ts';

/** More lines than this nobody tells apart. */
export const MAX_SERIES = 8;

/** @throws {InvalidRequest} */
export const parseTrendRequest = (params: URLSearchParams): CountRequest =>
  parseCountRequest(params, MAX_SERIES);

interface Held {
  paragraphs: number;
  reports: number;
  characters: number;
}

/** What is held in each year; null stands for no year. */
const holdByYear = rememberBy((held: readonly HeldReport[]): ReadonlyMap<number | null, Readonly<Held>> => {
  const years = new Map<number | null, Held>();
  for (const { holdings } of held) {
    const seen = new Set<number | null>();
    for (const { year, paragraphs, characters } of holdings) {
      const sum = years.get(year) ?? { paragraphs: 0, reports: 0, characters: 0 };
      sum.paragraphs += paragraphs;
      sum.characters += characters;
      if (!seen.has(year)) sum.reports++;
      seen.add(year);
      years.set(year, sum);
    }
  }
  return years;
});

interface ByYear {
  readonly years: ReadonlyMap<string, Counts>;
  readonly undated: Counts;
}

/** Counts by year, and what remains of each report beyond the years. */
const countByYear = rememberBy(({ reports, values }: Tallied): ByYear => {
  const years = new Map<string, Counts>();
  const left = new Map(Array.from(reports, (tally) => [tally.reportId, { ...tally }]));
  for (const tally of values) {
    const sum = years.get(tally.value) ?? noCounts();
    addTally(sum, tally);
    years.set(tally.value, sum);
    const rest = left.get(tally.reportId);
    if (!rest) continue;
    rest.paragraphs -= tally.paragraphs;
    rest.occurrences -= tally.occurrences;
  }
  const undated = noCounts();
  for (const rest of left.values()) addTally(undated, rest);
  return { years, undated };
});

/** Counts each query in each year, beside what the collection holds there. @throws {InvalidRequest} {EngineUnavailable} */
export const trend = async (
  index: SearchIndex,
  lexicon: Lexicon,
  request: CountRequest,
): Promise<TrendAnswer> => {
  const { queries, filters, taken } = interpretCounted(request, lexicon);
  const [held, ...tallies] = await Promise.all([
    index.holdings(filters),
    ...queries.map(({ interpretation }) =>
      index.tally(interpretation.selection, interpretation.marked, 'year'),
    ),
  ]);
  const years = holdByYear(held);
  const totals = [...years]
    .flatMap(([year, sums]) => (year === null ? [] : [{ year, ...sums }]))
    .sort((a, b) => a.year - b.year);
  return {
    series: queries.map(({ q }, n) => {
      const counted = countByYear(tallies[n] ?? { reports: [], values: [] });
      return {
        q,
        points: totals.map(({ year }) => ({ year, ...(counted.years.get(String(year)) ?? noCounts()) })),
        undated: counted.undated,
      };
    }),
    totals,
    undated: years.get(null) ?? { paragraphs: 0, reports: 0, characters: 0 },
    taken,
  };
};
