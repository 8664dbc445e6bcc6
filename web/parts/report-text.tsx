import type { FC } from 'hono/jsx';
import type { Report } from '../../src/domain/report.ts';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import { originalHref, outsideHref } from '../links.ts';
import { href, type View } from '../view.ts';
import { Fragments } from './fragments.tsx';
import type { Matches } from './matches.ts';
import { RepeatedFrom } from './repeated-from.tsx';
import type { Reading } from './report-parts.ts';
import { RoleTag } from './role-tag.tsx';

interface Props {
  view: View;
  paragraphs: readonly ReadParagraph[];
  matches: Matches;
  reading: Reading;
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
const Neighbours: FC<Omit<Props, 'paragraphs'> & { ordinal: number }> = ({
  view,
  ordinal,
  matches,
  reading: { linkTo },
}) => {
  const around = matches.around.get(ordinal);
  if (around === undefined) return null;
  const { before, after } = around;
  return (
    <span class="neighbours" lang={uiLang(view)}>
      {before === null ? null : <a href={linkTo(before)}>{view.t.matchPrevious}</a>}
      {after === null ? null : <a href={linkTo(after)}>{view.t.matchNext}</a>}
    </span>
  );
};

/** The text around is Chinese; what the page says in between is in its own language. */
const uiLang = ({ lang }: View): 'en' | undefined => (lang === 'en' ? 'en' : undefined);

/**
 * A paragraph is as little as can be, there may be hundreds: its number leads to a page with all that can be done with it, and the
 * script brings the links themselves.
 */
const Paragraph: FC<Omit<Props, 'paragraphs'> & { paragraph: ReadParagraph; newPage: boolean }> = ({
  paragraph,
  newPage,
  ...props
}) => {
  const { view, matches } = props;
  const { ordinal, kind, headingLevel, fragments, continued, page, reportId } = paragraph;
  const text = <Fragments fragments={fragments} firstMatch={matches.first.get(ordinal) ?? 1} />;
  const Heading = `h${Math.min(6, (headingLevel ?? 1) + 1)}` as 'h2';
  return (
    <div
      class={`para${kind === 'heading' ? ' is-heading' : ''}${continued ? ' continued' : ''}`}
      id={`p${ordinal}`}
    >
      {kind === 'heading' ? <Heading>{text}</Heading> : <p>{text}</p>}
      <span class="para-links">
        <a class="permalink" href={href(view, `/p/${reportId}/${ordinal}`)}>
          {ordinal + 1}
        </a>
        {newPage && page !== null ? (
          <a href={originalHref(reportId, page)} lang={uiLang(view)}>
            {view.t.pageOfOriginal(page)}
          </a>
        ) : null}
        <Neighbours {...props} ordinal={ordinal} />
      </span>
      <RepeatedFrom view={view} from={paragraph.repeatedFrom} />
    </div>
  );
};

/** What can be done with a paragraph, once for all of them: the script puts it beside the one at hand. */
export const ParagraphTools: FC<{ view: View; report: Pick<Report, 'id' | 'sourceUrl'> }> = ({
  view,
  report,
}) => {
  const { t } = view;
  const outside = outsideHref(report.sourceUrl);
  const first = href(view, `/p/${report.id}/0`);
  return (
    <template id="paragraph-tools">
      <span class="tools" lang={uiLang(view)}>
        <a class="cite" href={first}>
          {t.cite}
        </a>
        <a class="alike" href={first}>
          {t.similarShort}
        </a>
        {outside === null ? null : (
          <a class="outside" rel="noopener noreferrer" href={outside.replace(/#.*$/s, '')}>
            {t.sourceShort}
          </a>
        )}
      </span>
    </template>
  );
};

/** The text of a part, each paragraph with its anchor, role and year in the margin. */
export const ReportText: FC<Props> = ({ paragraphs, ...props }) => {
  const { view } = props;
  const { from, to } = props.reading.shown;
  let lastPage: number | null = null;
  const isNewPage = ({ page }: ReadParagraph): boolean => {
    const turned = page !== lastPage;
    lastPage = page;
    return turned;
  };
  return (
    <>
      {splitRuns(paragraphs.slice(from, to)).map((run) => {
        const first = run[0];
        return first === undefined ? null : (
          <div class={`run run-${first.role}`}>
            <p class="margin" lang={uiLang(view)}>
              <RoleTag view={view} role={first.role} year={first.year} />
            </p>
            <div class="run-text">
              {run.map((paragraph) => (
                <Paragraph {...props} paragraph={paragraph} newPage={isNewPage(paragraph)} />
              ))}
            </div>
          </div>
        );
      })}
    </>
  );
};
