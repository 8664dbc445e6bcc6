/** Longest piece; a page that shows more of one paragraph is no use to anybody. */
const LONGEST = 20_000;

/*
 * The engine numbers the words of a paragraph and loses those beyond position 65,535. A pair of characters takes one
 * position; a mark ends a run, which takes eight more; and each character that occurs is listed once more on its own.
 */
const MAX_POSITIONS = 64_000;
const OF_MARK = 8;
const OF_NEW_CHARACTER = 9;
const MARK = /[^\p{L}\p{M}\p{N}]/u;

/** How many characters from the start, at most `longest`, the engine takes in whole. A table row of short cells is full of marks. */
const fittingLength = (text: string, longest: number): number => {
  // So short that it fits even if every character were a new mark.
  if (text.length <= longest && text.length * (OF_MARK + OF_NEW_CHARACTER) <= MAX_POSITIONS)
    return text.length;
  const seen = new Set<string>();
  let positions = 0;
  for (let at = 0; at < text.length; at++) {
    if (at === longest) return at;
    const character = text.charAt(at);
    positions += MARK.test(character) ? OF_MARK : 1;
    if (!seen.has(character)) positions += OF_NEW_CHARACTER;
    seen.add(character);
    if (positions > MAX_POSITIONS) return at;
  }
  return text.length;
};

const SENTENCE_END = /[。！？；!?;][”’」』）)]*/gu;

/** A line in pieces of at most 20,000 characters, fewer where the engine could not hold them, cut after a sentence where there is one; joined they are the line. */
export const splitLongLine = (text: string, longest = LONGEST): string[] => {
  const pieces: string[] = [];
  let rest = text;
  for (let fits = fittingLength(rest, longest); fits < rest.length; fits = fittingLength(rest, longest)) {
    const window = rest.slice(0, fits);
    const last = [...window.matchAll(SENTENCE_END)].at(-1);
    let cut = last ? last.index + last[0].length : fits;
    // Never between the two halves of a character beyond the basic plane.
    if (/[\uD800-\uDBFF]/u.test(rest.charAt(cut - 1))) cut--;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
};
