import type { DocFile } from './doc-text.ts';
import type { ParagraphShape } from './docx-parts.ts';

/** What a Word 97 paragraph says of itself, beside what docx says too. */
export interface DocShape extends ParagraphShape {
  style?: number;
  /** How many tables it stands in. */
  tableDepth?: number;
  /** The mark at the end of a table row; no text of its own. */
  rowEnd?: boolean;
  /** The end of a cell of a table inside a table. */
  innerCellEnd?: boolean;
  innerRowEnd?: boolean;
}

const PAGE = 512;
const DELETED = 0x0800;
const STYLES = 1;
const CHARACTER_PAGES = 12;
const PARAGRAPH_PAGES = 13;
/** Paragraph styles that Word names itself: 1 to 9 are 标题 1 to 标题 9. */
const HEADINGS = 9;
/** Styles that can be there at most, by the format. */
const MOST_STYLES = 0x0ffe;

/** Styles are based on a few others; a circle of them ends here too. */
const DEEPEST = 50;

/** Bytes of an operand by the top three bits of its property; 6 says its length itself. */
const OPERAND = [1, 1, 2, 4, 2, 2, 0, 3] as const;

/** The properties of a list ([MS-DOC] 2.6), each with its operand. */
function* propertiesOf(list: Buffer): Generator<[number, Buffer]> {
  for (let at = 0; at + 2 < list.length; ) {
    const property = list.readUInt16LE(at);
    at += 2;
    let size: number = OPERAND[property >> 13] ?? 1;
    if (property === 0xd608) size = 1 + (at + 2 <= list.length ? list.readUInt16LE(at) : 0);
    else if (size === 0) size = 1 + (list[at] ?? 0);
    yield [property, list.subarray(at, at + size)];
    at += size;
  }
}

/** Keeps the few that text needs. */
const applyProperties = (list: Buffer, shape: DocShape): DocShape => {
  for (const [property, operand] of propertiesOf(list)) {
    const byte = operand[0] ?? 0;
    if (property === 0x2640) shape.outline = byte;
    else if (property === 0x260a) shape.listLevel = byte;
    else if (property === 0x460b && operand.length === 2) shape.listId = String(operand.readInt16LE(0));
    else if (property === 0x2416) shape.tableDepth = Math.max(shape.tableDepth ?? 0, byte);
    else if (property === 0x6649 && operand.length === 4) shape.tableDepth = operand.readInt32LE(0);
    else if (property === 0x2417) shape.rowEnd = byte !== 0;
    else if (property === 0x244b) shape.innerCellEnd = byte !== 0;
    else if (property === 0x244c) shape.innerRowEnd = byte !== 0;
    else if (property === 0x4600 && operand.length === 2) shape.style = operand.readUInt16LE(0);
  }
  return shape;
};

interface Style {
  readonly base: number;
  readonly shape: DocShape;
}

const readStyle = (bytes: Buffer, fixed: number): Style => {
  const kind = bytes.readUInt16LE(0) & 0x0fff;
  const base = bytes.readUInt16LE(2) >> 4;
  const isParagraph = (bytes.readUInt16LE(2) & 0x0f) === 1;
  const shape: DocShape = kind >= 1 && kind <= HEADINGS ? { outline: kind - 1 } : {};
  // Its name, in UTF-16 with a zero at the end; then its properties.
  const properties = fixed + 2 + (bytes.readUInt16LE(fixed) + 1) * 2;
  if (isParagraph && properties + 4 <= bytes.length) {
    const length = bytes.readUInt16LE(properties);
    applyProperties(bytes.subarray(properties + 4, properties + 2 + length), shape);
  }
  return { base, shape };
};

const readStyles = (sheet: Buffer): DocShape[] => {
  if (sheet.length < 6) return [];
  const styles: (Style | undefined)[] = [];
  const count = Math.min(sheet.readUInt16LE(2), MOST_STYLES);
  const fixed = sheet.readUInt16LE(4);
  let at = 2 + sheet.readUInt16LE(0);
  for (let i = 0; i < count && at + 2 <= sheet.length; i++) {
    const length = sheet.readUInt16LE(at);
    const bytes = sheet.subarray(at + 2, at + 2 + length);
    styles.push(bytes.length > fixed + 4 ? readStyle(bytes, fixed) : undefined);
    at += 2 + length + (length % 2);
  }
  return styles.map((_, id) => {
    let shape: DocShape = {};
    let style = styles[id];
    for (let depth = 0; style && depth < DEEPEST; depth++) {
      shape = { ...style.shape, ...shape };
      style = styles[style.base];
    }
    return shape;
  });
};

interface Run {
  readonly from: number;
  readonly to: number;
  readonly own: DocShape;
}

/** One page of paragraph properties: offsets, then for each where its properties stand on the page. */
const readPage = (page: Buffer): Run[] => {
  const count = Math.min(page[PAGE - 1] ?? 0, 29);
  return Array.from({ length: count }, (_, i): Run => {
    const at = 2 * (page[(count + 1) * 4 + i * 13] ?? 0);
    const words = page[at] ?? 0;
    const start = words === 0 ? at + 2 : at + 1;
    const length = words === 0 ? 2 * (page[at + 1] ?? 0) : 2 * words - 1;
    const list = page.subarray(start, Math.min(start + length, PAGE - 1));
    const own: DocShape =
      at === 0 || list.length < 2
        ? { style: 0 }
        : applyProperties(list.subarray(2), { style: list.readUInt16LE(0) });
    return { from: page.readUInt32LE(i * 4), to: page.readUInt32LE(i * 4 + 4), own };
  });
};

/** Makes the function that tells the shape of the paragraph whose mark stands at a place in the text. */
export const createDocShapes = ({ document, section, offsetOf, changesAt }: DocFile) => {
  const styles = readStyles(section(STYLES));
  const index = section(PARAGRAPH_PAGES);
  const count = Math.max(0, Math.floor((index.length - 4) / 8));
  const pages = new Map<number, Run[]>();
  // A piece of a fast save has its changes once, whatever the number of paragraphs in it.
  const changed = new Map<Buffer, DocShape>();

  const runAt = (offset: number): Run | undefined => {
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.readUInt32LE(middle * 4) <= offset) low = middle;
      else high = middle - 1;
    }
    if (count === 0) return undefined;
    const number = index.readUInt32LE((count + 1) * 4 + low * 4) & 0x3f_ffff;
    const page = document.subarray(number * PAGE, (number + 1) * PAGE);
    if (page.length < PAGE) return undefined;
    const runs = pages.get(number) ?? readPage(page);
    pages.set(number, runs);
    return runs.find(({ from, to }) => offset >= from && offset < to);
  };

  return (mark: number): DocShape => {
    const changes = changesAt(mark);
    const change = changes && (changed.get(changes) ?? applyProperties(changes, {}));
    if (changes && change) changed.set(changes, change);
    const own = { ...runAt(offsetOf(mark))?.own, ...change };
    return { ...styles[own.style ?? 0], ...own };
  };
};

/** Makes the function that tells whether a recorded revision deleted what stands at an offset of the document. */
export const findDeleted = ({ document, section }: DocFile): ((offset: number) => boolean) => {
  const index = section(CHARACTER_PAGES);
  const count = Math.max(0, Math.floor((index.length - 4) / 8));
  const numbers = new Set(
    Array.from({ length: count }, (_, i) => index.readUInt32LE((count + 1) * 4 + i * 4) & 0x3f_ffff),
  );
  const deleted: [number, number][] = [];
  for (const number of numbers) {
    const page = document.subarray(number * PAGE, (number + 1) * PAGE);
    const runs = page.length < PAGE ? 0 : Math.min(page[PAGE - 1] ?? 0, 101);
    for (let i = 0; i < runs; i++) {
      const at = 2 * (page[(runs + 1) * 4 + i] ?? 0);
      const list = at === 0 ? Buffer.alloc(0) : page.subarray(at + 1, at + 1 + (page[at] ?? 0));
      for (const [property, operand] of propertiesOf(list)) {
        if (property === DELETED && operand[0] === 1)
          deleted.push([page.readUInt32LE(i * 4), page.readUInt32LE(i * 4 + 4)]);
      }
    }
  }
  deleted.sort(([a], [b]) => a - b);
  /** Every stretch that touches another is one with it: the last that begins before an offset is the only one to ask. */
  const merged: [number, number][] = [];
  for (const [from, to] of deleted) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return (offset) => {
    let [low, high] = [0, merged.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [from, to] = merged[middle] ?? [0, 0];
      if (offset < from) high = middle - 1;
      else if (offset >= to) low = middle + 1;
      else return true;
    }
    return false;
  };
};
