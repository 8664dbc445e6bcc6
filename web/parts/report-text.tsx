import type { FC } from 'hono/jsx';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import { originalHref, outsideHref } from '../links.ts';
import { href, type View } from '../view.ts';
import { Fragments } from './fragments.tsx';
import type { Matches } from './matches.ts';
import { RepeatedFrom } from './repeated-from.tsx';
import { RoleTag } from './role-tag.tsx';

interface Props {
  view: View;
  paragraphs: readonly ReadParagraph[];
  matches: Matches;
}

/** Neighbouring paragraphs of one role and year, so that the margin names them once. */
const splitRuns = (paragraphs: readonly ReadParagraph[]): ReadParagraph[][] => {
  const runs: ReadParagraph[][] = [];
  for (const paragraph of paragraphs) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && before.role === paragraph.role && before.year === paragraph.year)
      run.push(paragraph);
    else runs.push([paragraph]);
  }
  return runs;
};

/** To the matched paragraphs before and after: the way without a script; the script's buttons replace it. */
const Neighbours: FC<{ view: View; ordinal: number; matches: Matches }> = ({ view, ordinal, matches }) => {
  const around = matches.around.get(ordinal);
  if (around === undefined) return null;
  const { before, after } = around;
  return (
    <span class="neighbours">
      {before === null ? null : <a href={`#p${before}`}>{view.t.matchPrevious}</a>}
      {after === null ? null : <a href={`#p${after}`}>{view.t.matchNext}</a>}
    </span>
  );
};

const Paragraph: FC<{ view: View; paragraph: ReadParagraph; matches: Matches }> = ({
  view,
  paragraph,
  matches,
}) => {
  const { t } = view;
  const { ordinal, kind, headingLevel, fragments, links, continued, page } = paragraph;
  const source = outsideHref(links.source);
  const text = <Fragments fragments={fragments} firstMatch={matches.first.get(ordinal) ?? 1} />;
  const Heading = `h${Math.min(6, (headingLevel ?? 1) + 1)}` as 'h2';
  return (
    <div
      class={`para${kind === 'heading' ? ' is-heading' : ''}${continued ? ' continued' : ''}`}
      id={`p${ordinal}`}
    >
      {kind === 'heading' ? <Heading lang="zh-CN">{text}</Heading> : <p lang="zh-CN">{text}</p>}
      <span class="para-links">
        <a class="permalink" href={`#p${ordinal}`} aria-label={t.permalink(ordinal)}>
          ¶
        </a>
        <a class="cite" href={href(view, links.permalink)} aria-label={t.citeOf(ordinal)}>
          {t.cite}
        </a>
        <a
          class="alike"
          href={href(view, links.permalink, undefined, 'similar')}
          aria-label={t.similarTo(ordinal)}
        >
          {t.similarShort}
        </a>
        {source === null ? null : (
          <a class="outside" href={source} rel="noopener noreferrer" aria-label={t.sourceOf(ordinal)}>
            {t.sourceShort}
          </a>
        )}
        {page === null ? null : <a href={originalHref(paragraph.reportId, page)}>{t.pageOfOriginal(page)}</a>}
        <Neighbours view={view} ordinal={ordinal} matches={matches} />
      </span>
      <RepeatedFrom view={view} from={paragraph.repeatedFrom} />
    </div>
  );
};

/** The whole text, each paragraph with its anchor, role and year in the margin. */
export const ReportText: FC<Props> = ({ view, paragraphs, matches }) => (
  <>
    {splitRuns(paragraphs).map((run) => {
      const first = run[0];
      return first === undefined ? null : (
        <div class={`run run-${first.role}`}>
          <p class="margin">
            <RoleTag view={view} role={first.role} year={first.year} />
          </p>
          <div class="run-text">
            {run.map((paragraph) => (
              <Paragraph view={view} paragraph={paragraph} matches={matches} />
            ))}
          </div>
        </div>
      );
    })}
  </>
);
