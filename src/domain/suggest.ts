import { z } from 'zod';

/** A term or an institution to put into the box, or a report to open. */
export const suggestionSchema = z.object({
  kind: z.enum(['term', 'institution', 'report']),
  text: z.string(),
  /** The whole content of the box once it is chosen; null for a report, which is opened. */
  query: z.string().nullable(),
  /** The report to open; null for the others. */
  reportId: z.string().nullable(),
  /** Paragraphs with the term, or in the report; reports of the institution. */
  count: z.number().int().nonnegative(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const suggestAnswerSchema = z.object({
  q: z.string(),
  suggestions: z.array(suggestionSchema),
});
export type SuggestAnswer = z.infer<typeof suggestAnswerSchema>;
