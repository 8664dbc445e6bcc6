import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Jieba } from '@node-rs/jieba';
import { packageRoot } from '../package-root.ts';
import { normaliseText } from './fold.ts';

/** Words of a text in order, normalised; punctuation left out. */
export type Segment = (text: string) => string[];

export interface Segmenter {
  readonly segment: Segment;
  /** The shorter words inside a long one, for search: 污水零直排区 → 污水, 零直, 排区. */
  readonly segmentFinely: Segment;
  /** Changes whenever the dictionaries do: the index is rebuilt when it differs. */
  readonly version: string;
}

/** Raised by hand when the way of cutting changes while the dictionaries do not. */
const SEGMENTATION = 2;

const shippedDictionary = join(packageRoot, 'src/text/data/policy-terms.txt');

/** One word a line, `#` comments, optional frequency and tag after a space as jieba's own dictionaries have it. */
const readDictionary = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/)[0] ?? '')
    .filter((word) => word !== '');

const PLAIN = /^[\p{L}\p{M}\p{N}]+$/u;
/** Letters and digits, and the point inside a number or a name: of 36.8% and 2021-2023 what a reader would look for. */
const PARTS = /[\p{L}\p{M}\p{N}]+(?:\.\p{N}+)*/gu;

/** Nearly every word is plain; the others lose the marks that jieba leaves on them, and fall apart where one stands inside. */
const clean = (words: string[]): string[] => {
  const cleaned: string[] = [];
  for (const word of words) {
    if (PLAIN.test(word)) cleaned.push(word);
    else for (const [part] of word.matchAll(PARTS)) cleaned.push(part);
  }
  return cleaned;
};

/** How often a word of ours counts as seen: the median of jieba's own dictionary. */
const FREQUENCY = 3;

const loadJieba = (words: readonly string[]): Jieba => {
  // Its own module would read the 6 MB of keyword weights along with the dictionary.
  const jieba = Jieba.withDict(
    readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt')),
  );
  // A space would begin the frequency; folding can leave one in a word.
  const own = words.map(normaliseText).filter((word) => /^\S+$/.test(word));
  jieba.loadDict(Buffer.from(own.map((word) => `${word} ${FREQUENCY}\n`).join('')));
  return jieba;
};

/**
 * A segmenter over jieba with the policy terms that ship with zhengsou and, where it exists, the user's own dictionary.
 * Jieba is loaded at the first cut (some 0.6 s and 70 MB): a service that is only searched exactly does without.
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
  const jieba = (): Jieba => {
    loaded ??= loadJieba(words);
    return loaded;
  };
  return {
    version,
    // The second argument lets jieba recognise words that its dictionary lacks.
    segment: (text) => clean(jieba().cut(normaliseText(text), true)),
    segmentFinely: (text) => clean(jieba().cutForSearch(normaliseText(text), true)),
  };
};
