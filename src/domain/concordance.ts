import { z } from 'zod';
import { takenNameSchema } from './query.ts';
import { yearSchema } from './report.ts';
import { roleSchema } from './role.ts';

/** `left`: by the characters before the match, read backwards; `right`: by those after it; `position`: newest report first, as it reads. */
export const CONCORDANCE_SORTS = ['left', 'right', 'position'] as const;
export type ConcordanceSort = (typeof CONCORDANCE_SORTS)[number];

export const concordanceLineSchema = z.object({
  left: z.string(),
  match: z.string(),
  right: z.string(),
  paragraphId: z.string(),
  reportId: z.string(),
  /** Position of the paragraph in its report. */
  ordinal: z.number().int().nonnegative(),
  title: z.string(),
  year: yearSchema.nullable(),
  role: roleSchema,
  institution: z.string().nullable(),
});
export type ConcordanceLine = z.infer<typeof concordanceLineSchema>;

/** Every place where the query stands, a line each. */
export const concordanceAnswerSchema = z.object({
  /** Lines in all: occurrences. */
  total: z.number().int().nonnegative(),
  page: z.number().int().positive(),
  pageSize: z.number().int().positive(),
  lines: z.array(concordanceLineSchema),
  /** Places and institutions that were named otherwise than what is held. */
  taken: z.array(takenNameSchema),
});
export type ConcordanceAnswer = z.infer<typeof concordanceAnswerSchema>;
