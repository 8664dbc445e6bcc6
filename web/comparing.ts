import type { Measure } from '../src/domain/measure.ts';
import type { CompareRequest } from '../src/queries/compare.ts';
import { choiceIn } from '../src/queries/request.ts';
import { countParams, measureParam, nameQueries } from './counting.ts';
import type { View } from './view.ts';

/** How topics stand as columns: those with most paragraphs first, or in an order that is the same whatever is compared. */
export const COL_ORDERS = ['most', 'fixed'] as const;
export type ColOrder = (typeof COL_ORDERS)[number];

/** @throws {InvalidRequest} */
export const colOrderIn = (params: URLSearchParams): ColOrder =>
  choiceIn(params, 'colOrder', COL_ORDERS, 'most');

const ROW_ORDERS = ['name', 'held', 'total'] as const;

/**
 * What the rows are ordered by, empty for the order of the answer. A column may have gone with a filter: then nothing is in its
 * order, and that is no fault of the address. @throws {InvalidRequest}
 */
export const orderIn = (params: URLSearchParams): string => {
  const given = params.get('order') ?? '';
  return given === '' || /^col:./u.test(given)
    ? given
    : choiceIn(params, 'order', [...ROW_ORDERS, 'col:2022'], 'name');
};

/** Columns where the address says nothing: several queries are columns, unless they are the rows. */
const usualCols = ({ q, rows }: Pick<CompareRequest, 'q' | 'rows'>): CompareRequest['cols'] =>
  q.length > 1 && rows !== 'query' ? 'query' : 'year';

/** A list pasted while rows and columns were something else is compared as columns, not refused. */
export const withQueryCols = (params: URLSearchParams): URLSearchParams => {
  const lines = params.getAll('q').flatMap((text) => text.split(/[\r\n]+/));
  const several = new Set(lines.map((line) => line.trim()).filter((line) => line !== '')).size > 1;
  const next = new URLSearchParams(params);
  if (several && params.get('rows') !== 'query') next.set('cols', 'query');
  return next;
};

/** The address of a comparison, without what goes without saying. */
export const compareParams = (
  { rows, cols, depth, most: _, ...count }: CompareRequest,
  measure: Measure,
  order: string,
  colOrder: ColOrder = 'most',
): URLSearchParams =>
  countParams(count, {
    rows: rows === 'institution' ? '' : rows,
    cols: cols === usualCols({ q: count.q, rows }) ? '' : cols,
    depth: rows === 'region' && depth !== null ? String(depth) : '',
    measure: measureParam(measure),
    order,
    colOrder: cols === 'topic' && colOrder === 'fixed' ? colOrder : '',
  });

/** Other rows or columns of the same comparison. Queries stand on one side only: whoever moves them moves what was there. */
export const turned = (
  request: CompareRequest,
  change: Partial<Pick<CompareRequest, 'rows' | 'cols'>>,
): CompareRequest => {
  const next = { ...request, depth: change.rows === undefined ? request.depth : null, ...change };
  const several = request.q.length > 1;
  if (next.rows === 'query' && next.cols === 'query')
    return change.rows === 'query' ? { ...next, cols: 'year' } : { ...next, rows: 'institution' };
  if (several && next.rows !== 'query' && next.cols !== 'query')
    return change.rows === undefined ? { ...next, rows: 'query' } : { ...next, cols: 'query' };
  return next;
};

export const compareHeading = ({ t }: View, { q, rows, cols }: CompareRequest): string =>
  t.compareHeading(nameQueries(q), t.compareRows[rows], t.compareCols[cols]);
