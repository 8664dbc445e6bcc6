import { setFlagsFromString } from 'node:v8';
import { originalPath } from '../../indexer/originals.ts';
import { loadConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { createLexicon } from '../text/lexicon.ts';
import { originalsFolder } from './data-folder.ts';

/**
 * Lets the heap grow by so much after a collection, instead of up to fourfold: under 20 users over 300,000 paragraphs 500 MB in all
 * instead of 640, for a tenth more processor time. Most of an answer of the engine is garbage as soon as it is read.
 */
const HEAP_GROWING_PERCENT = 40;

export const serve = async (options: { port?: number; host?: string; sample?: boolean }): Promise<number> => {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const config = loadConfig();
  const log = createLog({ level: config.logLevel });
  // Pages and their libraries take 0.1 s to load, which the other commands need not wait for.
  const { runService } = await import('../serve.ts');
  await runService({
    config,
    log,
    host: options.host ?? config.host,
    port: options.port ?? config.port,
    lexicon: createLexicon(config.dataFolder),
    findOriginal: (sha256) => originalPath(originalsFolder(config), sha256),
    withSample: options.sample === true,
  });
  return 0;
};
