import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { type Engine, type OpenOptions, openEngine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { topicTermsFile } from './data-folder.ts';

/* What several commands are put together from. */

/** @throws {TopicLexiconError} naming file and line where the user's own topic terms cannot be read. */
export const checkTopicTerms = async (config: Config): Promise<void> => {
  const path = topicTermsFile(config);
  if (!existsSync(path)) return;
  const { loadTopicLexicon } = await import('../../indexer/annotate/topics-lexicon.ts');
  loadTopicLexicon(path);
};

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
