import { z } from 'zod';

/** Counted fields. `report` is answered by grouping, not as a facet of the page. */
export const FACET_NAMES = ['region', 'institution', 'year', 'topic', 'role', 'level', 'docType'] as const;
export type FacetName = (typeof FACET_NAMES)[number];

export const facetValueSchema = z.object({
  /** What goes into the filter of the same name. */
  value: z.string(),
  /** What people see, in Chinese. */
  label: z.string(),
  /** Paragraphs. */
  count: z.number().int().nonnegative(),
  /** Reports that hold at least one of them. */
  reports: z.number().int().nonnegative(),
  selected: z.boolean(),
  /** Of a region: how many regions directly below it hold matches, whether they are among the values or not. */
  below: z.number().int().nonnegative().optional(),
});

export const facetSchema = z.object({
  name: z.enum(FACET_NAMES),
  /** True when there are more values than these. */
  hasMore: z.boolean(),
  values: z.array(facetValueSchema),
});

export type FacetValue = z.infer<typeof facetValueSchema>;
export type Facet = z.infer<typeof facetSchema>;
