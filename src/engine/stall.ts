import type { Task } from 'meilisearch';
import { fault } from '../domain/faults/fault.ts';
import { EngineUnavailable } from '../domain/problem.ts';
import type { EngineClient } from './client.ts';
import { freeBytes, toMegabytes } from './disk-space.ts';
import { isRefusal } from './keys.ts';

/** Sees to it that nobody waits for ever for an engine that does not get on. One for each engine, shared by all who wait for it. */
export interface StallWatch {
  /** The engine has accepted or done something. */
  moved(): void;
  /** Asked again and again for a task that is not done. @throws {EngineUnavailable} once waiting is of no use. */
  check(client: EngineClient, task: Task): Promise<void>;
}

export interface StallLimits {
  /** Below so much free space, in bytes, … */
  readonly floor: number;
  /** … and so long without getting on, the disk is full. */
  readonly fullMs: number;
  /** So long without getting on, whatever the reason, nothing more is to be expected. */
  readonly stuckMs: number;
  /** How often the engine is asked how far it is with its batch, at most. */
  readonly askMs: number;
}

const LIMITS: StallLimits = { floor: 16 * 2 ** 20, fullMs: 10_000, stuckMs: 10 * 60_000, askMs: 1_000 };
/** Nobody waited for so long, or the machine was asleep. A request for a task takes half of it at most. */
const AWAY_MS = 60_000;

/**
 * On a full disk the engine cannot even record that a task failed: it drops the batch and begins it again, for ever (Meilisearch 1.21).
 * So what counts as getting on is only that tasks are done, that another batch is under way, or that this one is further than it ever was.
 *
 * `folder` is that of an engine of our own; of one elsewhere the space is not known.
 */
export const createStallWatch = (
  folder: string | null,
  { floor, fullMs, stuckMs, askMs }: StallLimits = LIMITS,
): StallWatch => {
  let movedAt = Date.now();
  let checkedAt = 0;
  let askedAt = 0;
  /** A key may be good for tasks only; then a large batch looks like one that does not get on. */
  let seesBatches = true;
  let batch = { uid: -1, percentage: -1 };
  /** The least since it moved: what a batch that failed had written is given back at once. */
  let leastFree = Number.POSITIVE_INFINITY;
  /** All who wait end together, also those whose turn comes later. */
  let stalled: EngineUnavailable | null = null;

  const moved = (): void => {
    movedAt = Date.now();
    leastFree = Number.POSITIVE_INFINITY;
  };

  const askForBatch = async (client: EngineClient): Promise<void> => {
    if (Date.now() - Math.max(askedAt, movedAt) < askMs) return;
    askedAt = Date.now();
    const now = await client.batches.getBatches({ statuses: ['processing'], limit: 1 }).then(
      ({ results }) => results[0],
      (error: unknown) => {
        // Any other trouble is met by whoever asks for the task.
        if (isRefusal(error)) seesBatches = false;
      },
    );
    if (!now) return;
    const { uid, progress } = now;
    const percentage = progress?.percentage ?? 0;
    if (uid === batch.uid && percentage <= batch.percentage) return;
    batch = { uid, percentage };
    moved();
  };

  const findReason = (task: Task): EngineUnavailable | null => {
    const free = folder === null ? null : freeBytes(folder);
    leastFree = Math.min(leastFree, free ?? Number.POSITIVE_INFINITY);
    const waited = Date.now() - movedAt;
    if (folder !== null && leastFree < floor && waited > fullMs)
      return new EngineUnavailable(fault('diskFull', { folder, free: toMegabytes(leastFree) }));
    if (waited <= stuckMs || !seesBatches) return null;
    return new EngineUnavailable(
      fault('engineStuck', { task: task.uid, minutes: Math.round(waited / 60_000) }),
    );
  };

  return {
    moved,
    check: async (client, task) => {
      if (Date.now() - checkedAt > AWAY_MS) moved();
      checkedAt = Date.now();
      if (stalled === null) {
        await askForBatch(client);
        stalled = findReason(task);
      }
      if (stalled !== null) throw stalled;
    },
  };
};
