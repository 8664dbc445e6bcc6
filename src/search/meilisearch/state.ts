import { EngineUnavailable } from '../../domain/problem.ts';
import type { CollectionState } from '../ports.ts';
import { STATE_ID, stateSchema } from './documents.ts';
import type { Nodes } from './nodes.ts';
import { type EngineAnswer, type EngineRequest, runRequests } from './run.ts';
import { isMissingIndex } from './unavailable.ts';

/** Answers, and the version of the collection after the last of them. */
export interface VersionedAnswers {
  readonly answers: readonly EngineAnswer[];
  readonly version: number;
}

export interface StateReader {
  state(): Promise<CollectionState | null>;
  /** 0 where nothing was ever loaded. */
  version(): Promise<number>;
  /**
   * Answers of a version that is asked for after them all: versions only grow, so what was asked for as of some version is of that
   * version where it is still the same.
   */
  askWithVersion(requests: readonly EngineRequest[]): Promise<VersionedAnswers>;
}

/** Reads the one document that tells the state of the collection. */
export const createStateReader = (client: Nodes, reportsUid: string): StateReader => {
  const stateRequest: EngineRequest = {
    indexUid: reportsUid,
    conjunctions: [{ q: '', filter: [`id = ${STATE_ID}`], weight: 1 }],
    offset: 0,
    limit: 1,
    fields: ['*'],
    fromEach: true,
  };
  const read = (answer: EngineAnswer | undefined): CollectionState | null =>
    answer?.hits[0] === undefined ? null : stateSchema.parse(answer.hits[0]);

  const state = async (): Promise<CollectionState | null> => {
    try {
      const [answer] = await runRequests(client, [stateRequest]);
      return read(answer);
    } catch (error) {
      if (error instanceof EngineUnavailable && isMissingIndex(error.cause)) return null;
      throw error;
    }
  };

  let asking: Promise<number> | null = null;
  /** Whoever asks in the same moment shares one question, which goes out after they all have asked. */
  const version = (): Promise<number> => {
    asking ??= Promise.resolve()
      .then(() => {
        asking = null;
        return state();
      })
      .then((found) => found?.version ?? 0);
    return asking;
  };

  return {
    state,
    version,
    askWithVersion: async (requests) => {
      // A request of several queries travels by itself, so only the others can take the question along as their last.
      if (requests.some(({ conjunctions }) => conjunctions.length > 1)) {
        const answers = await runRequests(client, requests);
        return { answers, version: await version() };
      }
      const answers = await runRequests(client, [...requests, stateRequest]);
      return { answers: answers.slice(0, -1), version: read(answers.at(-1))?.version ?? 0 };
    },
  };
};
