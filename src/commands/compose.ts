import { existsSync } from 'node:fs';
import { loadTopicLexicon } from '../../indexer/annotate/topics-lexicon.ts';
import type { Config } from '../config.ts';
import { type Engine, type OpenOptions, openEngine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { createLexicon, type Lexicon } from '../text/lexicon.ts';
import { topicTermsFile } from './data-folder.ts';

/* What several commands are put together from. */

/** @throws {TopicLexiconError} naming file and line where the user's own topic terms cannot be read. */
export const checkTopicTerms = (config: Config): void => {
  const path = topicTermsFile(config);
  if (existsSync(path)) loadTopicLexicon(path);
};
export const lexiconFor = (config: Config): Lexicon => createLexicon(config.dataFolder);

export const withEngine = async <T>(
  config: Config,
  log: Log,
  use: (engine: Engine) => Promise<T>,
  options?: OpenOptions,
): Promise<T> => {
  const engine = await openEngine(config, log, options);
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
};
