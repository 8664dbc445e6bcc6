import { z } from 'zod';
import { takenNameSchema } from './query.ts';

export const COMPARE_ROWS = ['institution', 'region', 'level', 'query'] as const;
export const COMPARE_COLS = ['year', 'topic', 'role', 'query'] as const;
export type CompareRows = (typeof COMPARE_ROWS)[number];
export type CompareCols = (typeof COMPARE_COLS)[number];

const count = z.number().int().nonnegative();

const headSchema = z.object({
  /** What goes into the filter of the same name; of queries: the query. */
  value: z.string(),
  label: z.string(),
});

/** A matrix of counts: who wrote about it, and when, on which topic, in which role, or about which of several queries. */
export const compareAnswerSchema = z.object({
  rows: z.array(
    headSchema.extend({
      /** Of the row as a whole, whatever its columns; null where the columns are queries, which may overlap. */
      paragraphs: count.nullable(),
      reports: count.nullable(),
      occurrences: count.nullable(),
      /** Reports of the row, matching or not. */
      reportsHeld: count,
      characters: count,
    }),
  ),
  cols: z.array(headSchema),
  /** Row by row, every column of each. */
  cells: z.array(
    z.object({
      row: z.string(),
      col: z.string(),
      paragraphs: count,
      reports: count,
      occurrences: count,
      /** 0 means that nothing is known; with reports held and no paragraphs the row is silent. */
      reportsHeld: count,
      /** Unicode code points that the row holds in the column. */
      characters: count,
    }),
  ),
  /** True when there are more rows than these. */
  hasMore: z.boolean(),
  /** Where rows are regions: 1 for provinces, 2 for cities and so on; null otherwise. */
  depth: z.number().int().nullable(),
  /** Reports under the filters that belong to no row: without an institution, say, or of a place above the rows. */
  outside: count,
  /** Places and institutions that were named otherwise than what is held. */
  taken: z.array(takenNameSchema),
});

export type CompareAnswer = z.infer<typeof compareAnswerSchema>;
