import { join } from 'node:path';
import type { Config } from '../config.ts';

/* What lies where in the data folder. */

/** The user's own words for cutting; it need not be there. */
export const dictionaryFile = ({ dataFolder }: Config): string => join(dataFolder, 'dictionary.txt');
export const originalsFolder = ({ dataFolder }: Config): string => join(dataFolder, 'originals');
/** The user's own topic terms; it need not be there. */
export const topicTermsFile = ({ dataFolder }: Config): string => join(dataFolder, 'topic-lexicon.tsv');
