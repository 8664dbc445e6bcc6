import { z } from 'zod';
import type { Paragraph } from '../../domain/paragraph.ts';
import { yearSchema } from '../../domain/report.ts';
import { roleSchema } from '../../domain/role.ts';
import { topicSchema } from '../../domain/topic.ts';
import type { HeldReport, Holding } from '../ports.ts';

/*
 * What a report holds is kept on the report, grouped by all that a filter or a column can tell apart inside it. The
 * engine has no sum; a numeric facet of lengths would give one, but a question for each cell of a matrix.
 */

/** Year, role, topics, paragraphs, characters. */
const packedSchema = z.tuple([
  yearSchema.nullable(),
  roleSchema,
  z.array(topicSchema),
  z.number().int().positive(),
  z.number().int().nonnegative(),
]);
type Packed = z.infer<typeof packedSchema>;

const countCharacters = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** The paragraphs of one report, those with the same year, role and topics together. */
export const packHoldings = (
  paragraphs: readonly Pick<Paragraph, 'year' | 'role' | 'topics' | 'text'>[],
): Packed[] => {
  const groups = new Map<string, Packed>();
  for (const { year, role, topics, text } of paragraphs) {
    const sorted = [...topics].sort();
    const key = `${year} ${role} ${sorted.join()}`;
    const group = groups.get(key) ?? [year, role, sorted, 0, 0];
    group[3]++;
    group[4] += countCharacters(text);
    groups.set(key, group);
  }
  return [...groups.values()];
};

const keyOf = ({ year, role, topics }: Holding): string => `${year} ${role} ${topics.join()}`;

/** What is left of a report's holdings without some of its paragraphs. */
export const withoutParagraphs = (
  holdings: readonly Holding[],
  paragraphs: Parameters<typeof packHoldings>[0],
): Holding[] => {
  const gone = new Map(
    packHoldings(paragraphs)
      .map(fromPacked)
      .map((group) => [keyOf(group), group]),
  );
  return holdings.flatMap((group) => {
    const less = gone.get(keyOf(group));
    const left = group.paragraphs - (less?.paragraphs ?? 0);
    return left > 0
      ? // Both are read for one version; where a load comes in between, less may be held than is taken away.
        [{ ...group, paragraphs: left, characters: Math.max(0, group.characters - (less?.characters ?? 0)) }]
      : [];
  });
};

const fromPacked = ([year, role, topics, paragraphs, characters]: Packed): Holding => ({
  year,
  role,
  topics,
  paragraphs,
  characters,
});

const heldReportSchema = z.object({
  id: z.string(),
  institution: z.string().nullable(),
  region: z.array(z.string()),
  level: z.string().nullable(),
  sortDay: z.number(),
  copy: z.boolean().default(false),
  holdings: z.array(packedSchema),
});

export const HELD_FIELDS = Object.keys(heldReportSchema.shape);

/** `copy`: counted only where it is asked for by name. */
export type Held = HeldReport & { readonly copy: boolean };

export const fromHeldDocument = (document: unknown): Held => {
  const { sortDay, holdings, ...report } = heldReportSchema.parse(document);
  return {
    ...report,
    day: sortDay,
    holdings: holdings.map(fromPacked),
  };
};
