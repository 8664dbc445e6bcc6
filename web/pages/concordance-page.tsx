import type { FC } from 'hono/jsx';
import {
  CONCORDANCE_SORTS,
  type ConcordanceAnswer,
  type ConcordanceLine,
} from '../../src/domain/concordance.ts';
import { type ConcordanceRequest, DEFAULT_WIDTH } from '../../src/queries/concordance.ts';
import type { Edition } from '../../src/queries/queries.ts';
import { MAX_DEPTH } from '../../src/queries/request.ts';
import { concordanceParams, withOwn } from '../counting.ts';
import { formatCount, nameTerm } from '../format.ts';
import { hereHref, paragraphHref, queryParams } from '../links.ts';
import { Choices } from '../parts/choices.tsx';
import type { Corrected } from '../parts/corrections.tsx';
import { CountingFrame, type Held } from '../parts/counting-frame.tsx';
import { CountingStart } from '../parts/counting-start.tsx';
import { EditionNote } from '../parts/edition-note.tsx';
import { RoleTag } from '../parts/role-tag.tsx';
import type { View } from '../view.ts';

interface Props {
  view: View;
  request: ConcordanceRequest;
  answer: ConcordanceAnswer;
  edition: Edition;
  facets: Held;
  corrected: readonly Corrected[];
}

const WIDTHS = ['20', '40', '80'] as const;

const Tools: FC<{ view: View; request: ConcordanceRequest; params: URLSearchParams }> = ({
  view,
  request,
  params,
}) => {
  const { t } = view;
  const ofFile = withOwn(params, { sort: '', page: '' });
  return (
    <div class="toolbar">
      <Choices
        label={t.concordanceSortLabel}
        choices={CONCORDANCE_SORTS.toReversed().map((sort) => ({
          label: t.concordanceSorts[sort],
          href: hereHref(view, withOwn(params, { sort: sort === 'position' ? '' : sort })),
          current: sort === request.sort,
        }))}
      />
      <Choices
        label={t.widthLabel}
        choices={WIDTHS.map((width) => ({
          label: width,
          href: hereHref(view, withOwn(params, { width: width === String(DEFAULT_WIDTH) ? '' : width })),
          current: width === String(request.width),
        }))}
      />
      <p class="choices">
        <span class="label">{t.exportLabel}</span>
        <a href={`/api/concordance.csv?${ofFile}`} rel="nofollow" download="">
          {t.exportCsv}
        </a>
        <a href={`/api/concordance.jsonl?${ofFile}`} rel="nofollow" download="">
          {t.exportJsonl}
        </a>
      </p>
    </div>
  );
};

const Line: FC<{ view: View; request: ConcordanceRequest; line: ConcordanceLine }> = ({
  view,
  request,
  line,
}) => (
  <li class="kwic-line">
    <a
      class="kwic"
      lang="zh-CN"
      href={paragraphHref(view, line.reportId, line.ordinal, queryParams(request))}
    >
      <span class="left">
        <span>{line.left}</span>
      </span>
      <span class="right">
        <mark>{line.match}</mark>
        {line.right}
      </span>
    </a>
    <span class="from">
      <RoleTag view={view} role={line.role} year={line.year} />
      <span class="who" lang="zh-CN" title={line.title}>
        {line.institution ?? line.title}
      </span>
    </span>
  </li>
);

/** Where listing goes on, or why it ends. */
const More: FC<Pick<Props, 'view' | 'answer'> & { params: URLSearchParams }> = ({ view, answer, params }) => {
  const { t } = view;
  const last = answer.page * answer.pageSize;
  const reached = Math.min(answer.total, MAX_DEPTH);
  if (last >= reached)
    return (
      <p class="more note">
        {answer.total > MAX_DEPTH ? t.concordanceCut(MAX_DEPTH) : answer.page > 1 ? t.concordanceEnd : null}
      </p>
    );
  return (
    <p class="more">
      {answer.page > 1 ? (
        <a rel="prev" href={hereHref(view, withOwn(params, { page: pageText(answer.page - 1) }))}>
          {t.previous}
        </a>
      ) : null}
      <a
        class="step"
        rel="next"
        href={hereHref(view, withOwn(params, { page: String(answer.page + 1) }))}
        data-loading={t.concordanceLoading}
        data-failed={t.concordanceFailed}
      >
        {t.next}
      </a>
      <span class="note">{`${formatCount(last)} / ${formatCount(answer.total)}`}</span>
    </p>
  );
};

const pageText = (page: number): string => (page > 1 ? String(page) : '');

/** Every place of a query, a line each, aligned at the match. The script goes on as one scrolls; “next page” does without. */
export const ConcordancePage = (props: Props) => {
  const { view, request, answer, edition, facets, corrected } = props;
  const { t } = view;
  const params = concordanceParams(request);
  const heading = t.concordanceHeading(nameTerm(request.q));
  return (
    <CountingFrame
      view={view}
      current="concordance"
      q={[request.q]}
      reading={request}
      params={params}
      facets={facets}
      corrected={corrected}
      title={heading}
      heading={heading}
    >
      {answer.total === 0 ? (
        <div class="empty">
          <h2>{t.concordanceNone(nameTerm(request.q))}</h2>
          <p>{t.concordanceNoneHow}</p>
        </div>
      ) : (
        <>
          <p class="summary">
            <strong id="count" data-total={answer.total}>
              {t.concordanceTotal(answer.total)}
            </strong>
          </p>
          <Tools view={view} request={request} params={params} />
          {answer.lines.length === 0 ? (
            <p class="empty">
              {t.pastEnd} <a href={hereHref(view, params)}>{t.firstPage}</a>
            </p>
          ) : (
            <ol
              class={`lines width-${request.width}`}
              id="lines"
              start={(answer.page - 1) * answer.pageSize + 1}
            >
              {answer.lines.map((line) => (
                <Line view={view} request={request} line={line} />
              ))}
            </ol>
          )}
          <More view={view} answer={answer} params={params} />
          {request.sort !== 'position' && answer.total > MAX_DEPTH ? (
            <p class="note">{t.concordanceSorted(MAX_DEPTH)}</p>
          ) : null}
          <EditionNote view={view} edition={edition} />
        </>
      )}
    </CountingFrame>
  );
};

export const ConcordanceStart = ({ view, problem }: { view: View; problem?: string | undefined }) => (
  <CountingStart
    view={view}
    current="concordance"
    title={view.t.concordanceTitle}
    intro={view.t.concordanceIntro}
    problem={problem}
    examples={[
      { params: { q: '垃圾分类' } },
      {
        label: view.t.concordanceSortedBy(view.t.concordanceSorts.right),
        params: { q: '养老', sort: 'right' },
      },
    ]}
  />
);
