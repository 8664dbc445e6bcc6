import { createHash } from 'node:crypto';

/*
 * How units become terms of the engine. Terms are opaque ASCII codes, because the engine's own tokenizer would cut
 * Chinese again; pairs of neighbouring units, because a phrase of pairs is almost never matched wrongly.
 * docs/adr/0003-terms-of-exact-search.md has the figures.
 */

/** Longest code; a longer one (a Latin run of 60 letters and more) is replaced by a digest. */
const MAX_CODE = 120;

const isHanUnit = (unit: string): boolean => unit.length <= 2 && /^\p{Script=Han}$/u.test(unit);

/** Three base-36 digits hold every code point up to U+B63F, so all of the main Han blocks. */
const hanDigits = (unit: string): string | null => {
  const code = unit.codePointAt(0) ?? 0;
  return code >= 0x0500 && code <= 0xb63f ? code.toString(36) : null;
};

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

const bounded = (prefix: string, body: string): string =>
  body.length < MAX_CODE
    ? prefix + body
    : `w${createHash('sha256').update(prefix).update(body).digest('hex').slice(0, 32)}`;

const codes = new Map<string, string>();
const MAX_REMEMBERED = 400_000;

const remember = (key: string, make: () => string): string => {
  let code = codes.get(key);
  if (code === undefined) {
    code = make();
    if (codes.size >= MAX_REMEMBERED) codes.clear();
    codes.set(key, code);
  }
  return code;
};

/** The term of a unit that stands alone. */
export const encodeUnit = (unit: string): string =>
  remember(unit, () => {
    const digits = isHanUnit(unit) ? hanDigits(unit) : null;
    return digits ? `z${digits}` : bounded('y', hex(unit));
  });

/** The term of two neighbouring units. */
export const encodePair = (first: string, second: string): string =>
  // U+0001 can stand in no unit (it vanishes in folding), so no two pairs share a key.
  remember(`${first}\u0001${second}`, () => {
    const left = isHanUnit(first) ? hanDigits(first) : null;
    const right = isHanUnit(second) ? hanDigits(second) : null;
    return left && right ? `z${left}${right}` : bounded('x', `${hex(first)}01${hex(second)}`);
  });

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
