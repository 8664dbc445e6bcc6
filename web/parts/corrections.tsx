import type { FC } from 'hono/jsx';
import { nameTerm } from '../format.ts';
import { hereHref } from '../links.ts';
import type { View } from '../view.ts';
import { Meant } from './meant.tsx';

/** A query that holds a term which stands nowhere, and what may have been meant. */
export interface Corrected {
  readonly q: string;
  readonly meant: readonly string[];
}

/** The parameters with one of the queries written otherwise. */
const replaceQuery = (params: URLSearchParams, q: string, by: string): URLSearchParams => {
  const next = new URLSearchParams();
  for (const [name, value] of params) next.append(name, name === 'q' && value === q ? by : value);
  return next;
};

/** Above a figure: which of its queries may be mistyped, each with the same figure for what may have been meant. */
export const Corrections: FC<{ view: View; params: URLSearchParams; of: readonly Corrected[] }> = ({
  view,
  params,
  of,
}) => (
  <>
    {of.map(({ q, meant }) => (
      <p class="meant">
        {view.t.meantOf(nameTerm(q))}{' '}
        <Meant
          view={view}
          of={meant.map((text) => ({ q: text, href: hereHref(view, replaceQuery(params, q, text)) }))}
        />
      </p>
    ))}
  </>
);
