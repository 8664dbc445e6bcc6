import type { Links } from '../domain/hit.ts';
import { paragraphPath } from '../domain/reading-place.ts';
import type { IndexedParagraph } from '../search/ports.ts';
import { permalinkOf } from '../text/permalink.ts';

/** Characters of a paragraph's beginning and end that a text fragment quotes. */
const QUOTED = 24;

/** `-`, `,` and `&` are syntax in a text directive; encodeURIComponent leaves the first. */
const encodeDirective = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D');

/** `#:~:text=` so that a browser scrolls the original page to the words. */
export const textFragment = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= 2 * QUOTED) return `#:~:text=${encodeDirective(line)}`;
  const start = characters.slice(0, QUOTED).join('');
  const end = characters.slice(-QUOTED).join('');
  return `#:~:text=${encodeDirective(start)},${encodeDirective(end)}`;
};

/** The text directive takes the place of whatever fragment the address had. */
const sourceLink = (address: string, text: string): string =>
  address.replace(/#.*$/s, '') + textFragment(text);

/** Where a paragraph stands, here and in the original page. */
export const linksOf = ({ reportId, ordinal, text, report }: IndexedParagraph): Links => ({
  paragraph: paragraphPath(reportId, ordinal),
  permalink: permalinkOf({ reportId, ordinal, text }),
  source: report.sourceUrl === null ? null : sourceLink(report.sourceUrl, text),
});
