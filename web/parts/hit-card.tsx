import type { FC } from 'hono/jsx';
import type { Hit } from '../../src/domain/hit.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import {
  originalHref,
  outsideHref,
  paragraphHref,
  queryParams,
  searchHref,
  toggleFilter,
  withParams,
} from '../links.ts';
import type { View } from '../view.ts';
import { Fragments } from './fragments.tsx';
import { RepeatedFrom } from './repeated-from.tsx';
import { ReportMeta } from './report-meta.tsx';
import { RoleTag } from './role-tag.tsx';

interface Props {
  view: View;
  request: SearchRequest;
  hit: Hit;
}

const Source: FC<{ view: View; hit: Hit }> = ({ view, hit }) => {
  const outside = outsideHref(hit.links.source);
  return outside === null ? (
    <a href={originalHref(hit.reportId, hit.page)}>{view.t.openOriginal}</a>
  ) : (
    <a class="outside" href={outside} rel="noopener noreferrer">
      {view.t.openSource}
      <span class="away">（{view.t.newWindow}）</span>
    </a>
  );
};

const Topics: FC<Props> = ({ view, request, hit }) => {
  if (hit.topics.length === 0) return null;
  const params = withParams(request, {});
  return (
    <ul class="topics" aria-label={view.t.topicsLabel}>
      {hit.topics.map((topic) => (
        <li>
          {request.topic.includes(topic) ? (
            <span>{view.t.topics[topic]}</span>
          ) : (
            <a href={searchHref(view, toggleFilter(params, 'topic', topic))} rel="nofollow">
              {view.t.topics[topic]}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
};

const Group: FC<Props> = ({ view, request, hit }) =>
  hit.groupSize === null ? null : (
    <p class="group">
      {view.t.groupSize(hit.groupSize)}{' '}
      <a href={searchHref(view, withParams(request, { group: 'none', report: [hit.reportId] }))}>
        {view.t.groupOpen}
      </a>
    </p>
  );

/** One paragraph found: where it is from, under which headings it stands, what it says, and the ways to it. */
export const HitCard: FC<Props> = ({ view, request, hit }) => {
  const { t } = view;
  const { report } = hit;
  const inReport = paragraphHref(view, hit.reportId, hit.ordinal, queryParams(request));
  return (
    <li class="hit">
      <article aria-labelledby={`h-${hit.id}`}>
        <h3 id={`h-${hit.id}`}>
          <a href={inReport}>
            <span lang="zh-CN">{report.title}</span>
            <span class="ordinal">
              {' '}
              {t.paragraphNumber(hit.ordinal)}
              {hit.page === null ? '' : ` · ${t.pageOfOriginal(hit.page)}`}
            </span>
          </a>
        </h3>
        <p class="meta">
          <RoleTag view={view} role={hit.role} year={hit.year} />
          <ReportMeta view={view} report={report} />
          <RepeatedFrom view={view} from={hit.repeatedFrom} />
        </p>
        {hit.headings.length > 0 ? (
          <p class="crumb" lang="zh-CN">
            <span class="away" lang={view.lang}>
              {t.headingsLabel}{' '}
            </span>
            {hit.headings.map((heading, index) => (
              <>
                {index > 0 ? <span class="sep"> › </span> : null}
                {heading}
              </>
            ))}
          </p>
        ) : null}
        <p class={`text${hit.kind === 'heading' ? ' is-heading' : ''}`} lang="zh-CN">
          <Fragments fragments={hit.fragments} />
        </p>
        <div class="foot">
          <Topics view={view} request={request} hit={hit} />
          <p class="ways">
            <a href={inReport} aria-describedby={`h-${hit.id}`}>
              {t.openParagraph}
            </a>
            <Source view={view} hit={hit} />
          </p>
        </div>
        <Group view={view} request={request} hit={hit} />
      </article>
    </li>
  );
};
