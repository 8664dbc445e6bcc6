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
const cutFont = ({ dictionary, head, packed }: PdfStream): Buffer | null => {
  if (head === null) return statesType1(dictionary) ? EMPTY : null;
  if (!isType1(head)) return null;
  const clear = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const outlines = EEXEC.exec(clear);
  if (!outlines) return null;
  const kept = Buffer.concat([head.subarray(0, outlines.index + outlines[0].length), NO_OUTLINES]);
  return packed ? deflateSync(kept, { level: 9 }) : kept;
};

/**
 * Empties the outlines of a Type 1 font in `bytes`, in place. They are little programs that may call each other, and pdf.js 5.6 runs
 * them without a limit, though it is not drawing: a damaged one keeps it busy for ever (limits came with 5.7, which wants
 * Node 22). Characters come from the encodings, which stay. Fonts in encrypted files are out of reach.
 */
export const removeOutlines = (bytes: Uint8Array, stream: PdfStream): void => {
  const font = cutFont(stream);
  if (!font) return;
  const place = bytes.subarray(stream.start, stream.end);
  // Everything else in the file stays where it is. What is left over stands after the end of the packed data, where nobody reads.
  const fitting = font.length <= place.length ? font : EMPTY;
  place.fill(0);
  if (fitting.length <= place.length) place.set(fitting);
};
