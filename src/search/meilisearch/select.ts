import { LRUCache } from 'lru-cache';
import type { FacetName } from '../../domain/facet.ts';
import type {
  Candidate,
  IndexedParagraph,
  Order,
  Ranking,
  Selected,
  SelectedReports,
  Selection,
  SelectOptions,
} from '../ports.ts';
import type { CountedSelection } from './counted-facets.ts';
import { fromParagraphDocument, PARAGRAPH_FIELDS } from './documents.ts';
import { PARAGRAPH_NAMES, quote, toFilter } from './filter.ts';
import { type Plan, planSelection } from './plan.ts';
import { type EngineAnswer, type EngineRequest, narrow } from './run.ts';
import type { StateReader } from './state.ts';
import type { Verify } from './verify.ts';

export interface SelectDeps {
  readonly paragraphsUid: string;
  readonly asking: Pick<StateReader, 'askWithVersion'>;
  readonly one: (request: EngineRequest) => Promise<EngineAnswer>;
  readonly verify: Verify;
  readonly countFacets: (
    selection: Selection,
    plan: Plan,
    names: readonly FacetName[],
    version: number,
  ) => Promise<CountedSelection>;
}

/** Orders kept: one of 300 ids takes some 15 KB. */
const ORDERS_KEPT = 200;

const SORTS: Readonly<Record<Order, readonly string[]>> = {
  any: [],
  newest: ['sortDay:desc', 'reportId:asc', 'ordinal:asc'],
  oldest: ['sortDay:asc', 'reportId:asc', 'ordinal:asc'],
};

const inOrder = (hits: readonly unknown[], ids: readonly string[]): IndexedParagraph[] => {
  const found = new Map(hits.map(fromParagraphDocument).map((paragraph) => [paragraph.id, paragraph]));
  return ids.flatMap((id) => found.get(id) ?? []);
};

/** Pages of a selection with its counts, and the version of the collection that both are of. */
export const createSelect = ({ paragraphsUid, asking, one, verify, countFacets }: SelectDeps) => {
  const byIds = (ids: readonly string[]): EngineRequest => ({
    indexUid: paragraphsUid,
    conjunctions:
      ids.length === 0 ? [] : [{ q: '', filter: [`id IN [${ids.map(quote).join(', ')}]`], weight: 1 }],
    offset: 0,
    limit: Math.max(1, ids.length),
    fields: PARAGRAPH_FIELDS,
  });

  const readCandidates = async (
    selection: Selection,
    plan: Plan,
    { order, offset, limit }: Pick<SelectOptions, 'order' | 'offset' | 'limit'>,
  ): Promise<readonly Candidate[]> => {
    if (limit === 0) return [];
    const { hits } = await one({
      indexUid: paragraphsUid,
      conjunctions: narrow(plan.ordered, toFilter(selection.filters, PARAGRAPH_NAMES)),
      offset,
      limit,
      fields: ['id', 'reportId', 'text'],
      sort: SORTS[order],
    });
    return hits as Candidate[];
  };

  const orders = new LRUCache<string, readonly string[]>({ max: ORDERS_KEPT });
  const orderedIds = async (
    selection: Selection,
    plan: Plan,
    options: SelectOptions,
    { by, order }: Ranking,
    version: number,
  ): Promise<readonly string[]> => {
    const key = JSON.stringify([version, selection, options.limit, by]);
    const known = orders.get(key);
    // While suspects remain unchecked there may be other candidates.
    if (known && plan.exact) return known;
    const ids = await order(await readCandidates(selection, plan, options));
    if (plan.exact) orders.set(key, ids);
    return ids;
  };

  const chooseIds = async (
    selection: Selection,
    plan: Plan,
    options: SelectOptions,
    version: number,
    reports: () => Promise<SelectedReports>,
  ): Promise<readonly string[]> => {
    const { ranking, choose } = options;
    if (ranking)
      return (await orderedIds(selection, plan, options, ranking, version)).slice(ranking.from, ranking.to);
    const candidates = await readCandidates(selection, plan, options);
    return choose ? await choose(candidates, reports) : candidates.map(({ id }) => id);
  };

  return {
    select: async (
      selection: Selection,
      options: SelectOptions,
      version: number,
    ): Promise<Selected & { version: number }> => {
      const plan = await planSelection(selection, verify, version);
      // Counting takes the engine longer than finding, and runs beside it: candidates are ordered and read meanwhile.
      const counting = countFacets(selection, plan, options.facets, version);
      counting.catch(() => {});
      const chosen = await chooseIds(selection, plan, options, version, async () => (await counting).reports);
      const [counted, { answers, version: after }] = await Promise.all([
        counting,
        asking.askWithVersion([byIds(chosen)]),
      ]);
      return {
        // Both asked for it last: a load or swap in between is noticed wherever it falls.
        version: after === version ? counted.version : after,
        paragraphs: inOrder(answers[0]?.hits ?? [], chosen),
        total: counted.total,
        reports: counted.reports,
        exact: plan.exact,
        facets: counted.facets,
      };
    },

    candidates: async (selection: Selection, limit: number, version: number): Promise<readonly Candidate[]> =>
      readCandidates(selection, await planSelection(selection, verify, version), {
        order: 'any',
        offset: 0,
        limit,
      }),

    byIds: async (ids: readonly string[]): Promise<readonly IndexedParagraph[]> => {
      const { hits } = await one(byIds(ids));
      return inOrder(hits, ids);
    },
  };
};
