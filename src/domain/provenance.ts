import { z } from 'zod';

/** Where a value of a report was read: from its owner's list, the page's meta tags, or which part of the report. */
export const EVIDENCE_SOURCES = [
  'manifest',
  'page',
  'header',
  'title',
  'opening',
  'headings',
  'text',
  'signature',
  'site',
  'published',
  'place',
] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** Fields that say where they were read. */
export const PROVENANCE_FIELDS = [
  'title',
  'institution',
  'region',
  'reportYear',
  'publishedOn',
  'docType',
  'indexNumber',
  'documentNumber',
] as const;
export type ProvenanceField = (typeof PROVENANCE_FIELDS)[number];

const provenanceSchema = z.object({
  /** True for what follows from the words, false for what they say. */
  inferred: z.boolean(),
  from: z.enum(EVIDENCE_SOURCES),
  /** The words that decided, as they stand there; empty where a manifest states the value itself. */
  words: z.string(),
});

export const provenanceMapSchema = z.partialRecord(z.enum(PROVENANCE_FIELDS), provenanceSchema);
export type ProvenanceMap = z.infer<typeof provenanceMapSchema>;
