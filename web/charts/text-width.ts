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
