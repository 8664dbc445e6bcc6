import type { FacetValue } from '../../src/domain/facet.ts';

/** A region of the facet with where it stands among the others. */
export interface RegionRow extends FacetValue {
  /** 0 for a province, or for any region none of whose ancestors is listed. */
  readonly depth: number;
  /** Its name below the listed ancestor: 宁波市, not 浙江省/宁波市. */
  readonly name: string;
  /** True when regions below it are shown. */
  readonly open: boolean;
}

const parentOf = (path: string, listed: ReadonlyMap<string, FacetValue>): string | null => {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const ancestor = path.slice(0, end);
    if (listed.has(ancestor)) return ancestor;
  }
  return null;
};

/**
 * Lays the region facet out as a tree, children under their parent, each level by count. Only what leads to a
 * selected region is open, and a branch that is the only one of its level.
 */
export const layOutRegions = (
  values: readonly FacetValue[],
  isSelected: (path: string) => boolean,
): RegionRow[] => {
  const listed = new Map(values.map((value) => [value.value, value]));
  const children = new Map<string | null, FacetValue[]>();
  for (const value of values) {
    const parent = parentOf(value.value, listed);
    children.set(parent, [...(children.get(parent) ?? []), value]);
  }
  const leadsToSelected = (path: string): boolean =>
    values.some(({ value }) => isSelected(value) && (value === path || value.startsWith(`${path}/`)));
  const walk = (parent: string | null, depth: number): RegionRow[] => {
    const level = (children.get(parent) ?? []).toSorted((a, b) => b.count - a.count);
    return level.flatMap((value) => {
      const below = children.has(value.value);
      const open = below && (level.length === 1 || leadsToSelected(value.value));
      const name = parent === null ? value.value : value.value.slice(parent.length + 1);
      return [
        { ...value, depth, name: name.replaceAll('/', ' › '), open },
        ...(open ? walk(value.value, depth + 1) : []),
      ];
    });
  };
  return walk(null, 0);
};
