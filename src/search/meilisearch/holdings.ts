import { z } from 'zod';
import type { Paragraph } from '../../domain/paragraph.ts';
import type { Filters } from '../../domain/query.ts';
import { yearSchema } from '../../domain/report.ts';
import { ROLE_CODES, roleSchema } from '../../domain/role.ts';
import { TOPIC_CODES, type TopicCode, topicSchema } from '../../domain/topic.ts';
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

type HeldParagraph = Pick<Paragraph, 'year' | 'role' | 'topics' | 'text'>;

const countCharacters = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** The paragraphs of one report, those with the same year, role and topics together. */
export const packHoldings = (paragraphs: readonly HeldParagraph[]): Packed[] => {
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

/**
 * Holdings as numbers, five in a row: year (0 for none), role and topics as bits, paragraphs, characters. A million paragraphs are some
 * 470,000 groups: 10 MB like this, and 100 as objects.
 */
type Numbers = Int32Array;
const FIELDS = 5;

const bitOf = <T>(codes: readonly T[], code: T): number => 1 << codes.indexOf(code);
const bitsOf = <T>(codes: readonly T[], present: readonly T[]): number =>
  present.reduce((bits, code) => bits | bitOf(codes, code), 0);

const toNumbers = (groups: readonly Packed[]): Numbers =>
  Int32Array.from(
    groups.flatMap(([year, role, topics, paragraphs, characters]) => [
      year ?? 0,
      bitOf(ROLE_CODES, role),
      bitsOf(TOPIC_CODES, topics),
      paragraphs,
      characters,
    ]),
  );

/** The same few sets of topics come again and again. */
const topicSets = new Map<number, readonly TopicCode[]>();
const topicsOf = (bits: number): readonly TopicCode[] => {
  const known = topicSets.get(bits);
  if (known) return known;
  const topics = TOPIC_CODES.filter((code) => (bits & bitOf(TOPIC_CODES, code)) !== 0);
  topicSets.set(bits, topics);
  return topics;
};

/** What is asked of the paragraphs of a report, and not of the report: bits that are 0 ask for nothing. */
interface Within {
  readonly years: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly roles: number;
  readonly topics: number;
}

const withinOf = ({ year, yearFrom, yearTo, role, topic }: Filters): Within => ({
  years: year,
  // A paragraph without a year is in no range of years.
  from: yearFrom ?? (yearTo === null ? Number.NEGATIVE_INFINITY : 1),
  to: yearTo ?? Number.POSITIVE_INFINITY,
  roles: bitsOf(ROLE_CODES, role),
  topics: bitsOf(TOPIC_CODES, topic),
});

const isWithin = (numbers: Numbers, at: number, { years, from, to, roles, topics }: Within): boolean => {
  const year = numbers[at] ?? 0;
  return (
    (years.length === 0 || years.includes(year)) &&
    year >= from &&
    year <= to &&
    (roles === 0 || ((numbers[at + 1] ?? 0) & roles) !== 0) &&
    (topics === 0 || ((numbers[at + 2] ?? 0) & topics) !== 0)
  );
};

function* holdingsWithin(numbers: Numbers, within: Within): Generator<Holding> {
  for (let at = 0; at < numbers.length; at += FIELDS) {
    if (!isWithin(numbers, at, within)) continue;
    const year = numbers[at] || null;
    const role = ROLE_CODES[31 - Math.clz32(numbers[at + 1] ?? 1)] ?? 'other';
    const topics = topicsOf(numbers[at + 2] ?? 0);
    yield { year, role, topics, paragraphs: numbers[at + 3] ?? 0, characters: numbers[at + 4] ?? 0 };
  }
}

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

/** A report with what it holds, whatever the filters. */
export interface Held {
  readonly report: Omit<HeldReport, 'holdings'>;
  /** Counted only where it is asked for by name. */
  readonly copy: boolean;
  readonly numbers: Numbers;
}

export const fromHeldDocument = (document: unknown): Held => {
  const { sortDay, holdings, copy, ...report } = heldReportSchema.parse(document);
  return { report: { ...report, day: sortDay }, copy, numbers: toNumbers(holdings) };
};

/** What is left of a report's holdings without some of its paragraphs. */
export const withoutParagraphs = ({ numbers, ...held }: Held, paragraphs: readonly HeldParagraph[]): Held => {
  const gone = toNumbers(packHoldings(paragraphs));
  const left = numbers.slice();
  for (let at = 0; at < left.length; at += FIELDS)
    for (let less = 0; less < gone.length; less += FIELDS)
      if ([0, 1, 2].every((field) => left[at + field] === gone[less + field]))
        // Both are read for one version; where a load comes in between, less may be held than is taken away.
        for (const field of [3, 4])
          left[at + field] = Math.max(0, (left[at + field] ?? 0) - (gone[less + field] ?? 0));
  return { ...held, numbers: left.filter((_, n) => (left[n - (n % FIELDS) + 3] ?? 0) > 0) };
};

/** The reports with a paragraph under the filters, and what they hold under them. */
export const holdUnder = (all: readonly Held[], filters: Filters): HeldReport[] => {
  const within = withinOf(filters);
  return all.flatMap(({ report, numbers }) => {
    const [first] = holdingsWithin(numbers, within);
    const holdings = { [Symbol.iterator]: () => holdingsWithin(numbers, within) };
    return first === undefined ? [] : [{ ...report, holdings }];
  });
};
