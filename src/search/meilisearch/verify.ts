import { LRUCache } from 'lru-cache';
import type { Meilisearch } from 'meilisearch';
import { containsPhrase } from '../../text/match.ts';
import { toUnits } from '../../text/units.ts';
import type { EnginePhrase } from './phrases.ts';
import { runRequests } from './run.ts';

/** Suspects checked before an answer; more than that are checked behind it and the answer says `exact: false`. */
export const MAX_SUSPECTS_AT_ONCE = 20_000;
const BATCH = 4_000;

/** What the text says of the candidates that the engine may have over-reported. */
export interface Verdict {
  /** Ids of candidates that do not contain the phrase. */
  readonly wrong: readonly string[];
  /** Ids of all paragraphs that contain the phrase, where every candidate is a suspect; empty otherwise. */
  readonly right: readonly string[];
  /** False while suspects remain unchecked. */
  readonly complete: boolean;
}

const NOTHING_WRONG: Verdict = { wrong: [], right: [], complete: true };

export type Verify = (phrase: EnginePhrase, version: number) => Promise<Verdict>;

/** Ids kept over all verdicts: some 60 MB. */
const MAX_IDS_KEPT = 500_000;

/** Verdicts are kept per phrase and version of the index: a load makes them void. */
export const createVerifier = (client: Meilisearch, indexUid: string): Verify => {
  const verdicts = new LRUCache<string, Verdict>({
    maxSize: MAX_IDS_KEPT,
    sizeCalculation: ({ wrong, right }) => 1 + wrong.length + right.length,
  });
  /** Verdicts being reached; what is known of them so far where they take long. */
  const underWay = new Map<string, Promise<Verdict>>();

  const readBatch = async (phrase: EnginePhrase, page: number) => {
    const [answer] = await runRequests(client, [
      {
        indexUid,
        conjunctions: [
          {
            q: phrase.clauses.join(' '),
            filter: phrase.suspects === 'repeats' ? [`repeats IN [${phrase.innerPairs.join(', ')}]`] : [],
            weight: 1,
          },
        ],
        offset: page * BATCH,
        limit: BATCH,
        fields: ['id', 'text'],
      },
    ]);
    return { hits: (answer?.hits ?? []) as { id: string; text: string }[], total: answer?.total ?? 0 };
  };

  const checkFrom = async (
    phrase: EnginePhrase,
    firstPage: number,
    until: number,
    before: Verdict,
  ): Promise<Verdict> => {
    const wrong = [...before.wrong];
    const right = [...before.right];
    for (let page = firstPage; ; page++) {
      const { hits, total } = await readBatch(phrase, page);
      for (const { id, text } of hits) {
        if (!containsPhrase(toUnits(text), phrase.phrase.units)) wrong.push(id);
        else if (phrase.suspects === 'all') right.push(id);
      }
      const checked = (page + 1) * BATCH;
      if (checked >= total) return { wrong, right, complete: true };
      if (checked >= until) return { wrong, right, complete: false };
      // Other requests get their turn between batches.
      await new Promise((next) => setImmediate(next));
    }
  };

  /** Checks the rest behind the answer; until then the verdict stands as incomplete. */
  const completeLater = (key: string, phrase: EnginePhrase, sofar: Verdict): void => {
    underWay.set(key, Promise.resolve(sofar));
    checkFrom(phrase, MAX_SUSPECTS_AT_ONCE / BATCH, Number.POSITIVE_INFINITY, sofar)
      .then((verdict) => verdicts.set(key, verdict))
      // The next search that needs it begins again.
      .catch(() => {})
      .finally(() => underWay.delete(key));
  };

  const reach = async (key: string, phrase: EnginePhrase): Promise<Verdict> => {
    try {
      const verdict = await checkFrom(phrase, 0, MAX_SUSPECTS_AT_ONCE, {
        wrong: [],
        right: [],
        complete: false,
      });
      underWay.delete(key);
      if (verdict.complete) verdicts.set(key, verdict);
      else completeLater(key, phrase, verdict);
      return verdict;
    } catch (error) {
      underWay.delete(key);
      throw error;
    }
  };

  return async (phrase, version) => {
    if (phrase.suspects === 'none' || (phrase.suspects === 'repeats' && phrase.innerPairs.length === 0))
      return NOTHING_WRONG;
    const key = `${version} ${phrase.suspects} ${phrase.key}`;
    const known = verdicts.get(key);
    if (known) return known;
    let verdict = underWay.get(key);
    if (!verdict) {
      verdict = reach(key, phrase);
      underWay.set(key, verdict);
    }
    return verdict;
  };
};
