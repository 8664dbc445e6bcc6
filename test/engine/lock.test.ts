import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AlreadyRunning } from '../../src/engine/errors.ts';
import { acquireIndexerLock } from '../../src/engine/indexer-lock.ts';
import { tryLock, waitForLock } from '../../src/engine/lock.ts';
import { identifyProcess } from '../../src/engine/process-identity.ts';
import { temporaryFolder } from '../support/engine-process.ts';

const deadProcess = JSON.stringify({ pid: 2 ** 22 + 1, started: 'long ago' });
const reusedPid = JSON.stringify({ pid: process.pid, started: 'another process had this pid' });

it('refuses a second indexer, with the pid of the first', async () => {
  const folder = join(temporaryFolder(), 'data');
  const first = await acquireIndexerLock(folder);
  const failure = await acquireIndexerLock(folder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AlreadyRunning);
  expect(failure).toMatchObject({ pid: process.pid, message: expect.stringContaining(String(process.pid)) });

  first.release();
  (await acquireIndexerLock(folder)).release();
  expect(existsSync(join(folder, 'indexer.lock'))).toBe(false);
});

it.each([deadProcess, reusedPid])('takes over the lock of a process that is gone: %s', async (left) => {
  const folder = temporaryFolder();
  const path = join(folder, 'indexer.lock');
  writeFileSync(path, left);
  const lock = await acquireIndexerLock(folder);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(identifyProcess(process.pid));
  lock.release();
});

it('takes over a lock that was never filled, once it cannot be filled any more', () => {
  const path = join(temporaryFolder(), 'x.lock');
  writeFileSync(path, '');
  expect(tryLock(path)).toEqual({ holder: null });

  utimesSync(path, new Date(0), new Date(0));
  expect(tryLock(path)).toHaveProperty('release');
});

it('waits for a lock until it is free, or for as long as it was told', async () => {
  const path = join(temporaryFolder(), 'x.lock');
  const first = await waitForLock(path, 1_000);
  expect(await waitForLock(path, 60)).toBeNull();
  setTimeout(() => first?.release(), 100);
  expect(await waitForLock(path, 5_000)).not.toBeNull();
});

it('goes to one process only when several find it dead at once', async () => {
  const path = join(temporaryFolder(), 'x.lock');
  writeFileSync(path, deadProcess);
  const support = join(import.meta.dirname, '..', 'support');
  const script = `
    import { tryLock } from ${JSON.stringify(join(import.meta.dirname, '../../src/engine/lock.ts'))};
    process.stdout.write('ready\\n');
    process.stdin.once('data', () => {
      const end = Date.now() + 200;
      let won = false;
      while (Date.now() < end && !won) won = 'release' in tryLock(${JSON.stringify(path)});
      process.stdout.write(won ? 'won' : 'lost');
      process.stdin.once('data', () => process.exit());
    });`;
  const loader = ['--import', join(support, 'register-typescript.js')];
  const racers = [1, 2, 3].map(() =>
    spawn(process.execPath, [...loader, '--input-type=module', '--eval', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const nextWords = () =>
    Promise.all(racers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
  await nextWords();
  const outcomes = nextWords();
  for (const { stdin } of racers) stdin.write('go\n');
  expect((await outcomes).sort()).toEqual(['lost', 'lost', 'won']);
  for (const { stdin } of racers) stdin.write('end\n');
});
