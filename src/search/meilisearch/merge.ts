import type { FacetDistribution } from 'meilisearch';
import type { EngineAnswer, EngineRequest } from './run.ts';

type Hit = Readonly<Record<string, unknown>>;

const compareValues = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
};

const fieldsOfSort = ({ sort = [] }: EngineRequest): { field: string; sign: number }[] =>
  sort.map((rule) => {
    const [field = '', direction] = rule.split(':');
    return { field, sign: direction === 'desc' ? -1 : 1 };
  });

/** Of a union: what satisfies more comes first. */
const weightOf = (hit: Hit): number =>
  (hit._federation as { weightedRankingScore?: number } | undefined)?.weightedRankingScore ?? 0;

/** How hits of several nodes follow each other; null where those of one node simply follow those of another. */
const orderOf = (request: EngineRequest): ((a: Hit, b: Hit) => number) | null => {
  const keys = fieldsOfSort(request);
  if (keys.length > 0)
    return (a, b) => {
      for (const { field, sign } of keys) {
        const order = compareValues(a[field], b[field]);
        if (order !== 0) return sign * order;
      }
      return 0;
    };
  return request.conjunctions.length > 1 ? (a, b) => weightOf(b) - weightOf(a) : null;
};

/** In no order: whoever shows values has an order of their own. */
const sumFacets = ([first = {}, ...rest]: readonly FacetDistribution[]): FacetDistribution => {
  const sums: FacetDistribution = Object.fromEntries(
    Object.entries(first).map(([name, counts]) => [name, { ...counts }]),
  );
  for (const distribution of rest)
    for (const [name, counts] of Object.entries(distribution)) {
      const sum = sums[name] ?? {};
      sums[name] = sum;
      for (const [value, count] of Object.entries(counts)) sum[value] = (sum[value] ?? 0) + count;
    }
  return sums;
};

/**
 * What each node is asked first. Where an order runs through all of them, whatever may come before the end of the page is needed
 * of each; otherwise a page behind the first needs to know how many each has.
 */
export const askOfEach = (request: EngineRequest): EngineRequest => {
  const { offset, limit, fields } = request;
  if (request.fromEach || limit === 0) return request;
  if (orderOf(request) === null) return offset === 0 ? request : { ...request, offset: 0, limit: 0 };
  const needed = fieldsOfSort(request).map(({ field }) => field);
  return {
    ...request,
    offset: 0,
    limit: offset + limit,
    fields: fields.includes('*') ? fields : [...new Set([...fields, ...needed])],
  };
};

/** What is still missing of a page behind the first: for each node the part of it that is there, or null. */
export const partsOfPage = (request: EngineRequest, totals: readonly number[]): (EngineRequest | null)[] => {
  const { offset, limit } = request;
  if (request.fromEach || limit === 0 || offset === 0 || orderOf(request) !== null)
    return totals.map(() => null);
  let before = 0;
  return totals.map((total) => {
    const from = Math.max(offset, before);
    const to = Math.min(offset + limit, before + total);
    const start = before;
    before += total;
    return from < to
      ? { ...request, facets: [], uncounted: true, offset: from - start, limit: to - from }
      : null;
  });
};

/** One answer of those that the nodes gave to `askOfEach`, and of the parts of a page. */
export const mergeAnswers = (
  request: EngineRequest,
  answers: readonly EngineAnswer[],
  parts: readonly (EngineAnswer | null)[] = [],
): EngineAnswer => {
  const order = orderOf(request);
  const found = answers.flatMap(({ hits }) => hits as readonly Hit[]);
  const paged = parts.flatMap((part) => part?.hits ?? []);
  const { offset, limit } = request;
  const hits = request.fromEach
    ? found
    : order
      ? found.sort(order).slice(offset, offset + limit)
      : offset === 0
        ? found.slice(0, limit)
        : paged;
  return {
    hits,
    total: answers.reduce((sum, { total }) => sum + total, 0),
    facets: sumFacets(answers.map(({ facets }) => facets)),
  };
};
