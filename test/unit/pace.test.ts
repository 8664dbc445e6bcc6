import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Nodes } from '../../src/search/meilisearch/nodes.ts';
import { createPace } from '../../src/search/meilisearch/pace.ts';

const slowNodes: Nodes = {
  ask: () => sleep(10_000, [], { ref: false }),
  presence: () => ({ nodes: 1, answering: 1, failures: 0, misses: 0 }),
  away: () => [],
};
const isOver = (work: Promise<void>): Promise<boolean> =>
  Promise.race([work.then(() => true), sleep(0, false)]);

it('a long reading goes on at once where nobody asks, and rests where somebody does', async () => {
  const { nodes, giveWay } = createPace(slowNodes);
  const begun = performance.now() - 200;
  expect(await isOver(giveWay(begun))).toBe(true);
  void nodes.ask([]);
  const resting = giveWay(begun);
  expect(await isOver(resting)).toBe(false);
  await resting;
});
