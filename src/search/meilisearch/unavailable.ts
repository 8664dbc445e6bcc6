import { MeilisearchApiError, MeilisearchRequestError } from 'meilisearch';
import { fault } from '../../domain/faults/fault.ts';
import { EngineUnavailable } from '../../domain/problem.ts';

export const isMissingIndex = (error: unknown): boolean =>
  error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found';

const NOT_SETTLED = /^invalid_(?:multi_)?search_(?:filter|facets|sort)/;

/**
 * A collection that cannot be filtered, counted or sorted by this yet: that of an older zhengsou, which is being made anew, or one
 * that was made a moment ago and has no settings so far.
 */
const isUnsettled = (error: unknown): boolean =>
  error instanceof MeilisearchApiError &&
  NOT_SETTLED.test(error.cause?.code ?? '') &&
  /not (?:filterable|sortable)/.test(error.message);

/** The key is not, or no longer, good for it. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof MeilisearchApiError && (error.response.status === 401 || error.response.status === 403);

/** It does not answer at all. */
export const isSilence = (error: unknown): boolean =>
  error instanceof EngineUnavailable && error.fault.code === 'engineSilent';

/** The engine's own trouble: most often a full disk. */
const isOwnTrouble = (error: unknown): error is MeilisearchApiError =>
  error instanceof MeilisearchApiError &&
  (error.response.status >= 500 || error.cause?.code === 'no_space_left_on_device');

/**
 * Puts what the engine's client throws into our words.
 * @throws {EngineUnavailable} where the engine does not answer, or holds no collection yet.
 */
export const orUnavailable = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MeilisearchRequestError)
      throw new EngineUnavailable(fault('engineSilent'), { cause: error });
    if (isOwnTrouble(error))
      throw new EngineUnavailable(fault('engineFails', { reason: error.message }), {
        cause: error,
      });
    if (isMissingIndex(error)) throw new EngineUnavailable(fault('nothingIndexed'), { cause: error });
    if (isUnsettled(error)) throw new EngineUnavailable(fault('rebuildingIndex'), { cause: error });
    throw error;
  }
};
