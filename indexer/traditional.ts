import { isTraditional, simplify } from '../src/text/simplify.ts';
import type { RawReport } from './reader.ts';

/** A report to be understood, and how its own characters come back to what was made of it. */
export interface Readable {
  readonly raw: RawReport;
  readonly restore: (text: string) => string;
}

/**
 * Everything that tells headings, places and bodies apart knows them in simplified characters. Reports in traditional ones
 * (香港, 澳門) are read in those, and shown as they are written; names of bodies and places stay simplified, so that one body has
 * one name.
 */
export const inSimplified = (raw: RawReport): Readable => {
  const original = raw.lines.map(({ text }) => text).join('\n');
  if (!isTraditional(original)) return { raw, restore: (text) => text };
  const plain = simplify(original);
  let from = 0;
  const restore = (text: string): string => {
    const next = plain.indexOf(text, from);
    const at = next < 0 ? plain.indexOf(text) : next;
    if (at >= 0 && text !== '') {
      from = at;
      return original.slice(at, at + text.length);
    }
    // Made of several lines.
    const joined = plain.replaceAll('\n', '').indexOf(text);
    return joined < 0 ? text : original.replaceAll('\n', '').slice(joined, joined + text.length);
  };
  return {
    raw: { ...raw, lines: raw.lines.map((line) => ({ ...line, text: simplify(line.text) })) },
    restore,
  };
};
