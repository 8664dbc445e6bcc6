/** The parts of a Word 97 document that text is found by ([MS-DOC]): its text in pieces, and where else to look. */
export interface DocFile {
  /** The stream WordDocument. */
  readonly document: Buffer;
  /** The stream 0Table or 1Table, whichever the document names. */
  readonly table: Buffer;
  /** All text: the document, then footnotes, headers, remarks, endnotes, text boxes. */
  readonly text: string;
  /** Where in `text` each part ends. */
  readonly parts: { readonly [part in DocPart]: readonly [number, number] };
  /** Offset in `document` of the character at a place in `text`. */
  readonly offsetOf: (at: number) => number;
  /** Properties that a fast save put upon the piece at a place in `text`. */
  readonly changesAt: (at: number) => Buffer | undefined;
  /** Part of the table stream by its number in the list at the end of the file's header. */
  readonly section: (index: number) => Buffer;
}

/** In the order of their lengths in the header. */
const PARTS = ['main', 'footnotes', 'headers', 'macros', 'remarks', 'endnotes', 'boxes'] as const;
export type DocPart = (typeof PARTS)[number];

const LENGTHS = 76;
const SECTIONS = 154;
const PIECE_TABLE = 33;
const COMPRESSED = 0x4000_0000;

/** What Windows-1252 has where Latin-1 has controls; pieces of one byte a character use it. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const fromBytes = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009F]/gu, (char) => HIGH.charAt(char.charCodeAt(0) - 0x80));

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
  readonly width: 1 | 2;
  readonly change: number;
}

/** The piece table, after the property changes that stand before it. */
const readPieceTable = (clx: Buffer): { pieces: Piece[]; changes: Buffer[] } => {
  const changes: Buffer[] = [];
  let at = 0;
  while (clx[at] === 1) {
    const length = clx.readUInt16LE(at + 1);
    changes.push(clx.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  if (clx[at] !== 2) throw new RangeError('no piece table');
  const list = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.floor((list.length - 4) / 12);
  const pieces = Array.from({ length: count }, (_, i): Piece => {
    const descriptor = list.subarray((count + 1) * 4 + i * 8);
    const place = descriptor.readUInt32LE(2);
    const narrow = (place & COMPRESSED) !== 0;
    const offset = place & 0x3fff_ffff;
    return {
      from: list.readUInt32LE(i * 4),
      to: list.readUInt32LE(i * 4 + 4),
      offset: narrow ? offset / 2 : offset,
      width: narrow ? 1 : 2,
      change: descriptor.readUInt16LE(6),
    };
  });
  return { pieces, changes };
};

const pieceAt = (pieces: readonly Piece[], at: number): Piece | undefined => {
  let [low, high] = [0, pieces.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (!piece) return undefined;
    if (at < piece.from) high = middle - 1;
    else if (at >= piece.to) low = middle + 1;
    else return piece;
  }
  return undefined;
};

/** Puts a document together. Throws RangeError where its parts contradict each other; the caller has checked its header. */
export const readDocText = (document: Buffer, table: Buffer): DocFile => {
  const section = (index: number): Buffer => {
    const from = document.readUInt32LE(SECTIONS + index * 8);
    const length = document.readUInt32LE(SECTIONS + index * 8 + 4);
    return length === 0 ? Buffer.alloc(0) : table.subarray(from, from + length);
  };
  const { pieces, changes } = readPieceTable(section(PIECE_TABLE));
  const texts: string[] = [];
  let length = 0;
  for (const { from, to, offset, width } of pieces) {
    // Every character has bytes of its own; pieces that claim more would be the same text over and over.
    if (from !== length || to < from || to > document.length) throw new RangeError('pieces out of order');
    const bytes = document.subarray(offset, offset + (to - from) * width);
    if (bytes.length !== (to - from) * width) throw new RangeError('a piece beyond the end');
    texts.push(width === 1 ? fromBytes(bytes) : bytes.toString('utf16le'));
    length = to;
  }

  // A damaged header claims up to 4,294,967,295 characters for a part of a text that has a few thousand.
  let end = 0;
  const parts = Object.fromEntries(
    PARTS.map((part, i) => {
      const from = end;
      end = Math.min(length, end + document.readUInt32LE(LENGTHS + i * 4));
      return [part, [from, end]];
    }),
  ) as Record<DocPart, [number, number]>;
  return {
    document,
    table,
    text: texts.join(''),
    parts,
    section,
    offsetOf: (at) => {
      const piece = pieceAt(pieces, at);
      return piece ? piece.offset + (at - piece.from) * piece.width : -1;
    },
    changesAt: (at) => {
      const change = pieceAt(pieces, at)?.change ?? 0;
      return change & 1 ? changes[change >> 1] : undefined;
    },
  };
};
