import type { FC } from 'hono/jsx';
import { formatCount } from '../format.ts';
import type { View } from '../view.ts';
import type { OutlineEntry } from './outline.ts';
import type { Reading } from './report-parts.ts';
import { RoleTag } from './role-tag.tsx';

/** Headings as links, each turn of role or year named, with the paragraphs that match below each. */
export const OutlineList: FC<{
  view: View;
  entries: readonly OutlineEntry[];
  linkTo: Reading['linkTo'];
}> = ({ view, entries, linkTo }) => {
  if (entries.length === 0) return <p class="note">{view.t.outlineEmpty}</p>;
  const top = Math.min(...entries.map(({ level }) => level));
  return (
    <>
      {entries.some(({ matched }) => matched > 0) ? (
        <p class="note outline-key">
          <span class="matched" aria-hidden="true">
            {formatCount(1)}
          </span>
          {view.t.matchedKey}
        </p>
      ) : null}
      <ol class="outline-list">
        {entries.map(({ ordinal, text, level, role, year, turns, matched }) => (
          <li class={`level-${level - top + 1}`}>
            {turns ? <RoleTag view={view} role={role} year={year} /> : null}
            <a href={linkTo(ordinal)} lang="zh-CN">
              {text}
            </a>
            {matched > 0 ? (
              <span class="matched" title={view.t.matchedBelow(matched)}>
                <span aria-hidden="true">{formatCount(matched)}</span>
                <span class="away">（{view.t.matchedBelow(matched)}）</span>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
};
