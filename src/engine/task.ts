import { setTimeout as sleep } from 'node:timers/promises';
import { type EnqueuedTask, MeilisearchApiError, MeilisearchRequestError, type Task } from 'meilisearch';
import { fault } from '../domain/faults/fault.ts';
import { EngineUnavailable } from '../domain/problem.ts';
import type { EngineClient } from './client.ts';
import { TaskFailed } from './errors.ts';
import { createStallWatch, type StallWatch } from './stall.ts';

const FIRST_WAIT_MS = 5;
/** The end of a task is learnt of later by a tenth of what it took at most. */
const LONGER_EACH_TIME = 1.1;
const LONGEST_WAIT_MS = 250;

const NO_SPACE = 'no_space_left_on_device';

/** Shape of an engine error inside a task. */
type TaskError = { message: string; code: string; link: string };

export interface WaitOptions {
  readonly signal?: AbortSignal;
  readonly watch?: StallWatch;
}

/**
 * Waits until the engine has done the task, for as long as it gets on (settings of a large index take minutes).
 * @throws {TaskFailed} if it failed, was cancelled, or failed on any other node of a network.
 * @throws {EngineUnavailable} if the engine is gone, or does not get on any more.
 */
export const awaitTask = async (
  client: EngineClient,
  enqueued: EnqueuedTask | Promise<EnqueuedTask>,
  { signal, watch = createStallWatch(null) }: WaitOptions = {},
): Promise<Task> => {
  const { taskUid } = await orUnavailable(() => enqueued);
  watch.moved();
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * LONGER_EACH_TIME, LONGEST_WAIT_MS)) {
    const task = await orUnavailable(() => client.tasks.getTask(taskUid));
    if (task.status !== 'enqueued' && task.status !== 'processing') {
      watch.moved();
      return checkTask(task);
    }
    await watch.check(client, task);
    await sleep(wait, undefined, signal ? { signal } : {});
  }
};

/**
 * Returns the finished task if all went well.
 *
 * A task of a sharded network succeeds here even while other nodes failed their part: that is said only in
 * `network.remote_tasks`.
 */
export const checkTask = (task: Task): Task => {
  const problems = [
    ...(task.error ? [{ where: '', error: task.error }] : []),
    ...remoteErrors(task).map(([node, error]) => ({ where: `${node}: `, error })),
  ];
  const [first] = problems;
  if (first === undefined && task.status === 'succeeded') return task;
  const what = `引擎任务 ${task.uid}（${task.type}${task.indexUid ? `，${task.indexUid}` : ''}）`;
  const why = problems.map(({ where, error }) => `${where}${error.message}`).join('；');
  if (first?.error.code === NO_SPACE)
    throw new EngineUnavailable(fault('engineFails', { reason: why }), { cause: task });
  throw new TaskFailed(
    first ? `${what}失败：${why}` : `${what}没有完成：${task.status}`,
    { uid: task.uid, type: task.type, code: first?.error.code ?? null, link: first?.error.link ?? null },
    { cause: task },
  );
};

const remoteErrors = (task: Task): [string, TaskError][] => {
  const network: Record<string, unknown> = { ...task.network };
  // The engine writes it in camel case in some versions and in snake case in others.
  const remotes = (network.remoteTasks ?? network.remote_tasks ?? {}) as Record<
    string,
    { error?: TaskError | null }
  >;
  return Object.entries(remotes).flatMap(([node, { error }]) => (error ? [[node, error]] : []));
};

const isOwnTrouble = ({ response, cause }: MeilisearchApiError): boolean =>
  response.status >= 500 || cause?.code === NO_SPACE;

const orUnavailable = async <T>(request: () => T | Promise<T>): Promise<T> => {
  try {
    return await request();
  } catch (error) {
    if (error instanceof MeilisearchApiError && isOwnTrouble(error))
      throw new EngineUnavailable(fault('engineFails', { reason: error.message }), { cause: error });
    if (!(error instanceof MeilisearchRequestError)) throw error;
    throw new EngineUnavailable(fault('engineSilent'), { cause: error });
  }
};
