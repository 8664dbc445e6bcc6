import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_PRESENT, markBetween } from '../../src/domain/presence.ts';
import { askOfEach, mergeAnswers, partsOfPage } from '../../src/search/meilisearch/merge.ts';
import { combineStates } from '../../src/search/meilisearch/parts.ts';
import type { EngineAnswer, EngineRequest } from '../../src/search/meilisearch/run.ts';
import { nodeOf } from '../../src/search/meilisearch/spread-writer.ts';
import type { CollectionState } from '../../src/search/ports.ts';

/* What several engines say, put together. The engines themselves are in test/contract/nodes.test.ts. */

interface Doc {
  readonly id: number;
  readonly day: number;
}
const byDay = (a: Doc, b: Doc): number => b.day - a.day || a.id - b.id;

/** As an engine answers. */
const answer = (docs: readonly Doc[], { sort = [], offset, limit }: EngineRequest): EngineAnswer => {
  const ordered = sort.length > 0 ? [...docs].sort(byDay) : docs;
  const days: Record<string, number> = {};
  for (const { day } of docs) days[day] = (days[day] ?? 0) + 1;
  return { hits: ordered.slice(offset, offset + limit), total: docs.length, facets: { day: days } };
};
const ask = (nodes: readonly (readonly Doc[])[], request: EngineRequest): EngineAnswer => {
  const given = nodes.map((docs) => answer(docs, askOfEach(request)));
  const parts = partsOfPage(
    request,
    given.map(({ total }) => total),
  ).map((part, n) => part && answer(nodes[n] ?? [], part));
  return mergeAnswers(request, given, parts);
};

const nodesOf = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }), {
  minLength: 2,
  maxLength: 4,
});
const requestOf = (sort: readonly string[], page: number, limit: number): EngineRequest => ({
  indexUid: 'x',
  conjunctions: [{ q: '', filter: [], weight: 1 }],
  offset: page * limit,
  limit,
  fields: ['id', 'day'],
  sort,
});

describe('pages over several engines', () => {
  it.each([[[]], [['day:desc', 'id:asc']]])('are those of one engine that holds all (%j)', (sort) => {
    fc.assert(
      fc.property(nodesOf, fc.integer({ min: 1, max: 7 }), (days, limit) => {
        let id = 0;
        const nodes = days.map((node) => node.map((day) => ({ id: id++, day })));
        const all = nodes.flat();
        const pages = Math.ceil(all.length / limit) + 1;
        for (let page = 0; page < pages; page++) {
          const request = requestOf(sort, page, limit);
          expect(ask(nodes, request)).toEqual(answer(all, request));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a union have first what satisfies more of it, whatever node it is on', () => {
    const hit = (id: number, weight: number) => ({ id, _federation: { weightedRankingScore: weight } });
    const request = {
      ...requestOf([], 0, 3),
      conjunctions: [
        { q: 'a', filter: [], weight: 1 },
        { q: 'b', filter: [], weight: 0.5 },
      ],
    };
    const merged = mergeAnswers(request, [
      { hits: [hit(1, 1), hit(2, 0.5)], total: 2, facets: {} },
      { hits: [hit(3, 1), hit(4, 0.5)], total: 2, facets: {} },
    ]);
    expect(merged.hits).toMatchObject([{ id: 1 }, { id: 3 }, { id: 2 }]);
    expect(merged.total).toBe(4);
  });
});

describe('a collection put together from the states of its nodes', () => {
  const part = (node: number, of: number, more: Partial<CollectionState> = {}): CollectionState => ({
    version: 10,
    schema: 5,
    segmentation: 's',
    loading: false,
    changedAt: '2024-01-01T00:00:00Z',
    place: { generation: 'g', node, of },
    ...more,
  });

  it('grows with every part, whatever their order', () => {
    expect(combineStates([part(1, 2), part(0, 2)])?.state).toMatchObject({ version: 20, segmentation: 's' });
    expect(combineStates([part(0, 2), part(1, 2, { version: 11, loading: true })])?.state).toMatchObject({
      version: 21,
      loading: true,
    });
    expect(combineStates([undefined, undefined])).toBeNull();
  });

  it('has a version of its own for each set of nodes that is missing', () => {
    const versions = [
      combineStates([part(0, 3), part(1, 3), part(2, 3)]),
      combineStates([part(0, 3), part(1, 3), undefined]),
      combineStates([part(0, 3), undefined, part(2, 3)]),
      combineStates([undefined, part(1, 3), part(2, 3)]),
      combineStates([part(0, 3), undefined, undefined]),
    ].map((whole) => whole?.state.version);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('takes no notice of a node that is new, and notices one of another collection', () => {
    const grown = combineStates([part(0, 2), part(1, 2), undefined]);
    expect(grown).toMatchObject({ of: 2, torn: false, state: { version: 20 } });
    const other = { place: { generation: 'h', node: 2, of: 3 } };
    expect(combineStates([part(0, 3), part(1, 3), part(2, 3, other)])).toMatchObject({ torn: true, of: 3 });
  });

  it('refuses two nodes with the same part', () => {
    expect(() => combineStates([part(0, 2), part(0, 2)])).toThrow('同一部分');
    const { place: _, ...alone } = part(0, 1);
    expect(() => combineStates([alone, alone])).toThrow('同一部分');
  });
});

it('spreads reports evenly, and each always to the same node', () => {
  const counts = [0, 0, 0];
  for (let n = 0; n < 3_000; n++) {
    const id = n.toString(36).padStart(16, 'k3');
    const node = nodeOf(id, 3);
    counts[node] = (counts[node] ?? 0) + 1;
    expect(nodeOf(id, 3)).toBe(node);
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

describe('the mark of a partial answer', () => {
  const two = { nodes: 2, answering: 2, failures: 0, misses: 3 };
  it('stands wherever a node was missing, at the end or in between', () => {
    expect(markBetween(ALL_PRESENT, ALL_PRESENT)).toBeNull();
    expect(markBetween(two, two)).toBeNull();
    // Looked at long ago: it was there when it was asked.
    expect(markBetween({ ...two, answering: 1 }, two)).toBeNull();
    expect(markBetween(two, { ...two, answering: 1, misses: 4 })).toEqual({ nodes: 2, answering: 1 });
    expect(markBetween(two, { ...two, misses: 5 })).toEqual({ nodes: 2, answering: 1 });
  });
});
