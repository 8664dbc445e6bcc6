import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlreadyRunning } from './errors.ts';
import { type Lock, tryLock } from './lock.ts';

const POLL_MS = 50;

/**
 * The right to load reports into this data folder. Two indexers would each delete what the other has just written, so
 * the second is refused; the lock of a process that died is taken over.
 * @throws {AlreadyRunning} with the pid of the indexer at work.
 */
export const acquireIndexerLock = async (dataFolder: string): Promise<Lock> => {
  mkdirSync(dataFolder, { recursive: true });
  const path = join(dataFolder, 'indexer.lock');
  for (;;) {
    const outcome = tryLock(path);
    if ('release' in outcome) return outcome;
    if (outcome.holder !== null) {
      const { pid } = outcome.holder;
      throw new AlreadyRunning(
        pid,
        `另一个进程（${pid}）正在往这个数据文件夹收录：${dataFolder}。请等它结束，或用 ZHENGSOU_DATA 另指一个文件夹。` +
          ` Process ${pid} is already indexing into this data folder.`,
      );
    }
    // Its holder is just writing or leaving it.
    await sleep(POLL_MS);
  }
};
