import type { FC } from 'hono/jsx';
import type { SimilarParagraph } from '../../src/domain/similar.ts';
import type { Located, ReadParagraph } from '../../src/queries/queries.ts';
import { citeReport, placeOf, todayInChina } from '../../src/text/citations/citation.ts';
import { Layout } from '../layout.tsx';
import { originalHref, outsideHref, paragraphHref } from '../links.ts';
import { CiteBox } from '../parts/cite-box.tsx';
import { RepeatedFrom } from '../parts/repeated-from.tsx';
import { RoleTag } from '../parts/role-tag.tsx';
import { SimilarList } from '../parts/similar-list.tsx';
import { href, type View } from '../view.ts';

interface Props {
  view: View;
  located: Located;
  similar: readonly SimilarParagraph[];
}

const Context: FC<{ paragraphs: readonly ReadParagraph[] }> = ({ paragraphs }) => (
  <>
    {paragraphs.map(({ text }) => (
      <p lang="zh-CN">{text}</p>
    ))}
  </>
);

/** Says what became of the paragraph since the permalink was made. */
const Fate: FC<Omit<Props, 'similar'>> = ({ view, located: { state, answer } }) => {
  const { t } = view;
  if (state === 'there') return null;
  return (
    <p class="notice">
      {state === 'moved'
        ? t.paragraphMoved(answer.paragraph.ordinal)
        : t.paragraphGone(answer.paragraph.ordinal)}
    </p>
  );
};

const Ways: FC<{ view: View; paragraph: ReadParagraph }> = ({ view, paragraph }) => {
  const { t } = view;
  const { reportId, ordinal, page, links } = paragraph;
  const source = outsideHref(links.source);
  return (
    <p class="ways">
      <a href={paragraphHref(view, reportId, ordinal)}>{t.openParagraph}</a>
      {source === null ? null : (
        <a class="outside" href={source} rel="noopener noreferrer">
          {t.openSource}
          <span class="away">（{t.newWindow}）</span>
        </a>
      )}
      <a href={originalHref(reportId, page)}>
        {t.openOriginal}
        {page === null ? '' : ` · ${t.pageOfOriginal(page)}`}
      </a>
    </p>
  );
};

/** One paragraph by its permalink: what it says, between what stands around it, and how to cite it. */
export const ParagraphPage = ({ view, located, similar }: Props) => {
  const { t } = view;
  const { paragraph, report, before, after } = located.answer;
  const { ordinal, role, year, headings, text, links } = paragraph;
  const origin = view.publicUrl ?? '';
  const citation = citeReport(report, [placeOf(paragraph, origin)], {
    origin,
    accessedOn: todayInChina(),
  });
  return (
    <Layout
      view={view}
      kind="report"
      title={`${t.paragraphNumber(ordinal)} - ${report.title}`}
      index={false}
      canonical={links.permalink}
    >
      <main id="results" class="wrap one-paragraph">
        <header>
          <p class="eyebrow" lang={report.institution ? 'zh-CN' : undefined}>
            {report.institution ?? t.reportLabel}
          </p>
          <h1>
            <span lang="zh-CN">{report.title}</span>
            <span class="ordinal"> {t.paragraphNumber(ordinal)}</span>
          </h1>
          <p class="meta">
            <RoleTag view={view} role={role} year={year} />
            {report.publishedOn ? (
              <span>
                {t.publishedOn} <time datetime={report.publishedOn}>{report.publishedOn}</time>
              </span>
            ) : null}
            <RepeatedFrom view={view} from={paragraph.repeatedFrom} />
          </p>
          {headings.length > 0 ? (
            <p class="crumb" lang="zh-CN">
              <span class="away">{t.headingsLabel}：</span>
              {headings.join(' › ')}
            </p>
          ) : null}
        </header>
        <Fate view={view} located={located} />
        <div class="in-context">
          <Context paragraphs={before} />
          <blockquote>
            <p lang="zh-CN">{text}</p>
          </blockquote>
          <Context paragraphs={after} />
        </div>
        <Ways view={view} paragraph={paragraph} />
        {located.state === 'gone' ? null : (
          <section aria-labelledby="cite">
            <h2 id="cite">{t.cite}</h2>
            <CiteBox
              view={view}
              citation={citation}
              address={`/api/paragraphs/${paragraph.id}/cite`}
              text={text}
            />
            <p class="permalink-line">
              <span class="label">{t.permalinkLabel}</span>
              <a id="permalink" class="code" href={href(view, links.permalink)} rel="bookmark">
                {origin}
                {links.permalink}
              </a>
              <button type="button" class="copy" data-copy="permalink" data-copied={t.copied}>
                {t.copy}
              </button>
            </p>
            <p class="note">
              {t.permalinkOrdinal(ordinal)} {t.permalinkNote}
            </p>
          </section>
        )}
        {located.state === 'gone' ? null : (
          <section aria-labelledby="similar">
            <h2 id="similar">{t.similar}</h2>
            <SimilarList view={view} similar={similar} />
          </section>
        )}
      </main>
    </Layout>
  );
};
