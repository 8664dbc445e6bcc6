import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the bytes with this SHA-256 are kept: two characters a folder, so that no folder holds more than some hundred. */
export const originalPath = (folder: string, sha256: string): string =>
  join(folder, sha256.slice(0, 2), sha256);

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Keeps original bytes under their hash. Written beside and renamed, so that a file under its name is always whole. */
export const createOriginals = (folder: string) => ({
  pathOf: (sha256: string): string => originalPath(folder, sha256),

  keep: async (sha256: string, bytes: Uint8Array): Promise<void> => {
    const path = originalPath(folder, sha256);
    if (await isThere(path)) return;
    await mkdir(dirname(path), { recursive: true });
    const beside = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(beside, bytes);
    await rename(beside, path);
  },

  /** Keeps bytes as they arrive, whose hash is known only at the end. Nothing is left of an arrival that breaks off. */
  receive: async (arriving: AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }> => {
    await mkdir(folder, { recursive: true });
    const beside = join(folder, `arriving.${randomBytes(6).toString('hex')}`);
    const hash = createHash('sha256');
    let size = 0;
    try {
      const file = await open(beside, 'wx');
      try {
        for await (const chunk of arriving) {
          hash.update(chunk);
          size += chunk.byteLength;
          await file.writeFile(chunk);
        }
      } finally {
        await file.close();
      }
      const sha256 = hash.digest('hex');
      const path = originalPath(folder, sha256);
      await mkdir(dirname(path), { recursive: true });
      await rename(beside, path);
      return { sha256, size };
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  },
});

export type Originals = ReturnType<typeof createOriginals>;
