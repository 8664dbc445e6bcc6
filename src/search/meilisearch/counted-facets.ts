import { LRUCache } from 'lru-cache';
import type { FacetName } from '../../domain/facet.ts';
import type { CountedValue, Selected, SelectedReport, SelectedReports, Selection } from '../ports.ts';
import { countedFields, groupFacets, type ReportFacets, toCountedFacets } from './facets.ts';
import { PARAGRAPH_NAMES, toFilter } from './filter.ts';
import { FIELDS_IN_REPORT } from './in-report.ts';
import type { Plan } from './plan.ts';
import type { ReportFacts } from './report-facts.ts';
import { type EngineRequest, narrow } from './run.ts';
import type { StateReader } from './state.ts';

/** Kept over all answers. */
const MAX_KEPT_BYTES = 12_000_000;
/** Of a value, which is an object, and of a report, which is two numbers. */
const BYTES = { value: 90, report: 8 };
/** Of everything, and of everything under some filters: what people begin with is not pushed out by what they search. */
const MAX_BROWSED = 4;

/** How many, and where: the same whatever page is shown, in whatever order. */
export interface CountedSelection extends Pick<Selected, 'total' | 'reports' | 'facets'> {
  /** Of the collection it was counted in. */
  readonly version: number;
}

export interface CountedFacetsDeps {
  readonly paragraphsUid: string;
  readonly asking: Pick<StateReader, 'askWithVersion'>;
  readonly facts: ReportFacts;
}

/** Kept as two rows of numbers until somebody wants to see them. */
const toReports = (
  perReport: Readonly<Record<string, number>>,
  facts: ReportFacets,
  unrecorded: ReadonlyMap<string, string>,
): SelectedReports => {
  const numbers = Uint32Array.from(Object.keys(perReport), Number);
  const paragraphs = Uint32Array.from(Object.values(perReport));
  return {
    count: numbers.length,
    list: () => {
      const reports: SelectedReport[] = [];
      for (const [n, number] of numbers.entries()) {
        const fact = facts.get(String(number));
        const id = fact?.id ?? unrecorded.get(String(number));
        // One that went while it was counted has no name.
        if (id !== undefined) reports.push({ id, paragraphs: paragraphs[n] ?? 0, day: fact?.day ?? 0 });
      }
      return reports.sort((a, b) => b.paragraphs - a.paragraphs || (a.id < b.id ? -1 : 1));
    },
  };
};

const sumOf = (perReport: Readonly<Record<string, number>>): number => {
  let sum = 0;
  for (const number in perReport) sum += perReport[number] ?? 0;
  return sum;
};

/**
 * Counts facets and reports. Long facets are what takes the engine longest, so what was counted is kept for one version of the
 * collection: the next page, another order and the next reader ask for the same.
 */
export const createFacetCounter = ({ paragraphsUid, asking, facts: reportFacts }: CountedFacetsDeps) => {
  const kept = new LRUCache<string, CountedSelection>({
    maxSize: MAX_KEPT_BYTES,
    sizeCalculation: ({ reports, facets }) =>
      [...facets.values()].reduce(
        (sum, values) => sum + BYTES.value * values.length,
        BYTES.value + BYTES.report * reports.count,
      ),
  });
  const browsed = new LRUCache<string, CountedSelection>({ max: MAX_BROWSED });
  const underWay = new Map<string, Promise<CountedSelection>>();
  let current = 0;
  /** What was counted in another version holds what all reports said in it. */
  const keepOnly = (version: number): void => {
    if (version === current) return;
    current = version;
    kept.clear();
    browsed.clear();
  };

  const count = async (
    { filters }: Selection,
    plan: Plan,
    names: readonly FacetName[],
    version: number,
  ): Promise<CountedSelection> => {
    const shared = groupFacets(names, filters);
    // Every selection counts its reports, beside the facets that have no filter of their own.
    const groups =
      shared[0]?.without === null ? shared : [{ without: null, names: [] as FacetName[] }, ...shared];
    const requests = groups.map(
      ({ without, names: counted }): EngineRequest => ({
        indexUid: paragraphsUid,
        conjunctions: narrow(plan.conjunctions, toFilter(filters, PARAGRAPH_NAMES, without ?? undefined)),
        offset: 0,
        limit: 0,
        fields: ['id'],
        facets: [...new Set([...countedFields(counted), ...(without === null ? ['reportNumber'] : [])])],
        reportsPerValue: Object.values(FIELDS_IN_REPORT),
      }),
    );
    const [facts, { answers, version: after }] = await Promise.all([
      reportFacts.of(version),
      asking.askWithVersion(requests),
    ]);
    const perReport = answers[0]?.facets.reportNumber ?? {};
    return {
      version: after,
      total: sumOf(perReport),
      reports: toReports(perReport, facts, await reportFacts.unrecorded(perReport, facts)),
      facets: new Map<FacetName, CountedValue[]>(
        groups.flatMap((group, n) => toCountedFacets(answers[n]?.facets ?? {}, group.names, facts)),
      ),
    };
  };

  return async (
    selection: Selection,
    plan: Plan,
    names: readonly FacetName[],
    version: number,
  ): Promise<CountedSelection> => {
    keepOnly(version);
    const key = JSON.stringify([version, selection, names]);
    const cache = selection.groups.length === 0 ? browsed : kept;
    const known = cache.get(key) ?? underWay.get(key);
    // While suspects remain unchecked the next answer may be another.
    if (known && plan.exact) return known;
    const counting = count(selection, plan, names, version);
    if (plan.exact) {
      underWay.set(key, counting);
      counting
        .then((counted) => {
          if (counted.version === version && version === current) cache.set(key, counted);
        })
        .catch(() => {})
        .finally(() => underWay.delete(key));
    }
    return counting;
  };
};
