import { z } from 'zod';

/** Of how many engines a collection is made, and how many of them answer. */
export interface Presence {
  readonly nodes: number;
  readonly answering: number;
  /** How often one has ceased to answer. */
  readonly failures: number;
  /** How many questions were answered without one. */
  readonly misses: number;
}

/** Stands on an answer to which some nodes gave nothing: what they hold is missing from it and from its counts. */
export const partialSchema = z.object({ nodes: z.number().int(), answering: z.number().int() });
export type PartialMark = z.infer<typeof partialSchema>;

export const ALL_PRESENT: Presence = { nodes: 1, answering: 1, failures: 0, misses: 0 };

/** The mark of an answer made between two looks; null where every node took part all the time. */
export const markBetween = (before: Presence, after: Presence): PartialMark | null => {
  if (after.answering < after.nodes) return { nodes: after.nodes, answering: after.answering };
  return before.misses === after.misses ? null : { nodes: after.nodes, answering: after.nodes - 1 };
};
