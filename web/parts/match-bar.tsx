import type { FC } from 'hono/jsx';
import type { Report } from '../../src/domain/report.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { formatSearchRequest } from '../../src/queries/request.ts';
import { queryParams, reportHref, searchHref } from '../links.ts';
import { href, type View } from '../view.ts';
import { HiddenFields } from './hidden-fields.tsx';
import type { Matches } from './matches.ts';

interface Props {
  view: View;
  report: Report;
  request: SearchRequest;
  matches: Matches;
  /** Paragraphs of the report. */
  length: number;
}

/** A strip with a tick for each paragraph that holds a match. */
const Strip: FC<{ matches: Matches; length: number }> = ({ matches, length }) => (
  <svg class="strip" viewBox="0 0 1000 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    {matches.ordinals.map((ordinal) => (
      <rect x={Math.round((ordinal / Math.max(1, length)) * 996)} width="4" height="6" />
    ))}
  </svg>
);

const Found: FC<Props> = ({ view, report, request, matches }) => {
  const { t } = view;
  const { q, mode } = request;
  const inThisReport = formatSearchRequest({ q, mode, report: [report.id] });
  return (
    <div class="match-row">
      <p>
        <strong id="match-count" data-total={matches.total}>
          {matches.total > 0 ? t.matchesOf(q, matches.total, matches.ordinals.length) : t.matchesNone(q)}
        </strong>
      </p>
      {matches.total > 0 ? (
        <p class="match-steps" data-matches={matches.total}>
          <a id="match-previous" href={`#m${matches.total}`}>
            {t.matchPrevious}
          </a>
          <span id="match-position" aria-live="polite" />
          <a id="match-next" href="#m1">
            {t.matchNext}
          </a>
          <span class="keys">{t.matchKeys}</span>
        </p>
      ) : null}
      <p class="match-ways">
        <a href={searchHref(view, queryParams(q, mode))}>{t.searchAll(q)}</a>
        {matches.total > 0 ? <a href={searchHref(view, inThisReport)}>{t.searchHere}</a> : null}
      </p>
    </div>
  );
};

/** Find in the report, and the way from match to match; it stays in sight while one reads. */
export const MatchBar: FC<Props> = (props) => {
  const { view, report, request, matches, length } = props;
  const { t } = view;
  return (
    <div class="match-bar">
      <form action={reportHref({ ...view, lang: 'zh' }, report.id)} method="get" class="find">
        <label class="away" for="find">
          {t.findLabel}
        </label>
        <input id="find" name="q" type="search" lang="zh-CN" value={request.q} placeholder={t.findLabel} />
        <HiddenFields view={view} params={view.params} except={['q']} />
        <button type="submit">{t.findButton}</button>
      </form>
      {request.q === '' ? null : <Found {...props} />}
      {matches.total > 0 ? <Strip matches={matches} length={length} /> : null}
    </div>
  );
};

/** Serif or sans for the text; the choice is in the URL. */
export const TypefaceChoice: FC<{ view: View; serif: boolean }> = ({ view, serif }) => {
  const { t } = view;
  const other = new URLSearchParams(view.params);
  if (serif) other.delete('font');
  else other.set('font', 'serif');
  const there = href(view, view.path, other);
  return (
    <p class="choices typeface">
      <span class="label">{t.typeface}</span>
      {[false, true].map((isSerif) =>
        isSerif === serif ? (
          <span class="current" aria-current="true">
            {isSerif ? t.serif : t.sans}
          </span>
        ) : (
          <a href={there}>{isSerif ? t.serif : t.sans}</a>
        ),
      )}
    </p>
  );
};
