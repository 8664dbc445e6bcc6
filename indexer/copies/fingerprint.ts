import { createHash } from 'node:crypto';
import type { Likeness } from '../../src/search/ports.ts';
import { DIGIT, fold, HAN, LETTER } from '../../src/text/fold.ts';

/** Characters of a shingle. One character that differs spoils six of them. */
const SHINGLE = 6;
/** Numbers in a print: similarity is known to ±0.03 (one standard deviation at 0.85). */
export const PRINTS = 120;
/** Below this the prints of a text say little, and only the whole text counts. Characters. */
const FEWEST = 300;

const BASE = 0x01000193;
const power = (exponent: number): number => (exponent === 0 ? 1 : Math.imul(power(exponent - 1), BASE));
const OLDEST = power(SHINGLE);

/** Spreads the bits of a number over all 32 (the finaliser of MurmurHash3). */
const mix = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * One-permutation MinHash: each shingle falls into one of PRINTS bins, and the least of a bin stands for it. A bin that stays
 * empty takes the next one's, moved by how far that is (Shrivastava and Li, 2014).
 */
const printsOf = (codes: Uint16Array, length: number): Uint16Array => {
  const least = new Float64Array(PRINTS).fill(Number.POSITIVE_INFINITY);
  let rolling = 0;
  for (let at = 0; at < length; at++) {
    rolling = (Math.imul(rolling, BASE) + (codes[at] ?? 0)) | 0;
    if (at >= SHINGLE) rolling = (rolling - Math.imul(OLDEST, codes[at - SHINGLE] ?? 0)) | 0;
    if (at < SHINGLE - 1) continue;
    const bin = mix(rolling) % PRINTS;
    const value = mix(rolling ^ 0x5bd1e995);
    if (value < (least[bin] ?? 0)) least[bin] = value;
  }
  return Uint16Array.from({ length: PRINTS }, (_, bin) => {
    let ahead = 0;
    while (ahead < PRINTS && least[(bin + ahead) % PRINTS] === Number.POSITIVE_INFINITY) ahead++;
    return (least[(bin + ahead) % PRINTS] ?? 0) + ahead * 40_503;
  });
};

/** What to recognise a text by. Line breaks, punctuation, spaces and the writing of characters make no difference. */
export const fingerprintOf = (texts: readonly string[]): Omit<Likeness, 'richness'> => {
  const codes = new Uint16Array(texts.reduce((sum, text) => sum + text.length, 0) * 2);
  let length = 0;
  for (const text of texts)
    fold(text, (folded, kind) => {
      if (kind !== HAN && kind !== LETTER && kind !== DIGIT) return;
      for (let at = 0; at < folded.length && length < codes.length; at++)
        codes[length++] = folded.charCodeAt(at);
    });
  const bytes = Buffer.from(codes.buffer, 0, length * 2);
  const prints = length < FEWEST ? null : printsOf(codes, length);
  return {
    text: createHash('sha256').update(bytes).digest('base64').slice(0, 22),
    prints: prints && Buffer.from(prints.buffer).toString('base64'),
  };
};
