import type { TrendAnswer } from '../src/domain/trend.ts';
import type { CountRequest } from '../src/queries/counted.ts';
import type { Edition } from '../src/queries/queries.ts';
import type { Measure } from './charts/measures.ts';
import { TrendFile } from './charts/trend-file.tsx';
import { missingYears, modelTrend } from './charts/trend-model.ts';
import { countParams, describeFilters, paragraphsHref } from './counting.ts';
import { HTML_LANG } from './i18n/messages.ts';
import { nameQueries } from './pages/trend-page.tsx';
import { editionText, today } from './parts/edition-note.tsx';
import { href, type View } from './view.ts';

/** The trend chart as a file: an SVG that stands alone and says how to make it again. */
export const trendFile = (
  view: View,
  request: CountRequest,
  measure: Measure,
  answer: TrendAnswer,
  edition: Edition,
): Response => {
  const { t, publicUrl, lang } = view;
  const params = countParams(request, { measure: measure === 'paragraphs' ? '' : measure });
  const model = modelTrend(answer, measure);
  const missing = missingYears(model.years);
  const outside = publicUrl ?? '';
  const notes = [
    [t.modes[request.mode], ...(request.synonyms ? [t.synonyms] : []), ...describeFilters(view, params)].join(
      ' · ',
    ),
    ...(missing === '' ? [] : [t.trendMissing(missing)]),
    `${t.siteName} · ${editionText(view, edition)}`,
    `${outside}${decodeURI(href(view, '/trend', params))}`,
  ];
  const drawn = TrendFile({
    t,
    model,
    lang: HTML_LANG[lang],
    title: `${t.trendHeading(nameQueries(request.q))} · ${t.measures[measure]}`,
    notes,
    hrefOf: (q, year) => `${outside}${paragraphsHref(view, request, q, { year: [year] })}`,
  });
  const name = `zhengsou-trend-v${edition.collection}-${today()}.svg`;
  return new Response(drawn.toString(), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
};
