import type { CompareAnswer } from '../../src/domain/compare.ts';
import type { CompareRequest } from '../../src/queries/compare.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { paragraphsHref } from '../counting.ts';
import { nameTerm } from '../format.ts';
import type { View } from '../view.ts';
import { valueLabel } from './labels.ts';

/** Names of codes in the page's language; names of places and institutions, and queries, as they are, of a pasted passage its ends. */
export const colName = ({ t }: View, { cols }: CompareRequest, col: CompareAnswer['cols'][number]): string =>
  cols === 'query' ? nameTerm(col.label) : valueLabel(t, cols, col.value);

export const rowName = ({ t }: View, { rows }: CompareRequest, row: CompareAnswer['rows'][number]): string =>
  rows === 'level' ? valueLabel(t, 'level', row.value) : rows === 'query' ? nameTerm(row.label) : row.label;

/** The filters that narrow a search to a row or a column; none where it is a query. */
const narrow = (by: string, value: string): Partial<SearchRequest> =>
  by === 'query' ? {} : { [by]: [by === 'year' ? Number(value) : value] };

/** The paragraphs of a row, or of one of its cells. */
export const cellHref = (view: View, request: CompareRequest, row: string, col?: string): string => {
  const { cols, rows, depth: _, most: _most, ...count } = request;
  const q = rows === 'query' ? row : cols === 'query' && col !== undefined ? col : (request.q[0] ?? '');
  return paragraphsHref(view, count, q, {
    ...narrow(rows, row),
    ...(col === undefined ? {} : narrow(cols, col)),
  });
};
