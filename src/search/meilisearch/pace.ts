import { setTimeout as sleep } from 'node:timers/promises';
import type { Nodes } from './nodes.ts';

/** A download that rests longer looks as if it had ended. */
const LONGEST_REST_MS = 250;

/**
 * Lets those who read on and on (exports, lines ordered by what stands beside them) give way to those who ask one thing: between two
 * batches they rest for as long as the last one took, while any question of others is under way. With nobody else there they go on at once.
 */
export const createPace = (nodes: Nodes) => {
  let underWay = 0;
  const ask: Nodes['ask'] = async (requests) => {
    underWay++;
    try {
      return await nodes.ask(requests);
    } finally {
      underWay--;
    }
  };
  return {
    /** Asks the same nodes, and is counted. */
    nodes: { ...nodes, ask } satisfies Nodes,
    /** To be called before the next batch. `begun` is when the last one was, by `performance.now()`. */
    giveWay: async (begun: number): Promise<void> => {
      if (underWay > 0) await sleep(Math.min(LONGEST_REST_MS, performance.now() - begun));
    },
  };
};
