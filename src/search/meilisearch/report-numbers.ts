import type { Meilisearch } from 'meilisearch';
import type { Place } from '../ports.ts';
import { isMissingIndex, orUnavailable } from './unavailable.ts';

/** The highest that a report has; 0 where there is no report, or none that has a number. @throws {EngineUnavailable} */
export const readHighestNumber = (client: Meilisearch, reportsUid: string): Promise<number> =>
  orUnavailable(() =>
    client
      .index(reportsUid)
      .search<{ number?: number }>('', {
        filter: ['kind = report'],
        attributesToRetrieve: ['number'],
        sort: ['number:desc'],
        limit: 1,
      })
      .then(({ hits }) => hits[0]?.number ?? 0)
      .catch((error: unknown) => {
        if (isMissingIndex(error)) return 0;
        throw error;
      }),
  );

/** Numbers that no report has yet, of several nodes on this one alone: each counts in steps, from a place of its own. */
export const numbersAfter = (highest: number, place: Place | undefined): (() => number) => {
  const { node, of } = place ?? { node: 0, of: 1 };
  let last = highest - (highest % of) + node;
  return () => {
    last += of;
    return last;
  };
};
