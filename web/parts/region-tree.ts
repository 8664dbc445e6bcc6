import type { FacetValue } from '../../src/domain/facet.ts';

/** A region of the facet with those below it. */
export interface RegionNode {
  readonly value: FacetValue;
  /** Its name below the listed ancestor: 宁波市, not 浙江省/宁波市. */
  readonly name: string;
  readonly children: readonly RegionNode[];
  /** True where the branch leads to something selected, or is the only one of its level. */
  readonly open: boolean;
  /** Regions directly below it that are not listed. */
  readonly missing: number;
}

const parentOf = (path: string, listed: ReadonlySet<string>): string | null => {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const ancestor = path.slice(0, end);
    if (listed.has(ancestor)) return ancestor;
  }
  return null;
};

/** Lays the region facet out as a tree, children under their parent, each level by count. */
export const layOutRegions = (
  values: readonly FacetValue[],
  isSelected: (path: string) => boolean,
): RegionNode[] => {
  const listed = new Set(values.map(({ value }) => value));
  const families = new Map<string | null, FacetValue[]>();
  for (const value of values) {
    const parent = parentOf(value.value, listed);
    families.set(parent, [...(families.get(parent) ?? []), value]);
  }
  const leadsToSelected = (path: string): boolean =>
    values.some(({ value }) => isSelected(value) && (value === path || value.startsWith(`${path}/`)));
  const walk = (parent: string | null): RegionNode[] => {
    const level = (families.get(parent) ?? []).toSorted((a, b) => b.count - a.count);
    return level.map((value) => {
      const children = walk(value.value);
      const name = parent === null ? value.value : value.value.slice(parent.length + 1);
      return {
        value,
        name: name.replaceAll('/', ' › '),
        children,
        open: level.length === 1 || leadsToSelected(value.value),
        missing: Math.max(0, (value.below ?? 0) - children.length),
      };
    });
  };
  return walk(null);
};
