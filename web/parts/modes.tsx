import type { FC } from 'hono/jsx';
import { MODES, type Mode } from '../../src/domain/query.ts';
import type { View } from '../view.ts';

/** How a form's query is to be read. */
export const Modes: FC<{ view: View; mode: Mode; synonyms: boolean }> = ({ view: { t }, mode, synonyms }) => (
  <>
    <fieldset class="modes">
      <legend class="away">{t.modeLabel}</legend>
      {MODES.map((value) => (
        <label>
          <input type="radio" name="mode" value={value} checked={value === mode} />
          <span>
            <b>{t.modes[value]}</b> <span class="how">{t.modeHints[value]}</span>
          </span>
        </label>
      ))}
    </fieldset>
    <label class="switch">
      <input type="checkbox" name="synonyms" value="1" checked={synonyms} />
      <span>
        <b>{t.synonyms}</b> <span class="how">{t.synonymsHint}</span>
      </span>
    </label>
  </>
);
