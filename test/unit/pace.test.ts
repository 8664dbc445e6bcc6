import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Nodes } from '../../src/search/meilisearch/nodes.ts';
import { createPace, type Pace } from '../../src/search/meilisearch/pace.ts';

const slowNodes: Nodes = {
  ask: () => sleep(10_000, [], { ref: false }),
  presence: () => ({ nodes: 1, answering: 1, failures: 0, misses: 0 }),
  away: () => [],
};
/** Reads for some time, and tells when it begins and ends. */
const reading = (name: string, told: string[]) => async () => {
  told.push(`${name} begins`);
  await sleep(40);
  told.push(`${name} ends`);
};

/** A reading that has read as much as any short one. */
const startLong = async ({ startReading }: Pace) => {
  const inTurn = startReading();
  for (let batch = 0; batch < 2; batch++) await inTurn(() => Promise.resolve());
  return inTurn;
};

describe('long readings', () => {
  it('read one batch after the other, in the order in which they ask', async () => {
    const pace = createPace(slowNodes);
    const told: string[] = [];
    const readings = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => ({ name, inTurn: await startLong(pace) })),
    );
    await Promise.all(readings.map(({ name, inTurn }) => inTurn(reading(name, told))));
    expect(told).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('rest between two batches while somebody asks one thing, and only then', async () => {
    const pace = createPace(slowNodes);
    const inTurn = await startLong(pace);
    const told: string[] = [];
    await inTurn(reading('a', told));
    const next = inTurn(reading('b', told));
    await sleep(0);
    expect(told).toContain('b begins');
    void pace.nodes.ask([]);
    await next;
    const last = inTurn(reading('c', told));
    await sleep(10);
    expect(told).not.toContain('c begins');
    await last;
  });

  it('begin at once, whoever else is reading', async () => {
    const pace = createPace(slowNodes);
    const told: string[] = [];
    const other = (await startLong(pace))(reading('a', told));
    const first = pace.startReading()(reading('b', told));
    expect(told).toEqual(['b begins']);
    await Promise.all([other, first]);
  });

  it('go on after one that failed', async () => {
    const inTurn = await startLong(createPace(slowNodes));
    await expect(inTurn(() => Promise.reject(new Error('cut off')))).rejects.toThrow('cut off');
    expect(await inTurn(() => Promise.resolve('read'))).toBe('read');
  });
});
