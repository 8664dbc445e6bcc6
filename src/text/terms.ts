import { createHash } from 'node:crypto';

/*
 * How units become terms of the engine. Terms are opaque ASCII codes, because the engine's own tokenizer would cut
 * Chinese again; pairs of neighbouring units, because a phrase of pairs is almost never matched wrongly.
 * docs/adr/0003-terms-of-exact-search.md has the figures.
 */

/** Longest code; a longer one (a Latin run of 60 letters and more) is replaced by a digest. */
const MAX_CODE = 120;

/** From U+2E80 to U+B63F, where all Han blocks of the Basic Multilingual Plane lie, a code point has just three digits in base 36. */
const FIRST = 0x2e80;
const LAST = 0xb63f;

/** For each code point its three digits, a byte each; 0 where it was not asked for yet, -1 where it is not Han. */
const hanDigits = new Int32Array(LAST + 1);

/** The code point of a unit whose term is written in digits: one Han character of the common blocks. Else -1. */
export const hanCodeOf = (unit: string): number => {
  if (unit.length !== 1) return -1;
  const code = unit.charCodeAt(0);
  if (code < FIRST || code > LAST) return -1;
  const digits = hanDigits[code] ?? 0;
  if (digits !== 0) return digits < 0 ? -1 : code;
  const isHan = /^\p{Script=Han}$/u.test(unit);
  hanDigits[code] = isHan ? Buffer.from(code.toString(36)).readUIntBE(0, 3) : -1;
  return isHan ? code : -1;
};

/** Writes the digits of such a code point; gives the offset after them. */
export const writeHanDigits = (code: number, into: Uint8Array, at: number): number => {
  const digits = hanDigits[code] ?? 0;
  into[at] = digits >> 16;
  into[at + 1] = (digits >> 8) & 0xff;
  into[at + 2] = digits & 0xff;
  return at + 3;
};

const digitsOf = (unit: string): string | null => {
  const code = hanCodeOf(unit);
  return code < 0 ? null : code.toString(36);
};

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

const bounded = (prefix: string, body: string): string =>
  body.length < MAX_CODE
    ? prefix + body
    : `w${createHash('sha256').update(prefix).update(body).digest('hex').slice(0, 32)}`;

/** The term of a unit that stands alone. */
export const encodeUnit = (unit: string): string => {
  const digits = digitsOf(unit);
  return digits === null ? bounded('y', hex(unit)) : `z${digits}`;
};

/** The term of two neighbouring units. No unit holds U+0001 (it vanishes in folding), so no two pairs share a code. */
export const encodePair = (first: string, second: string): string => {
  const left = digitsOf(first);
  const right = digitsOf(second);
  return left !== null && right !== null ? `z${left}${right}` : bounded('x', `${hex(first)}01${hex(second)}`);
};

/** The terms of a run of units without punctuation: its pairs, or its only unit. */
export const encodeRun = (units: readonly string[]): string[] => {
  const [only] = units;
  if (units.length === 1 && only !== undefined) return [encodeUnit(only)];
  const terms: string[] = [];
  for (let i = 1; i < units.length; i++) {
    const left = units[i - 1];
    const right = units[i];
    if (left !== undefined && right !== undefined) terms.push(encodePair(left, right));
  }
  return terms;
};
