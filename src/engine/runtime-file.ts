import { z } from 'zod';
import { readIfThere, writePrivateFile } from './private-files.ts';

const identity = z.object({ pid: z.int(), started: z.string() });

const schema = z.object({
  keeper: identity,
  token: z.string(),
  /** Null from the spawning of the keeper until it has said where it listens. */
  running: z.object({ keeperPort: z.int(), url: z.string(), engine: identity }).nullable(),
});

/** Where the engine of a data folder is to be found; trusted only as far as its processes still exist. */
export type Runtime = z.infer<typeof schema>;

/** What stands in the runtime file; null when there is none or it cannot be understood. */
export const readRuntime = (path: string): Runtime | null => {
  try {
    return schema.parse(JSON.parse(readIfThere(path) ?? ''));
  } catch {
    return null;
  }
};

export const writeRuntime = (path: string, runtime: Runtime): void =>
  writePrivateFile(path, `${JSON.stringify(runtime)}\n`);
