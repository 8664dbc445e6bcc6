import type { Paragraph } from '../../domain/paragraph.ts';
import { ROLE_CODES } from '../../domain/role.ts';
import { TOPIC_CODES } from '../../domain/topic.ts';
import type { InnerFacet } from '../ports.ts';

/*
 * What a paragraph adds to its report under the facets that differ within one: the number of the report, and the value as a code. To
 * count such a field is to count reports per value in the same question that counts paragraphs, for unions too. Numbers, and
 * the report before the value: of 150,000 values that were texts, value first, the engine took 2.6 times as long (docs/benchmarks.md).
 */

/** Codes of one report: more than any facet has values. Numbers stay below 2³² for 16 million reports. */
const SPAN = 256;
/** The first year that a code can say; the last is 2155. */
const FIRST_YEAR = 1900;

/** A field each: a trend asks for years alone, and there are ten times as many topics. */
export const FIELDS_IN_REPORT: Readonly<Record<InnerFacet, string>> = {
  year: 'yearInReport',
  topic: 'topicInReport',
  role: 'roleInReport',
};
const FACETS = new Map(
  Object.entries(FIELDS_IN_REPORT).map(([facet, field]) => [field, facet as InnerFacet]),
);

/** Codes are places in these lists: whoever reorders one raises SCHEMA. */
const VALUES: Readonly<Record<Exclude<InnerFacet, 'year'>, readonly string[]>> = {
  topic: TOPIC_CODES,
  role: ROLE_CODES,
};

const valueOfCode = (facet: InnerFacet, code: number): string =>
  facet === 'year' ? String(FIRST_YEAR + code) : (VALUES[facet][code] ?? String(code));

type Said = Pick<Paragraph, 'year' | 'role' | 'topics'>;

/** The numbers that a paragraph adds to the report with this number. */
export const NUMBERS_OF: Readonly<Record<InnerFacet, (reportNumber: number, said: Said) => number[]>> = {
  year: (reportNumber, { year }) => (year === null ? [] : [reportNumber * SPAN + year - FIRST_YEAR]),
  role: (reportNumber, { role }) => [reportNumber * SPAN + ROLE_CODES.indexOf(role)],
  topic: (reportNumber, { topics }) =>
    topics.map((topic) => reportNumber * SPAN + TOPIC_CODES.indexOf(topic)),
};

/** The fields of a paragraph of the report with this number. */
export const valuesInReport = (reportNumber: number, said: Said): Record<string, number[]> => ({
  yearInReport: NUMBERS_OF.year(reportNumber, said),
  roleInReport: NUMBERS_OF.role(reportNumber, said),
  topicInReport: NUMBERS_OF.topic(reportNumber, said),
});

export const splitInReport = (
  facet: InnerFacet,
  number: number,
): { value: string; reportNumber: number } => ({
  value: valueOfCode(facet, number % SPAN),
  reportNumber: Math.floor(number / SPAN),
});

const [QUOTE, ZERO, END] = ['"', '0', '}'].map((sign) => sign.charCodeAt(0));

/** One facet from its first byte on: its values with the number of their reports, as JSON without braces, and where it ended. */
const countKeys = (bytes: Buffer, from: number, facet: InnerFacet): { counted: string; end: number } => {
  const counts = new Uint32Array(SPAN);
  let at = from;
  while (at < bytes.length && bytes[at] !== END) {
    if (bytes[at++] !== QUOTE) continue;
    let number = 0;
    for (; at < bytes.length && bytes[at] !== QUOTE; at++)
      number = number * 10 + (bytes[at] ?? 0) - (ZERO ?? 0);
    at++;
    const code = number % SPAN;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const counted = [...counts.entries()]
    .filter(([, reports]) => reports > 0)
    .map(([code, reports]) => `"${valueOfCode(facet, code)}":${reports}`)
    .join();
  return { counted, end: at };
};

/**
 * An answer of the engine, where in the given fields each value stands with the number of its reports. Such facets are long (150,000
 * values under a frequent word), so whoever only wants to know how many reports each value has counts them in the bytes, before
 * anything is made of them. A facet is found by its name in quotation marks before a brace, which no text in JSON can contain.
 */
export const countReports = (answer: Buffer, fields: readonly string[]): Buffer => {
  const found = fields
    .flatMap((field) => {
      const facet = FACETS.get(field);
      const begins = Buffer.from(`"${field}":{`);
      const places: { at: number; facet: InnerFacet }[] = [];
      if (facet)
        for (let at = answer.indexOf(begins); at >= 0; at = answer.indexOf(begins, at + begins.length))
          places.push({ at: at + begins.length, facet });
      return places;
    })
    .sort((a, b) => a.at - b.at);
  const parts: Buffer[] = [];
  let copied = 0;
  for (const { at, facet } of found) {
    const { counted, end } = countKeys(answer, at, facet);
    // Without its braces: those of the facet stay.
    parts.push(answer.subarray(copied, at), Buffer.from(counted));
    copied = end;
  }
  return Buffer.concat([...parts, answer.subarray(copied)]);
};
