import { LRUCache } from 'lru-cache';
import { satisfies } from '../../text/conditions.ts';
import type { EngineTerm } from './engine-terms.ts';
import type { Nodes } from './nodes.ts';
import { runRequests } from './run.ts';

/** Suspects checked before an answer; more than that are checked behind it and the answer says `exact: false`. */
export const MAX_SUSPECTS_AT_ONCE = 20_000;
const BATCH = 4_000;

/** What the text says of the candidates that the engine may have over-reported. */
export interface Verdict {
  /** Ids of candidates that do not satisfy the term. */
  readonly wrong: readonly string[];
  /** Ids of all paragraphs that satisfy it, where every candidate is a suspect; empty otherwise. */
  readonly right: readonly string[];
  /** False while suspects remain unchecked. */
  readonly complete: boolean;
}

const NOTHING_WRONG: Verdict = { wrong: [], right: [], complete: true };

export type Verify = (term: EngineTerm, version: number) => Promise<Verdict>;

/** Ids kept over all verdicts: some 25 MB. */
const MAX_IDS_KEPT = 200_000;

/** Verdicts are kept per term and version of the index: a load makes them void. */
export const createVerifier = (client: Nodes, indexUid: string): Verify => {
  const verdicts = new LRUCache<string, Verdict>({
    maxSize: MAX_IDS_KEPT,
    // A single verdict above the bound is kept alone: not kept at all, it would be reached again and again and never be complete.
    sizeCalculation: ({ wrong, right }) => Math.min(MAX_IDS_KEPT, 1 + wrong.length + right.length),
  });
  /** Verdicts being reached; what is known of them so far where they take long. */
  const underWay = new Map<string, Promise<Verdict>>();

  const readBatch = async (term: EngineTerm, page: number) => {
    const [answer] = await runRequests(client, [
      {
        indexUid,
        conjunctions: [
          {
            q: term.clauses.join(' '),
            filter: [
              ...term.filter,
              ...(term.suspects === 'repeats' ? [`repeats IN [${term.innerPairs.join(', ')}]`] : []),
            ],
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
    term: EngineTerm,
    firstPage: number,
    until: number,
    before: Verdict,
  ): Promise<Verdict> => {
    const wrong = [...before.wrong];
    const right = [...before.right];
    for (let page = firstPage; ; page++) {
      const { hits, total } = await readBatch(term, page);
      for (const { id, text } of hits) {
        if (!satisfies(text, term.term)) wrong.push(id);
        else if (term.suspects === 'all') right.push(id);
      }
      const checked = (page + 1) * BATCH;
      if (checked >= total) return { wrong, right, complete: true };
      if (checked >= until) return { wrong, right, complete: false };
      // Other requests get their turn between batches.
      await new Promise((next) => setImmediate(next));
    }
  };

  /** Checks the rest behind the answer; until then the verdict stands as incomplete. */
  const completeLater = (key: string, term: EngineTerm, sofar: Verdict): void => {
    underWay.set(key, Promise.resolve(sofar));
    checkFrom(term, MAX_SUSPECTS_AT_ONCE / BATCH, Number.POSITIVE_INFINITY, sofar)
      .then((verdict) => verdicts.set(key, verdict))
      // The next search that needs it begins again.
      .catch(() => {})
      .finally(() => underWay.delete(key));
  };

  const reach = async (key: string, term: EngineTerm): Promise<Verdict> => {
    try {
      const verdict = await checkFrom(term, 0, MAX_SUSPECTS_AT_ONCE, {
        wrong: [],
        right: [],
        complete: false,
      });
      underWay.delete(key);
      if (verdict.complete) verdicts.set(key, verdict);
      else completeLater(key, term, verdict);
      return verdict;
    } catch (error) {
      underWay.delete(key);
      throw error;
    }
  };

  return async (term, version) => {
    if (term.suspects === 'none' || (term.suspects === 'repeats' && term.innerPairs.length === 0))
      return NOTHING_WRONG;
    const key = `${version} ${term.suspects} ${term.key}`;
    const known = verdicts.get(key);
    if (known) return known;
    let verdict = underWay.get(key);
    if (!verdict) {
      verdict = reach(key, term);
      underWay.set(key, verdict);
    }
    return verdict;
  };
};
