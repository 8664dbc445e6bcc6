/** What a line never begins with, and what it never ends with: it takes its neighbour along. */
const CLOSERS = /^[，。、；：！？）》」』”’%％,.;:!?)\]]+/u;
const OPENERS = /^[《（「『“‘([]+/u;
/** LibreOffice keeps figures together that a pause mark parts: 65.2%、69.8%、73.5%. */
const WORD = /^(?:\d[\d.]*[%‰]?(?:、\d[\d.]*[%‰]?)+|[\w.,%‰/+:∶@#&=?—-]{1,40})/u;

/** Width of what must stay together at the beginning of a line, in ems: why the line before ended where it did. */
const unbreakable = (text: string): number => {
  const opener = OPENERS.exec(text)?.[0] ?? '';
  const rest = text.slice(opener.length);
  const word = WORD.exec(rest)?.[0];
  const unit = word ?? rest.slice(0, 1);
  const closer = CLOSERS.exec(rest.slice(unit.length))?.[0] ?? '';
  // Half an em a letter, and the quarter of an em that stands between Latin and Han.
  return opener.length + (word ? word.length * 0.55 + 0.25 : 1) + closer.length;
};

/** True when a line could have held the beginning of the next one in the `room` (ems) left to its right: it ended by itself. */
export const endedEarly = (room: number, next: string): boolean => room > unbreakable(next) + 0.4;

/** Text of two lines of one paragraph: words of Latin script are parted by the line break that Chinese text ignores. */
export const joinLines = (before: string, text: string): string =>
  /[A-Za-z,.;:]$/u.test(before) && /^[A-Za-z]/u.test(text) ? `${before} ${text}` : before + text;
