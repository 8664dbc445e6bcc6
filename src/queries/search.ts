import { FACET_NAMES } from '../domain/facet.ts';
import type { Hit, SearchAnswer } from '../domain/hit.ts';
import type { IndexedParagraph, SearchIndex, Selected, SelectedReport } from '../search/ports.ts';
import { excerpt } from '../text/fragments.ts';
import { matchRanges } from '../text/match.ts';
import type { Segmenter } from '../text/segment.ts';
import { toUnits } from '../text/units.ts';
import { toFacet } from './facets.ts';
import { type Interpretation, interpret } from './interpret.ts';
import { linksOf } from './links.ts';
import { rank } from './ranking.ts';
import { filtersOf, type SearchRequest } from './request.ts';

/** Candidates that are ordered by relevance; those beyond follow as the index gives them. */
const WINDOW = 1_000;
/** Paragraphs read to choose the best of each report on a grouped page. */
const GROUP_WINDOW = 2_000;

const toHit = (
  paragraph: IndexedParagraph,
  marked: Interpretation['marked'],
  groupSize: number | null,
): Hit => {
  const { words: _, report, ...rest } = paragraph;
  return {
    ...rest,
    fragments: excerpt(paragraph.text, matchRanges(toUnits(paragraph.text), marked)),
    report,
    links: linksOf(paragraph),
    groupSize,
  };
};

/** Sorts a set of candidates by relevance; document frequencies come from the index. */
const rankCandidates = async (
  index: SearchIndex,
  candidates: readonly IndexedParagraph[],
  { ranked }: Interpretation,
): Promise<IndexedParagraph[]> => {
  if (ranked.length === 0 || candidates.length < 2) return [...candidates];
  const { counts, paragraphs } = await index.frequencies(ranked.map(({ units }) => units));
  const terms = ranked.map((term, n) => ({ ...term, frequency: counts[n] ?? 0 }));
  return rank(candidates, terms, paragraphs);
};

/** Searches and counts. @throws {InvalidRequest} {EngineUnavailable} */
export const search = async (
  index: SearchIndex,
  segmenter: Segmenter,
  request: SearchRequest,
): Promise<SearchAnswer> => {
  const begun = performance.now();
  const interpretation = interpret(request.q, request.mode, filtersOf(request), segmenter);
  const { selection, marked } = interpretation;
  const byRelevance = request.sort === 'relevance' && interpretation.ranked.length > 0;
  const order = byRelevance ? 'any' : request.sort === 'oldest' ? 'oldest' : 'newest';
  const offset = (request.page - 1) * request.pageSize;
  const window = WINDOW - (WINDOW % request.pageSize);
  const ranksPage = byRelevance && (offset < window || request.group === 'report');

  const selected = await index.select(selection, {
    order,
    ...(ranksPage || request.group === 'report'
      ? { offset: 0, limit: window }
      : { offset, limit: request.pageSize }),
    facets: FACET_NAMES,
  });
  const candidates = ranksPage
    ? await rankCandidates(index, selected.paragraphs, interpretation)
    : selected.paragraphs;

  const hits =
    request.group === 'report'
      ? await groupHits(index, interpretation, request, selected, candidates)
      : (ranksPage ? candidates.slice(offset, offset + request.pageSize) : candidates).map((paragraph) =>
          toHit(paragraph, marked, null),
        );
  return {
    query: {
      q: request.q,
      mode: request.mode,
      sort: request.sort,
      group: request.group,
      terms: interpretation.terms.map((group) => [...group]),
      excluded: [...interpretation.excluded],
    },
    total: selected.total,
    totalReports: selected.reports.length,
    exact: selected.exact,
    page: request.page,
    pageSize: request.pageSize,
    hits,
    facets: FACET_NAMES.map((name) => toFacet(name, selected.facets.get(name) ?? [], selection.filters)),
    took: Math.round((performance.now() - begun) * 10) / 10,
  };
};

/** Reports in the order of a grouped page: by their best paragraph, or by date. */
const orderReports = (
  { reports }: Selected,
  candidates: readonly IndexedParagraph[],
  sort: SearchRequest['sort'],
): SelectedReport[] => {
  if (sort !== 'relevance')
    return [...reports].sort(
      (a, b) => (sort === 'newest' ? b.day - a.day : a.day - b.day) || (a.id < b.id ? -1 : 1),
    );
  const place = new Map<string, number>();
  for (const { reportId } of candidates) if (!place.has(reportId)) place.set(reportId, place.size);
  const placeOf = ({ id }: SelectedReport) => place.get(id) ?? Number.MAX_SAFE_INTEGER;
  return [...reports].sort((a, b) => placeOf(a) - placeOf(b) || b.paragraphs - a.paragraphs);
};

/** The best paragraph of each report of the page. */
const groupHits = async (
  index: SearchIndex,
  interpretation: Interpretation,
  request: SearchRequest,
  selected: Selected,
  candidates: readonly IndexedParagraph[],
): Promise<Hit[]> => {
  const offset = (request.page - 1) * request.pageSize;
  const page = orderReports(selected, candidates, request.sort).slice(offset, offset + request.pageSize);
  if (page.length === 0) return [];
  const within = async (reports: readonly SelectedReport[], limit: number) => {
    const filters = { ...interpretation.selection.filters, report: reports.map(({ id }) => id) };
    const found = await index.select(
      { ...interpretation.selection, filters },
      { order: 'any', offset: 0, limit, facets: [] },
    );
    return rankCandidates(index, found.paragraphs, interpretation);
  };
  const best = new Map<string, IndexedParagraph>();
  for (const paragraph of await within(page, GROUP_WINDOW))
    if (!best.has(paragraph.reportId)) best.set(paragraph.reportId, paragraph);
  const missing = page.filter(({ id }) => !best.has(id));
  for (const paragraph of (await Promise.all(missing.map((report) => within([report], 1)))).flat())
    best.set(paragraph.reportId, paragraph);
  return page.flatMap((report) => {
    const paragraph = best.get(report.id);
    return paragraph ? [toHit(paragraph, interpretation.marked, report.paragraphs)] : [];
  });
};
