import { createHash } from 'node:crypto';
import type { Paragraph } from '../../src/domain/paragraph.ts';
import { DIGIT, fold, PUNCTUATION } from '../../src/text/fold.ts';

/** Characters of a print that tell the words of a paragraph, figures left out: 48 bits. */
export const SHAPE = 8;
/** Characters of a print: after the shape, the whole of it with its figures (24 bits, compared only where the shapes agree). */
export const PRINT = SHAPE + 4;
/** Of a paragraph that is not looked for elsewhere. */
export const NO_PRINT = '.'.repeat(PRINT);
/** Han characters and letters below which two paragraphs are alike by chance: 各项工作有序推进 is copied from nobody. */
const FEWEST = 20;

const hash = (text: string, characters: number): string =>
  createHash('sha256').update(text).digest('base64').slice(0, characters);

const printOf = (text: string): string => {
  let shape = '';
  let whole = '';
  let characters = 0;
  fold(text, (folded, kind) => {
    if (kind === PUNCTUATION) return;
    whole += folded;
    if (kind !== DIGIT) characters++;
    if (kind !== DIGIT) shape += folded;
    else if (!shape.endsWith('0')) shape += '0';
  });
  return characters < FEWEST ? NO_PRINT : hash(shape, SHAPE) + hash(whole, PRINT - SHAPE);
};

/** A print for each paragraph of a report, in order, all of one length. Punctuation, spaces and the writing of characters make no difference. */
export const linePrintsOf = (paragraphs: readonly Pick<Paragraph, 'kind' | 'text'>[]): string =>
  paragraphs.map(({ kind, text }) => (kind === 'body' ? printOf(text) : NO_PRINT)).join('');
