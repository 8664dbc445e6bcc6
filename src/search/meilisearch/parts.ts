import { fault } from '../../domain/faults/fault.ts';
import { EngineUnavailable } from '../../domain/problem.ts';
import type { CollectionState, Place } from '../ports.ts';
import { stateSchema } from './documents.ts';

/** A collection that was written to a single engine. */
const ALONE: Place = { generation: '', node: 0, of: 1 };

export const placeOf = ({ place = ALONE }: CollectionState): Place => place;

/** What each node of a list says of the part that it holds; undefined where it is away or holds none. */
export type PartStates = readonly (CollectionState | undefined)[];

/** A collection as its parts show it. */
export interface Whole {
  readonly state: CollectionState;
  /** Place in the collection of each node of the list; undefined for one that holds no part of it. */
  readonly places: readonly (Place | undefined)[];
  /** How many nodes it lies on. */
  readonly of: number;
  /** True where nodes hold parts of different collections: one is taking the place of the other. */
  readonly torn: boolean;
}

/** Of several collections the one that most nodes hold, of equal ones the newest. */
const chooseGeneration = (states: readonly CollectionState[]): string => {
  const groups = new Map<string, { parts: number; changedAt: string }>();
  for (const state of states) {
    const { generation } = placeOf(state);
    const { parts = 0, changedAt = '' } = groups.get(generation) ?? {};
    groups.set(generation, {
      parts: parts + 1,
      changedAt: state.changedAt > changedAt ? state.changedAt : changedAt,
    });
  }
  const [[chosen] = ['']] = [...groups].sort(
    ([, a], [, b]) => b.parts - a.parts || (a.changedAt < b.changedAt ? 1 : -1),
  );
  return chosen;
};

/**
 * Puts a collection together from what its nodes say. Its version grows with each of theirs, and has a fraction of its own for
 * every set of nodes that may be missing: what was computed without them is not good for the whole.
 * @throws {EngineUnavailable} where two nodes hold the same part.
 */
export const combineStates = (parts: PartStates): Whole | null => {
  const present = parts.flatMap((state) => state ?? []);
  if (present.length === 0) return null;
  const generation = chooseGeneration(present);
  const places = parts.map((state) => {
    const place = state && placeOf(state);
    return place?.generation === generation ? place : undefined;
  });
  const held = parts.flatMap((state, n) => (state && places[n] ? [state] : []));
  const positions = places.flatMap((place) => place?.node ?? []);
  if (new Set(positions).size < positions.length) throw new EngineUnavailable(fault('nodesOverlap'));
  const of = Math.max(...held.map((state) => placeOf(state).of));
  const missing = Array.from({ length: of }, (_, n) => n).filter((n) => !positions.includes(n));
  const [first, ...rest] = held;
  if (!first) return null;
  const same = rest.every(({ segmentation }) => segmentation === first.segmentation);
  return {
    state: {
      version:
        held.reduce((sum, { version }) => sum + version, 0) +
        missing.reduce((sum, n) => sum + 2 ** -(n + 1), 0),
      schema: Math.min(...held.map(({ schema }) => schema)),
      segmentation: same ? first.segmentation : '',
      loading: held.some(({ loading }) => loading),
      changedAt: held.reduce((last, { changedAt }) => (changedAt > last ? changedAt : last), ''),
    },
    places,
    of,
    torn: held.length < present.length,
  };
};

/** As a document gives it. */
export const readPart = (document: unknown): CollectionState | undefined =>
  document === undefined ? undefined : stateSchema.parse(document);
