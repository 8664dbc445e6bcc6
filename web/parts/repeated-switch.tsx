import type { FC } from 'hono/jsx';
import { hasFilter, hereHref, toggleFilter } from '../links.ts';
import type { View } from '../view.ts';

/** Leaves out what reports copy from year to year, or brings it back: a link, so that it works without a script. */
export const RepeatedSwitch: FC<{ view: View; params: URLSearchParams }> = ({ view, params }) => {
  const { t } = view;
  const hidden = hasFilter(params, 'repeated', 'hide');
  return (
    <p class="repeated-switch">
      <a
        href={hereHref(view, toggleFilter(params, 'repeated', 'hide'))}
        aria-current={hidden ? 'true' : undefined}
        data-key="repeated:hide"
        rel="nofollow"
      >
        <svg class="box" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
          <rect x="1" y="1" width="12" height="12" />
          {hidden ? <path d="M3.5 7.2l2.6 2.6 4.6-5.4" /> : null}
        </svg>
        {t.hideRepeated}
        {hidden ? <span class="away">（{t.selected}）</span> : null}
      </a>
    </p>
  );
};
