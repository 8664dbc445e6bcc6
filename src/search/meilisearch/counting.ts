import { LRUCache } from 'lru-cache';
import type { Phrase, Term } from '../../domain/query.ts';
import { termKey, termRanges } from '../../text/conditions.ts';
import type { CountedText, InnerFacet, SearchIndex, Selection, Tallied } from '../ports.ts';
import { repeatFilter, timesFilters } from './engine-terms.ts';
import { FACET_FIELDS, FIELDS_IN_REPORT, splitInReport } from './facets.ts';
import { PARAGRAPH_NAMES, quote, toFilter } from './filter.ts';
import { createHeldReports } from './held-reports.ts';
import type { Plan } from './plan.ts';
import { type Conjunction, type EngineAnswer, type EngineRequest, narrow } from './run.ts';
import type { StateReader } from './state.ts';

/** Texts of which occurrences are counted at once. */
const TEXT_BATCH = 2_000;
/** Counted values kept: some 10 MB. */
const MAX_KEPT = 100_000;

const TEXT_FIELDS = ['id', 'reportId', 'ordinal', 'year', 'role', 'topics', 'text'];

/** What counting needs of the index it belongs to. */
export interface CountingDeps {
  readonly names: { readonly paragraphs: string; readonly reports: string };
  readonly one: (request: EngineRequest) => Promise<EngineAnswer>;
  readonly asking: Pick<StateReader, 'askWithVersion'>;
  /** Waits until every suspect is checked. */
  readonly planWhole: (selection: Selection) => Promise<Plan>;
  readonly readMatches: (
    conjunctions: readonly Conjunction[],
    fields: readonly string[],
  ) => AsyncIterable<readonly unknown[]>;
  readonly knownVersion: () => Promise<number>;
  /** Between two batches of a long reading. */
  readonly giveWay: (begun: number) => Promise<void>;
}

/** The only phrase of a selection of which nothing else is marked: it stands in each paragraph at least once. */
const onlyPhrase = ({ groups }: Selection, marked: readonly Term[]): Phrase | null => {
  const [group] = groups;
  const [term] = group ?? [];
  const [mark] = marked;
  const isOnly = groups.length === 1 && group?.length === 1 && marked.length === 1;
  return isOnly && term?.kind === 'phrase' && mark && termKey(mark) === termKey(term) ? term : null;
};

/** How the places where terms stand are counted. */
interface HowOften {
  /** Whether each paragraph surely holds one. */
  readonly sure: boolean;
  /** Filters for the paragraphs that hold another, and another. */
  readonly times: readonly string[];
  /** Filters for the paragraphs that must be read; null where none need be. */
  readonly rest: readonly string[] | null;
}

const howOften = (selection: Selection, marked: readonly Term[]): HowOften => {
  if (marked.length === 0) return { sure: false, times: [], rest: null };
  const phrase = onlyPhrase(selection, marked);
  const times = phrase && timesFilters(phrase);
  const last = times?.at(-1);
  if (times && last !== undefined) return { sure: true, times, rest: [last] };
  const repeats = phrase && repeatFilter(phrase);
  return { sure: repeats !== null, times: [], rest: repeats ?? [] };
};

const valuesOf = ({ year, role, topics }: CountedText, by: InnerFacet): readonly string[] =>
  by === 'topic' ? topics : by === 'role' ? [role] : year === null ? [] : [String(year)];

/** Sums by report, and by report and value. */
const createSums = () => {
  const sums = new Map<string, { paragraphs: number; occurrences: number }>();
  return {
    add: (key: string, paragraphs: number, occurrences: number) => {
      const sum = sums.get(key);
      if (sum) {
        sum.paragraphs += paragraphs;
        sum.occurrences += occurrences;
      } else sums.set(key, { paragraphs, occurrences });
    },
    entries: () => [...sums],
  };
};

type Sums = ReturnType<typeof createSums>;

const addFacet = (
  sums: Sums,
  distribution: Readonly<Record<string, number>> | undefined,
  first: boolean,
  occurrences: number,
): void => {
  for (const key in distribution) {
    const paragraphs = distribution[key] ?? 0;
    sums.add(key, first ? paragraphs : 0, occurrences * paragraphs);
  }
};

/** Each value names its report: one text for all of them, and not a piece of each key, which would keep the key. */
const toTallied = (reports: Sums, values: Sums): Tallied => {
  const ids = new Map(reports.entries().map(([reportId]) => [reportId, reportId]));
  return {
    reports: reports.entries().map(([reportId, sum]) => ({ reportId, ...sum })),
    values: values.entries().map(([key, sum]) => {
      const { value, reportId } = splitInReport(key);
      return { value, reportId: ids.get(reportId) ?? reportId, ...sum };
    }),
  };
};

/** Counting: everything goes through the same verified plan as a search. */
export const createCounting = ({
  names,
  one,
  asking,
  planWhole,
  readMatches,
  knownVersion,
  giveWay,
}: CountingDeps): Pick<SearchIndex, 'texts' | 'tally' | 'holdings'> => {
  const tallies = new Map<string, Promise<{ tallied: Tallied; version: number }>>();
  const sized = new LRUCache<string, Tallied>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ reports, values }) => reports.length + values.length + 1,
  });

  const readTexts = async function* (
    selection: Selection,
    more: readonly string[],
  ): AsyncGenerator<readonly CountedText[]> {
    const plan = await planWhole(selection);
    const filter = [...toFilter(selection.filters, PARAGRAPH_NAMES), ...more];
    for await (const hits of readMatches(narrow(plan.conjunctions, filter), TEXT_FIELDS))
      yield hits as readonly CountedText[];
  };

  /** Texts in whatever order they come cheapest. */
  const readUnordered = async function* (
    conjunctions: readonly Conjunction[],
    by: InnerFacet | null,
  ): AsyncGenerator<readonly CountedText[]> {
    for (let offset = 0; ; offset += TEXT_BATCH) {
      const begun = performance.now();
      const { hits, total } = await one({
        indexUid: names.paragraphs,
        conjunctions,
        offset,
        limit: TEXT_BATCH,
        fields: ['reportId', 'text', ...(by === null ? [] : [FACET_FIELDS[by]])],
      });
      yield hits as readonly CountedText[];
      if (offset + TEXT_BATCH >= total) return;
      await giveWay(begun);
    }
  };

  const count = async (
    selection: Selection,
    marked: readonly Term[],
    by: InnerFacet | null,
  ): Promise<{ tallied: Tallied; version: number }> => {
    const plan = await planWhole(selection);
    const conjunctions = narrow(plan.conjunctions, toFilter(selection.filters, PARAGRAPH_NAMES));
    const inReport = by === null ? null : FIELDS_IN_REPORT[by];
    const counted = (filter: readonly string[]): EngineRequest => ({
      indexUid: names.paragraphs,
      conjunctions: narrow(conjunctions, filter),
      offset: 0,
      limit: 0,
      fields: ['id'],
      facets: inReport === null ? ['reportId'] : ['reportId', inReport],
    });
    const reports = createSums();
    const values = createSums();
    const { sure, times, rest } = howOften(selection, marked);
    const { answers, version } = await asking.askWithVersion([
      counted([]),
      ...times.map((one) => counted([one])),
    ]);
    for (const [n, { facets }] of answers.entries()) {
      // The first answer says in which paragraphs it stands, each later one in which it stands once more.
      const first = n === 0;
      const occurrences = first && !sure ? 0 : 1;
      addFacet(reports, facets.reportId, first, occurrences);
      if (inReport !== null) addFacet(values, facets[inReport], first, occurrences);
    }
    if (rest === null) return { tallied: toTallied(reports, values), version };
    for await (const texts of readUnordered(narrow(conjunctions, rest), by))
      for (const text of texts) {
        const more = termRanges(text.text, marked).length - (sure ? 1 : 0) - times.length;
        if (more <= 0) continue;
        reports.add(text.reportId, 0, more);
        if (by !== null)
          for (const value of valuesOf(text, by)) values.add(`${value}/${text.reportId}`, 0, more);
      }
    return { tallied: toTallied(reports, values), version: await knownVersion() };
  };

  return {
    texts: (selection, reports) =>
      readTexts(selection, reports === undefined ? [] : [`reportId IN [${reports.map(quote).join(', ')}]`]),

    tally: async (selection, marked, by) => {
      for (let attempt = 0; ; attempt++) {
        const version = await knownVersion();
        const key = JSON.stringify([version, selection, marked, by]);
        const known = sized.get(key);
        if (known) return known;
        const running = tallies.get(key) ?? count(selection, marked, by);
        tallies.set(key, running);
        try {
          const { tallied, version: after } = await running;
          // A load in between would mix two collections.
          if (after !== version && attempt < 3) continue;
          if (after === version) sized.set(key, tallied);
          return tallied;
        } finally {
          tallies.delete(key);
        }
      }
    },

    holdings: createHeldReports({ names, one, readMatches, knownVersion }),
  };
};
