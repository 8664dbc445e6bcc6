import { InvalidRequest } from '../domain/problem.ts';
import type { Filters, Mode, ParsedQuery, Phrase, TakenName, Term } from '../domain/query.ts';
import type { Selection } from '../search/ports.ts';
import { phrasesOf, termKey } from '../text/conditions.ts';
import { type Expansion, expand } from '../text/expand.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { MAX_COMBINATIONS, MAX_TERMS, parseQuery } from '../text/query.ts';
import { showTerm } from '../text/query-format.ts';
import { toPairs, toWords } from '../text/smart.ts';

/** How a query is to be read. */
export interface Reading {
  readonly mode: Mode;
  /** Whether synonyms count as the terms themselves. */
  readonly synonyms: boolean;
}

/** What a request asks for, decided before the index is asked. */
export interface Interpretation {
  readonly selection: Selection;
  /** Everything whose occurrences are marked. */
  readonly marked: readonly Term[];
  /** What ranking counts. */
  readonly ranked: readonly { readonly units: readonly string[]; readonly weight: number }[];
  /** For people: each inner list is alternatives. */
  readonly terms: readonly (readonly string[])[];
  readonly excluded: readonly string[];
  /** What synonyms added. */
  readonly expanded: readonly Expansion[];
  /** Names of the filters that were taken as others. */
  readonly taken: readonly TakenName[];
}

/** Words a smart query selects by; further ones still count towards rank. Their choices (2⁵ − 1) are queries of the engine. */
const MAX_SELECTING = 5;

/** Choices of a smart query with synonyms: each word left out, or said in one of its ways. */
const MAX_CHOICES = 64;

/** Any word will do: on the judged queries asking for half of them lost 0.03 nDCG (docs/adr/0004-ranking.md). */
const SMART_MINIMUM = 1;

/** The filters of the box beside those of the page: a value in either counts as in both (OR within a name). */
export const mergeFilters = (a: Filters, b: Filters): Filters => ({
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
  repeated: a.repeated === 'hide' ? a.repeated : b.repeated,
});

const texts = (terms: readonly Term[]): string[] => terms.map(showTerm);

/** Parses the box. @throws {InvalidRequest} naming `q` with a sentence that says what to change. */
export const parseBox = (q: string): ParsedQuery => {
  const parsed = parseQuery(q);
  if ('fault' in parsed) throw new InvalidRequest('q', parsed.fault);
  return parsed.query;
};

const multiply = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1);

const interpretExactly = (
  { all, none, filters }: ParsedQuery,
  { synonyms }: Reading,
  lexicon: Lexicon,
): Omit<Interpretation, 'taken'> => {
  const { groups, expansions } = synonyms
    ? expand(all, lexicon.synonyms, (sizes) => multiply(sizes) <= MAX_COMBINATIONS)
    : { groups: all, expansions: [] };
  const marked = groups.flat();
  return {
    selection: { groups, minimum: groups.length, none, filters },
    marked,
    ranked: distinct(marked.flatMap(phrasesOf)).map(({ units }) => ({ units, weight: 1 })),
    terms: groups.map(texts),
    excluded: texts(none),
    expanded: expansions,
  };
};

const distinct = <T extends Term>(terms: readonly T[]): T[] => [
  ...new Map(terms.map((term) => [termKey(term), term])).values(),
];

const distinctGroups = (groups: readonly (readonly Term[])[]): (readonly Term[])[] => [
  ...new Map(groups.map((group) => [group.map(termKey).join('|'), group])).values(),
];

/** The words of a bare term, or the term itself where it has synonyms of its own. */
const cut = (term: Phrase, { synonyms }: Reading, lexicon: Lexicon): readonly Phrase[] =>
  synonyms && lexicon.synonyms(term).length > 0
    ? [term]
    : toWords(term, lexicon.segment, lexicon.segmentFinely);

const interpretSmartly = (
  { all, none, filters }: ParsedQuery,
  reading: Reading,
  lexicon: Lexicon,
): Omit<Interpretation, 'taken'> => {
  // Only a bare term is cut: a quoted phrase, alternatives, a sentence or a number of times are the user's own choice.
  const bareOf = (group: readonly Term[]): Phrase | null => {
    const [only] = group;
    return group.length === 1 && only?.kind === 'phrase' && !only.quoted ? only : null;
  };
  const words = distinctGroups(
    all.flatMap((group): (readonly Term[])[] => {
      const bare = bareOf(group);
      return bare ? cut(bare, reading, lexicon).map((word) => [word]) : [group];
    }),
  ).slice(0, MAX_TERMS);
  const selected = words.slice(0, MAX_SELECTING);
  const { groups, expansions } = reading.synonyms
    ? expand(selected, lexicon.synonyms, (sizes) => multiply(sizes.map((size) => size + 1)) <= MAX_CHOICES)
    : { groups: selected, expansions: [] };
  const shown = [...groups, ...words.slice(MAX_SELECTING)];
  const marked = shown.flat();
  return {
    selection: { groups, minimum: Math.min(SMART_MINIMUM, groups.length), none, filters },
    marked,
    ranked: [
      ...distinct(marked.flatMap(phrasesOf)).map(({ units }) => ({ units, weight: 0.5 })),
      ...all
        .flatMap((group) => bareOf(group) ?? [])
        .flatMap(toPairs)
        .map((units) => ({ units, weight: 1 })),
    ],
    terms: shown.map(texts),
    excluded: texts(none),
    expanded: expansions,
  };
};

/** Reads the box under the filters of the page. @throws {InvalidRequest} */
export const interpret = (
  q: string,
  reading: Reading,
  pageFilters: Filters,
  lexicon: Lexicon,
): Interpretation => {
  const box = parseBox(q);
  const given = mergeFilters(box.filters, pageFilters);
  const { filters, taken } = lexicon.settleNames?.(given) ?? { filters: given, taken: [] };
  const query = { ...box, filters };
  return {
    ...(reading.mode === 'exact'
      ? interpretExactly(query, reading, lexicon)
      : interpretSmartly(query, reading, lexicon)),
    taken,
  };
};
