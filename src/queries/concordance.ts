import { LRUCache } from 'lru-cache';
import {
  CONCORDANCE_SORTS,
  type ConcordanceAnswer,
  type ConcordanceLine,
  type ConcordanceSort,
} from '../domain/concordance.ts';
import { fault } from '../domain/faults/fault.ts';
import { InvalidRequest } from '../domain/problem.ts';
import type { CountedText, IndexedParagraph, SearchIndex, Tally } from '../search/ports.ts';
import { termRanges } from '../text/conditions.ts';
import type { Lexicon } from '../text/lexicon.ts';
import type { Range } from '../text/match.ts';
import type { Knowing } from './held-names.ts';
import { type Interpretation, interpret } from './interpret.ts';
import { choiceIn, filtersOf, MAX_DEPTH, parseSearchRequest, type SearchRequest } from './request.ts';

/** Characters on each side. */
export const MAX_WIDTH = 100;
export const DEFAULT_WIDTH = 20;
/** Lines on a page, unless asked otherwise: two screens of a desktop. */
export const DEFAULT_LINES = 50;
/** Characters beside the match that decide the order; lines alike so far keep the order of report and paragraph. */
const SORTED_BY = 40;
/** Orders kept for paging, of 10,000 places at most: some 1 MB each. */
const MAX_KEPT = 20;

export interface ConcordanceRequest extends Omit<SearchRequest, 'sort' | 'group'> {
  readonly width: number;
  readonly sort: ConcordanceSort;
}

/** @throws {InvalidRequest} */
export const parseConcordanceRequest = (params: URLSearchParams): ConcordanceRequest => {
  const shared = new URLSearchParams(params);
  shared.delete('sort');
  shared.delete('group');
  if (!shared.get('pageSize')) shared.set('pageSize', String(DEFAULT_LINES));
  const { sort: _, group: _group, ...request } = parseSearchRequest(shared);
  const sort = choiceIn(params, 'sort', CONCORDANCE_SORTS, 'position');
  const width = params.get('width') || String(DEFAULT_WIDTH);
  if (!/^\d{1,3}$/.test(width) || Number(width) < 1 || Number(width) > MAX_WIDTH)
    throw new InvalidRequest('width', fault('notWidth', { parameter: 'width', most: MAX_WIDTH }));
  if (request.q.trim() === '') throw new InvalidRequest('q', fault('nothingToList'));
  return { ...request, sort, width: Number(width) };
};

/** Where a line begins: enough to draw it, and to find it again. */
interface Place {
  readonly paragraphId: string;
  readonly reportId: string;
  readonly ordinal: number;
  readonly range: Range;
  readonly key: string;
}

const placesIn = (
  { id, reportId, ordinal, text }: CountedText,
  marked: Interpretation['marked'],
  sort: ConcordanceSort,
): Place[] =>
  termRanges(text, marked).map((range) => ({
    paragraphId: id,
    reportId,
    ordinal,
    range,
    key:
      sort === 'left'
        ? [...text.slice(Math.max(0, range.start - SORTED_BY), range.start)].reverse().join('')
        : sort === 'right'
          ? text.slice(range.end, range.end + SORTED_BY)
          : '',
  }));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: Place, b: Place): number =>
  compareText(a.key, b.key) ||
  compareText(a.reportId, b.reportId) ||
  a.ordinal - b.ordinal ||
  a.range.start - b.range.start;

/** The last characters before an offset, or the first from it on; counted in code points. */
const before = (text: string, end: number, width: number): string =>
  [...text.slice(Math.max(0, end - 2 * width), end)].slice(-width).join('');
const after = (text: string, start: number, width: number): string =>
  [...text.slice(start, start + 2 * width)].slice(0, width).join('');

/** The first places in the order asked for, of all there are. */
const readPlaces = async (
  index: SearchIndex,
  { selection, marked }: Interpretation,
  sort: ConcordanceSort,
): Promise<Place[]> => {
  let places: Place[] = [];
  for await (const texts of index.texts(selection)) {
    for (const text of texts) for (const place of placesIn(text, marked, sort)) places.push(place);
    // Memory stays flat whatever is found: pages reach no deeper.
    if (places.length > 4 * MAX_DEPTH) places = places.sort(inOrder).slice(0, MAX_DEPTH);
  }
  return places.sort(inOrder).slice(0, MAX_DEPTH);
};

/** The places of one page in reading order: only the reports that lie on it are read. */
const readPage = async (
  index: SearchIndex,
  { selection, marked }: Interpretation,
  tallies: readonly Tally[],
  offset: number,
  size: number,
): Promise<Place[]> => {
  const held = await index.holdings(selection.filters);
  const days = new Map(held.map(({ id, day }) => [id, day]));
  const dayOf = ({ reportId }: Tally): number => days.get(reportId) ?? 0;
  const ordered = tallies
    .filter(({ occurrences }) => occurrences > 0)
    .sort((a, b) => dayOf(b) - dayOf(a) || compareText(a.reportId, b.reportId));
  const onPage: string[] = [];
  let first = 0;
  let at = 0;
  for (const { reportId, occurrences } of ordered) {
    if (at + occurrences > offset && at < offset + size) {
      if (onPage.length === 0) first = at;
      onPage.push(reportId);
    }
    at += occurrences;
  }
  if (onPage.length === 0) return [];
  const byReport = new Map<string, Place[]>(onPage.map((id) => [id, []]));
  for await (const texts of index.texts(selection, onPage))
    for (const text of texts) byReport.get(text.reportId)?.push(...placesIn(text, marked, 'position'));
  return [...byReport.values()].flat().slice(offset - first, offset - first + size);
};

/** What a query means to a concordance: without anything to mark there is no line. @throws {InvalidRequest} */
const interpretLines = (request: ConcordanceRequest, lexicon: Lexicon): Interpretation => {
  const filters = filtersOf({ ...request, sort: 'relevance', group: 'none' });
  const interpretation = interpret(request.q, request, filters, lexicon);
  if (interpretation.marked.length === 0)
    throw new InvalidRequest('q', fault('noTermToList', { q: request.q }));
  return interpretation;
};

const toLine = (
  { id, text, reportId, ordinal, year, role, report }: IndexedParagraph,
  range: Range,
  width: number,
): ConcordanceLine => ({
  left: before(text, range.start, width),
  match: text.slice(range.start, range.end),
  right: after(text, range.end, width),
  paragraphId: id,
  reportId,
  ordinal,
  title: report.title,
  year,
  role,
  institution: report.institution,
});

export type Concordance = (request: ConcordanceRequest) => Promise<ConcordanceAnswer>;

/** Every place where a query stands, with what stands left and right of it. @throws {InvalidRequest} {EngineUnavailable} */
export const createConcordance = (index: SearchIndex, knowing: Knowing): Concordance => {
  const orders = new LRUCache<string, Promise<Place[]>>({ max: MAX_KEPT });

  const keepOrder = async (interpretation: Interpretation, sort: ConcordanceSort): Promise<Place[]> => {
    const version = (await index.state())?.version ?? 0;
    const key = JSON.stringify([version, sort, interpretation.selection, interpretation.marked]);
    const known = orders.get(key) ?? readPlaces(index, interpretation, sort);
    orders.set(key, known);
    known.catch(() => orders.delete(key));
    return known;
  };

  const draw = async (places: readonly Place[], width: number) => {
    const ids = [...new Set(places.map(({ paragraphId }) => paragraphId))];
    const paragraphs = await index.byIds(ids);
    const found = new Map(paragraphs.map((paragraph) => [paragraph.id, paragraph]));
    return places.flatMap(({ paragraphId, range }): ConcordanceLine[] => {
      const paragraph = found.get(paragraphId);
      return paragraph ? [toLine(paragraph, range, width)] : [];
    });
  };

  return async (request) => {
    const { page, pageSize, sort, width } = request;
    const interpretation = interpretLines(request, await knowing(request));
    const tallied = await index.tally(interpretation.selection, interpretation.marked, null);
    const reports = [...tallied.reports];
    const total = reports.reduce((sum, { occurrences }) => sum + occurrences, 0);
    const offset = (page - 1) * pageSize;
    const places =
      sort === 'position'
        ? await readPage(index, interpretation, reports, offset, pageSize)
        : (await keepOrder(interpretation, sort)).slice(offset, offset + pageSize);
    return {
      total,
      page,
      pageSize,
      lines: places.length === 0 ? [] : await draw(places, width),
      taken: [...interpretation.taken],
    };
  };
};

/** Every line there is, in order of report and paragraph; as many as `total` says. @throws {InvalidRequest} {EngineUnavailable} */
export const listLines = async function* (
  index: SearchIndex,
  lexicon: Lexicon,
  request: ConcordanceRequest,
): AsyncGenerator<ConcordanceLine> {
  const { selection, marked } = interpretLines(request, lexicon);
  for await (const batch of index.scan(selection))
    for (const paragraph of batch)
      for (const range of termRanges(paragraph.text, marked)) yield toLine(paragraph, range, request.width);
};
