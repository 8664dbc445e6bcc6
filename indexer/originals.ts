import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the bytes with this SHA-256 are kept: two characters a folder, so that no folder holds more than some hundred. */
export const originalPath = (folder: string, sha256: string): string =>
  join(folder, sha256.slice(0, 2), sha256);

/** Keeps original bytes under their hash. Written beside and renamed, so that a file under its name is always whole. */
export const createOriginals = (folder: string) => ({
  keep: async (sha256: string, bytes: Uint8Array): Promise<void> => {
    const path = originalPath(folder, sha256);
    try {
      await access(path);
      return;
    } catch {
      // Not kept yet.
    }
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(beside, bytes);
    await rename(beside, path);
  },
});

export type Originals = ReturnType<typeof createOriginals>;
