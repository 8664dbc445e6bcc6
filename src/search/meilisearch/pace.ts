import { setTimeout as sleep } from 'node:timers/promises';
import type { Nodes } from './nodes.ts';

/** Downloads that rest longer look as if they had ended. */
const LONGEST_REST_MS = 250;
/** Batches after which a reading is a long one. */
const SHORT = 2;

/**
 * Lets those who read on and on (exports, lines ordered by what stands beside them) give way to those who ask one thing. After
 * their first batches all of them read in one line, batch by batch, however many they are; and after a batch the line rests for as
 * long as it took, while any question of others is under way. With nobody else there it goes on at once.
 */
export const createPace = (nodes: Nodes) => {
  let underWay = 0;
  let lastBatch: Promise<unknown> = Promise.resolve();
  const ask: Nodes['ask'] = async (requests) => {
    underWay++;
    try {
      return await nodes.ask(requests);
    } finally {
      underWay--;
    }
  };
  const inLine = <Batch>(read: () => Promise<Batch>): Promise<Batch> => {
    let begun = 0;
    const batch = lastBatch.then(() => {
      begun = performance.now();
      return read();
    });
    const rest = async (): Promise<void> => {
      if (underWay > 0) await sleep(Math.min(LONGEST_REST_MS, performance.now() - begun));
    };
    lastBatch = batch.then(rest, rest);
    return batch;
  };
  return {
    /** Asks the same nodes, and is counted. */
    nodes: { ...nodes, ask } satisfies Nodes,
    /** For one reading: reads each of its batches when its turn comes. */
    startReading: () => {
      let batches = 0;
      return <Batch>(read: () => Promise<Batch>): Promise<Batch> =>
        ++batches > SHORT ? inLine(read) : read();
    },
  };
};

export type Pace = ReturnType<typeof createPace>;
