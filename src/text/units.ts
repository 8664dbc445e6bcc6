import { DIGIT, fold, HAN, LETTER, PUNCTUATION } from './fold.ts';

/** The smallest thing that exact search compares: one Han character, one whole run of Latin letters or of digits, or one punctuation mark. */
export interface Unit {
  readonly value: string;
  readonly punctuation: boolean;
  /** UTF-16 offsets in the original text. */
  readonly start: number;
  readonly end: number;
}

/** A number, perhaps decimal, and the full stops of its sentence. */
const NUMBER = /^(\d+(?:\.\d+)?)(\.*)$/;

/** Does nothing that can be seen stand between two offsets? Web pages leave zero width spaces inside words and numbers. */
const adjoin = (text: string, end: number, start: number): boolean =>
  end >= start || /^\p{Cf}+$/u.test(text.slice(end, start));

/**
 * Cuts text into units. A decimal (36.8) is one unit, so 36 does not find it and neither does 6.8;
 * a date such as 2024.3.1 is not a decimal and falls into its numbers.
 */
export const toUnits = (text: string): Unit[] => {
  const units: Unit[] = [];
  let run: { kind: number; value: string; start: number; end: number } | null = null;

  const flush = () => {
    if (!run) return;
    const { value, start, end, kind } = run;
    run = null;
    if (kind === DIGIT && value.includes('.')) units.push(...splitDotted(value, start, end));
    else units.push({ value, punctuation: false, start, end });
  };

  fold(text, (folded, kind, start, end) => {
    if (kind === HAN) {
      flush();
      units.push({ value: folded, punctuation: false, start, end });
    } else if (kind === LETTER || kind === DIGIT) {
      // White space between two runs separates them though it is not visited itself.
      if (run && run.kind === kind && adjoin(text, run.end, start)) {
        run.value += folded;
        run.end = end;
      } else {
        flush();
        run = { kind, value: folded, start, end };
      }
    } else if (kind === PUNCTUATION) {
      if (run?.kind === DIGIT && folded === '.' && adjoin(text, run.end, start)) {
        run.value += '.';
        run.end = end;
      } else {
        flush();
        units.push({ value: folded, punctuation: true, start, end });
      }
    }
  });
  flush();
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
