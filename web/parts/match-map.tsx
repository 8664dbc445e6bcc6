import type { FC } from 'hono/jsx';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import type { View } from '../view.ts';
import { Fragments } from './fragments.tsx';
import { firstInContext, layOutMap, type Matches } from './matches.ts';
import type { Reading } from './report-parts.ts';
import { RoleTag } from './role-tag.tsx';

interface Props {
  view: View;
  paragraphs: readonly ReadParagraph[];
  matches: Matches;
  linkTo: Reading['linkTo'];
}

const WIDTH = 1200;
const x = (share: number): number => Math.round(share * WIDTH);

/**
 * Where in the report the matches stand: a mark for each place, over bands in the colours of the roles. The marks are links for
 * the mouse; keyboard and screen reader use the list of matches, which says the same.
 */
export const MatchMap: FC<Props> = ({ view, paragraphs, matches, linkTo }) => {
  const { bands, cells } = layOutMap(paragraphs, matches);
  return (
    <svg
      class="match-map"
      viewBox={`0 0 ${WIDTH} 20`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {bands.map(({ role, from, to }) => (
        <rect class={`band role-${role}`} x={x(from)} width={x(to) - x(from)} y="14" height="6" />
      ))}
      {cells.map(({ from, to, ordinal, paragraphs: count }) => (
        <a href={linkTo(ordinal)} tabindex={-1}>
          <title>{view.t.mapCell(ordinal, count)}</title>
          <rect class="hit-area" x={x(from)} width={x(to) - x(from)} height="20" />
          <rect class="tick" x={x(from)} width={x(to) - x(from)} height="13" />
        </a>
      ))}
    </svg>
  );
};

/** More would make the page longer than the report: the search lists them page by page. */
const LISTED = 100;

/** Every paragraph with a match, in order, with what stands around its first one. */
export const MatchList: FC<Props> = ({ view, paragraphs, matches, linkTo }) => {
  const { t } = view;
  if (matches.total === 0) return null;
  const matched = paragraphs.filter(({ ordinal }) => matches.first.has(ordinal));
  return (
    <details class="match-list">
      <summary>{t.matchList(matched.length)}</summary>
      <ol>
        {matched.slice(0, LISTED).map(({ ordinal, role, year, fragments }) => (
          <li>
            <a href={linkTo(ordinal)} lang="zh-CN">
              <Fragments fragments={firstInContext(fragments)} />
            </a>
            <span class="where">
              <RoleTag view={view} role={role} year={year} />
              <span class="ordinal">{t.paragraphNumber(ordinal)}</span>
            </span>
          </li>
        ))}
      </ol>
      {matched.length > LISTED ? <p class="note">{t.matchListCut(LISTED)}</p> : null}
    </details>
  );
};
