/* What is asked of the service, by kind: everything a researcher's hour consists of. */
import { BEGINNINGS, QUESTIONS } from './terms.ts';

export interface Kind {
  readonly name: string;
  /** How often among a hundred requests of a user. */
  readonly weight: number;
  readonly paths: readonly string[];
}

const encode = encodeURIComponent;

/** Terms each kind takes for itself: what one kind asks must not have been asked by another before. */
const TAKES = {
  search: 60,
  filtered: 20,
  trend: 10,
  compare: 20,
  concordance: 20,
  left: 10,
  export: 10,
  report: 20,
};
const TERMS_A_TREND = 4;
export const TERMS_NEEDED =
  Object.values(TAKES).reduce((sum, count) => sum + count, 0) + TAKES.trend * (TERMS_A_TREND - 1);

export const listKinds = (terms: readonly string[], reports: readonly string[]): Kind[] => {
  const rest = [...terms];
  const take = (count: number): string[] => rest.splice(0, count);
  const many = (count: number, toPath: (term: string, n: number) => string): string[] =>
    take(count).map(toPath);
  return [
    {
      name: 'search, all facets',
      weight: 40,
      paths: many(TAKES.search, (term) => `/api/search?q=${encode(term)}`),
    },
    {
      name: 'search, two filters',
      weight: 10,
      paths: many(
        TAKES.filtered,
        (term, n) =>
          `/api/search?q=${encode(term)}&year=${2016 + (n % 10)}&role=${['achievement', 'plan'][n % 2]}`,
      ),
    },
    {
      name: 'smart search',
      weight: 10,
      paths: QUESTIONS.map((q) => `/api/search?mode=smart&q=${encode(q)}`),
    },
    { name: 'suggest', weight: 10, paths: BEGINNINGS.map((q) => `/api/suggest?q=${encode(q)}`) },
    {
      name: 'trend of 4 terms',
      weight: 5,
      paths: Array.from(
        { length: TAKES.trend },
        () =>
          `/api/trend?${take(TERMS_A_TREND)
            .map((term) => `q=${encode(term)}`)
            .join('&')}`,
      ),
    },
    {
      name: 'compare 31 × 10',
      weight: 5,
      paths: many(
        TAKES.compare,
        (term) => `/api/compare?rows=region&cols=year&yearFrom=2016&yearTo=2025&q=${encode(term)}`,
      ),
    },
    {
      name: 'concordance, first screen',
      weight: 5,
      paths: many(TAKES.concordance, (term) => `/api/concordance?q=${encode(term)}`),
    },
    {
      name: 'concordance, by what stands left',
      weight: 1,
      paths: many(TAKES.left, (term) => `/api/concordance?sort=left&q=${encode(term)}`),
    },
    {
      name: 'export',
      weight: 2,
      paths: many(TAKES.export, (term) => `/api/export?format=csv&q=${encode(term)}`),
    },
    {
      name: 'report page',
      weight: 10,
      paths: many(TAKES.report, (term, n) => `/reports/${reports[n % reports.length]}?q=${encode(term)}`),
    },
    { name: 'front page', weight: 2, paths: ['/'] },
  ];
};
