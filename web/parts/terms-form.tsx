import type { FC } from 'hono/jsx';
import type { Reading } from '../../src/queries/interpret.ts';
import { MAX_QUERY_LENGTH } from '../../src/queries/request.ts';
import type { View } from '../view.ts';
import { HiddenFields } from './hidden-fields.tsx';
import { Modes } from './modes.tsx';

interface Props {
  view: View;
  q: readonly string[];
  reading: Reading;
  /** Most queries at once. */
  most: number;
  /** What sending the form keeps. */
  params: URLSearchParams;
}

const FEWEST_LINES = 2;
const MOST_LINES = 10;

/** Several queries, one a line: typed, or pasted as a list. */
export const TermsForm: FC<Props> = ({ view, q, reading, most, params }) => {
  const { t } = view;
  const lines = Math.min(MOST_LINES, Math.max(FEWEST_LINES, q.length + (q.length < most ? 1 : 0)));
  return (
    <search>
      <form class="terms" action={view.path} method="get">
        <label for="terms">{t.termsLabel(most)}</label>
        <div class="terms-row">
          <textarea
            id="terms"
            name="q"
            rows={lines}
            maxlength={MAX_QUERY_LENGTH * most}
            lang="zh-CN"
            placeholder={t.termsPlaceholder}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
          >
            {q.join('\n')}
          </textarea>
          <button type="submit">{t.termsButton}</button>
        </div>
        <div class="search-options">
          <Modes view={view} mode={reading.mode} synonyms={reading.synonyms} />
        </div>
        <HiddenFields view={view} params={params} except={['q', 'mode', 'synonyms', 'page']} />
      </form>
    </search>
  );
};
