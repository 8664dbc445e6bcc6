import { z } from 'zod';

/** Of how many engines a collection is made, and how many of them answer. */
export interface Presence {
  readonly nodes: number;
  readonly answering: number;
  /** How often one has failed to answer: tells that one did in between. */
  readonly failures: number;
}

/** Stands on an answer to which some nodes gave nothing: what they hold is missing from it and from its counts. */
export const partialSchema = z.object({ nodes: z.number().int(), answering: z.number().int() });
export type PartialMark = z.infer<typeof partialSchema>;

export const ALL_PRESENT: Presence = { nodes: 1, answering: 1, failures: 0 };

/** The mark of an answer made between two looks; null where every node was there all the time. */
export const markBetween = (before: Presence, after: Presence): PartialMark | null => {
  const worse = before.answering < after.answering ? before : after;
  if (worse.answering < worse.nodes) return { nodes: worse.nodes, answering: worse.answering };
  return before.failures === after.failures ? null : { nodes: after.nodes, answering: after.nodes - 1 };
};
