import { z } from 'zod';
import { yearSchema } from './report.ts';
import { roleSchema } from './role.ts';
import { topicSchema } from './topic.ts';

export const PARAGRAPH_KINDS = ['heading', 'body'] as const;

/** One line of a report: the unit that is indexed, counted and hit. */
export const paragraphSchema = z.object({
  /** `{reportId}-{ordinal}`. */
  id: z.string().regex(/^[a-z0-9]{16}-\d+$/),
  reportId: z.string(),
  /** 0-based position in the report; the page's anchor is `#p{ordinal}`. */
  ordinal: z.number().int().nonnegative(),
  kind: z.enum(PARAGRAPH_KINDS),
  /** 1 (largest) to 4 for a heading, null for body text. */
  headingLevel: z.number().int().min(1).max(4).nullable(),
  /** As the report has it, surrounding white space removed; never empty. */
  text: z.string().min(1),
  /** The headings above it, outermost first, without itself. */
  headings: z.array(z.string()),
  role: roleSchema,
  /** The period of the section that governs it, never a year merely mentioned. */
  year: yearSchema.nullable(),
  topics: z.array(topicSchema),
  /** True when an over-long line was split and this continues the paragraph before it. */
  continued: z.boolean(),
  /** 1-based page of the original it begins on; null where the format has no pages. */
  page: z.number().int().positive().nullable(),
});

export type Paragraph = z.infer<typeof paragraphSchema>;

/** Where a paragraph stood before: in the latest earlier report of the same institution that has it. */
export const repeatedFromSchema = z.object({
  paragraphId: z.string(),
  /** Of the earlier report. */
  year: yearSchema,
  /** True where only the figures in it are others. */
  figuresChanged: z.boolean(),
});
export type RepeatedFrom = z.infer<typeof repeatedFromSchema>;

/** A paragraph among all others of a collection. */
export const collectedParagraphSchema = paragraphSchema.extend({
  /** Null where it is new, or where no earlier report is held. */
  repeatedFrom: repeatedFromSchema.nullable(),
});
export type CollectedParagraph = z.infer<typeof collectedParagraphSchema>;

export const paragraphId = (reportId: string, ordinal: number): string => `${reportId}-${ordinal}`;
