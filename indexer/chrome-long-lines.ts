/** Beyond some 30,000 characters the engine loses the end of a paragraph; this leaves room for every term. */
const LONGEST = 20_000;

const SENTENCE_END = /[。！？；!?;][”’」』）)]*/gu;

/** A line in pieces of at most 20,000 characters, cut after a sentence where there is one; joined they are the line. */
export const splitLongLine = (text: string, longest = LONGEST): string[] => {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const window = rest.slice(0, longest);
    const last = [...window.matchAll(SENTENCE_END)].at(-1);
    let cut = last ? last.index + last[0].length : longest;
    // Never between the two halves of a character beyond the basic plane.
    if (/[\uD800-\uDBFF]/u.test(rest.charAt(cut - 1))) cut--;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
};
