import { LRUCache } from 'lru-cache';
import type { Meilisearch } from 'meilisearch';
import { fault } from '../../domain/faults/fault.ts';
import { EngineUnavailable } from '../../domain/problem.ts';
import { NO_FILTERS } from '../../domain/query.ts';
import { encodeRun } from '../../text/terms.ts';
import type { CollectionState, IndexedParagraph, SearchIndex, Selection } from '../ports.ts';
import { createFacetCounter } from './counted-facets.ts';
import { createCounting } from './counting.ts';
import { fromParagraphDocument, fromReportDocument, PARAGRAPH_FIELDS, REPORT_FIELDS } from './documents.ts';
import { NO_COPIES, PARAGRAPH_NAMES, quote, REPORT_NAMES, toFilter } from './filter.ts';
import { createNodes, type Nodes } from './nodes.ts';
import { createPace } from './pace.ts';
import { type Plan, planSelection } from './plan.ts';
import { createReportFacts } from './report-facts.ts';
import { type Conjunction, type EngineAnswer, type EngineRequest, narrow, runRequests } from './run.ts';
import { createSelect } from './select.ts';
import { indexNames } from './settings.ts';
import { createStateReader } from './state.ts';
import { createVerifier } from './verify.ts';

/** Paragraphs a page of a scan aims at: reports are gathered until they hold about as many. */
const SCAN_BATCH = 1_000;
/** More copies of one report than anybody looks through. */
const MOST_COPIES = 100;

/** The reading side of the engine, or of several. The client needs a key that can search the two indexes, and no more. */
export const createSearchIndex = (engine: Meilisearch | Nodes, suffix = ''): SearchIndex => {
  const { nodes: client, startReading } = createPace(
    'ask' in engine ? engine : createNodes([{ name: engine.config.host, client: engine }]),
  );
  const names = indexNames(suffix);
  const verify = createVerifier(client, names.paragraphs);
  const frequencyCache = new LRUCache<string, number>({ max: 100_000 });
  let lastVersion: number | null = null;

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
  const reader = createStateReader(client, names.reports);
  const state = async (): Promise<CollectionState | null> => {
    const found = await reader.state();
    // What is counted next is counted of this version.
    lastVersion = found?.version ?? 0;
    return found;
  };

  const one = async (request: EngineRequest): Promise<EngineAnswer> => {
    const [answer] = await runRequests(client, [request]);
    return answer ?? { hits: [], total: 0, facets: {} };
  };

  const facts = createReportFacts(one, names);
  const countFacets = createFacetCounter({ paragraphsUid: names.paragraphs, asking: reader, facts });
  const selecting = createSelect({
    paragraphsUid: names.paragraphs,
    asking: reader,
    one,
    verify,
    countFacets,
  });

  const knownVersion = async (): Promise<number> => {
    const version = await reader.version();
    lastVersion = version;
    return version;
  };
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
    const inTurn = startReading();
    for (const { ids, size } of gather(facets.reportId ?? {})) {
      for (let offset = 0; offset < size; offset += SCAN_BATCH) {
        const { hits } = await inTurn(() =>
          one(
            onParagraphs({
              conjunctions: narrow(conjunctions, [`reportId IN [${ids.map(quote).join(', ')}]`]),
              offset,
              limit: SCAN_BATCH,
              fields,
              sort: ['reportId:asc', 'ordinal:asc'],
            }),
          ),
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

    select: async (selection, options) =>
      atVersion((version) => selecting.select(selection, options, version)),

    count: async (selections) => {
      const { counts } = await atVersion(async (asked) => {
        const plans = await Promise.all(
          selections.map((selection) => planSelection(selection, verify, asked)),
        );
        const { answers, version } = await reader.askWithVersion(
          plans.map(({ conjunctions }, n) =>
            onParagraphs({
              conjunctions: narrow(
                conjunctions,
                toFilter(selections[n]?.filters ?? NO_FILTERS, PARAGRAPH_NAMES),
              ),
              offset: 0,
              limit: 0,
              fields: ['id'],
            }),
          ),
        );
        return { counts: answers.map(({ total }) => total), version };
      });
      return counts;
    },

    candidates: async (selection, limit) =>
      selecting.candidates(selection, limit, lastVersion ?? (await knownVersion())),

    byIds: selecting.byIds,

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

    ...createCounting({
      names,
      one,
      asking: reader,
      facts,
      planWhole,
      readMatches,
      knownVersion,
      startReading,
    }),

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
