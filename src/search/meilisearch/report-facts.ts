import type { FacetName } from '../../domain/facet.ts';
import { regionPaths } from '../../domain/region.ts';
import type { ReportFacets } from './facets.ts';
import { createOncePerVersion } from './once-per-version.ts';
import type { EngineAnswer, EngineRequest } from './run.ts';

/** Reports of which ids and facet fields are read at once. */
const REPORT_BATCH = 5_000;
/** Numbers in one filter. */
const NUMBER_BATCH = 1_000;
const FIELDS = ['number', 'id', 'institution', 'region', 'level', 'docType', 'sortDay'];

interface Fact {
  readonly number: number;
  readonly id: string;
  readonly institution: string | null;
  readonly region: string[];
  readonly level: string | null;
  readonly docType: string;
  readonly sortDay: number;
}

export interface ReportFacts {
  /** What every report says of itself, kept for one version of the collection. */
  readonly of: (version: number) => Promise<ReportFacets>;
  /** Ids of those among counted reports, by number, that are not recorded yet: a load writes their paragraphs first. */
  readonly unrecorded: (
    perReport: Readonly<Record<string, number>>,
    facts: ReportFacets,
  ) => Promise<ReadonlyMap<string, string>>;
}

export const createReportFacts = (
  one: (request: EngineRequest) => Promise<EngineAnswer>,
  names: { readonly paragraphs: string; readonly reports: string },
): ReportFacts => {
  const read = async (): Promise<ReportFacets> => {
    const facts = new Map<
      string,
      Partial<Record<FacetName, readonly string[]>> & { id: string; day: number }
    >();
    for (let offset = 0; ; offset += REPORT_BATCH) {
      const { hits, total } = await one({
        indexUid: names.reports,
        conjunctions: [{ q: '', filter: ['kind = report'], weight: 1 }],
        offset,
        limit: REPORT_BATCH,
        fields: FIELDS,
      });
      for (const { number, id, region, institution, level, docType, sortDay } of hits as Fact[])
        facts.set(String(number), {
          id,
          region: regionPaths(region),
          institution: institution === null ? [] : [institution],
          level: level === null ? [] : [level],
          docType: [docType],
          day: sortDay,
        });
      if (offset + REPORT_BATCH >= total) return facts;
    }
  };

  const unrecorded: ReportFacts['unrecorded'] = async (perReport, facts) => {
    const ids = new Map<string, string>();
    const missing: string[] = [];
    for (const number in perReport) if (!facts.has(number)) missing.push(number);
    for (let at = 0; at < missing.length; at += NUMBER_BATCH) {
      const batch = missing.slice(at, at + NUMBER_BATCH);
      const { hits } = await one({
        indexUid: names.paragraphs,
        conjunctions: [{ q: '', filter: [`reportNumber IN [${batch.join()}]`, 'ordinal = 0'], weight: 1 }],
        offset: 0,
        limit: batch.length,
        fields: ['reportId', 'reportNumber'],
      });
      for (const { reportId, reportNumber } of hits as { reportId: string; reportNumber: number }[])
        ids.set(String(reportNumber), reportId);
    }
    return ids;
  };

  return { of: createOncePerVersion(read), unrecorded };
};
