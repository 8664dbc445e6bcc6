import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadTopicLexicon } from '../../indexer/annotate/topics-lexicon.ts';
import type { Config } from '../config.ts';
import { type Engine, type OpenOptions, openEngine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { createLexicon, type Lexicon } from '../text/lexicon.ts';

/* What several commands are put together from. */

/** The user's own topic terms, checked before a run begins. @throws {TopicLexiconError} naming file and line. */
export const topicTermsOf = (config: Config): string => {
  const path = join(config.dataFolder, 'topic-lexicon.tsv');
  if (existsSync(path)) loadTopicLexicon(path);
  return path;
};
export const lexiconFor = (config: Config): Lexicon => createLexicon(config.dataFolder);
export const originalsFolder = (config: Config): string => join(config.dataFolder, 'originals');

/** Parsing fills this many cores at most: beyond, the engine or the terminal is what a run waits for. */
const MOST_JOBS = 4;
export const cores = (): number => Math.min(MOST_JOBS, availableParallelism());

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
