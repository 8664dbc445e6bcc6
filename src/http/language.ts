import type { Context, MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import type { FaultLang } from '../domain/faults/fault.ts';
import { choiceIn } from '../queries/request.ts';
import { paramsOf } from './route.ts';

/** A language that there is not is refused, as any other value would be; pages and API alike. */
export const checkLanguage: MiddlewareHandler = (c, next) => {
  choiceIn(paramsOf(c), 'lang', ['zh', 'en'], 'zh');
  return next();
};

/** The language to word a problem in: the `lang` parameter, else what the client prefers by Accept-Language, else Chinese. */
export const languageOf = (c: Context): FaultLang => {
  const asked = c.req.query('lang');
  if (asked === 'en' || asked === 'zh') return asked;
  const preferred = accepts(c, {
    header: 'Accept-Language',
    supports: ['zh', 'en'],
    default: 'zh',
    // en-GB is English, whatever the place.
    match: (given, { supports, default: fallback }) =>
      given
        .toSorted((a, b) => b.q - a.q)
        .filter(({ q }) => q > 0)
        .map(({ type }) => type.split('-')[0]?.toLowerCase() ?? '')
        .find((language) => supports.includes(language)) ?? fallback,
  });
  return preferred === 'en' ? 'en' : 'zh';
};
