import type { FC } from 'hono/jsx';
import type { Fragment } from '../../src/domain/hit.ts';

/** Text of a report with exactly the matched characters in `<mark>`; with `firstMatch` each mark gets an anchor `m{n}`. */
export const Fragments: FC<{ fragments: readonly Fragment[]; firstMatch?: number }> = ({
  fragments,
  firstMatch,
}) => {
  let next = firstMatch ?? 0;
  return (
    <>
      {fragments.map(({ text, match }) => {
        if (!match) return text;
        if (firstMatch === undefined) return <mark>{text}</mark>;
        next += 1;
        return <mark id={`m${next - 1}`}>{text}</mark>;
      })}
    </>
  );
};
