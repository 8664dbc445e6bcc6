import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { EngineUnavailable } from '../../src/domain/problem.ts';
import { createClient } from '../../src/engine/client.ts';
import { createStallWatch, type StallLimits } from '../../src/engine/stall.ts';
import { awaitTask } from '../../src/engine/task.ts';

/*
 * A real engine on a full disk is in test/faults/disk.ts. Here its answers come from a server of ours, so that what takes it minutes
 * takes milliseconds.
 */

const LIMITS: StallLimits = { floor: 0, fullMs: 200, stuckMs: 200, askMs: 10 };
const FULL = { ...LIMITS, floor: Number.POSITIVE_INFINITY, stuckMs: 60_000 };

/** An engine whose batch is as far as `percentageAt` says the n-th time it is asked; at 100 the task is done. */
const engineAt = async (percentageAt: (asked: number) => number) => {
  let asked = 0;
  let percentage = 0;
  const server = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'application/json');
    if (url.startsWith('/batches')) {
      percentage = percentageAt(asked++);
      return void response.end(
        JSON.stringify({ results: [{ uid: 3, progress: { steps: [], percentage } }] }),
      );
    }
    response.end(JSON.stringify({ uid: 7, status: percentage < 100 ? 'processing' : 'succeeded' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'key');
};

const task = {
  taskUid: 7,
  enqueuedAt: '',
  indexUid: 'paragraphs',
  status: 'enqueued',
  type: 'indexSwap',
} as const;
/** Gets as far as 40, fails, and begins again. */
const againAndAgain = (asked: number): number => (asked % 5) * 10;

it('gives up an engine that begins the same batch again and again, and says what to look at', async () => {
  const watch = createStallWatch(null, LIMITS);
  const client = await engineAt(againAndAgain);
  const failure = await awaitTask(client, Promise.resolve(task), { watch }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EngineUnavailable);
  expect(failure).toMatchObject({ fault: { code: 'engineStuck', values: { task: 7 } } });
});

it('waits for a slow one as long as it gets on', async () => {
  const begun = Date.now();
  const watch = createStallWatch(null, LIMITS);
  // In 25 steps, the last of them 250 ms apart.
  const client = await engineAt((asked) => asked * 4);
  expect(await awaitTask(client, Promise.resolve(task), { watch })).toMatchObject({ status: 'succeeded' });
  expect(Date.now() - begun).toBeGreaterThan(3 * LIMITS.stuckMs);
});

it('says that the disk is full, and where', async () => {
  const watch = createStallWatch(tmpdir(), FULL);
  const client = await engineAt(againAndAgain);
  const failure = await awaitTask(client, Promise.resolve(task), { watch }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ fault: { code: 'diskFull', values: { folder: tmpdir() } } });
  expect((failure as Error).message).toMatch(/磁盘已满（ENOSPC）.*腾出空间/);
});

it('ends everybody who waits at once, also those whose turn comes later', async () => {
  const watch = createStallWatch(tmpdir(), FULL);
  const client = await engineAt(againAndAgain);
  const wait = () => awaitTask(client, Promise.resolve(task), { watch });
  await Promise.allSettled([wait(), wait()]);
  const begun = Date.now();
  await expect(wait()).rejects.toThrow('磁盘已满');
  expect(Date.now() - begun).toBeLessThan(FULL.fullMs);
});

it('does not take a disk for full on which the engine gets on', async () => {
  const watch = createStallWatch(tmpdir(), FULL);
  const client = await engineAt((asked) => asked * 5);
  expect(await awaitTask(client, Promise.resolve(task), { watch })).toMatchObject({ status: 'succeeded' });
});
