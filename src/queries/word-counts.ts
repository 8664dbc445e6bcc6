import type { SearchIndex, Selection } from '../search/ports.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { interpret } from './interpret.ts';
import type { WordCounts } from './queries.ts';
import { filtersOf, type SearchRequest } from './request.ts';

/** Counts the words that a smart query was cut into: any of them makes a hit, and one of them may stand nowhere. @throws {InvalidRequest} {EngineUnavailable} */
export const countWords = async (
  index: SearchIndex,
  lexicon: Lexicon,
  request: SearchRequest,
): Promise<WordCounts | null> => {
  const { selection } = interpret(request.q, request, filtersOf(request), lexicon);
  const { groups } = selection;
  if (request.mode !== 'smart' || groups.length < 2) return null;
  const count = async (of: Selection['groups']): Promise<number> => {
    const asked = { ...selection, groups: of, minimum: of.length };
    const { total } = await index.select(asked, { order: 'any', offset: 0, limit: 0, facets: [] });
    return total;
  };
  const [all, ...words] = await Promise.all([count(groups), ...groups.map((group) => count([group]))]);
  return { all, words };
};
