import type { Task } from 'meilisearch';
import { expect, it } from 'vitest';
import { EngineUnavailable } from '../../src/domain/problem.ts';
import { createClient } from '../../src/engine/client.ts';
import { TaskFailed } from '../../src/engine/errors.ts';
import { awaitTask, checkTask } from '../../src/engine/task.ts';
import { testEngine, uniqueIndexSuffix } from '../support/engine.ts';

const uid = `paragraphs${uniqueIndexSuffix()}`;
const { url, writeKey } = testEngine();
const client = createClient(url, writeKey);

it('waits until documents can be found', async () => {
  const task = await awaitTask(client, client.index(uid).addDocuments([{ id: 1, text: '垃圾分类' }]));
  expect(task).toMatchObject({ status: 'succeeded', details: { indexedDocuments: 1 } });
  expect((await client.index(uid).search('')).hits).toHaveLength(1);
});

it('raises the error of a task, with its code and the page that explains it', async () => {
  const failure = await awaitTask(client, client.index(uid).addDocuments([{ id: '不行' }])).catch(
    (error) => error,
  );
  expect(failure).toBeInstanceOf(TaskFailed);
  expect(failure.message).toContain(uid);
  expect(failure.task).toMatchObject({
    type: 'documentAdditionOrUpdate',
    code: 'invalid_document_id',
    link: expect.stringContaining('http'),
  });
  expect(failure.cause).toMatchObject({ status: 'failed' });
});

it('stops waiting when told to', async () => {
  const documents = Array.from({ length: 2_000 }, (_, id) => ({ id, text: '垃圾分类'.repeat(20) }));
  const signal = AbortSignal.timeout(1);
  await expect(awaitTask(client, client.index(uid).addDocuments(documents), { signal })).rejects.toThrow(
    'abort',
  );
});

it('says that the engine is away', async () => {
  const away = createClient('http://127.0.0.1:9', writeKey);
  await expect(awaitTask(away, client.index(uid).addDocuments([{ id: 2 }]))).rejects.toThrow(
    EngineUnavailable,
  );
});

const succeeded: Task = {
  uid: 7,
  batchUid: 7,
  indexUid: 'paragraphs',
  status: 'succeeded',
  type: 'documentAdditionOrUpdate',
  canceledBy: null,
  error: null,
  duration: 'PT1S',
  enqueuedAt: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:00:01Z',
};
const error = {
  message: 'no route to host',
  code: 'proxy_could_not_send_request',
  type: 'system',
  link: 'https://x',
};

it.each(['remoteTasks', 'remote_tasks'])('raises what another node failed to do (%s)', (field) => {
  const network = { [field]: { 'node-1': { taskUid: 3, error: null }, 'node-2': { error } } };
  expect(() => checkTask({ ...succeeded, network } as unknown as Task)).toThrow('node-2: no route to host');
});

it('says the way out where a task failed for want of room', () => {
  const full = {
    ...error,
    message: 'No space left on device (os error 28)',
    code: 'no_space_left_on_device',
  };
  const failed: Task = { ...succeeded, status: 'failed', error: full };
  expect(() => checkTask(failed)).toThrow(EngineUnavailable);
  expect(() => checkTask(failed)).toThrow('腾出空间');
});

it('raises a task that was cancelled', () => {
  expect(() => checkTask({ ...succeeded, status: 'canceled' })).toThrow('canceled');
  expect(checkTask(succeeded)).toBe(succeeded);
});
