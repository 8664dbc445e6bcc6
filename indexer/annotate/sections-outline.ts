import { type Heading, STYLES } from './sections-headings.ts';

export interface OpenHeading extends Heading {
  /** Index of its line. */
  readonly at: number;
}

const rank = (heading: Heading): number => STYLES.indexOf(heading.style);

/**
 * Places a heading under those that are open: a style that is open already closes it and all beneath; a new list that
 * starts at one, or a heading of a smaller style, goes beneath; anything else closes what is smaller than itself.
 * Returns the headings then open, outermost first, the new one last.
 */
export const openUnder = (open: readonly OpenHeading[], heading: OpenHeading): OpenHeading[] => {
  const same = open.findLastIndex(({ style }) => style === heading.style);
  if (same >= 0) {
    // （一） under a second list of the same style, as where 一、二、三 are points within 第一: it goes on where it belongs.
    return [...open.slice(0, same), heading];
  }
  if (heading.style === 'lead') return [...open, heading];
  if (heading.number === 1 && heading.style !== 'part')
    return [...open.filter(({ style }) => style !== 'lead'), heading];
  const parent = open.findLastIndex((other) => rank(other) < rank(heading) && other.style !== 'lead');
  return [...open.slice(0, parent + 1), heading];
};
