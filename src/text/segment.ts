import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { normaliseText } from './fold.ts';
import { type Jieba, loadJieba } from './load-jieba.ts';
import { isPunctuation } from './runs.ts';

/** Words of a text in order, normalised; punctuation left out. */
export type Segment = (text: string) => string[];

export interface Segmenter {
  readonly segment: Segment;
  /** The shorter words inside a long one, for search: 污水零直排区 → 污水, 零直, 排区. */
  readonly segmentFinely: Segment;
  /** Loads what cutting needs, for whoever has the time to wait for it now. Nothing else happens in this process meanwhile. */
  prepare(): void;
  /** Changes whenever the dictionaries do: the index is rebuilt when it differs. */
  readonly version: string;
}

/** Raised by hand when the way of cutting changes while the dictionaries do not. */
const SEGMENTATION = 1;

const shippedDictionary = join(packageRoot, 'src/text/data/policy-terms.txt');

/** One word a line, `#` comments, optional frequency and tag after a space as jieba's own dictionaries have it. */
const readDictionary = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/)[0] ?? '')
    .filter((word) => word !== '');

const clean = (words: string[]): string[] =>
  words.filter((word) => word.trim() !== '' && !isPunctuation(word));

/**
 * A segmenter over jieba with the policy terms that ship with zhengsou and, where it exists, the user's own dictionary.
 * Jieba is loaded at the first cut (half a second, about 120 MB, once a process): a service that is only searched exactly does without.
 * One dictionary a process: jieba's is global.
 */
export const createSegmenter = (userDictionary?: string): Segmenter => {
  const words = readDictionary(shippedDictionary);
  if (userDictionary !== undefined && existsSync(userDictionary))
    words.push(...readDictionary(userDictionary));
  const version = createHash('sha256')
    .update(`${SEGMENTATION}\n${words.join('\n')}`)
    .digest('hex')
    .slice(0, 16);
  let loaded: Jieba | null = null;
  const load = (): Jieba => {
    if (loaded) return loaded;
    const jieba = loadJieba();
    for (const word of words) {
      const normal = normaliseText(word);
      if (normal !== '') jieba.insertWord(normal);
    }
    loaded = jieba;
    return jieba;
  };
  return {
    version,
    // Strict cut (the second argument): the default one shatters 36.8 into 3, 6, . and 8.
    segment: (text) => clean(load().cut(normaliseText(text), true)),
    segmentFinely: (text) => clean(load().cutForSearch(normaliseText(text), true)),
    prepare: () => void load(),
  };
};
