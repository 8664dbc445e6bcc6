import { LRUCache } from 'lru-cache';
import type { Filters } from '../../domain/query.ts';
import type { CountedText, HeldReport, SearchIndex } from '../ports.ts';
import type { CountingDeps } from './counting.ts';
import { REPORT_NAMES, toRestrictions } from './filter.ts';
import { fromHeldDocument, HELD_FIELDS, type Held, holdUnder, withoutParagraphs } from './holdings.ts';
import { createOncePerVersion } from './once-per-version.ts';
import type { Conjunction } from './run.ts';
import { REPEATED_FIELD } from './settings.ts';

/** Reports of which holdings are read at once. */
const REPORT_BATCH = 1_000;
/** Answers kept: of 10,000 reports one takes a megabyte. */
const ANSWERS_KEPT = 8;
const TEXT_FIELDS = ['id', 'reportId', 'ordinal', 'year', 'role', 'topics', 'text'];

/** What is held, for the denominators of every rate. Equal filters get the very same list until the collection changes. */
export const createHeldReports = ({
  names,
  one,
  readMatches,
  knownVersion,
}: Pick<CountingDeps, 'names' | 'one' | 'readMatches' | 'knownVersion'>): SearchIndex['holdings'] => {
  const readHeld = createOncePerVersion(async () => {
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
      if (offset + REPORT_BATCH >= total) return found.sort((a, b) => (a.report.id < b.report.id ? -1 : 1));
    }
  });

  /** What reports hold besides what they repeat. The marks come at the end of a load. */
  const readUnrepeated = createOncePerVersion(async () => {
    const repeated = new Map<string, CountedText[]>();
    const marked: Conjunction[] = [{ q: '', filter: [`${REPEATED_FIELD} EXISTS`], weight: 1 }];
    for await (const hits of readMatches(marked, TEXT_FIELDS))
      for (const text of hits as readonly CountedText[])
        repeated.set(text.reportId, [...(repeated.get(text.reportId) ?? []), text]);
    return (await readHeld(await knownVersion())).map((held) => {
      const gone = repeated.get(held.report.id);
      return gone ? withoutParagraphs(held, gone) : held;
    });
  });

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

  /** They go with the list that they were made of. */
  const answers = new WeakMap<readonly Held[], LRUCache<string, HeldReport[]>>();
  const answersOf = (all: readonly Held[]) => {
    const kept = answers.get(all) ?? new LRUCache<string, HeldReport[]>({ max: ANSWERS_KEPT });
    answers.set(all, kept);
    return kept;
  };

  return async (filters) => {
    const version = await knownVersion();
    const all = await (filters.repeated === 'hide' ? readUnrepeated(version) : readHeld(version));
    const key = JSON.stringify(filters);
    const known = answersOf(all).get(key);
    if (known) return known;
    const within = await reportsWithin(filters);
    const asked = all.filter(
      ({ report, copy }) => (within?.has(report.id) ?? true) && (!copy || filters.report.length > 0),
    );
    const held = holdUnder(asked, filters);
    answersOf(all).set(key, held);
    return held;
  };
};
