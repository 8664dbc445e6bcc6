import type { FacetName } from '../../domain/facet.ts';
import { regionPaths } from '../../domain/region.ts';
import type { ReportFacets } from './facets.ts';
import { createOncePerVersion } from './once-per-version.ts';
import type { EngineAnswer, EngineRequest } from './run.ts';

/** Reports of which ids and facet fields are read at once. */
const REPORT_BATCH = 5_000;
const FIELDS = ['id', 'institution', 'region', 'level', 'docType', 'sortDay'];

interface Fact {
  readonly id: string;
  readonly institution: string | null;
  readonly region: string[];
  readonly level: string | null;
  readonly docType: string;
  readonly sortDay: number;
}

/** Keeps for one version of the collection what every report says of itself. */
export const createReportFacts = (
  one: (request: EngineRequest) => Promise<EngineAnswer>,
  reportsUid: string,
): ((version: number) => Promise<ReportFacets>) => {
  const read = async (): Promise<ReportFacets> => {
    const facts = new Map<
      string,
      Partial<Record<FacetName, readonly string[]>> & { id: string; day: number }
    >();
    for (let offset = 0; ; offset += REPORT_BATCH) {
      const { hits, total } = await one({
        indexUid: reportsUid,
        conjunctions: [{ q: '', filter: ['kind = report'], weight: 1 }],
        offset,
        limit: REPORT_BATCH,
        fields: FIELDS,
      });
      for (const { id, region, institution, level, docType, sortDay } of hits as Fact[])
        facts.set(id, {
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

  return createOncePerVersion(read);
};
