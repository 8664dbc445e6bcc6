import type { FC } from 'hono/jsx';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { WordCounts } from '../../src/queries/queries.ts';
import { hasOpenQuote } from '../../src/text/query-tokens.ts';
import { nameTerm } from '../format.ts';
import type { View } from '../view.ts';
import { Taken } from './taken.tsx';

type Query = SearchAnswer['query'];

interface Props {
  view: View;
  query: Query;
  counts: WordCounts | null;
}

/** What synonyms added to each term, and what there was no room for. */
const Expanded: FC<{ view: View; query: Query }> = ({ view, query }) => {
  const { t } = view;
  if (!query.synonyms) return null;
  const shown = query.expanded.filter(({ added, leftOut }) => added.length + leftOut.length > 0);
  if (shown.length === 0) return <p class="understood">{t.synonymsNone}</p>;
  return (
    <p class="understood">
      <span class="label">{t.synonymsAdded}</span>
      {shown.map(({ term, added, leftOut }, index) => (
        <>
          {index > 0 ? <span class="joint"> · </span> : null}
          <span lang="zh-CN">{nameTerm(term)}</span>
          {added.length > 0 ? <span class="joint"> → </span> : null}
          <b lang="zh-CN">{added.join('、')}</b>
          {leftOut.length > 0 ? <span class="joint">{t.synonymsLeftOut(leftOut)}</span> : null}
        </>
      ))}
    </p>
  );
};

/** How often a word of a smart query is there: a hit may hold any of them, and one that stands nowhere is not what was found. */
const WordCount: FC<{ view: View; count: number | undefined }> = ({ view, count }) =>
  count === undefined ? null : (
    <span class={count === 0 ? 'of-word none' : 'of-word'}> {view.t.paragraphs(count)}</span>
  );

/** Nothing for a single term, which says itself. */
const Terms: FC<Props> = ({ view, query, counts }) => {
  const { t } = view;
  const { terms, excluded, mode } = query;
  const isPlain =
    terms.length <= 1 && ((terms[0]?.length ?? 0) <= 1 || query.expanded.length > 0) && excluded.length === 0;
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
              <b lang="zh-CN">{nameTerm(term)}</b>
            </>
          ))}
          <WordCount view={view} count={counts?.words[index]} />
        </>
      ))}
      {counts === null ? null : <span class="joint"> · {t.smartAll(counts.all)}</span>}
      {excluded.map((term) => (
        <>
          <span class="joint"> {t.excluding} </span>
          <b class="excluded" lang="zh-CN">
            {nameTerm(term)}
          </b>
        </>
      ))}
    </p>
  );
};

/** The query as it was understood: its terms where they do not say themselves, what synonyms added, and what names were taken as. */
export const Understood: FC<Props> = ({ view, query, counts }) => (
  <>
    {hasOpenQuote(query.q) ? <p class="understood note">{view.t.openQuote}</p> : null}
    <Terms view={view} query={query} counts={counts} />
    <Expanded view={view} query={query} />
    <Taken view={view} of={query.taken} />
  </>
);
