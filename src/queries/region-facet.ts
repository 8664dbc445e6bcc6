import type { FacetValue } from '../domain/facet.ts';

/** All provinces, and every place directly below one that is selected. */
const SHOWN_PLACES = 60;
/** Further places, a whole family of siblings at a time: some 8 KB of a page, compressed. */
const FURTHER_PLACES = 140;

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const depthOf = (path: string): number => path.split('/').length;

/**
 * The regions of the facet that a page shows, and of each how many lie directly below it. What is selected keeps its
 * ancestors, and what lies directly below it. The room left goes to whole families, upper levels and larger counts first, so
 * that a branch which is open is either complete or says how many it lacks.
 */
export const showRegions = (values: readonly FacetValue[]): FacetValue[] => {
  const listed = new Set(values.map(({ value }) => value));
  const families = new Map<string, FacetValue[]>();
  for (const value of values) {
    const parent = parentOf(value.value);
    const root = listed.has(parent) ? parent : '';
    families.set(root, [...(families.get(root) ?? []), value]);
  }
  const shown = new Set<string>();
  const show = (some: readonly FacetValue[]) => {
    for (const { value } of some) shown.add(value);
  };
  const family = (parent: string) => families.get(parent) ?? [];

  show(family('').slice(0, SHOWN_PLACES));
  for (const { value } of values.filter(({ selected }) => selected)) {
    show(values.filter(({ value: other }) => other === value || value.startsWith(`${other}/`)));
    show(family(value).slice(0, SHOWN_PLACES));
  }
  let room = FURTHER_PLACES;
  const byDepth = values.toSorted((a, b) => depthOf(a.value) - depthOf(b.value));
  for (const { value } of byDepth) {
    const hidden = family(value).filter((child) => !shown.has(child.value));
    if (!shown.has(value) || hidden.length > room) continue;
    show(hidden);
    room -= hidden.length;
  }
  return values
    .filter(({ value }) => shown.has(value))
    .map((value) => ({ ...value, below: family(value.value).length }));
};
