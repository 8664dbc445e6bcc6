import { SIMPLIFIED } from './simplify.ts';

/*
 * One table decides, for every character of the Basic Multilingual Plane, what it becomes and what kind it is;
 * text is then folded by look-ups alone (a paragraph of 160 characters in some 3 µs). A character is entered when it
 * is first met: all of them at once take 50 ms of every start. Only characters that NFKC turns into several, and those
 * beyond the plane, take the slow path.
 */

export const DROPPED = 0;
export const HAN = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const PUNCTUATION = 4;

/** White space, format characters and quotation marks vanish: 《放管服》 and 放管服 are the same words. */
const VANISHING = /[\s\p{Cf}\p{Cc}“”‘’"'《》〈〉「」『』]/u;

const classify = (character: string): number => {
  if (VANISHING.test(character)) return DROPPED;
  if (/\p{Script=Han}/u.test(character)) return HAN;
  if (/\p{Nd}/u.test(character)) return DIGIT;
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) return LETTER;
  return PUNCTUATION;
};

/** NFKC, lower case, traditional to simplified: may give none, one or several code points. */
const foldSlowly = (character: string): string[] =>
  Array.from(character.normalize('NFKC').toLowerCase(), (c) => SIMPLIFIED.get(c) ?? c);

/** In place of a kind. */
const UNMET = 255;
const SLOW = 254;
const foldTable = new Uint16Array(0x10000);
const kindTable = new Uint8Array(0x10000).fill(UNMET);

const kindOf = (code: number): number => {
  if (code >= 0xd800 && code <= 0xdfff) return SLOW;
  const character = String.fromCharCode(code);
  const folded = VANISHING.test(character) ? [] : foldSlowly(character);
  const only = folded[0];
  if (only === undefined) return DROPPED;
  if (folded.length > 1 || only.length > 1) return SLOW;
  foldTable[code] = only.charCodeAt(0);
  return classify(only);
};

const meet = (code: number): number => {
  const kind = kindOf(code);
  kindTable[code] = kind;
  return kind;
};

/** Called for each folded code point; `start` and `end` are UTF-16 offsets of what it came from. */
type CodeVisitor = (code: number, kind: number, start: number, end: number) => void;
export type FoldVisitor = (folded: string, kind: number, start: number, end: number) => void;

/** Folds `text` code point by code point, keeping where each came from. Vanishing characters are not visited. */
export const foldCodes = (text: string, visit: CodeVisitor): void => {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const known = kindTable[code] ?? UNMET;
    const kind = known === UNMET ? meet(code) : known;
    if (kind !== SLOW) {
      if (kind !== DROPPED) visit(foldTable[code] ?? code, kind, at, at + 1);
      at += 1;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? code);
    const end = at + character.length;
    for (const folded of foldSlowly(character)) {
      const kind = classify(folded);
      if (kind !== DROPPED) visit(folded.codePointAt(0) ?? 0, kind, at, end);
    }
    at = end;
  }
};

/** The same with each code point as a text. */
export const fold = (text: string, visit: FoldVisitor): void =>
  foldCodes(text, (code, kind, start, end) => visit(String.fromCodePoint(code), kind, start, end));

/** `text` folded: what two texts must share to count as the same. White space and quotation marks are gone. */
export const normaliseText = (text: string): string => {
  let out = '';
  fold(text, (folded) => {
    out += folded;
  });
  return out;
};
