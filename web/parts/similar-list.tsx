import type { FC } from 'hono/jsx';
import type { SimilarParagraph } from '../../src/domain/similar.ts';
import { href, type View } from '../view.ts';
import { Fragments } from './fragments.tsx';
import { RoleTag } from './role-tag.tsx';

/** Paragraphs of other reports, what they share with this one marked. */
export const SimilarList: FC<{ view: View; similar: readonly SimilarParagraph[] }> = ({ view, similar }) => {
  const { t } = view;
  if (similar.length === 0) return <p class="note">{t.similarNone}</p>;
  return (
    <>
      <p class="note">{t.similarNote}</p>
      <ol class="similar-list">
        {similar.map(({ report, role, year, ordinal, fragments, links, shared }) => (
          <li>
            <h3>
              <a href={href(view, links.permalink)}>
                <span lang="zh-CN">{report.title}</span>
                <span class="ordinal"> {t.paragraphNumber(ordinal)}</span>
              </a>
            </h3>
            <p class="meta">
              <RoleTag view={view} role={role} year={year} />
              {report.institution ? <span lang="zh-CN">{report.institution}</span> : null}
              <span>{t.sharedText(Math.round(shared * 100))}</span>
            </p>
            <p class="text" lang="zh-CN">
              <Fragments fragments={fragments} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );
};
