import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** What was got from an address the last time, so that it need not be sent again. */
const memorySchema = z.object({
  address: z.string(),
  /** After redirects. */
  final: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Of the kept bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sourcePath: z.string(),
});

export type Memory = z.infer<typeof memorySchema>;

/**
 * Remembers answers in a folder, one file an address. It is a convenience and no part of the collection: whatever is missing or
 * damaged there costs one full answer.
 */
export const createMemories = (folder: string) => {
  const pathOf = (address: string): string => {
    const name = createHash('sha256').update(address).digest('hex');
    return join(folder, name.slice(0, 2), `${name}.json`);
  };
  return {
    recall: async (address: string): Promise<Memory | null> => {
      try {
        const memory = memorySchema.parse(JSON.parse(await readFile(pathOf(address), 'utf8')));
        return memory.address === address ? memory : null;
      } catch {
        return null;
      }
    },
    remember: async (memory: Memory): Promise<void> => {
      const path = pathOf(memory.address);
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.${randomBytes(6).toString('hex')}`;
      await writeFile(beside, JSON.stringify(memory));
      await rename(beside, path);
    },
  };
};

export type Memories = ReturnType<typeof createMemories>;
