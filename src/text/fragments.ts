import type { Fragment } from '../domain/hit.ts';
import type { Range } from './match.ts';
import { SENTENCE_END } from './sentences.ts';

/** Longest text shown of a hit, in UTF-16 units: about five lines on a desktop, eight on a phone. */
export const FRAGMENT_WIDTH = 260;
const CUT = '…';

/** Cuts a whole text into matched and unmatched fragments. Joined they are the text. */
export const markMatches = (text: string, ranges: readonly Range[]): Fragment[] =>
  cut(text, ranges, { start: 0, end: text.length });

/**
 * What is shown of a hit: the text itself when it is short, otherwise the window that holds most matches
 * (ties: the earliest), begun at a sentence where one begins near by, with … at each cut.
 */
export const excerpt = (text: string, ranges: readonly Range[], width = FRAGMENT_WIDTH): Fragment[] => {
  if (text.length <= width) return markMatches(text, ranges);
  const window = placeWindow(text, densestWindow(ranges, width), width);
  const fragments = cut(text, ranges, window);
  if (window.start > 0) fragments.unshift({ text: CUT, match: false });
  if (window.end < text.length) fragments.push({ text: CUT, match: false });
  return joinUnmatched(fragments);
};

/** First and last offset of the ranges that fit together into `width` and are most in number. */
const densestWindow = (ranges: readonly Range[], width: number): Range => {
  let best: Range = { start: 0, end: 0 };
  let most = 0;
  let first = 0;
  for (const [last, range] of ranges.entries()) {
    while (first < last && range.end - (ranges[first]?.start ?? 0) > width) first++;
    const inside = last - first + 1;
    if (inside > most) {
      most = inside;
      best = { start: ranges[first]?.start ?? 0, end: range.end };
    }
  }
  return best;
};

const placeWindow = (text: string, core: Range, width: number): Range => {
  const spare = Math.max(0, width - (core.end - core.start));
  const earliest = Math.max(0, core.start - spare);
  const preferred = Math.max(0, core.start - Math.floor(spare / 3));
  let start = preferred;
  for (let at = core.start; at > earliest; at--) {
    if (SENTENCE_END.test(text.charAt(at - 1))) {
      start = at;
      break;
    }
  }
  start = Math.min(start, Math.max(0, text.length - width));
  const end = Math.min(text.length, Math.max(core.end, start + width));
  return { start: alignBackward(text, start), end: alignForward(text, end) };
};

const isLowSurrogate = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));
const alignBackward = (text: string, at: number): number => (isLowSurrogate(text, at) ? at - 1 : at);
const alignForward = (text: string, at: number): number => (isLowSurrogate(text, at) ? at + 1 : at);

const cut = (text: string, ranges: readonly Range[], window: Range): Fragment[] => {
  const fragments: Fragment[] = [];
  const push = (start: number, end: number, match: boolean) => {
    if (end > start) fragments.push({ text: text.slice(start, end), match });
  };
  let at = window.start;
  for (const range of ranges) {
    if (range.end <= window.start) continue;
    if (range.start >= window.end) break;
    const start = Math.max(range.start, window.start);
    const end = Math.min(range.end, window.end);
    push(at, start, false);
    push(start, end, true);
    at = end;
  }
  push(at, window.end, false);
  return fragments;
};

const joinUnmatched = (fragments: readonly Fragment[]): Fragment[] => {
  const joined: Fragment[] = [];
  for (const fragment of fragments) {
    const previous = joined.at(-1);
    if (previous && !previous.match && !fragment.match)
      joined[joined.length - 1] = { text: previous.text + fragment.text, match: false };
    else joined.push(fragment);
  }
  return joined;
};
