import { InvalidRequest } from '../domain/problem.ts';
import type { Filters, Mode, ParsedQuery, Phrase } from '../domain/query.ts';
import type { Selection } from '../search/ports.ts';
import { MAX_TERMS, parseQuery } from '../text/query.ts';
import type { Segmenter } from '../text/segment.ts';
import { toPairs, toWords } from '../text/smart.ts';

/** What a request asks for, decided before the index is asked. */
export interface Interpretation {
  readonly selection: Selection;
  /** Everything whose occurrences are marked. */
  readonly marked: readonly (readonly string[])[];
  /** What ranking counts. */
  readonly ranked: readonly { readonly units: readonly string[]; readonly weight: number }[];
  /** For people: each inner list is alternatives. */
  readonly terms: readonly (readonly string[])[];
  readonly excluded: readonly string[];
}

/** Words a smart query selects by; further ones still count towards rank. Their choices (2⁵ − 1) are queries of the engine. */
const MAX_SELECTING = 5;

/** Any word will do: on the judged queries asking for half of them lost 0.03 nDCG (docs/adr/0004-ranking.md). */
const SMART_MINIMUM = 1;

/** The filters of the box beside those of the page: a value in either counts as in both (OR within a name). */
const mergeFilters = (a: Filters, b: Filters): Filters => ({
  institution: [...a.institution, ...b.institution],
  region: [...a.region, ...b.region],
  year: [...a.year, ...b.year],
  topic: [...a.topic, ...b.topic],
  role: [...a.role, ...b.role],
  docType: [...a.docType, ...b.docType],
  level: [...a.level, ...b.level],
  report: [...a.report, ...b.report],
  yearFrom: b.yearFrom ?? a.yearFrom,
  yearTo: b.yearTo ?? a.yearTo,
  publishedFrom: b.publishedFrom ?? a.publishedFrom,
  publishedTo: b.publishedTo ?? a.publishedTo,
});

const texts = (phrases: readonly Phrase[]): string[] => phrases.map(({ text }) => text);

/** Parses the box. @throws {InvalidRequest} naming `q` with a sentence that says what to change. */
export const parseBox = (q: string): ParsedQuery => {
  const parsed = parseQuery(q);
  if ('problem' in parsed) throw new InvalidRequest('q', parsed.problem);
  return parsed.query;
};

export const interpret = (
  q: string,
  mode: Mode,
  pageFilters: Filters,
  segmenter: Segmenter,
): Interpretation => {
  const { all, none, filters: boxFilters } = parseBox(q);
  const filters = mergeFilters(boxFilters, pageFilters);
  const excluded = texts(none);

  if (mode === 'exact') {
    const phrases = all.flat();
    return {
      selection: { groups: all, minimum: all.length, none, filters },
      marked: phrases.map(({ units }) => units),
      ranked: phrases.map(({ units }) => ({ units, weight: 1 })),
      terms: all.map(texts),
      excluded,
    };
  }

  // A quoted phrase or alternatives are the user's own choice; only bare terms are cut.
  const groups: (readonly Phrase[])[] = all.flatMap((group): (readonly Phrase[])[] => {
    const [only] = group;
    return group.length === 1 && only && !only.quoted
      ? toWords(only, segmenter.segment, segmenter.segmentFinely).map((word) => [word])
      : [group];
  });
  const distinct = [
    ...new Map(
      groups.map((group) => [group.map(({ units }) => units.join('\u0001')).join('|'), group]),
    ).values(),
  ].slice(0, MAX_TERMS);
  const selecting = distinct.slice(0, MAX_SELECTING);
  const bare = all.flatMap((group) => (group.length === 1 ? group.filter(({ quoted }) => !quoted) : []));
  const words = distinct.flat();
  return {
    selection: { groups: selecting, minimum: Math.min(SMART_MINIMUM, selecting.length), none, filters },
    marked: words.map(({ units }) => units),
    ranked: [
      ...words.map(({ units }) => ({ units, weight: 0.5 })),
      ...bare.flatMap(toPairs).map((units) => ({ units, weight: 1 })),
    ],
    terms: distinct.map(texts),
    excluded,
  };
};
