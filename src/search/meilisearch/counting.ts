import { LRUCache } from 'lru-cache';
import type { Phrase, Term } from '../../domain/query.ts';
import { termKey, termRanges } from '../../text/conditions.ts';
import type { CountedText, InnerFacet, SearchIndex, Selection, Tallied } from '../ports.ts';
import { repeatFilter, timesFilters } from './engine-terms.ts';
import { FACET_FIELDS } from './facets.ts';
import { PARAGRAPH_NAMES, quote, toFilter } from './filter.ts';
import { createHeldReports } from './held-reports.ts';
import { FIELDS_IN_REPORT, NUMBERS_OF } from './in-report.ts';
import type { Pace } from './pace.ts';
import type { Plan } from './plan.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Conjunction, type EngineAnswer, type EngineRequest, narrow } from './run.ts';
import type { StateReader } from './state.ts';
import { createTally } from './tally.ts';

/** Texts of which occurrences are counted at once. */
const TEXT_BATCH = 2_000;
/** Counts kept: some 12 MB. */
const MAX_KEPT = 1_000_000;

const TEXT_FIELDS = ['id', 'reportId', 'ordinal', 'year', 'role', 'topics', 'text'];

/** What is read of a text to count in it. */
type NumberedText = CountedText & { readonly reportNumber: number };

/** Counted in one version of the collection. */
interface Counted {
  readonly tallied: Tallied;
  readonly size: number;
  readonly version: number;
}

/** What counting needs of the index it belongs to. */
export interface CountingDeps {
  readonly names: { readonly paragraphs: string; readonly reports: string };
  readonly one: (request: EngineRequest) => Promise<EngineAnswer>;
  readonly asking: Pick<StateReader, 'askWithVersion'>;
  readonly facts: ReportFacts;
  /** Waits until every suspect is checked. */
  readonly planWhole: (selection: Selection) => Promise<Plan>;
  readonly readMatches: (
    conjunctions: readonly Conjunction[],
    fields: readonly string[],
  ) => AsyncIterable<readonly unknown[]>;
  readonly knownVersion: () => Promise<number>;
  readonly startReading: Pace['startReading'];
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

/** Counting: everything goes through the same verified plan as a search. */
export const createCounting = ({
  names,
  one,
  asking,
  facts: reportFacts,
  planWhole,
  readMatches,
  knownVersion,
  startReading,
}: CountingDeps): Pick<SearchIndex, 'texts' | 'tally' | 'holdings'> => {
  const tallies = new Map<string, Promise<Counted>>();
  const kept = new LRUCache<string, Tallied>({ maxSize: MAX_KEPT });

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
  ): AsyncGenerator<readonly NumberedText[]> {
    const inTurn = startReading();
    for (let offset = 0; ; offset += TEXT_BATCH) {
      const { hits, total } = await inTurn(() =>
        one({
          indexUid: names.paragraphs,
          conjunctions,
          offset,
          limit: TEXT_BATCH,
          fields: ['reportNumber', 'text', ...(by === null ? [] : [FACET_FIELDS[by]])],
        }),
      );
      yield hits as readonly NumberedText[];
      if (offset + TEXT_BATCH >= total) return;
    }
  };

  const count = async (
    selection: Selection,
    marked: readonly Term[],
    by: InnerFacet | null,
    begun: number,
  ): Promise<Counted> => {
    const plan = await planWhole(selection);
    const conjunctions = narrow(plan.conjunctions, toFilter(selection.filters, PARAGRAPH_NAMES));
    const inReport = by === null ? null : FIELDS_IN_REPORT[by];
    const counted = (filter: readonly string[]): EngineRequest => ({
      indexUid: names.paragraphs,
      conjunctions: narrow(conjunctions, filter),
      offset: 0,
      limit: 0,
      fields: ['id'],
      facets: inReport === null ? ['reportNumber'] : ['reportNumber', inReport],
    });
    const { sure, times, rest } = howOften(selection, marked);
    const [facts, { answers, version }] = await Promise.all([
      reportFacts.of(begun),
      asking.askWithVersion([counted([]), ...times.map((one) => counted([one]))]),
    ]);
    const [first = { hits: [], total: 0, facets: {} }, ...later] = answers;
    const tally = createTally(first, by);
    if (sure) tally.addTimes(first);
    later.forEach(tally.addTimes);
    const unrecorded = await reportFacts.unrecorded(first.facets.reportNumber ?? {}, facts);
    const named = (counted: number): Counted => ({
      tallied: tally.toTallied((number) => facts.get(number)?.id ?? unrecorded.get(number)),
      size: tally.size,
      version: counted,
    });
    if (rest === null) return named(version);
    for await (const texts of readUnordered(narrow(conjunctions, rest), by))
      for (const text of texts) {
        const more = termRanges(text.text, marked).length - (sure ? 1 : 0) - times.length;
        if (more > 0)
          tally.addMore(text.reportNumber, by === null ? [] : NUMBERS_OF[by](text.reportNumber, text), more);
      }
    return named(await knownVersion());
  };

  return {
    texts: (selection, reports) =>
      readTexts(selection, reports === undefined ? [] : [`reportId IN [${reports.map(quote).join(', ')}]`]),

    tally: async (selection, marked, by) => {
      for (let attempt = 0; ; attempt++) {
        const version = await knownVersion();
        const key = JSON.stringify([version, selection, marked, by]);
        const known = kept.get(key);
        if (known) return known;
        const running = tallies.get(key) ?? count(selection, marked, by, version);
        tallies.set(key, running);
        try {
          const { tallied, size, version: after } = await running;
          // A load in between would mix two collections.
          if (after !== version && attempt < 3) continue;
          if (after === version) kept.set(key, tallied, { size: 1 + size });
          return tallied;
        } finally {
          tallies.delete(key);
        }
      }
    },

    holdings: createHeldReports({ names, one, readMatches, knownVersion }),
  };
};
