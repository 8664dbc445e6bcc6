import type { FC } from 'hono/jsx';
import type { TakenName } from '../../src/domain/query.ts';
import { regionLabel } from '../links.ts';
import type { View } from '../view.ts';

/** Which places and institutions the names of the filters were taken as: what was counted is never a guess left unsaid. */
export const Taken: FC<{ view: View; of: readonly TakenName[] }> = ({ view, of }) => (
  <>
    {of.map(({ name, given, taken }) => (
      <p class="understood">
        <span class="label">{view.t.takenAs(view.t.facets[name], given)}</span>
        {taken.map((value, at) => (
          <>
            {at > 0 ? <span class="joint"> {view.t.or} </span> : null}
            <b lang="zh-CN">{regionLabel(value)}</b>
          </>
        ))}
      </p>
    ))}
  </>
);
