import { originalPath } from '../../indexer/originals.ts';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { lexiconFor, originalsFolder } from './compose.ts';

export const serve = async (options: { port?: number; host?: string; sample?: boolean }): Promise<number> => {
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  // Pages and their libraries take 0.1 s to load, which the other commands need not wait for.
  const { runService } = await import('../serve.ts');
  await runService({
    config,
    log,
    host: options.host ?? config.host,
    port: options.port ?? config.port,
    lexicon: lexiconFor(config),
    findOriginal: (sha256) => originalPath(originalsFolder(config), sha256),
    withSample: options.sample === true,
  });
  return 0;
};
