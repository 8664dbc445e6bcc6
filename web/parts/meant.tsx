import type { FC } from 'hono/jsx';
import { nameTerm } from '../format.ts';
import type { View } from '../view.ts';

export interface MeantQuery {
  readonly q: string;
  readonly href: string;
  /** Paragraphs that it would find, where that was asked. */
  readonly total?: number;
}

/** Other queries that may have been meant; the inner part of a paragraph or a list item. */
export const Meant: FC<{ view: View; of: readonly MeantQuery[] }> = ({ view, of }) => (
  <>
    {view.t.meant}
    {of.map(({ q, href, total }, at) => (
      <>
        {at === 0 ? ' ' : ' · '}
        <a href={href} lang="zh-CN" rel="nofollow">
          {nameTerm(q)}
        </a>
        {total === undefined ? null : <span class="count"> {view.t.paragraphs(total)}</span>}
      </>
    ))}
  </>
);
