import type { FC } from 'hono/jsx';

/** A seal with a paragraph in it, one line of which is found. The same drawing is assets/favicon.svg. */
export const Logo: FC = () => (
  <svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <path class="seal" d="M2 2h28v28H2z" />
    <path class="line" d="M7 8h18M7 24h11" />
    <path class="found" d="M7 12.5h18v7H7z" />
    <path class="line-found" d="M10 16h12" />
  </svg>
);
