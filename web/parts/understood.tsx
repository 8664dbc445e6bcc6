import type { FC } from 'hono/jsx';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { View } from '../view.ts';

/** The query as it was understood; nothing for a single term, which says itself. */
export const Understood: FC<{ view: View; query: SearchAnswer['query'] }> = ({ view, query }) => {
  const { t } = view;
  const { terms, excluded, mode } = query;
  const isPlain = terms.length <= 1 && (terms[0]?.length ?? 0) <= 1 && excluded.length === 0;
  if (isPlain && (mode === 'exact' || terms[0]?.[0] === query.q)) return null;
  return (
    <p class="understood">
      <span class="label">{mode === 'smart' ? t.smartWords : t.understood}</span>
      {terms.map((group, index) => (
        <>
          {index > 0 ? <span class="joint"> {mode === 'smart' ? '·' : t.and} </span> : null}
          {group.map((term, position) => (
            <>
              {position > 0 ? <span class="joint"> {t.or} </span> : null}
              <b lang="zh-CN">{term}</b>
            </>
          ))}
        </>
      ))}
      {excluded.map((term) => (
        <>
          <span class="joint"> {t.excluding} </span>
          <b class="excluded" lang="zh-CN">
            {term}
          </b>
        </>
      ))}
    </p>
  );
};
