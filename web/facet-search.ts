import { FACET_NAMES, type Facet, type FacetName } from '../src/domain/facet.ts';
import { fault } from '../src/domain/faults/fault.ts';
import { InvalidRequest } from '../src/domain/problem.ts';

const MAX_LENGTH = 100;

/** A search inside one facet of the page, and what it found. */
export interface FacetSearch {
  readonly name: FacetName;
  readonly text: string;
}
export interface FoundValues extends FacetSearch {
  readonly facet: Facet;
}

/** `facet=institution&find=月湖`: which facet is searched in, and for what. @throws {InvalidRequest} */
export const readFacetSearch = (params: URLSearchParams): FacetSearch | null => {
  const text = (params.get('find') ?? '').trim();
  const given = params.get('facet') || null;
  const name = FACET_NAMES.find((known) => known === given) ?? null;
  if (given !== null && name === null)
    throw new InvalidRequest('facet', fault('unknownFacet', { allowed: FACET_NAMES.join(' · ') }));
  if (text === '' || name === null) return null;
  if (text.length > MAX_LENGTH)
    throw new InvalidRequest('find', fault('soughtTooLong', { most: MAX_LENGTH }));
  return { name, text };
};
