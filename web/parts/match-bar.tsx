import type { FC } from 'hono/jsx';
import type { Report } from '../../src/domain/report.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import type { SearchRequest } from '../../src/queries/request.ts';
import { formatSearchRequest } from '../../src/queries/request.ts';
import { nameTerm } from '../format.ts';
import { queryParams, reportHref, searchHref } from '../links.ts';
import { href, type View } from '../view.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { MatchList, MatchMap } from './match-map.tsx';
import type { Matches } from './matches.ts';
import type { Reading } from './report-parts.ts';

interface Props {
  view: View;
  report: Report;
  request: SearchRequest;
  matches: Matches;
  paragraphs: readonly ReadParagraph[];
  reading: Reading;
}

const Ways: FC<Props> = ({ view, report, request, matches }) => {
  const { q, mode, synonyms } = request;
  const inThisReport = formatSearchRequest({ q, mode, synonyms, report: [report.id] });
  return (
    <p class="match-ways">
      <a href={searchHref(view, queryParams(request))}>{view.t.searchAll(nameTerm(q))}</a>
      {matches.total > 0 ? <a href={searchHref(view, inThisReport)}>{view.t.searchHere}</a> : null}
    </p>
  );
};

/** Find in the report, or go on to search elsewhere. */
const Find: FC<Props> = (props) => {
  const { view, report, request } = props;
  const { t } = view;
  return (
    <div class="match-head">
      <form action={reportHref({ ...view, lang: 'zh' }, report.id)} method="get" class="find">
        <label class="away" for="find">
          {t.findLabel}
        </label>
        <input id="find" name="q" type="search" lang="zh-CN" value={request.q} placeholder={t.findLabel} />
        <HiddenFields view={view} params={view.params} except={['q', 'part', 'at']} />
        <button type="submit">{t.findButton}</button>
      </form>
      {request.q === '' ? null : <Ways {...props} />}
    </div>
  );
};

/** Which marks stand on this page, counted through the report, and where those before and after them are. */
const stepsOf = ({ total, first, ordinals }: Matches, { shown, linkTo }: Reading) => {
  const numberFrom = (ordinal: number): number =>
    first.get(ordinals.find((other) => other >= ordinal) ?? -1) ?? total + 1;
  const [from, to] = [numberFrom(shown.from), numberFrom(shown.to) - 1];
  const markHref = (mark: number): string => {
    const ordinal = ordinals.findLast((other) => (first.get(other) ?? 0) <= mark) ?? 0;
    return linkTo(ordinal, `m${mark}`);
  };
  const isWhole = from === 1 && to === total;
  return {
    from,
    to,
    first: markHref(1),
    last: markHref(total),
    before: isWhole ? undefined : markHref(from === 1 ? total : from - 1),
    after: isWhole ? undefined : markHref(to === total ? 1 : to + 1),
  };
};

/** Find in the report, and the way from match to match; the latter stays in sight while one reads. */
export const MatchBar: FC<Props> = (props) => {
  const { view, request, matches, paragraphs, reading } = props;
  const { t } = view;
  const { linkTo } = reading;
  const { q } = request;
  const steps = stepsOf(matches, reading);
  const { total, ordinals } = matches;
  return (
    <>
      <Find {...props} />
      {q === '' ? null : (
        <div class="match-bar">
          <div class="match-row">
            <strong id="match-count" data-total={total}>
              {total > 0 ? (
                <>
                  <span class="sought">{t.matchesSought(nameTerm(q))}</span>
                  <span>{t.matchesOf(total)}</span>
                  <span class="matched-in">{t.matchesIn(ordinals.length)}</span>
                </>
              ) : (
                <span class="sought">{t.matchesNone(nameTerm(q))}</span>
              )}
            </strong>
            {total > 0 ? (
              <p
                class="match-steps"
                data-matches={total}
                data-from={steps.from}
                data-to={steps.to}
                data-before={steps.before}
                data-after={steps.after}
              >
                <span class="keys">{t.matchKeys}</span>
                <span id="match-position" aria-live="polite" />
                <a id="match-previous" href={steps.last}>
                  {t.matchPrevious}
                </a>
                <a id="match-next" href={steps.first}>
                  {t.matchNext}
                </a>
              </p>
            ) : null}
          </div>
          {total > 0 ? (
            <MatchMap view={view} paragraphs={paragraphs} matches={matches} linkTo={linkTo} />
          ) : null}
        </div>
      )}
      <MatchList view={view} paragraphs={paragraphs} matches={matches} linkTo={linkTo} />
    </>
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
