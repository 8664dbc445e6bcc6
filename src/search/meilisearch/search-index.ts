import { LRUCache } from 'lru-cache';
import type { Meilisearch } from 'meilisearch';
import type { FacetName } from '../../domain/facet.ts';
import { fault } from '../../domain/faults/fault.ts';
import { EngineUnavailable } from '../../domain/problem.ts';
import { regionPaths } from '../../domain/region.ts';
import { encodeRun } from '../../text/terms.ts';
import type {
  Candidate,
  CollectionState,
  IndexedParagraph,
  Order,
  SearchIndex,
  Selected,
  Selection,
  SelectOptions,
} from '../ports.ts';
import { createCounting } from './counting.ts';
import {
  fromParagraphDocument,
  fromReportDocument,
  PARAGRAPH_FIELDS,
  REPORT_FIELDS,
  STATE_ID,
  stateSchema,
} from './documents.ts';
import { countedFields, groupFacets, type ReportFacets, toCountedFacets } from './facets.ts';
import { NO_COPIES, PARAGRAPH_NAMES, quote, REPORT_NAMES, toFilter } from './filter.ts';
import { createNodes, type Nodes } from './nodes.ts';
import { type Plan, planSelection } from './plan.ts';
import { type Conjunction, type EngineAnswer, type EngineRequest, narrow, runRequests } from './run.ts';
import { indexNames } from './settings.ts';
import { isMissingIndex } from './unavailable.ts';
import { createVerifier } from './verify.ts';

/** Paragraphs a page of a scan aims at: reports are gathered until they hold about as many. */
const SCAN_BATCH = 2_000;
/** More copies of one report than anybody looks through. */
const MOST_COPIES = 100;
/** Reports of which ids and facet fields are read at once. */
const REPORT_BATCH = 5_000;

const SORTS: Readonly<Record<Order, readonly string[]>> = {
  any: [],
  newest: ['sortDay:desc', 'reportId:asc', 'ordinal:asc'],
  oldest: ['sortDay:asc', 'reportId:asc', 'ordinal:asc'],
};

/** The reading side of the engine, or of several. The client needs a key that can search the two indexes, and no more. */
export const createSearchIndex = (engine: Meilisearch | Nodes, suffix = ''): SearchIndex => {
  const client = 'ask' in engine ? engine : createNodes([{ name: engine.config.host, client: engine }]);
  const names = indexNames(suffix);
  const verify = createVerifier(client, names.paragraphs);
  const frequencyCache = new LRUCache<string, number>({ max: 100_000 });
  let lastVersion: number | null = null;
  let reportFacets: { version: number; facets: Promise<ReportFacets> } | null = null;

  const onParagraphs = (request: Omit<EngineRequest, 'indexUid'>): EngineRequest => ({
    indexUid: names.paragraphs,
    ...request,
  });
  const onReports = (
    filter: readonly string[],
    request: Omit<EngineRequest, 'indexUid' | 'conjunctions'>,
  ): EngineRequest => ({
    indexUid: names.reports,
    conjunctions: [{ q: '', filter: ['kind = report', ...filter], weight: 1 }],
    ...request,
  });
  const stateRequest: EngineRequest = {
    indexUid: names.reports,
    conjunctions: [{ q: '', filter: [`id = ${STATE_ID}`], weight: 1 }],
    offset: 0,
    limit: 1,
    fields: ['*'],
    fromEach: true,
  };

  const readState = (answer: EngineAnswer | undefined): CollectionState | null =>
    answer?.hits[0] === undefined ? null : stateSchema.parse(answer.hits[0]);

  const state = async (): Promise<CollectionState | null> => {
    try {
      const [answer] = await runRequests(client, [stateRequest]);
      const found = readState(answer);
      // What is counted next is counted of this version.
      lastVersion = found?.version ?? 0;
      return found;
    } catch (error) {
      if (error instanceof EngineUnavailable && isMissingIndex(error.cause)) return null;
      throw error;
    }
  };

  const one = async (request: EngineRequest): Promise<EngineAnswer> => {
    const [answer] = await runRequests(client, [request]);
    return answer ?? { hits: [], total: 0, facets: {} };
  };

  const readReportFacets = async (): Promise<ReportFacets> => {
    const facets = new Map<string, Partial<Record<FacetName, readonly string[]>> & { day: number }>();
    for (let offset = 0; ; offset += REPORT_BATCH) {
      const { hits, total } = await one(
        onReports([], {
          offset,
          limit: REPORT_BATCH,
          fields: ['id', 'institution', 'region', 'level', 'docType', 'sortDay'],
        }),
      );
      for (const hit of hits as {
        id: string;
        institution: string | null;
        region: string[];
        level: string | null;
        docType: string;
        sortDay: number;
      }[])
        facets.set(hit.id, {
          region: regionPaths(hit.region),
          institution: hit.institution === null ? [] : [hit.institution],
          level: hit.level === null ? [] : [hit.level],
          docType: [hit.docType],
          day: hit.sortDay,
        });
      if (offset + REPORT_BATCH >= total) return facets;
    }
  };

  const facetsOfReports = (version: number): Promise<ReportFacets> => {
    if (reportFacets?.version !== version) {
      const facets = readReportFacets();
      reportFacets = { version, facets };
      facets.catch(() => {
        reportFacets = null;
      });
    }
    return reportFacets.facets;
  };

  const selectAt = async (
    selection: Selection,
    options: SelectOptions,
    version: number,
  ): Promise<Selected & { version: number }> => {
    const plan = await planSelection(selection, verify, version);
    const { filters } = selection;
    const filter = toFilter(filters, PARAGRAPH_NAMES);
    const groups = groupFacets(options.facets, filters);
    const counted = (without: FacetName | null, names: readonly FacetName[]) =>
      onParagraphs({
        conjunctions: narrow(plan.conjunctions, toFilter(filters, PARAGRAPH_NAMES, without ?? undefined)),
        offset: 0,
        limit: 0,
        fields: ['id'],
        facets: names.length === 0 ? ['reportId'] : countedFields(names),
      });

    // First round: candidates and counts. Second: the chosen paragraphs.
    const [reportFacts, [stateAnswer, candidateAnswer, reportAnswer, ...facetAnswers]] = await Promise.all([
      facetsOfReports(version),
      runRequests(client, [
        stateRequest,
        onParagraphs({
          conjunctions: narrow(plan.ordered, filter),
          offset: options.offset,
          limit: options.limit,
          fields: ['id', 'reportId', 'text'],
          sort: SORTS[options.order],
        }),
        counted(null, []),
        ...groups.map(({ without, names }) => counted(without, names)),
      ]),
    ]);
    const perReport = Object.entries(reportAnswer?.facets.reportId ?? {});
    const reports = perReport
      .map(([id, paragraphs]) => ({ id, paragraphs, day: reportFacts.get(id)?.day ?? 0 }))
      .sort((a, b) => b.paragraphs - a.paragraphs || (a.id < b.id ? -1 : 1));
    const candidates = (candidateAnswer?.hits ?? []) as Candidate[];
    const chosen = options.choose
      ? await options.choose(candidates, reports)
      : candidates.map(({ id }) => id);

    // Asked first and last: a collection that is swapped in between is noticed wherever the swap falls.
    const [chosenAnswer, stateAfter] = await runRequests(client, [byIds(chosen), stateRequest]);
    const seen = readState(stateAnswer)?.version ?? 0;
    return {
      version: seen === version ? (readState(stateAfter)?.version ?? 0) : seen,
      paragraphs: inOrder(chosenAnswer?.hits ?? [], chosen),
      total: reports.reduce((sum, { paragraphs }) => sum + paragraphs, 0),
      reports,
      exact: plan.exact,
      facets: new Map(
        groups.flatMap(({ names }, n) => toCountedFacets(facetAnswers[n]?.facets ?? {}, names, reportFacts)),
      ),
    };
  };

  const byIds = (ids: readonly string[]): EngineRequest =>
    onParagraphs({
      conjunctions:
        ids.length === 0 ? [] : [{ q: '', filter: [`id IN [${ids.map(quote).join(', ')}]`], weight: 1 }],
      offset: 0,
      limit: Math.max(1, ids.length),
      fields: PARAGRAPH_FIELDS,
    });

  const knownVersion = async (): Promise<number> => (await state())?.version ?? 0;
  /** Runs `ask` with the version of the index it will meet; once more if a load changed it in between. */
  const atVersion = async <T extends { version: number }>(
    ask: (version: number) => Promise<T>,
  ): Promise<T> => {
    lastVersion ??= await knownVersion();
    for (let attempt = 0; ; attempt++) {
      // Kept here: a question asked on the way (the best paragraph of each report) may move lastVersion on.
      const asked: number = lastVersion;
      const answer = await ask(asked);
      const settled = answer.version === asked;
      lastVersion = answer.version;
      if (settled || attempt >= 3) return answer;
    }
  };

  /** Everything that the conjunctions select, in order of report and paragraph: report by report, so that no page is deep. */
  const readMatches = async function* (
    conjunctions: readonly Conjunction[],
    fields: readonly string[],
  ): AsyncGenerator<readonly unknown[]> {
    const { facets } = await one(
      onParagraphs({ conjunctions, offset: 0, limit: 0, fields: ['id'], facets: ['reportId'] }),
    );
    const before = client.presence();
    for (const { ids, size } of gather(facets.reportId ?? {})) {
      for (let offset = 0; offset < size; offset += SCAN_BATCH) {
        const { hits } = await one(
          onParagraphs({
            conjunctions: narrow(conjunctions, [`reportId IN [${ids.map(quote).join(', ')}]`]),
            offset,
            limit: SCAN_BATCH,
            fields,
            sort: ['reportId:asc', 'ordinal:asc'],
          }),
        );
        // What was counted a moment ago must not be missing from what is read.
        if (client.presence().failures !== before.failures) throw new EngineUnavailable(fault('nodeLeft'));
        yield hits;
      }
    }
  };

  const paragraphsWhere = async (
    filter: readonly string[],
    limit: number,
    offset = 0,
  ): Promise<IndexedParagraph[]> => {
    const { hits } = await one(
      onParagraphs({
        conjunctions: [{ q: '', filter, weight: 1 }],
        offset,
        limit,
        fields: PARAGRAPH_FIELDS,
        sort: ['ordinal:asc'],
      }),
    );
    return hits.map(fromParagraphDocument);
  };

  return {
    state,

    presence: client.presence,

    select: async (selection, options) => atVersion((version) => selectAt(selection, options, version)),

    frequencies: async (runs) => {
      const version = lastVersion ?? (await knownVersion());
      const key = (run: readonly string[]) => `${version} ${run.join('\u0001')}`;
      const missing = runs.filter((run) => !frequencyCache.has(key(run)));
      const needsAll = !frequencyCache.has(key([]));
      if (missing.length > 0 || needsAll) {
        const asked = [...missing, ...(needsAll ? [[]] : [])];
        const answers = await runRequests(
          client,
          asked.map((run) =>
            onParagraphs({
              conjunctions: [
                {
                  q: run.length === 0 ? '' : `"${encodeRun(run).join(' ')}"`,
                  filter: [NO_COPIES],
                  weight: 1,
                },
              ],
              offset: 0,
              limit: 0,
              fields: ['id'],
            }),
          ),
        );
        for (const [n, run] of asked.entries()) frequencyCache.set(key(run), answers[n]?.total ?? 0);
      }
      return {
        counts: runs.map((run) => frequencyCache.get(key(run)) ?? 0),
        paragraphs: frequencyCache.get(key([])) ?? 0,
      };
    },

    words: async (selection) => {
      const plan = await planSelection(selection, verify, lastVersion ?? (await knownVersion()));
      const { total, facets } = await one(
        onParagraphs({
          conjunctions: narrow(plan.conjunctions, toFilter(selection.filters, PARAGRAPH_NAMES)),
          offset: 0,
          limit: 0,
          fields: ['id'],
          facets: ['words'],
        }),
      );
      return {
        total,
        counts: Object.entries(facets.words ?? {}).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
      };
    },

    scan: async function* (selection) {
      const plan = await planWhole(selection);
      const filter = toFilter(selection.filters, PARAGRAPH_NAMES);
      for await (const hits of readMatches(narrow(plan.conjunctions, filter), PARAGRAPH_FIELDS))
        yield hits.map(fromParagraphDocument);
    },

    ...createCounting({ names, one, planWhole, readMatches, knownVersion }),

    reports: async (filters, offset, limit) => {
      const { hits, total } = await one(
        onReports(toFilter(filters, REPORT_NAMES), {
          offset,
          limit,
          fields: REPORT_FIELDS,
          sort: ['sortDay:desc', 'id:asc'],
        }),
      );
      return { total, reports: hits.map(fromReportDocument) };
    },

    report: async (id) => {
      const { hits } = await one(
        onReports([`id = ${quote(id)}`], { offset: 0, limit: 1, fields: REPORT_FIELDS }),
      );
      return hits[0] === undefined ? null : fromReportDocument(hits[0]);
    },

    copies: async (id) => {
      const { hits } = await one(
        onReports([`duplicateOf = ${quote(id)}`], {
          offset: 0,
          limit: MOST_COPIES,
          fields: REPORT_FIELDS,
          sort: ['id:asc'],
        }),
      );
      return hits.map(fromReportDocument);
    },

    paragraphs: async (reportId, from = 0, to = Number.MAX_SAFE_INTEGER) => {
      const filter = [`reportId = ${quote(reportId)}`, `ordinal >= ${from}`, `ordinal < ${to}`];
      const found: IndexedParagraph[] = [];
      for (;;) {
        const batch = await paragraphsWhere(filter, SCAN_BATCH, found.length);
        found.push(...batch);
        if (batch.length < SCAN_BATCH) return found;
      }
    },

    totals: async () => {
      const [perReport, totals, first, last, user] = await runRequests(client, [
        onReports([NO_COPIES], { offset: 0, limit: 0, fields: ['id'], facets: ['institution'] }),
        onParagraphs({
          conjunctions: [{ q: '', filter: [NO_COPIES], weight: 1 }],
          offset: 0,
          limit: 0,
          fields: ['id'],
        }),
        onReports([NO_COPIES, 'reportYear EXISTS', 'reportYear IS NOT NULL'], {
          offset: 0,
          limit: 0,
          fields: ['id'],
          facets: ['reportYear'],
        }),
        onReports([NO_COPIES], { offset: 0, limit: 0, fields: ['id'], facets: ['characters'] }),
        onReports(['sample = false'], { offset: 0, limit: 0, fields: ['id'] }),
      ]);
      const years = Object.keys(first?.facets.reportYear ?? {})
        .map(Number)
        .sort((a, b) => a - b);
      const [earliest] = years;
      const latest = years.at(-1);
      return {
        reports: perReport?.total ?? 0,
        paragraphs: totals?.total ?? 0,
        characters: Object.entries(last?.facets.characters ?? {}).reduce(
          (sum, [length, count]) => sum + Number(length) * count,
          0,
        ),
        institutions: Object.keys(perReport?.facets.institution ?? {}).length,
        years: earliest === undefined || latest === undefined ? null : ([earliest, latest] as const),
        sample: (perReport?.total ?? 0) > 0 && (user?.total ?? 0) === 0,
      };
    },
  };

  /** A scan is the complete set whatever the number of suspects: it waits until all are checked. */
  async function planWhole(selection: Selection): Promise<Plan> {
    for (;;) {
      const plan = await planSelection(selection, verify, await knownVersion());
      if (plan.exact) return plan;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
};

const inOrder = (hits: readonly unknown[], ids: readonly string[]): IndexedParagraph[] => {
  const found = new Map(hits.map(fromParagraphDocument).map((paragraph) => [paragraph.id, paragraph]));
  return ids.flatMap((id) => found.get(id) ?? []);
};

/** Gathers reports, in order of id, until they hold about a batch of paragraphs. */
function* gather(perReport: Readonly<Record<string, number>>): Generator<{ ids: string[]; size: number }> {
  let ids: string[] = [];
  let size = 0;
  for (const id of Object.keys(perReport).sort()) {
    ids.push(id);
    size += perReport[id] ?? 0;
    if (size >= SCAN_BATCH || ids.length >= 500) {
      yield { ids, size };
      ids = [];
      size = 0;
    }
  }
  if (ids.length > 0) yield { ids, size };
}
