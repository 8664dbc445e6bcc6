import type { Hit, HitReport } from '../domain/hit.ts';
import type { SearchIndex } from '../search/ports.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { SearchRequest } from './request.ts';
import { search } from './search.ts';

/** Reports of a feed: a reader that asks once a week misses none of some twenty a week. */
const REPORTS = 20;
/** Paragraphs quoted of each. */
const QUOTED = 3;

/** A report in a feed, with those of its paragraphs that match best. */
export interface FeedEntry {
  readonly report: HitReport;
  /** How many of its paragraphs match. */
  readonly paragraphs: number;
  readonly best: readonly Hit[];
}

export interface FeedAnswer {
  readonly entries: readonly FeedEntry[];
  /** False while candidates are still being verified: such an answer must not be kept. */
  readonly exact: boolean;
}

/** The newest reports that match. */
export const feed = async (
  index: SearchIndex,
  lexicon: Lexicon,
  request: SearchRequest,
): Promise<FeedAnswer> => {
  const whole = { ...request, page: 1, sort: 'newest', group: 'report', pageSize: REPORTS } as const;
  const newest = await search(index, lexicon, whole);
  const entries = await Promise.all(
    newest.hits.map(async (hit): Promise<FeedEntry> => {
      const { report, reportId, groupSize } = hit;
      if (groupSize === 1) return { report, paragraphs: 1, best: [hit] };
      const { total, hits } = await search(index, lexicon, {
        ...whole,
        report: [reportId],
        sort: 'relevance',
        group: 'none',
        pageSize: QUOTED,
      });
      return { report, paragraphs: total, best: hits };
    }),
  );
  return { entries, exact: newest.exact };
};
