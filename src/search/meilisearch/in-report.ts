import type { Paragraph } from '../../domain/paragraph.ts';
import { ROLE_CODES } from '../../domain/role.ts';
import { TOPIC_CODES } from '../../domain/topic.ts';
import type { InnerFacet } from '../ports.ts';

/*
 * What a paragraph adds to its report under the facets that differ within one: the number of the report, and the value as a code. To
 * count such a field is to count reports per value in the same question that counts paragraphs, for unions too. Numbers, and
 * the report before the value: values that were texts, value first, took the engine 2.4 times as long (docs/adr/0019-numbers-of-reports.md).
 */

/** Codes of one report: more than any facet has values. Numbers stay below 2³² for 16 million reports. */
export const SPAN = 256;
/** The first year that a code can say; the last is 2155. */
const FIRST_YEAR = 1900;

/** A field each: a trend asks for years alone, and there are ten times as many topics. */
export const FIELDS_IN_REPORT: Readonly<Record<InnerFacet, string>> = {
  year: 'yearInReport',
  topic: 'topicInReport',
  role: 'roleInReport',
};
/** The other way round. */
export const FACET_OF_FIELD = new Map(
  Object.entries(FIELDS_IN_REPORT).map(([facet, field]) => [field, facet as InnerFacet]),
);

/** Codes are places in these lists: whoever reorders one raises SCHEMA. */
const VALUES: Readonly<Record<Exclude<InnerFacet, 'year'>, readonly string[]>> = {
  topic: TOPIC_CODES,
  role: ROLE_CODES,
};

export const valueOfCode = (facet: InnerFacet, code: number): string =>
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

/** What a number says, and of which report. */
export const splitInReport = (
  facet: InnerFacet,
  number: number,
): { value: string; reportNumber: number } => ({
  value: valueOfCode(facet, number % SPAN),
  reportNumber: Math.floor(number / SPAN),
});
