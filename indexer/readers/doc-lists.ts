import type { DocFile } from './doc-text.ts';
import type { NumberingLevel, NumberingList } from './docx-numbering.ts';

const LISTS = 73;
const OVERRIDES = 74;
const LIST_SIZE = 28;
const LEVEL_SIZE = 28;
const OVERRIDE_SIZE = 16;

/** How numbers are written, by Word's code, in the names of docx; what is not here is decimal. */
const FORMATS: Readonly<Record<number, string>> = {
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  18: 'decimalEnclosedCircle',
  22: 'decimalZero',
  23: 'bullet',
  28: 'decimalEnclosedCircleChinese',
  30: 'ideographTraditional',
  33: 'taiwaneseCounting',
  35: 'taiwaneseCountingThousand',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  255: 'none',
};

/** One level of a list and the bytes it takes. Characters 0 to 8 in its text stand for the numbers of levels 1 to 9. */
const readLevel = (bytes: Buffer): { level: NumberingLevel; size: number } => {
  const properties = LEVEL_SIZE + (bytes[24] ?? 0) + (bytes[25] ?? 0);
  const length = bytes.readUInt16LE(properties);
  const text = bytes.subarray(properties + 2, properties + 2 + length * 2).toString('utf16le');
  return {
    level: {
      start: bytes.readInt32LE(0),
      format: FORMATS[bytes[4] ?? 0] ?? 'decimal',
      text: text.replace(/./gsu, (char) => (char.charCodeAt(0) < 9 ? `%${char.charCodeAt(0) + 1}` : char)),
    },
    size: properties + 2 + length * 2,
  };
};

/** What one use of a list changes in it: levels that it starts anew or writes otherwise, and the bytes this takes. */
const readOverride = (bytes: Buffer, count: number) => {
  const levels = new Map<number, NumberingLevel>();
  const restarts = new Map<number, number>();
  // The first four bytes are of no use.
  let size = 4;
  for (let i = 0; i < count && size + 8 <= bytes.length; i++) {
    const flags = bytes[size + 4] ?? 0;
    const number = flags & 0x0f;
    if (flags & 0x10) restarts.set(number, bytes.readInt32LE(size));
    size += 8;
    if (!(flags & 0x20)) continue;
    const own = readLevel(bytes.subarray(size));
    levels.set(number, own.level);
    size += own.size;
  }
  return { levels, restarts, size };
};

/** The lists of a document, by the number that its paragraphs know them by. */
export const readDocLists = ({ table, document, section }: DocFile): ReadonlyMap<string, NumberingList> => {
  const lists = section(LISTS);
  const overrides = section(OVERRIDES);
  const found = new Map<string, NumberingList>();
  if (lists.length < 2 || overrides.length < 4) return found;

  const byId = new Map<number, ReadonlyMap<number, NumberingLevel>>();
  const count = Math.min(lists.readUInt16LE(0), Math.floor((lists.length - 2) / LIST_SIZE));
  // The levels of all lists stand one after another behind the section itself.
  let at = document.readUInt32LE(154 + LISTS * 8) + lists.length;
  for (let i = 0; i < count; i++) {
    const list = lists.subarray(2 + i * LIST_SIZE);
    const levels = new Map<number, NumberingLevel>();
    for (let number = 0; number < ((list[26] ?? 0) & 1 ? 1 : 9); number++) {
      const { level, size } = readLevel(table.subarray(at));
      levels.set(number, level);
      at += size;
    }
    byId.set(list.readInt32LE(0), levels);
  }
  const known = Math.min(overrides.readUInt32LE(0), Math.floor((overrides.length - 4) / OVERRIDE_SIZE));
  let data = 4 + known * OVERRIDE_SIZE;
  for (let i = 0; i < known; i++) {
    const override = overrides.subarray(4 + i * OVERRIDE_SIZE);
    const id = override.readInt32LE(0);
    const own = readOverride(overrides.subarray(data), override[12] ?? 0);
    data += own.size;
    const levels = new Map([...(byId.get(id) ?? []), ...own.levels]);
    found.set(String(i + 1), { abstractId: String(id), levels, restarts: own.restarts });
  }
  return found;
};
