import type { FC } from 'hono/jsx';
import type { RepeatedFrom as Earlier } from '../../src/domain/paragraph.ts';
import { paragraphHref } from '../links.ts';
import type { View } from '../view.ts';

/** Where the paragraph stood in an earlier year's report; nothing where it is new. */
export const RepeatedFrom: FC<{ view: View; from: Earlier | null }> = ({ view, from }) => {
  if (from === null) return null;
  const [report = '', ordinal] = from.paragraphId.split('-');
  return (
    <a class="repeated" href={paragraphHref(view, report, Number(ordinal))}>
      {from.figuresChanged ? view.t.sameButFigures(from.year) : view.t.sameAsYear(from.year)}
    </a>
  );
};
