import { z } from 'zod';
import { hitSchema } from './hit.ts';

/** A paragraph of another report that says much the same. */
export const similarParagraphSchema = hitSchema.omit({ groupSize: true }).extend({
  /** How alike, from 0 to 1: pairs of characters in common, rare ones counting more. What the list is ordered by. */
  score: z.number().min(0).max(1),
  /** Share of the given paragraph that stands in this one word for word, in runs of four characters and more. */
  shared: z.number().min(0).max(1),
});
export type SimilarParagraph = z.infer<typeof similarParagraphSchema>;

export const similarAnswerSchema = z.object({ similar: z.array(similarParagraphSchema) });
