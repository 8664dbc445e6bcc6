import { createHash } from 'node:crypto';

/*
 * A paragraph's permalink carries its place and a digest of its text, /p/{report}/{ordinal}-{digest}: when a report is published
 * anew with a line more or less, the paragraph is found by its text, and where the text is gone that is said instead of another
 * paragraph being shown for it.
 */

/** White space and invisible characters: a page set anew differs in them and says the same. */
const UNSEEN = /[\s\p{Cf}\p{Cc}]/gu;

/**
 * Eight hexadecimal digits: among the 2,000 paragraphs of a long report one chance in 2,000 that any two share them, and then
 * the nearest counts. Only NFKC is applied, which Unicode promises not to change: no dictionary of ours may ever break a permalink.
 */
export const digestText = (text: string): string =>
  createHash('sha256').update(text.normalize('NFKC').replace(UNSEEN, '')).digest('hex').slice(0, 8);

/** What a permalink says of a paragraph. */
export interface Place {
  readonly ordinal: number;
  readonly digest: string;
}

export const permalinkOf = (paragraph: {
  readonly reportId: string;
  readonly ordinal: number;
  readonly text: string;
}): string => `/p/${paragraph.reportId}/${paragraph.ordinal}-${digestText(paragraph.text)}`;

/** Reads `{ordinal}-{digest}`; null for anything else. */
export const parsePlace = (place: string): Place | null => {
  const [, ordinal, digest] = /^(\d{1,9})-([0-9a-f]{8})$/.exec(place) ?? [];
  return ordinal === undefined || digest === undefined ? null : { ordinal: Number(ordinal), digest };
};

/** The paragraph with this text that stands nearest to where it stood; null where none has it. */
export const findPlace = <T extends { readonly ordinal: number; readonly text: string }>(
  paragraphs: readonly T[],
  { ordinal, digest }: Place,
): T | null => {
  const distance = (paragraph: T): number => Math.abs(paragraph.ordinal - ordinal);
  let nearest: T | null = null;
  for (const paragraph of paragraphs)
    if (
      (nearest === null || distance(paragraph) < distance(nearest)) &&
      digestText(paragraph.text) === digest
    )
      nearest = paragraph;
  return nearest;
};
