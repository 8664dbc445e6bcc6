import { join } from 'node:path';
import type { Config } from '../config.ts';
import { createClient } from './client.ts';
import type { Engine } from './engine.ts';
import { ensureMasterKey, openFolder } from './folder.ts';
import { createStallWatch } from './stall.ts';
import { awaitTask } from './task.ts';

/**
 * Has the engine write everything it holds into one file, in a form that later versions read too. Searches go on meanwhile.
 * Only for an engine of our own: elsewhere the file would be written on that machine.
 * @returns the path of the file, which the caller removes when it has done with it.
 * @throws {TaskFailed} {EngineUnavailable}
 */
export const dumpEngine = async (config: Config, { url }: Engine): Promise<string> => {
  const folder = openFolder(config.dataFolder);
  const client = createClient(url, ensureMasterKey(folder));
  const { details } = await awaitTask(client, client.createDump(), {
    watch: createStallWatch(folder.root),
  });
  return join(folder.dumps, `${details?.dumpUid}.dump`);
};
