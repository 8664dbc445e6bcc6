import { LRUCache } from 'lru-cache';
import type { FacetName } from '../../domain/facet.ts';
import type { CountedValue, Selected, SelectedReport, Selection } from '../ports.ts';
import { countedFields, groupFacets, type ReportFacets, toCountedFacets } from './facets.ts';
import { PARAGRAPH_NAMES, toFilter } from './filter.ts';
import { FIELDS_IN_REPORT } from './in-report.ts';
import type { Plan } from './plan.ts';
import type { ReportFacts } from './report-facts.ts';
import { type EngineRequest, narrow } from './run.ts';
import type { StateReader } from './state.ts';

/** Reports and values kept over all answers: some 15 MB. */
const MAX_KEPT = 150_000;
/** Of everything, and of everything under some filters: what people begin with is not pushed out by what they search. */
const MAX_BROWSED = 4;

/** How many, and where: the same whatever page is shown, in whatever order. */
export interface CountedSelection extends Pick<Selected, 'reports' | 'facets'> {
  /** Of the collection it was counted in. */
  readonly version: number;
}

export interface CountedFacetsDeps {
  readonly paragraphsUid: string;
  readonly asking: Pick<StateReader, 'askWithVersion'>;
  readonly facts: ReportFacts;
}

const toReports = (
  perReport: Readonly<Record<string, number>>,
  ids: ReadonlyMap<string, string>,
  facts: ReportFacets,
): SelectedReport[] => {
  const reports: SelectedReport[] = [];
  for (const [number, id] of ids)
    reports.push({ id, paragraphs: perReport[number] ?? 0, day: facts.get(number)?.day ?? 0 });
  return reports.sort((a, b) => b.paragraphs - a.paragraphs || (a.id < b.id ? -1 : 1));
};

/**
 * Counts facets and reports. Long facets are what takes the engine longest, so what was counted is kept for one version of the
 * collection: the next page, another order and the next reader ask for the same.
 */
export const createFacetCounter = ({ paragraphsUid, asking, facts: reportFacts }: CountedFacetsDeps) => {
  const kept = new LRUCache<string, CountedSelection>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ reports, facets }) =>
      [...facets.values()].reduce((sum, values) => sum + values.length, 1 + reports.length),
  });
  const browsed = new LRUCache<string, CountedSelection>({ max: MAX_BROWSED });
  const underWay = new Map<string, Promise<CountedSelection>>();

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
    const ids = await reportFacts.idsOf(Object.keys(perReport), facts);
    return {
      version: after,
      reports: toReports(perReport, ids, facts),
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
          if (counted.version === version) cache.set(key, counted);
        })
        .catch(() => {})
        .finally(() => underWay.delete(key));
    }
    return counting;
  };
};
