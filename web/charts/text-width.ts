/** Widths of characters in ems, near enough to lay out a chart without a browser: Han is square, Latin about half. */
const emsOf = (character: string): number => (/[\u2e80-\uffef]|[\ud800-\udbff]/.test(character) ? 1 : 0.56);

export const textWidth = (text: string, fontSize: number): number =>
  Array.from(text).reduce((sum, character) => sum + emsOf(character), 0) * fontSize;

/** The text, or as much of its beginning as fits, with … */
export const fitText = (text: string, fontSize: number, width: number): string => {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, fontSize) > width) characters.pop();
  return `${characters.join('')}…`;
};

/** The text in lines of that width: Latin breaks between words, Han anywhere. The last line that is allowed ends in … where more would follow. */
export const wrapText = (text: string, fontSize: number, width: number, most: number): string[] => {
  const pieces = text.match(/[\u2e80-\uffef]|\s+|[^\s\u2e80-\uffef]+/gu) ?? [];
  const lines: string[] = [''];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && textWidth((line + piece).trimEnd(), fontSize) > width) lines.push(piece.trimStart());
    else lines[lines.length - 1] = (line + piece).trimStart();
  }
  const kept = lines.slice(0, most - 1);
  const rest = lines.slice(most - 1);
  const last = rest.length > 1 ? `${(rest[0] ?? '').trimEnd()}…` : (rest[0] ?? '');
  return [...kept, last]
    .filter((line) => line !== '')
    .map((line) => fitText(line.trimEnd(), fontSize, width));
};
