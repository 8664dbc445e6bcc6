import { deflateSync } from 'node:zlib';
import type { PdfStream } from './pdf-streams.ts';

/** What begins the part of a Type 1 font that holds the outlines; its names and encoding stand before. */
const EEXEC = /eexec[ \t\r\n]*/;
/** In place of the outlines: pdf.js wants something there, and takes this for a font without glyphs. */
const NO_OUTLINES = Buffer.alloc(4);
const EMPTY = deflateSync('');

const isType1 = (head: Uint8Array): boolean =>
  (head[0] === 0x25 && head[1] === 0x21) || (head[0] === 0x80 && head[1] === 0x01);
/** Three parts, in clear, encrypted and in clear again, is what only Type 1 fonts state. */
const statesType1 = (dictionary: string): boolean => /\/Length2\s/.test(dictionary.slice(-4096));

/** What is to stand where the font was; null where it can stay. */
const withoutOutlines = ({ dictionary, head, packed }: PdfStream): Buffer | null => {
  if (head === null) return statesType1(dictionary) ? EMPTY : null;
  if (!isType1(head)) return null;
  const outlines = EEXEC.exec(Buffer.from(head).toString('latin1'));
  if (!outlines) return null;
  const kept = Buffer.concat([head.subarray(0, outlines.index + outlines[0].length), NO_OUTLINES]);
  return packed ? deflateSync(kept, { level: 9 }) : kept;
};

/** Codes of one or two bytes are 65,536 at the most; a map may give some of them twice. */
const MOST_CODES = 0x20000;
const RANGES = /begin(?:bf|cid)range(.*?)(?:end(?:bf|cid)range|$)/gs;
/** A range is two codes and what they stand for: a code, a list, or a number. Whatever is no digit in a code is passed over. */
const RANGE = /<([^>]{0,64})>\s*<([^>]{0,64})>\s*(?:<[^>]*>?|\[[^\]]*\]?|\d+)/g;
const codeOf = (digits: string): number => {
  const plain = digits.replace(/[^\da-f]/gi, '');
  return Number.parseInt(plain.padEnd(plain.length + (plain.length % 2), '0') || '0', 16);
};

/** True of a table of characters that claims to have millions: pdf.js writes every one of them out. */
const isEndless = ({ head }: PdfStream): boolean => {
  const text = Buffer.from(head ?? []).toString('latin1');
  let codes = 0;
  for (const [, ranges = ''] of text.matchAll(RANGES)) {
    for (const [, from = '', to = ''] of ranges.matchAll(RANGE))
      codes += Math.max(0, codeOf(to) - codeOf(from));
    if (codes > MOST_CODES) return true;
  }
  return false;
};

/**
 * Takes from a font in `bytes`, in place, what could keep pdf.js busy for ever. The outlines of Type 1 fonts are little programs that
 * may call each other, and pdf.js 5.6 runs them without a limit, though it is not drawing (limits came with 5.7, which
 * wants Node 22): they are emptied. Characters come from the encodings, which stay, but for tables that no font can have.
 * Fonts in encrypted files are out of reach.
 */
export const tameFont = (bytes: Uint8Array, stream: PdfStream): void => {
  const font = isEndless(stream) ? EMPTY : withoutOutlines(stream);
  if (!font) return;
  const place = bytes.subarray(stream.start, stream.end);
  // Everything else in the file stays where it is. What is left over stands after the end of the packed data, where nobody reads.
  const fitting = font.length <= place.length ? font : EMPTY;
  place.fill(0);
  if (fitting.length <= place.length) place.set(fitting);
};
