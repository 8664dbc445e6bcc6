import type { FC } from 'hono/jsx';
import { facetSearchHref } from '../links.ts';
import type { View } from '../view.ts';
import { FacetLink } from './facet-values.tsx';
import type { RegionNode } from './region-tree.ts';

interface Props {
  view: View;
  params: URLSearchParams;
  nodes: readonly RegionNode[];
  max: number;
}

/** What lies below a region, folded unless it is selected; what the page has no room for is one click away. */
const Below: FC<Omit<Props, 'nodes'> & { node: RegionNode }> = ({ node, ...common }) => {
  const { view, params } = common;
  const { value, name, children, open, missing } = node;
  if (children.length + missing === 0) return null;
  return (
    <details id={`below-${value.value.replaceAll('/', '-')}`} open={open}>
      <summary>
        <span class="away">
          {view.t.below} <span lang="zh-CN">{name}</span>
        </span>
      </summary>
      <RegionValues {...common} nodes={children} />
      {missing > 0 ? (
        <p class="note">
          <a href={facetSearchHref(view, params, 'region', value.value)} rel="nofollow">
            {view.t.belowMissing(missing)}
          </a>
        </p>
      ) : null}
    </details>
  );
};

/** Regions as a tree: each a link that restricts to it, beside it a way to open what lies below. */
export const RegionValues: FC<Props> = ({ nodes, ...common }) =>
  nodes.length === 0 ? null : (
    <ul class="values tree">
      {nodes.map((node) => (
        <li>
          <FacetLink {...common} name="region" row={{ value: node.value, label: node.name }} />
          <Below {...common} node={node} />
        </li>
      ))}
    </ul>
  );
