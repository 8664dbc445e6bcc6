import type { FC } from 'hono/jsx';

export interface Choice {
  readonly label: string;
  /** Null for one that is not to be had now. */
  readonly href: string | null;
  readonly current: boolean;
}

interface Props {
  label: string;
  choices: readonly Choice[];
  /** Why some are not to be had. */
  note?: string | undefined;
}

/** One of several ways to see the same, as links, so that they work without a script and can be shared. */
export const Choices: FC<Props> = ({ label, choices, note }) => (
  <p class="choices">
    <span class="label">{label}</span>
    {choices.map(({ label: text, href, current }) =>
      href === null ? (
        <span class="unavailable">{text}</span>
      ) : (
        <a href={href} aria-current={current ? 'true' : undefined} rel="nofollow">
          {text}
        </a>
      ),
    )}
    {note === undefined ? null : <span class="note">{note}</span>}
  </p>
);
