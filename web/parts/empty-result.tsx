import type { FC } from 'hono/jsx';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { examples } from '../examples.ts';
import { listFilters, searchHref } from '../links.ts';
import type { NearestStep } from '../nearest-steps.ts';
import { href, type View } from '../view.ts';
import { Follow } from './follow.tsx';
import { valueLabel } from './labels.ts';
import { Meant } from './meant.tsx';

interface Props {
  view: View;
  request: SearchRequest;
  params: URLSearchParams;
  query: SearchAnswer['query'];
  steps: readonly NearestStep[];
}

const stepLabel = (view: View, step: NearestStep): string => {
  const { t } = view;
  switch (step.kind) {
    case 'smart':
      return t.emptySmart;
    case 'synonyms':
      return t.emptySynonyms;
    case 'drop-all':
      return t.emptyDropAll;
    case 'drop-one':
      return t.emptyDropOne(valueLabel(t, step.name, step.value));
    case 'corrected':
      return step.q;
    case 'loosened':
      return t.emptyLoosened(step.q);
    case 'one-term':
      return t.emptyOneTerm(step.term);
  }
};

/** Nothing found: says for what, and which nearest step would find something. */
export const EmptyResult: FC<Props> = ({ view, request, params, query, steps }) => {
  const { t } = view;
  const filtered = listFilters(params).length > 0;
  const { q } = request;
  // With operators or filters in the box the collection may well hold the words: then nothing is claimed.
  const isPlain =
    query.mode === 'exact' && query.terms.length === 1 && query.terms[0]?.join('|') === q.trim();
  const missing = steps.flatMap((step) => (step.kind === 'one-term' && step.total === 0 ? [step.term] : []));
  const found = steps.filter(({ total }) => total > 0);
  const meant = found.filter(({ kind }) => kind === 'corrected');
  const useful = found.filter(({ kind }) => kind !== 'corrected');
  return (
    <div class="empty">
      <h3>{q === '' ? t.emptyTitleFilters : filtered ? t.emptyTitleBoth(q) : t.emptyTitle(q)}</h3>
      {meant.length > 0 ? (
        <p class="meant">
          <Meant
            view={view}
            of={meant.map(({ params: corrected, total }) => ({
              q: corrected.get('q') ?? '',
              href: searchHref(view, corrected),
              total,
            }))}
          />
        </p>
      ) : null}
      {missing.length > 0 ? <p>{t.emptyMissing(missing, filtered)}</p> : null}
      {isPlain && !filtered ? <p>{t.emptyExact}</p> : null}
      <p>{t.emptyNext}</p>
      <ul class="steps">
        {useful.map((step) => (
          <li>
            <a href={searchHref(view, step.params)}>{stepLabel(view, step)}</a>
            <span class="count"> {view.t.paragraphs(step.total)}</span>
          </li>
        ))}
        <li>
          <a href={href(view, '/help')}>{t.emptyHelp}</a>
        </li>
      </ul>
      <Follow view={view} request={request} />
      <p>{t.emptyExamples}</p>
      <ul class="steps">
        {examples(t).map(({ label, params: example }) => (
          <li>
            <a href={searchHref(view, example)} lang="zh-CN">
              {example.get('q')}
            </a>
            <span class="count"> {label}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
