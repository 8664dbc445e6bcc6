import { fault } from '../src/domain/faults/fault.ts';
import { InvalidRequest } from '../src/domain/problem.ts';
import { FILTER_NAMES, type FilterName, toggleFilter } from './links.ts';

/*
 * Hundreds of links to values of filters each repeat the whole search. Where that is a pasted passage they would make a page of
 * two megabytes; there the values are buttons of one form that holds the search once, and say only what to change in it.
 */

/** A query, or several together, from which the values of filters are buttons. Characters. */
const LONG = 200;
const TOGGLE = 'toggle';
/** The form that the buttons belong to. */
export const TOGGLE_FORM = 'toggle-filters';

export const isLong = (params: URLSearchParams): boolean =>
  params.getAll('q').reduce((sum, q) => sum + q.length, 0) > LONG;

/** What a button sends. */
export const toggleField = (name: FilterName, value: string) =>
  ({ name: TOGGLE, value: `${name}:${value}` }) as const;

/** The search with what the button said changed in it: the address that is shown; null where no button was pressed. @throws {InvalidRequest} */
export const readToggled = (params: URLSearchParams): URLSearchParams | null => {
  const asked = params.get(TOGGLE);
  if (asked === null) return null;
  const next = new URLSearchParams(params);
  next.delete(TOGGLE);
  const at = asked.indexOf(':');
  const name = FILTER_NAMES.find((known) => known === asked.slice(0, at));
  if (at < 0 || name === undefined)
    throw new InvalidRequest(TOGGLE, fault('unknownFacet', { allowed: FILTER_NAMES.join(' · ') }));
  return toggleFilter(next, name, asked.slice(at + 1));
};
