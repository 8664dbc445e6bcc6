import { z } from 'zod';
import { facetSchema } from './facet.ts';
import { collectedParagraphSchema } from './paragraph.ts';
import { MODES, SORTS, takenNameSchema } from './query.ts';
import { reportSchema } from './report.ts';

/** A piece of shown text; `match` marks exactly the characters that matched. */
export const fragmentSchema = z.object({ text: z.string(), match: z.boolean() });
export type Fragment = z.infer<typeof fragmentSchema>;

/** What a hit says of its report. */
export const hitReportSchema = reportSchema.pick({
  id: true,
  title: true,
  titleDerived: true,
  institution: true,
  region: true,
  level: true,
  reportYear: true,
  publishedOn: true,
  docType: true,
  sourceUrl: true,
});
export type HitReport = z.infer<typeof hitReportSchema>;

export const linksSchema = z.object({
  /** `/reports/{id}#p{ordinal}`, far down in a report with `?at={ordinal}` as well. */
  paragraph: z.string(),
  /** `/p/{id}/{ordinal}-{digest of the text}`: finds the paragraph even after its report was published anew. */
  permalink: z.string(),
  /** The original page with a text fragment, or null where no address is known. */
  source: z.string().nullable(),
});
export type Links = z.infer<typeof linksSchema>;

export const hitSchema = collectedParagraphSchema.extend({
  /** The densest window of a long paragraph, whole text of a short one; joined they are a part of `text` (with … at a cut). */
  fragments: z.array(fragmentSchema),
  report: hitReportSchema,
  links: linksSchema,
  /** With group=report: how many paragraphs of this report match; null otherwise. */
  groupSize: z.number().int().positive().nullable(),
});
export type Hit = z.infer<typeof hitSchema>;

export const searchAnswerSchema = z.object({
  query: z.object({
    q: z.string(),
    mode: z.enum(MODES),
    sort: z.enum(SORTS),
    group: z.enum(['none', 'report']),
    /** What must occur, as understood: each inner list is alternatives. In smart mode the words the query was cut into. */
    terms: z.array(z.array(z.string())),
    excluded: z.array(z.string()),
    synonyms: z.boolean(),
    /** What synonyms added to a term, and what there was no room for. */
    expanded: z.array(
      z.object({ term: z.string(), added: z.array(z.string()), leftOut: z.array(z.string()) }),
    ),
    /** Places and institutions that were named otherwise than what is held. */
    taken: z.array(takenNameSchema),
  }),
  /** Paragraphs. */
  total: z.number().int().nonnegative(),
  totalReports: z.number().int().nonnegative(),
  /** False only while a very large candidate set is still being verified against the text. */
  exact: z.boolean(),
  page: z.number().int().positive(),
  pageSize: z.number().int().positive(),
  hits: z.array(hitSchema),
  facets: z.array(facetSchema),
  /** Milliseconds. */
  took: z.number().nonnegative(),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
