import { join } from 'node:path';
import type { Filters, TakenName } from '../domain/query.ts';
import { createSegmenter, type Segmenter } from './segment.ts';
import { createSynonyms, type Synonyms } from './synonyms.ts';

/** Takes the names among filters as those of what is held, and says which were given otherwise. */
export type SettleNames = (filters: Filters) => {
  readonly filters: Filters;
  readonly taken: readonly TakenName[];
};

/** What is known of words: how a text is cut into them, and which say the same. */
export interface Lexicon extends Segmenter {
  readonly synonyms: Synonyms;
  /** Where it is not known what is held, names are taken as they are given. */
  readonly settleNames?: SettleNames;
}

/** The lists that ship with zhengsou, with `dictionary.txt` and `synonyms.txt` of the data folder where they exist. */
export const createLexicon = (dataFolder?: string): Lexicon => ({
  ...createSegmenter(dataFolder === undefined ? undefined : join(dataFolder, 'dictionary.txt')),
  synonyms: createSynonyms(dataFolder === undefined ? undefined : join(dataFolder, 'synonyms.txt')),
});
