import { NO_FILTERS } from '../domain/query.ts';
import type { Report } from '../domain/report.ts';
import type { IndexedParagraph, SearchIndex } from '../search/ports.ts';
import { termRanges } from '../text/conditions.ts';
import { normaliseText } from '../text/fold.ts';
import { markMatches } from '../text/fragments.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { digestText, findPlace } from '../text/permalink.ts';
import { compare } from './compare.ts';
import { createConcordance, listLines } from './concordance.ts';
import { createCorrections } from './corrections.ts';
import { labelOf, SHOWN_VALUES, toFacet } from './facets.ts';
import { feed } from './feed.ts';
import { createKnowing } from './held-names.ts';
import { type Interpretation, interpret, parseBox, type Reading } from './interpret.ts';
import { linksOf } from './links.ts';
import { type HeldRegion, overview } from './overview.ts';
import type { Coverage, ParagraphAnswer, Queries, ReadParagraph, ReportName } from './queries.ts';
import { createRelated } from './related.ts';
import { filtersOf } from './request.ts';
import { search } from './search.ts';
import { findSimilar } from './similar.ts';
import { suggest } from './suggest.ts';
import { trend } from './trend.ts';
import { createVocabulary } from './vocabulary.ts';
import { countWords } from './word-counts.ts';

/** Paragraphs shown on each side of one that is asked for by id. */
const NEIGHBOURS = 2;
const REPORT_ID = /^[a-z0-9]{16}$/;
const PARAGRAPH_ID = /^([a-z0-9]{16})-(\d{1,9})$/;

const toRead = (paragraph: IndexedParagraph, marked: Interpretation['marked']): ReadParagraph => {
  const { report: _, ...rest } = paragraph;
  return {
    ...rest,
    fragments: markMatches(paragraph.text, termRanges(paragraph.text, marked)),
    links: linksOf(paragraph),
  };
};

const nameOf = ({ id, title, institution, publishedOn, sourceUrl, sourcePath }: Report): ReportName => ({
  id,
  title,
  institution,
  publishedOn,
  sourceUrl,
  sourcePath,
});

/** The use cases over one index. */
export const createQueries = (index: SearchIndex, lexicon: Lexicon): Queries => {
  const knowing = createKnowing(index, lexicon);
  const readVocabulary = createVocabulary(index);
  let coverage: { version: number; answer: Coverage } | null = null;
  let held: { version: number; answer: readonly HeldRegion[] } | null = null;
  const markedBy = (q: string, reading: Reading) => interpret(q, reading, NO_FILTERS, lexicon).marked;

  const readParagraph = async (
    reportId: string,
    ordinal: number,
    marked: Interpretation['marked'],
  ): Promise<ParagraphAnswer | null> => {
    const from = Math.max(0, ordinal - NEIGHBOURS);
    const around = await index.paragraphs(reportId, from, ordinal + NEIGHBOURS + 1);
    const found = around.find((paragraph) => paragraph.ordinal === ordinal);
    if (!found) return null;
    return {
      paragraph: toRead(found, marked),
      report: found.report,
      before: around.filter((other) => other.ordinal < ordinal).map((other) => toRead(other, marked)),
      after: around.filter((other) => other.ordinal > ordinal).map((other) => toRead(other, marked)),
    };
  };

  return {
    search: async (request) => search(index, await knowing(request), request),

    count: async (request) => {
      const { selection } = interpret(request.q, request, filtersOf(request), await knowing(request));
      const [total = 0] = await index.count([selection]);
      return total;
    },

    wordCounts: async (request) => countWords(index, await knowing(request), request),

    facetValues: async (name, contains, request) => {
      const { selection } = interpret(request.q, request, filtersOf(request), await knowing(request));
      const { facets } = await index.select(selection, {
        order: 'any',
        offset: 0,
        limit: 0,
        facets: [name],
      });
      const wanted = normaliseText(contains);
      const matching = (facets.get(name) ?? []).filter(
        ({ value }) =>
          normaliseText(value).includes(wanted) || normaliseText(labelOf(name, value)).includes(wanted),
      );
      const facet = toFacet(name, matching, {
        ...selection.filters,
        ...(wanted === '' ? {} : { [name]: [] }),
      });
      return { ...facet, hasMore: matching.length > Math.max(SHOWN_VALUES, facet.values.length) };
    },

    reports: async (request) => {
      const { reports, total } = await index.reports(
        interpret(request.q, { mode: 'exact', synonyms: false }, filtersOf(request), await knowing(request))
          .selection.filters,
        (request.page - 1) * request.pageSize,
        request.pageSize,
      );
      return { total, page: request.page, pageSize: request.pageSize, reports };
    },

    report: async (id, q, reading) => {
      parseBox(q);
      const [report, paragraphs, copies] = await Promise.all([
        index.report(id),
        index.paragraphs(id),
        index.copies(id),
      ]);
      if (!report) return null;
      const counted = report.duplicateOf === null ? null : await index.report(report.duplicateOf);
      const marked = markedBy(q, reading);
      return {
        report,
        duplicateOf: counted && nameOf(counted),
        copies: copies.map(nameOf),
        paragraphs: paragraphs.map((paragraph) => toRead(paragraph, marked)),
      };
    },

    paragraph: async (id, q, reading) => {
      const [, reportId = '', position = ''] = PARAGRAPH_ID.exec(id) ?? [];
      return reportId === '' ? null : readParagraph(reportId, Number(position), markedBy(q, reading));
    },

    locate: async (reportId, place) => {
      if (!REPORT_ID.test(reportId)) return null;
      const there = await readParagraph(reportId, place.ordinal, []);
      if (there && digestText(there.paragraph.text) === place.digest)
        return { state: 'there', answer: there };
      const all = await index.paragraphs(reportId);
      const found = findPlace(all, place);
      const instead = found ?? all[Math.min(place.ordinal, all.length - 1)];
      const answer = instead ? await readParagraph(reportId, instead.ordinal, []) : null;
      return answer && { state: found ? 'moved' : 'gone', answer };
    },

    similar: async (id) => {
      const [, reportId = '', position = ''] = PARAGRAPH_ID.exec(id) ?? [];
      const ordinal = Number(position);
      const [paragraph] = reportId === '' ? [] : await index.paragraphs(reportId, ordinal, ordinal + 1);
      return paragraph ? findSimilar(index, paragraph) : null;
    },

    original: async (id) => {
      const report = await index.report(id);
      if (!report) return null;
      const { sha256, mediaType, sourcePath } = report;
      return { sha256, mediaType, fileName: sourcePath.split('/').at(-1) ?? sourcePath };
    },

    exportMatches: async function* (request) {
      const { selection } = interpret(request.q, request, filtersOf(request), await knowing(request));
      for await (const batch of index.scan(selection)) yield* batch;
    },

    feed: async (request) => feed(index, await knowing(request), request),

    coverage: async () => {
      const version = (await index.state())?.version ?? -1;
      if (coverage?.version !== version) coverage = { version, answer: await index.totals() };
      return coverage.answer;
    },

    overview: async () => {
      const version = (await index.state())?.version ?? -1;
      if (held?.version !== version) held = { version, answer: await overview(index) };
      return held.answer;
    },

    corrections: createCorrections(index, readVocabulary),
    related: createRelated(index, knowing, readVocabulary),
    suggest: (q) => suggest(index, readVocabulary, q),
    trend: async (request) => trend(index, await knowing(request), request),
    compare: async (request) => compare(index, await knowing(request), request),
    concordance: createConcordance(index, knowing),
    concordanceLines: async function* (request) {
      yield* listLines(index, await knowing(request), request);
    },

    edition: async () => {
      const state = await index.state();
      return {
        // Its fraction says which engines were missing, of several; the answer says that by itself.
        collection: Math.floor(state?.version ?? 0),
        changedAt: state?.changedAt ?? null,
        dictionary: state?.segmentation || lexicon.version,
      };
    },
  };
};
