import type { FC } from 'hono/jsx';
import type { ReadParagraph } from '../../src/queries/queries.ts';
import type { View } from '../view.ts';
import type { Reading } from './report-parts.ts';

/** Which part this is, and the headings under which it goes on. */
export const PartOpening: FC<{ view: View; current: number; first: ReadParagraph | undefined }> = ({
  view,
  current,
  first,
}) => (
  <>
    <h2 class="away">{view.t.partHeading(current + 1)}</h2>
    {first === undefined || first.headings.length === 0 ? null : (
      <p class="crumb" lang="zh-CN">
        {first.headings.join(' › ')}
      </p>
    )}
  </>
);

/** More are not listed: previous, next, outline and the whole lead there. */
const MOST_LISTED = 30;

/** Every part by its paragraphs: which one holds a paragraph can be seen, and is one step away. */
const PartList: FC<{ reading: Reading }> = ({ reading: { parts, current, partHref } }) =>
  parts.length < 3 || parts.length > MOST_LISTED ? null : (
    <ol class="part-list">
      {parts.map(({ from, to }, part) => {
        const range = `${from + 1}–${to}`;
        return (
          <li>
            {part === current ? (
              <span aria-current="true">{range}</span>
            ) : (
              <a href={partHref(part)}>{range}</a>
            )}
          </li>
        );
      })}
    </ol>
  );

/** From part to part of a long report; nothing where it is all on one page anyway. */
export const PartsNav: FC<{ view: View; reading: Reading; label: string }> = ({ view, reading, label }) => {
  const { t } = view;
  const { parts, current, shown, partHref } = reading;
  if (parts.length === 1) return null;
  return (
    <nav class="parts" aria-label={label}>
      {current === null ? (
        <>
          <span>{t.partsAll(parts.length)}</span> <a href={partHref(0)}>{t.partsDivide}</a>
        </>
      ) : (
        <>
          <span>{t.partOf(current + 1, parts.length, shown.from + 1, shown.to)}</span>{' '}
          {current > 0 ? (
            <a rel="prev" href={partHref(current - 1)}>
              {t.partPrevious}
            </a>
          ) : null}{' '}
          {current < parts.length - 1 ? (
            <a rel="next" href={partHref(current + 1)}>
              {t.partNext}
            </a>
          ) : null}{' '}
          <a class="whole" href={partHref('all')}>
            {t.partsWhole}
          </a>
          <PartList reading={reading} />
        </>
      )}
    </nav>
  );
};
