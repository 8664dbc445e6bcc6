import { z } from 'zod';
import { takenNameSchema } from './query.ts';
import { yearSchema } from './report.ts';

const count = z.number().int().nonnegative();

const counted = {
  paragraphs: count,
  /** Reports with at least one of the paragraphs. */
  reports: count,
  /** Places in the text; several in one paragraph count severally, those that overlap once. */
  occurrences: count,
};

const held = {
  paragraphs: count,
  reports: count,
  /** Unicode code points of the paragraphs' texts. */
  characters: count,
};

/** Several queries over the years that paragraphs speak of. */
export const trendAnswerSchema = z.object({
  /** In the order asked for. */
  series: z.array(
    z.object({
      q: z.string(),
      /** One a year of `totals`, zeros included. */
      points: z.array(z.object({ year: yearSchema, ...counted })),
      /** Paragraphs of which no section tells the year. */
      undated: z.object(counted),
    }),
  ),
  /** What the collection holds under the same filters, in each year of which it holds anything, earliest first. */
  totals: z.array(z.object({ year: yearSchema, ...held })),
  undated: z.object(held),
  /** Places and institutions that were named otherwise than what is held. */
  taken: z.array(takenNameSchema),
});

export type TrendAnswer = z.infer<typeof trendAnswerSchema>;
