import { lstatSync, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that may still be written where the folder lies; null where its file system does not say. */
export const freeBytes = (folder: string): number | null => {
  try {
    const { blocks, bavail, bsize } = statfsSync(folder);
    // Some file systems of a network know no size, and say 0 of 0.
    return blocks === 0 ? null : bavail * bsize;
  } catch {
    return null;
  }
};

/** Bytes that a folder takes on the disk; files that go meanwhile count nothing. */
export const takenBytes = (folder: string): number => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.reduce((sum, name) => {
    const { blocks = 0 } = lstatSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
    return sum + blocks * 512;
  }, 0);
};

export const toMegabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
