import { LRUCache } from 'lru-cache';
import type { Filters, Phrase, Term } from '../../domain/query.ts';
import { termKey, termRanges } from '../../text/conditions.ts';
import type { CountedText, Holding, InnerFacet, SearchIndex, Selection, Tallied } from '../ports.ts';
import { repeatFilter } from './engine-terms.ts';
import { PARAGRAPH_NAMES, quote, REPORT_NAMES, toFilter, toRestrictions } from './filter.ts';
import { fromHeldDocument, HELD_FIELDS, type Held, withoutParagraphs } from './holdings.ts';
import type { Plan } from './plan.ts';
import { type Conjunction, type EngineAnswer, type EngineRequest, narrow } from './run.ts';
import { REPEATED_FIELD } from './settings.ts';

/** Reports of which holdings are read at once. */
const REPORT_BATCH = 1_000;
/** Counted values kept: some 50 MB. */
const MAX_KEPT = 500_000;

const TEXT_FIELDS = ['id', 'reportId', 'ordinal', 'year', 'role', 'topics', 'text'];

/** What counting needs of the index it belongs to. */
export interface CountingDeps {
  readonly names: { readonly paragraphs: string; readonly reports: string };
  readonly one: (request: EngineRequest) => Promise<EngineAnswer>;
  /** Waits until every suspect is checked. */
  readonly planWhole: (selection: Selection) => Promise<Plan>;
  readonly readMatches: (
    conjunctions: readonly Conjunction[],
    fields: readonly string[],
  ) => AsyncIterable<readonly unknown[]>;
  readonly knownVersion: () => Promise<number>;
}

/** The only phrase of a selection of which nothing else is marked: it stands in each paragraph at least once. */
const onlyPhrase = ({ groups }: Selection, marked: readonly Term[]): Phrase | null => {
  const [group] = groups;
  const [term] = group ?? [];
  const [mark] = marked;
  const isOnly = groups.length === 1 && group?.length === 1 && marked.length === 1;
  return isOnly && term?.kind === 'phrase' && mark && termKey(mark) === termKey(term) ? term : null;
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

const holds = ({ year, role, topics }: Holding, filters: Filters): boolean =>
  (filters.role.length === 0 || filters.role.includes(role)) &&
  (filters.topic.length === 0 || topics.some((topic) => filters.topic.includes(topic))) &&
  (filters.year.length === 0 || (year !== null && filters.year.includes(year))) &&
  (filters.yearFrom === null || (year !== null && year >= filters.yearFrom)) &&
  (filters.yearTo === null || (year !== null && year <= filters.yearTo));

/** Counting: everything goes through the same verified plan as a search. */
export const createCounting = ({
  names,
  one,
  planWhole,
  readMatches,
  knownVersion,
}: CountingDeps): Pick<SearchIndex, 'texts' | 'tally' | 'holdings'> => {
  const tallies = new LRUCache<string, Promise<Tallied>>({ max: 1_000 });
  const sized = new LRUCache<string, Tallied>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ reports, values }) => reports.length + values.length + 1,
  });
  let held: { version: number; reports: Promise<Held[]> } | null = null;
  let unrepeated: { version: number; reports: Promise<Held[]> } | null = null;

  const readTexts = async function* (
    selection: Selection,
    more: readonly string[],
  ): AsyncGenerator<readonly CountedText[]> {
    const plan = await planWhole(selection);
    const filter = [...toFilter(selection.filters, PARAGRAPH_NAMES), ...more];
    for await (const hits of readMatches(narrow(plan.conjunctions, filter), TEXT_FIELDS))
      yield hits as readonly CountedText[];
  };

  const count = async (
    selection: Selection,
    marked: readonly Term[],
    by: InnerFacet | null,
  ): Promise<Tallied> => {
    const plan = await planWhole(selection);
    const filter = toFilter(selection.filters, PARAGRAPH_NAMES);
    const phrase = onlyPhrase(selection, marked);
    const repeats = phrase && repeatFilter(phrase);
    // Where the phrase surely stands once in each paragraph, only those are read in which it may stand again.
    const sure = repeats ? 1 : 0;
    const { facets } = await one({
      indexUid: names.paragraphs,
      conjunctions: narrow(plan.conjunctions, filter),
      offset: 0,
      limit: 0,
      fields: ['id'],
      facets: by === null ? ['reportId'] : ['reportId', 'reportValues'],
    });
    const reports = createSums();
    const values = createSums();
    for (const [id, paragraphs] of Object.entries(facets.reportId ?? {}))
      reports.add(id, paragraphs, sure * paragraphs);
    for (const [key, paragraphs] of Object.entries(facets.reportValues ?? {}))
      if (key.startsWith(`${by}/`)) values.add(key, paragraphs, sure * paragraphs);
    if (marked.length > 0)
      for await (const texts of readTexts(selection, repeats ?? []))
        for (const text of texts) {
          const more = termRanges(text.text, marked).length - sure;
          if (more === 0) continue;
          reports.add(text.reportId, 0, more);
          if (by !== null)
            for (const value of valuesOf(text, by)) values.add(`${by}/${value}/${text.reportId}`, 0, more);
        }
    return {
      reports: reports.entries().map(([reportId, sum]) => ({ reportId, ...sum })),
      values: values.entries().map(([key, sum]) => {
        const [, value = '', reportId = ''] = key.split('/');
        return { reportId, value, ...sum };
      }),
    };
  };

  const readHeld = async (): Promise<Held[]> => {
    const found: Held[] = [];
    for (let offset = 0; ; offset += REPORT_BATCH) {
      const { hits, total } = await one({
        indexUid: names.reports,
        conjunctions: [{ q: '', filter: ['kind = report'], weight: 1 }],
        offset,
        limit: REPORT_BATCH,
        fields: HELD_FIELDS,
      });
      found.push(...hits.map(fromHeldDocument));
      // Here, not by the engine: where several nodes hold them, deep pages of one order cost all the pages before.
      if (offset + REPORT_BATCH >= total) return found.sort((a, b) => (a.id < b.id ? -1 : 1));
    }
  };

  const allHeld = async (): Promise<Held[]> => {
    const version = await knownVersion();
    if (held?.version !== version) {
      const reports = readHeld();
      held = { version, reports };
      reports.catch(() => {
        held = null;
      });
    }
    return held.reports;
  };

  /** What reports hold besides what they repeat. The marks come at the end of a load, so they are read once a version. */
  const readUnrepeated = async (): Promise<Held[]> => {
    const repeated = new Map<string, CountedText[]>();
    const marked: Conjunction[] = [{ q: '', filter: [`${REPEATED_FIELD} EXISTS`], weight: 1 }];
    for await (const hits of readMatches(marked, TEXT_FIELDS))
      for (const text of hits as readonly CountedText[])
        repeated.set(text.reportId, [...(repeated.get(text.reportId) ?? []), text]);
    return (await allHeld()).map((report) => {
      const gone = repeated.get(report.id);
      return gone ? { ...report, holdings: withoutParagraphs(report.holdings, gone) } : report;
    });
  };

  const allUnrepeated = async (): Promise<Held[]> => {
    const version = await knownVersion();
    if (unrepeated?.version !== version) {
      const reports = readUnrepeated();
      unrepeated = { version, reports };
      reports.catch(() => {
        unrepeated = null;
      });
    }
    return unrepeated.reports;
  };

  /** Ids of the reports that filters about whole reports leave; null where there is no such filter. */
  const reportsWithin = async (filters: Filters): Promise<ReadonlySet<string> | null> => {
    const whole = { ...filters, year: [], topic: [], role: [], yearFrom: null, yearTo: null };
    const filter = toRestrictions(whole, REPORT_NAMES);
    if (filter.length === 0) return null;
    const { facets } = await one({
      indexUid: names.reports,
      conjunctions: [{ q: '', filter: ['kind = report', ...filter], weight: 1 }],
      offset: 0,
      limit: 0,
      fields: ['id'],
      facets: ['id'],
    });
    return new Set(Object.keys(facets.id ?? {}));
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
          const tallied = await running;
          // A load in between would mix two collections.
          if ((await knownVersion()) !== version && attempt < 3) continue;
          sized.set(key, tallied);
          return tallied;
        } finally {
          tallies.delete(key);
        }
      }
    },

    holdings: async (filters) => {
      const [all, within] = await Promise.all([
        filters.repeated === 'hide' ? allUnrepeated() : allHeld(),
        reportsWithin(filters),
      ]);
      return all.flatMap((report) => {
        if (within && !within.has(report.id)) return [];
        if (report.copy && filters.report.length === 0) return [];
        const holdings = report.holdings.filter((holding) => holds(holding, filters));
        const { copy: _, ...rest } = report;
        return holdings.length === 0 ? [] : [{ ...rest, holdings }];
      });
    },
  };
};
