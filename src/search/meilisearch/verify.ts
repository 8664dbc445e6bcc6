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
  /** Ids of suspects that do; all paragraphs that contain the phrase where every candidate is a suspect. */
  readonly right: readonly string[];
  /** False while suspects remain unchecked. */
  readonly complete: boolean;
}

const NOTHING_WRONG: Verdict = { wrong: [], right: [], complete: true };

export type Verify = (phrase: EnginePhrase, version: number) => Promise<Verdict>;

/** Verdicts are kept per phrase and version of the index: a load makes them void. */
export const createVerifier = (client: Meilisearch, indexUid: string): Verify => {
  const verdicts = new LRUCache<string, Promise<Verdict>>({ max: 5_000 });
  const unfinished = new LRUCache<string, Verdict>({ max: 100 });

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
      for (const { id, text } of hits)
        (containsPhrase(toUnits(text), phrase.phrase.units) ? right : wrong).push(id);
      const checked = (page + 1) * BATCH;
      if (checked >= total) return { wrong, right, complete: true };
      if (checked >= until) return { wrong, right, complete: false };
      // Other requests get their turn between batches.
      await new Promise((next) => setImmediate(next));
    }
  };

  return async (phrase, version) => {
    if (phrase.suspects === 'none' || (phrase.suspects === 'repeats' && phrase.innerPairs.length === 0))
      return NOTHING_WRONG;
    const key = `${version} ${phrase.suspects} ${phrase.key}`;
    const running = unfinished.get(key);
    if (running) return running;
    const known = verdicts.get(key);
    if (known) return known;

    const first = checkFrom(phrase, 0, MAX_SUSPECTS_AT_ONCE, { wrong: [], right: [], complete: false });
    verdicts.set(key, first);
    first.catch(() => verdicts.delete(key));
    const verdict = await first;
    if (!verdict.complete) {
      unfinished.set(key, verdict);
      const whole = checkFrom(phrase, MAX_SUSPECTS_AT_ONCE / BATCH, Number.POSITIVE_INFINITY, verdict);
      verdicts.set(key, whole);
      whole.then(
        () => unfinished.delete(key),
        () => {
          unfinished.delete(key);
          verdicts.delete(key);
        },
      );
    }
    return verdict;
  };
};
