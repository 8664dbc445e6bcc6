import type { Fault } from './domain/faults/fault.ts';
import { EngineUnavailable } from './domain/problem.ts';
import type { Queries } from './queries/queries.ts';

/**
 * Queries whose engine may come and go: each call goes to whatever is there at that moment, and fails as
 * EngineUnavailable with `reason()` while nothing is.
 */
export const createLiveQueries = (current: () => Queries | null, reason: () => Fault): Queries => {
  const now = (): Queries => {
    const queries = current();
    if (!queries) throw new EngineUnavailable(reason());
    return queries;
  };
  return {
    search: async (request) => now().search(request),
    count: async (request) => now().count(request),
    wordCounts: async (request) => now().wordCounts(request),
    facetValues: async (name, contains, request) => now().facetValues(name, contains, request),
    reports: async (request) => now().reports(request),
    report: async (id, q, reading) => now().report(id, q, reading),
    paragraph: async (id, q, reading) => now().paragraph(id, q, reading),
    locate: async (reportId, place) => now().locate(reportId, place),
    similar: async (id) => now().similar(id),
    original: async (id) => now().original(id),
    exportMatches: async function* (request) {
      yield* now().exportMatches(request);
    },
    feed: async (request) => now().feed(request),
    coverage: async () => now().coverage(),
    overview: async () => now().overview(),
    corrections: async (q) => now().corrections(q),
    related: async (request) => now().related(request),
    suggest: async (q) => now().suggest(q),
    trend: async (request) => now().trend(request),
    compare: async (request) => now().compare(request),
    concordance: async (request) => now().concordance(request),
    concordanceLines: async function* (request) {
      yield* now().concordanceLines(request);
    },
    edition: async () => now().edition(),
  };
};
