import type { FC } from 'hono/jsx';
import type { Edition } from '../../src/queries/queries.ts';
import type { View } from '../view.ts';

/** `YYYY-MM-DD` of today: figures are quoted with the day on which they were counted. */
export const today = (): string => new Date().toISOString().slice(0, 10);

export const editionText = ({ t }: Pick<View, 't'>, { collection, dictionary }: Edition): string =>
  t.collectionLine(collection, dictionary, today());

/** What a figure was counted on, so that it can be quoted and found again. */
export const EditionNote: FC<{ view: View; edition: Edition }> = ({ view, edition }) => (
  <p class="edition note">{editionText(view, edition)}</p>
);
