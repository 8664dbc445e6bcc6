import { FACET_NAMES } from '../domain/facet.ts';
import type { Hit, SearchAnswer } from '../domain/hit.ts';
import type {
  Candidate,
  Choose,
  IndexedParagraph,
  Ranking,
  SearchIndex,
  SelectedReport,
} from '../search/ports.ts';
import { termRanges } from '../text/conditions.ts';
import { excerpt } from '../text/fragments.ts';
import type { Lexicon } from '../text/lexicon.ts';
import { toFacet } from './facets.ts';
import { type Interpretation, interpret } from './interpret.ts';
import { linksOf } from './links.ts';
import { rank } from './ranking.ts';
import { filtersOf, type SearchRequest } from './request.ts';

/** Candidates that are ordered by relevance; those beyond follow as the index gives them. 300 texts cost some 15 ms. */
const WINDOW = 300;
/** Paragraphs read to choose the best of each report on a grouped page. */
const GROUP_WINDOW = 1_000;

const toHit = (
  { report, ...paragraph }: IndexedParagraph,
  marked: Interpretation['marked'],
  groupSize: number | null,
): Hit => ({
  ...paragraph,
  fragments: excerpt(paragraph.text, termRanges(paragraph.text, marked)),
  report,
  links: linksOf({ report, ...paragraph }),
  groupSize,
});

const idsOf = (paragraphs: readonly { readonly id: string }[]): string[] => paragraphs.map(({ id }) => id);

/** Orders candidates by relevance; document frequencies come from the index. */
type RankCandidates = (candidates: readonly Candidate[]) => Promise<Candidate[]>;

const createRank =
  (index: SearchIndex, { ranked }: Interpretation): RankCandidates =>
  async (candidates) => {
    if (ranked.length === 0 || candidates.length < 2) return [...candidates];
    const { counts, paragraphs } = await index.frequencies(ranked.map(({ units }) => units));
    const terms = ranked.map((term, n) => ({ ...term, frequency: counts[n] ?? 0 }));
    return rank(candidates, terms, paragraphs);
  };

/** Searches and counts. @throws {InvalidRequest} {EngineUnavailable} */
export const search = async (
  index: SearchIndex,
  lexicon: Lexicon,
  request: SearchRequest,
): Promise<SearchAnswer> => {
  const begun = performance.now();
  const interpretation = interpret(request.q, request, filtersOf(request), lexicon);
  const { selection, marked } = interpretation;
  const rankCandidates = createRank(index, interpretation);
  const byRelevance = request.sort === 'relevance' && interpretation.ranked.length > 0;
  const order = byRelevance ? 'any' : request.sort === 'oldest' ? 'oldest' : 'newest';
  const offset = (request.page - 1) * request.pageSize;
  // Whole pages, so that none lies half inside.
  const window = WINDOW - (WINDOW % request.pageSize);
  const grouped = request.group === 'report';
  const rankedPage = byRelevance && offset < window;

  const ranking: Ranking = {
    by: JSON.stringify(interpretation.ranked),
    order: async (candidates) => idsOf(await rankCandidates(candidates)),
    from: offset,
    to: offset + request.pageSize,
  };
  const chooseReports: Choose = async (candidates, reports) => {
    const best = byRelevance ? await rankCandidates(candidates) : candidates;
    const page = orderReports((await reports()).list(), best, order).slice(offset, offset + request.pageSize);
    return chooseBest(index, interpretation, rankCandidates, page);
  };

  const selected = await index.select(selection, {
    order,
    ...(grouped || rankedPage ? { offset: 0, limit: window } : { offset, limit: request.pageSize }),
    ...(grouped ? { choose: chooseReports } : rankedPage ? { ranking } : {}),
    facets: FACET_NAMES,
  });

  const sizes = new Map(grouped ? selected.reports.list().map(({ id, paragraphs }) => [id, paragraphs]) : []);
  return {
    query: {
      q: request.q,
      mode: request.mode,
      synonyms: request.synonyms,
      sort: request.sort,
      group: request.group,
      terms: interpretation.terms.map((group) => [...group]),
      excluded: [...interpretation.excluded],
      expanded: interpretation.expanded.map(({ phrase, added, leftOut }) => ({
        term: phrase.text,
        added: added.map(({ text }) => text),
        leftOut: leftOut.map(({ text }) => text),
      })),
      taken: [...interpretation.taken],
    },
    total: selected.total,
    totalReports: selected.reports.count,
    exact: selected.exact,
    page: request.page,
    pageSize: request.pageSize,
    hits: selected.paragraphs.map((paragraph) =>
      toHit(paragraph, marked, sizes.get(paragraph.reportId) ?? null),
    ),
    facets: FACET_NAMES.map((name) => toFacet(name, selected.facets.get(name) ?? [], selection.filters)),
    took: Math.round((performance.now() - begun) * 10) / 10,
  };
};

/** Reports in the order of a grouped page: by their best paragraph, or by date. */
const orderReports = (
  reports: SelectedReport[],
  best: readonly Candidate[],
  order: 'any' | 'newest' | 'oldest',
): SelectedReport[] => {
  if (order !== 'any')
    return reports.sort(
      (a, b) => (order === 'newest' ? b.day - a.day : a.day - b.day) || (a.id < b.id ? -1 : 1),
    );
  const place = new Map<string, number>();
  for (const { reportId } of best) if (!place.has(reportId)) place.set(reportId, place.size);
  const placeOf = ({ id }: SelectedReport) => place.get(id) ?? Number.MAX_SAFE_INTEGER;
  return reports.sort((a, b) => placeOf(a) - placeOf(b) || b.paragraphs - a.paragraphs);
};

/** Ids of the best paragraph of each report, in the order of the reports. */
const chooseBest = async (
  index: SearchIndex,
  { selection }: Interpretation,
  rankCandidates: RankCandidates,
  reports: readonly SelectedReport[],
): Promise<string[]> => {
  const best = new Map<string, string>();
  const look = async (among: readonly SelectedReport[], limit: number): Promise<void> => {
    const within = { ...selection, filters: { ...selection.filters, report: idsOf(among) } };
    for (const { id, reportId } of await rankCandidates(await index.candidates(within, limit)))
      if (!best.has(reportId)) best.set(reportId, id);
  };
  if (reports.length > 0) await look(reports, GROUP_WINDOW);
  await Promise.all(reports.filter(({ id }) => !best.has(id)).map((report) => look([report], 1)));
  return reports.flatMap(({ id }) => best.get(id) ?? []);
};
