import type { SearchIndex } from '../search/ports.ts';
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
  const [all = 0, ...words] = await index.count(
    [groups, ...groups.map((group) => [group])].map((of) => ({
      ...selection,
      groups: of,
      minimum: of.length,
    })),
  );
  return { all, words };
};
