import { z } from 'zod';

export const relatedTermSchema = z.object({
  term: z.string(),
  /** Of the paragraphs found, those in which it stands as a word. */
  paragraphs: z.number().int().positive(),
  /** Log-likelihood ratio against the rest of the collection. */
  score: z.number().nonnegative(),
  /** The query with the term added. */
  query: z.string(),
});

/** The terms that stand out in what a query finds, most telling first. */
export const relatedAnswerSchema = z.object({
  q: z.string(),
  total: z.number().int().nonnegative(),
  terms: z.array(relatedTermSchema),
});
export type RelatedAnswer = z.infer<typeof relatedAnswerSchema>;
