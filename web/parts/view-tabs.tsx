import type { FC } from 'hono/jsx';
import { FILTER_NAMES } from '../links.ts';
import { href, type View } from '../view.ts';

const VIEWS = [
  ['search', '/', 'viewSearch'],
  ['trend', '/trend', 'viewTrend'],
  ['compare', '/compare', 'viewCompare'],
  ['concordance', '/concordance', 'viewConcordance'],
] as const;
export type ViewName = (typeof VIEWS)[number][0];

interface Props {
  view: View;
  current: ViewName;
  /** The queries at hand; views of a single one take the first. */
  q: readonly string[];
  params: URLSearchParams;
}

const TAKES_SEVERAL = new Set<ViewName>(['trend', 'compare']);

/** The same queries and filters seen in another way. */
export const ViewTabs: FC<Props> = ({ view, current, q, params }) => {
  const shared = new URLSearchParams(
    [...params].filter(([name]) => name === 'mode' || name === 'synonyms' || isFilter(name)),
  );
  const queries = q.filter((text) => text.trim() !== '');
  return (
    <nav class="views" aria-label={view.t.viewsLabel}>
      <ul>
        {VIEWS.map(([name, path, text]) => {
          const own = new URLSearchParams();
          for (const query of TAKES_SEVERAL.has(name) ? queries : queries.slice(0, 1)) own.append('q', query);
          for (const [key, value] of shared) own.append(key, value);
          return (
            <li>
              <a
                href={href(view, path, own)}
                aria-current={name === current ? 'page' : undefined}
                rel="nofollow"
              >
                {view.t[text]}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};

const isFilter = (name: string): boolean => (FILTER_NAMES as readonly string[]).includes(name);
