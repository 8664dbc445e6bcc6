import { join } from 'node:path';
import { createSegmenter, type Segmenter } from './segment.ts';
import { createSynonyms, type Synonyms } from './synonyms.ts';

/** What is known of words: how a text is cut into them, and which say the same. */
export interface Lexicon extends Segmenter {
  readonly synonyms: Synonyms;
}

/** The lists that ship with zhengsou, with `dictionary.txt` and `synonyms.txt` of the data folder where they exist. */
export const createLexicon = (dataFolder?: string): Lexicon => ({
  ...createSegmenter(dataFolder === undefined ? undefined : join(dataFolder, 'dictionary.txt')),
  synonyms: createSynonyms(dataFolder === undefined ? undefined : join(dataFolder, 'synonyms.txt')),
});
