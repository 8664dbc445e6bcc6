import type { FC } from 'hono/jsx';
import type { View } from '../view.ts';

/** The parameters that a form does not show, so that sending it keeps them; and the language. */
export const HiddenFields: FC<{ view: View; params: URLSearchParams; except: readonly string[] }> = ({
  view,
  params,
  except,
}) => (
  <>
    {[...params]
      .filter(([name]) => !except.includes(name))
      .map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    {view.lang === 'zh' ? null : <input type="hidden" name="lang" value={view.lang} />}
  </>
);
