import type { FC } from 'hono/jsx';
import type { View } from '../view.ts';
import type { Reading } from './report-parts.ts';

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
        </>
      )}
    </nav>
  );
};
