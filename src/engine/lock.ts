import { statSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isErrno, readIfThere } from './private-files.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';

export type Lock = { release(): void };

/** Created and filled in two steps: an unreadable lock younger than this is being written, an older one is dead. */
const WRITING_MS = 2_000;
const POLL_MS = 25;

const ownerSchema = z.object({ pid: z.int(), started: z.string() });

/**
 * Takes the lock at `path` at once, or says who holds it (null where the holder is not known yet).
 * A lock whose process is gone is taken over.
 */
export const tryLock = (path: string): Lock | { holder: ProcessIdentity | null } => {
  if (create(path)) return { release: () => unlinkIfThere(path) };
  const holder = readHolder(path);
  if (holder !== 'dead') return { holder };
  removeDead(path);
  return create(path) ? { release: () => unlinkIfThere(path) } : { holder: null };
};

/** Waits for the lock up to `timeoutMs`; null when it was not to be had. */
export const waitForLock = async (
  path: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Lock | null> => {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    signal?.throwIfAborted();
    const lock = tryLock(path);
    if ('release' in lock) return lock;
    await sleep(POLL_MS);
  }
  return null;
};

const create = (path: string): boolean => {
  try {
    writeFileSync(path, JSON.stringify(identifyProcess(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    // On a full disk it is created and stays empty.
    if (isErrno(error, 'ENOSPC')) unlinkIfThere(path);
    throw error;
  }
};

const readHolder = (path: string): ProcessIdentity | 'dead' | null => {
  const text = readIfThere(path);
  if (text === null) return null;
  const owner = ownerSchema.safeParse(parseJson(text));
  if (owner.success) return isAlive(owner.data) ? owner.data : 'dead';
  return ageOf(path) > WRITING_MS ? 'dead' : null;
};

/**
 * Only the process that created `….takeover` may remove a dead lock, and looks again first: otherwise the slower of two
 * would remove the lock that the faster had just taken.
 */
const removeDead = (path: string): void => {
  const takeover = `${path}.takeover`;
  if (!create(takeover)) {
    if (ageOf(takeover) > WRITING_MS) unlinkIfThere(takeover);
    return;
  }
  if (readHolder(path) === 'dead') unlinkIfThere(path);
  unlinkIfThere(takeover);
};

const unlinkIfThere = (path: string): void => {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
};

const ageOf = (path: string): number => {
  const mtime = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return mtime === undefined ? 0 : Date.now() - mtime;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
