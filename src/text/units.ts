import { DIGIT, foldCodes, HAN, LETTER, PUNCTUATION } from './fold.ts';

/** The smallest thing that exact search compares: one Han character, one whole run of Latin letters or of digits, or one punctuation mark. */
export interface Unit {
  readonly value: string;
  readonly punctuation: boolean;
  /** UTF-16 offsets in the original text. */
  readonly start: number;
  readonly end: number;
}

const FULL_STOP = '.'.charCodeAt(0);
/** A number, perhaps decimal, and the full stops of its sentence. */
const NUMBER = /^(\d+(?:\.\d+)?)(\.*)$/;

/** Does nothing that can be seen stand between two offsets? Web pages leave zero width spaces inside words and numbers. */
const adjoin = (text: string, end: number, start: number): boolean =>
  end >= start || /^\p{Cf}+$/u.test(text.slice(end, start));

/** Is told of every unit in its order. A Han character comes as its code point, so that a visitor that only compares makes no objects. */
export interface UnitVisitor {
  readonly han: (code: number, start: number, end: number) => void;
  readonly other: (value: string, punctuation: boolean, start: number, end: number) => void;
}

/**
 * Cuts text into units. A decimal (36.8) is one unit, so 36 does not find it and neither does 6.8;
 * a date such as 2024.3.1 is not a decimal and falls into its numbers.
 */
export const visitUnits = (text: string, { han, other }: UnitVisitor): void => {
  /** The letters or digits so far, if it is not empty. */
  let run = '';
  let runKind = 0;
  let runStart = 0;
  let runEnd = 0;
  const flush = (): void => {
    if (run === '') return;
    if (runKind === DIGIT && run.includes('.'))
      for (const { value, punctuation, start, end } of splitDotted(run, runStart, runEnd))
        other(value, punctuation, start, end);
    else other(run, false, runStart, runEnd);
    run = '';
  };
  foldCodes(text, (code, kind, start, end) => {
    if (kind === HAN) {
      flush();
      han(code, start, end);
    } else if (kind === LETTER || kind === DIGIT) {
      // White space between two runs separates them though it is not visited itself.
      if (run === '' || runKind !== kind || !adjoin(text, runEnd, start)) {
        flush();
        runKind = kind;
        runStart = start;
      }
      run += String.fromCodePoint(code);
      runEnd = end;
    } else if (kind === PUNCTUATION) {
      if (run !== '' && runKind === DIGIT && code === FULL_STOP && adjoin(text, runEnd, start)) {
        run += '.';
        runEnd = end;
      } else {
        flush();
        other(String.fromCodePoint(code), true, start, end);
      }
    }
  });
  flush();
};

export const toUnits = (text: string): Unit[] => {
  const units: Unit[] = [];
  visitUnits(text, {
    han: (code, start, end) => {
      units.push({ value: String.fromCodePoint(code), punctuation: false, start, end });
    },
    other: (value, punctuation, start, end) => {
      units.push({ value, punctuation, start, end });
    },
  });
  return units;
};

/** `36.8.` is a decimal and a full stop, `2024.3.1` five units. Offsets are exact: digits and dots are one UTF-16 unit each here or share their origin. */
const splitDotted = (value: string, start: number, end: number): Unit[] => {
  const [, number, stops] = NUMBER.exec(value) ?? [];
  const parts =
    number === undefined ? value.split(/(\.)/).filter((part) => part !== '') : [number, ...(stops ?? '')];
  const aligned = value.length === end - start;
  let at = start;
  return parts.map((part) => {
    const unit = {
      value: part,
      punctuation: part === '.',
      start: aligned ? at : start,
      end: aligned ? at + part.length : end,
    };
    at += part.length;
    return unit;
  });
};
