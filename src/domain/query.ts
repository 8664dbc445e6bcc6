import { z } from 'zod';
import { docTypeSchema, isoDateSchema, levelSchema, yearSchema } from './report.ts';
import { roleSchema } from './role.ts';
import { topicSchema } from './topic.ts';

/** `exact`: each term must occur exactly as typed. `smart`: terms are cut into words, all of which count towards rank. */
export const MODES = ['exact', 'smart'] as const;
export type Mode = (typeof MODES)[number];

export const SORTS = ['relevance', 'newest', 'oldest'] as const;
export type Sort = (typeof SORTS)[number];

/** What to do with paragraphs that a report copied from the same institution's report of an earlier year. */
export const REPEATED = ['show', 'hide'] as const;

/** Restrictions: OR within one name, AND across names. */
export const filtersSchema = z.object({
  institution: z.array(z.string().min(1)),
  /** A name at any level (海曙区) or a path (浙江省/宁波市/海曙区). */
  region: z.array(z.string().min(1)),
  year: z.array(yearSchema),
  topic: z.array(topicSchema),
  role: z.array(roleSchema),
  docType: z.array(docTypeSchema),
  level: z.array(levelSchema),
  /** Report ids. */
  report: z.array(z.string().min(1)),
  yearFrom: yearSchema.nullable(),
  yearTo: yearSchema.nullable(),
  publishedFrom: isoDateSchema.nullable(),
  publishedTo: isoDateSchema.nullable(),
  repeated: z.enum(REPEATED),
});

export type Filters = z.infer<typeof filtersSchema>;

export const NO_FILTERS: Filters = {
  institution: [],
  region: [],
  year: [],
  topic: [],
  role: [],
  docType: [],
  level: [],
  report: [],
  yearFrom: null,
  yearTo: null,
  publishedFrom: null,
  publishedTo: null,
  repeated: 'show',
};

/** A name among the filters, and the full names of what is held that it was taken as: 四川 as 四川省. */
export const takenNameSchema = z.object({
  name: z.enum(['region', 'institution']),
  given: z.string(),
  taken: z.array(z.string()),
});
export type TakenName = z.infer<typeof takenNameSchema>;

/** A run of units that must stand in the text side by side. */
export interface Phrase {
  readonly kind: 'phrase';
  /** As the user typed it, without the operator around it. */
  readonly text: string;
  /** Normalised units (see text/units): Han characters, whole Latin or digit runs, punctuation marks. Never empty, never punctuation only. */
  readonly units: readonly string[];
  /** Between quotation marks: stays a phrase in smart mode too, and has no synonyms. */
  readonly quoted: boolean;
}

/** Two phrases or more that must stand in one sentence, in any order. */
export interface SameSentence {
  readonly kind: 'sentence';
  readonly phrases: readonly Phrase[];
}

/** A phrase that must stand in a paragraph at least so many times, occurrences that overlap counting once. */
export interface Repeated {
  readonly kind: 'repeated';
  readonly phrase: Phrase;
  /** Two or more. */
  readonly times: number;
}

/** What can be demanded of a paragraph; text/conditions says when one satisfies it. */
export type Term = Phrase | SameSentence | Repeated;

/** What the search box means: every group of `all` (any one of its terms), none of `none`, and the filters typed into the box. */
export interface ParsedQuery {
  readonly all: readonly (readonly Term[])[];
  readonly none: readonly Term[];
  readonly filters: Filters;
}
