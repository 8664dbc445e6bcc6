import { encodePair, encodeUnit, hanCodeOf, writeHanDigits } from '../../text/terms.ts';
import type { Unit } from '../../text/units.ts';

/** The fields that exact search needs of a text. */
export interface ExactFields {
  /**
   * The codes of all neighbouring pairs, a hard separator at each punctuation mark, and after them each unit once on its own,
   * so that a single character is found too.
   */
  readonly exact: string;
  /**
   * Pairs that stand in it more than once: only a paragraph that repeats an inner pair of a phrase can match it wrongly. From the
   * third time on with the number, so that occurrences of a pair are counted without a text being read.
   */
  readonly repeats: string[];
}

/** Times of one pair in one text that are told apart. */
export const MOST_TIMES = 9;

/** What says in `repeats` that a pair stands in the text so many times, or more often. */
export const encodeTimes = (pair: string, times: number): string => (times === 2 ? pair : `${pair}_${times}`);

/*
 * Terms are written as bytes into one buffer that all texts share: they are most of what the engine is sent, and as strings
 * that are joined they cost three times as much.
 */
let bytes = Buffer.alloc(64 * 1024);
let length = 0;

/** Room for so many bytes more. */
const reserve = (more: number): void => {
  if (length + more <= bytes.length) return;
  const larger = Buffer.alloc(2 * (length + more));
  bytes.copy(larger, 0, 0, length);
  bytes = larger;
};

const writeAscii = (text: string): void => {
  reserve(text.length);
  length += bytes.write(text, length, 'latin1');
};

const HAN_TERM = 'z'.charCodeAt(0);
const [SPACE, STOP] = [' '.charCodeAt(0), '.'.charCodeAt(0)];
/** More than a Han term takes, with what separates it from the last. */
const HAN_ROOM = 16;

const writeSeparator = (): void => {
  if (length === 0) return;
  reserve(2);
  bytes[length++] = STOP;
  bytes[length++] = SPACE;
};

const writeUnit = (value: string, han: number): void => {
  if (han < 0) writeAscii(encodeUnit(value));
  else {
    reserve(HAN_ROOM);
    bytes[length++] = HAN_TERM;
    length = writeHanDigits(han, bytes, length);
  }
};

const writePair = (left: string, right: string, leftHan: number, rightHan: number): void => {
  reserve(HAN_ROOM);
  if (bytes[length - 1] !== SPACE && length > 0) bytes[length++] = SPACE;
  if (leftHan < 0 || rightHan < 0) writeAscii(encodePair(left, right));
  else {
    bytes[length++] = HAN_TERM;
    length = writeHanDigits(rightHan, bytes, writeHanDigits(leftHan, bytes, length));
  }
};

/*
 * What a text has shown so far. Its Han characters and pairs are numbers, marked in tables with the number of the text, so that
 * nothing is emptied between two; everything else is rare enough for sets of strings.
 */
let text = 0;
const single = new Int32Array(0x10000);
const alone = new Int32Array(0x10000);
let pairs = { keys: new Int32Array(1 << 12), texts: new Int32Array(1 << 12) };

/** Makes the table of pairs at least twice as large as a text has pairs. */
const growTable = (units: number): void => {
  let size = pairs.keys.length;
  while (size < 2 * units) size *= 2;
  if (size > pairs.keys.length) pairs = { keys: new Int32Array(size), texts: new Int32Array(size) };
};

/** Marks a pair; tells whether it was there before. */
const markPair = (left: number, right: number): boolean => {
  const { keys, texts } = pairs;
  const key = (left << 16) | right;
  const last = keys.length - 1;
  for (let at = (Math.imul(key, 0x9e3779b1) >>> 8) & last; ; at = (at + 1) & last) {
    if (texts[at] !== text) {
      texts[at] = text;
      keys[at] = key;
      return false;
    }
    if (keys[at] === key) return true;
  }
};

/** The same for what is told apart by strings. */
const mark = (seen: Set<string>, term: string): boolean => seen.size === seen.add(term).size;

export const toExactFields = (units: readonly Unit[]): ExactFields => {
  length = 0;
  text = (text + 1) & 0x7fffffff;
  growTable(units.length);
  const seen = new Set<string>();
  const repeats: string[] = [];
  const times = new Map<string, number>();
  /** Units in the order in which each first came. */
  const distinct: string[] = [];
  const others = new Set<string>();
  const othersAlone = new Set<string>();

  /** The first and the last unit of the run so far. */
  let before: string | null = null;
  let beforeHan = -1;
  let isPair = false;
  const endRun = (): void => {
    if (before !== null && !isPair) {
      writeSeparator();
      writeUnit(before, beforeHan);
      if (beforeHan < 0) othersAlone.add(before);
      else alone[beforeHan] = text;
    }
    before = null;
    isPair = false;
  };
  for (const { value, punctuation } of units) {
    if (punctuation) {
      endRun();
      continue;
    }
    const han = hanCodeOf(value);
    if (han < 0) {
      if (!mark(others, value)) distinct.push(value);
    } else if (single[han] !== text) {
      single[han] = text;
      distinct.push(value);
    }
    if (before !== null) {
      if (!isPair) writeSeparator();
      writePair(before, value, beforeHan, han);
      const isRepeated =
        beforeHan < 0 || han < 0 ? mark(seen, encodePair(before, value)) : markPair(beforeHan, han);
      if (isRepeated) {
        const pair = encodePair(before, value);
        const now = (times.get(pair) ?? 1) + 1;
        times.set(pair, now);
        if (now <= MOST_TIMES) repeats.push(encodeTimes(pair, now));
      }
      isPair = true;
    }
    before = value;
    beforeHan = han;
  }
  endRun();
  for (const value of distinct) {
    const han = hanCodeOf(value);
    if (han < 0 ? othersAlone.has(value) : alone[han] === text) continue;
    writeSeparator();
    writeUnit(value, han);
  }
  return { exact: bytes.toString('latin1', 0, length), repeats };
};
