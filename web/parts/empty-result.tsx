import type { FC, PropsWithChildren } from 'hono/jsx';
import type { SearchAnswer } from '../../src/domain/hit.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { examples } from '../examples.ts';
import { nameTerm } from '../format.ts';
import { listFilters, searchHref } from '../links.ts';
import type { NearestStep } from '../nearest-steps.ts';
import type { Searched } from '../searched.ts';
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
  searched: Searched;
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
      return nameTerm(step.q);
    case 'unfiltered':
      return t.emptyUnfiltered(nameTerm(step.q));
    case 'loosened':
      return t.emptyLoosened(nameTerm(step.q));
    case 'one-term':
      return t.emptyOneTerm(nameTerm(step.term));
    case 'term-anywhere':
      return t.emptyAnywhere(nameTerm(step.term));
  }
};

const StepList: FC<PropsWithChildren<{ view: View; steps: readonly NearestStep[] }>> = ({
  view,
  steps,
  children,
}) => (
  <ul class="steps">
    {steps.map((step) => (
      <li>
        {step.total > 0 || step.kind === 'drop-one' ? (
          <a href={searchHref(view, step.params)}>{stepLabel(view, step)}</a>
        ) : (
          <span>{stepLabel(view, step)}</span>
        )}
        <span class="count total"> {view.t.paragraphs(step.total)}</span>
      </li>
    ))}
    {children}
  </ul>
);

/** Terms that are not found on their own either. */
const missingOf = (steps: readonly NearestStep[]): string[] =>
  steps.flatMap((step) => (step.kind === 'one-term' && step.total === 0 ? [step.term] : []));

/** What was looked through, and why it may have had nothing. */
const Findings: FC<Omit<Props, 'params'>> = ({ view, request, query, steps, searched }) => {
  const { t } = view;
  const { coverage, left, unheld } = searched;
  const filtered = left !== null;
  const terms = steps.filter(({ kind }) => kind === 'one-term');
  const missing = missingOf(steps);
  const isLoose = steps.every(({ kind }) => kind !== 'loosened');
  // With operators or filters in the box the collection may well hold the words: then nothing is claimed.
  const isPlain =
    isLoose &&
    query.mode === 'exact' &&
    query.terms.length === 1 &&
    query.terms[0]?.join('|') === request.q.trim();
  return (
    <>
      {unheld.map(({ name, value, near }) => (
        <p class="meant">
          {t.unheld(t.facets[name], value)}{' '}
          {near.length === 0 ? null : (
            <Meant
              view={view}
              of={near.map((held) => ({
                q: valueLabel(t, name, held.value),
                href: searchHref(view, held.params),
              }))}
            />
          )}
        </p>
      ))}
      <p class="searched">
        {coverage.reports === 0
          ? t.emptyNotice
          : left === null
            ? t.searchedAll(coverage.reports, coverage.paragraphs)
            : left.paragraphs === 0
              ? t.searchedNothing(coverage.reports)
              : t.searchedLeft(left.reports, left.paragraphs, coverage.reports)}
      </p>
      {missing.length > 0 ? <p>{t.emptyMissing(missing.map(nameTerm), filtered)}</p> : null}
      {terms.length > 1 && missing.length === 0 && isLoose && query.excluded.length === 0 ? (
        <p>{t.emptyApart}</p>
      ) : null}
      {isPlain && !filtered && coverage.reports > 0 ? <p>{t.emptyExact}</p> : null}
    </>
  );
};

/** Nothing found: says for what and in what, what each part would find, and which nearest step would find something. */
export const EmptyResult: FC<Props> = ({ view, request, params, query, steps, searched }) => {
  const { t } = view;
  const filtered = listFilters(params).length > 0;
  const q = nameTerm(request.q);
  const isFiltersOnly = query.terms.length === 0 && query.excluded.length === 0;
  const meant = steps.filter(({ kind, total }) => kind === 'corrected' && total > 0);
  const missing = missingOf(steps);
  const terms = steps.filter(
    (step) =>
      step.kind === 'one-term' ||
      (step.kind === 'term-anywhere' && step.total > 0 && missing.includes(step.term)),
  );
  const drops = steps.filter(({ kind, total }) => kind === 'drop-one' || (kind === 'drop-all' && total > 0));
  const others = steps.filter(
    ({ kind, total }) =>
      total > 0 && (kind === 'unfiltered' || kind === 'loosened' || kind === 'synonyms' || kind === 'smart'),
  );
  return (
    <div class="empty">
      <h3>{isFiltersOnly ? t.emptyTitleFilters : filtered ? t.emptyTitleBoth(q) : t.emptyTitle(q)}</h3>
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
      <Findings view={view} request={request} query={query} steps={steps} searched={searched} />
      {terms.length > 0 ? (
        <>
          <h4>{t.emptyTerms}</h4>
          <StepList view={view} steps={terms} />
        </>
      ) : null}
      {drops.length > 0 ? (
        <>
          <h4>{t.emptyDrops}</h4>
          <StepList view={view} steps={drops} />
        </>
      ) : null}
      <h4>{t.emptyNext}</h4>
      <StepList view={view} steps={others}>
        <li>
          <a href={href(view, '/help')}>{t.emptyHelp}</a>
        </li>
      </StepList>
      <Follow view={view} request={request} />
      <h4>{t.emptyExamples}</h4>
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
