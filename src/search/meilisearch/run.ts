import type {
  FacetDistribution,
  FederatedMultiSearchParams,
  Meilisearch,
  MultiSearchParams,
  MultiSearchQuery,
  MultiSearchResponseOrSearchResponse,
} from 'meilisearch';
import { countReports } from './count-reports.ts';
import type { Nodes } from './nodes.ts';
import { post } from './post.ts';

import { orUnavailable } from './unavailable.ts';

/** One way to satisfy a request: clauses and filters that all apply. */
export interface Conjunction {
  readonly q: string;
  readonly filter: readonly string[];
  /** Of paragraphs found several ways the best weight counts, and higher ones come first. */
  readonly weight: number;
}

/** The same with more filters. */
export const narrow = (conjunctions: readonly Conjunction[], filter: readonly string[]): Conjunction[] =>
  conjunctions.map((conjunction) => ({ ...conjunction, filter: [...conjunction.filter, ...filter] }));

/** A question to one index: the union of its conjunctions. */
export interface EngineRequest {
  readonly indexUid: string;
  readonly conjunctions: readonly Conjunction[];
  readonly offset: number;
  readonly limit: number;
  readonly fields: readonly string[];
  readonly sort?: readonly string[];
  readonly facets?: readonly string[];
  /** Of these fields in a report each value comes with the number of its reports. Questions asked together share it. */
  readonly reportsPerValue?: readonly string[];
  /** Of several nodes each gives what it has, instead of all together up to `limit`. */
  readonly fromEach?: boolean;
  /** Nobody needs the total: `offset` may be any number then. */
  readonly uncounted?: boolean;
}

export interface EngineAnswer {
  readonly hits: readonly unknown[];
  readonly total: number;
  readonly facets: FacetDistribution;
}

const common = (request: EngineRequest, conjunction: Conjunction): MultiSearchQuery => ({
  indexUid: request.indexUid,
  q: conjunction.q,
  matchingStrategy: 'all',
  attributesToRetrieve: [...request.fields],
  ...(conjunction.filter.length > 0 ? { filter: [...conjunction.filter] } : {}),
  ...(request.sort && request.sort.length > 0 ? { sort: [...request.sort] } : {}),
});

/** hitsPerPage makes totals exact; offsets that are no multiple of the limit occur only uncounted. */
const single = (request: EngineRequest, conjunction: Conjunction) => ({
  ...common(request, conjunction),
  ...(request.facets && request.facets.length > 0 ? { facets: [...request.facets] } : {}),
  ...pageOf(request),
});

const pageOf = ({ offset, limit, uncounted = false }: EngineRequest) => {
  if (uncounted) return { offset, limit };
  return limit === 0
    ? { hitsPerPage: 0, page: 1 }
    : { hitsPerPage: limit, page: Math.floor(offset / limit) + 1 };
};

/** The same as the client's, with reports counted on the way. */
const multiSearch = async <Question extends MultiSearchParams | FederatedMultiSearchParams>(
  client: Meilisearch,
  question: Question,
  counted: readonly string[],
): Promise<MultiSearchResponseOrSearchResponse<Question>> => {
  if (counted.length === 0) return client.multiSearch(question);
  const body = JSON.stringify(question);
  const answer = await post(client, { method: 'POST', path: 'multi-search', type: 'application/json', body });
  return JSON.parse(countReports(answer, counted).toString());
};

const runUnion = async (client: Meilisearch, request: EngineRequest): Promise<EngineAnswer> => {
  const question = {
    federation: {
      offset: request.offset,
      limit: request.limit,
      ...(request.facets && request.facets.length > 0
        ? { facetsByIndex: { [request.indexUid]: [...request.facets] } }
        : {}),
    },
    queries: request.conjunctions.map((conjunction) => ({
      ...common(request, conjunction),
      federationOptions: { weight: conjunction.weight },
    })),
  };
  const answer = await multiSearch(client, question, request.reportsPerValue ?? []);
  return {
    hits: answer.hits,
    total: answer.estimatedTotalHits ?? answer.totalHits ?? answer.hits.length,
    facets: answer.facetsByIndex?.[request.indexUid]?.distribution ?? {},
  };
};

/**
 * Answers all requests. A union of no conjunctions is empty.
 * @throws {EngineUnavailable}
 */
export const runRequests = (nodes: Nodes, requests: readonly EngineRequest[]): Promise<EngineAnswer[]> =>
  nodes.ask(requests);

/** The same of one engine: one round trip, plus one for each union. */
export const askOne = async (
  client: Meilisearch,
  requests: readonly EngineRequest[],
): Promise<EngineAnswer[]> =>
  orUnavailable(async () => {
    const answers: EngineAnswer[] = requests.map(() => ({ hits: [], total: 0, facets: {} }));
    const singles = requests.flatMap((request, at) => {
      const [only] = request.conjunctions;
      return request.conjunctions.length === 1 && only ? [{ at, query: single(request, only) }] : [];
    });
    const unions = requests.flatMap((request, at) =>
      request.conjunctions.length > 1 ? [{ at, request }] : [],
    );
    const [together] = await Promise.all([
      singles.length === 0
        ? null
        : multiSearch(client, { queries: singles.map(({ query }) => query) }, [
            ...new Set(requests.flatMap(({ reportsPerValue = [] }) => reportsPerValue)),
          ]),
      ...unions.map(async ({ at, request }) => {
        answers[at] = await runUnion(client, request);
      }),
    ]);
    for (const [n, result] of (together?.results ?? []).entries()) {
      const at = singles[n]?.at;
      if (at === undefined) continue;
      answers[at] = {
        hits: result.hits,
        total: 'totalHits' in result ? (result.totalHits ?? 0) : 0,
        facets: result.facetDistribution ?? {},
      };
    }
    return answers;
  });
