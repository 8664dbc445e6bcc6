import { LRUCache } from 'lru-cache';
import type { RelatedAnswer } from '../domain/related.ts';
import type { SearchIndex } from '../search/ports.ts';
import { phrasesOf } from '../text/conditions.ts';
import { logLikelihood } from '../text/log-likelihood.ts';
import { typePhrase } from '../text/query-format.ts';
import type { Knowing } from './held-names.ts';
import { interpret } from './interpret.ts';
import { filtersOf, type SearchRequest } from './request.ts';
import { isTelling, type Vocabulary } from './vocabulary.ts';

export const MAX_RELATED = 12;
/** In fewer paragraphs a word stands there by chance. */
const FEWEST = 3;
/** One chance in a thousand. */
const SUREST = 10.83;
/** Answers kept. */
const MAX_KEPT = 500;

export type Related = (request: SearchRequest) => Promise<RelatedAnswer>;

type Term = Omit<RelatedAnswer['terms'][number], 'query'>;

const standOut = (
  counts: readonly (readonly [string, number])[],
  total: number,
  { words, paragraphs }: Vocabulary,
): Term[] => {
  const rest = paragraphs - total;
  if (rest <= 0) return [];
  return counts
    .flatMap(([term, inside]) => {
      const outside = Math.max(0, (words.get(term) ?? inside) - inside);
      if (inside < FEWEST || inside / total <= outside / rest || !isTelling(term)) return [];
      const score = logLikelihood(inside, total, outside, rest);
      return score < SUREST ? [] : [{ term, paragraphs: inside, score: Math.round(score * 10) / 10 }];
    })
    .sort((a, b) => b.score - a.score);
};

/**
 * The terms that stand out in what a request finds: words whose share of its paragraphs is surely greater than their share of
 * the rest of the collection. Words of the query itself are left out, and words that contain one another.
 */
export const createRelated = (
  index: SearchIndex,
  knowing: Knowing,
  readVocabulary: () => Promise<Vocabulary>,
): Related => {
  const known = new LRUCache<string, { total: number; terms: readonly Term[] }>({ max: MAX_KEPT });
  return async (request) => {
    const { q } = request;
    const { selection, marked } = interpret(q, request, filtersOf(request), await knowing(request));
    const vocabulary = await readVocabulary();
    const key = JSON.stringify([vocabulary.version, selection]);
    let found = known.get(key);
    if (!found) {
      const { total, counts } = await index.words(selection);
      const said = marked.flatMap(phrasesOf).map(({ units }) => units.join(''));
      const terms: Term[] = [];
      for (const candidate of standOut(counts, total, vocabulary)) {
        if (terms.length === MAX_RELATED) break;
        const others = [...said, ...terms.map(({ term }) => term)];
        if (!others.some((other) => other.includes(candidate.term) || candidate.term.includes(other)))
          terms.push(candidate);
      }
      found = { total, terms };
      known.set(key, found);
    }
    return {
      q,
      total: found.total,
      terms: found.terms.map((term) => ({ ...term, query: `${q.trim()} ${typePhrase(term.term)}`.trim() })),
    };
  };
};
