import type { CountRequest } from '../src/queries/counted.ts';
import type { Edition } from '../src/queries/queries.ts';
import { describeFilters } from './counting.ts';
import { HTML_LANG } from './i18n/messages.ts';
import { editionText, today } from './parts/edition-note.tsx';
import { href, type View } from './view.ts';

/** What a chart shows, and of which page it is the picture. */
export interface ChartState {
  readonly kind: 'trend' | 'compare';
  readonly request: Omit<CountRequest, 'q'>;
  /** Of the page that shows the same. */
  readonly params: URLSearchParams;
  readonly edition: Edition;
  /** What the figure must be read against, a line each. */
  readonly remarks: readonly string[];
}

/** What the drawing of a file is told. */
interface ChartFrame {
  readonly lang: string;
  readonly notes: readonly string[];
  /** A path of this site as the address that others reach it by. */
  readonly outside: (path: string) => string;
}

/** Name of a chart's file, without its ending. */
export const chartName = (kind: ChartState['kind'], { collection }: Edition): string =>
  `zhengsou-${kind}-v${collection}-${today()}`;

/** A chart as a file: an SVG that stands alone and says how to make it again. */
export const sendChart = (
  view: View,
  { kind, request, params, edition, remarks }: ChartState,
  draw: (frame: ChartFrame) => { toString(): string },
): Response => {
  const { t, publicUrl, lang } = view;
  const outside = (path: string): string => `${publicUrl ?? ''}${path}`;
  const how = [
    t.modes[request.mode],
    ...(request.synonyms ? [t.synonyms] : []),
    ...describeFilters(view, params),
  ];
  const notes = [
    how.join(' · '),
    ...remarks,
    `${t.siteName} · ${editionText(view, edition)}`,
    outside(decodeURI(href(view, `/${kind}`, params))),
  ];
  return new Response(draw({ lang: HTML_LANG[lang], notes, outside }).toString(), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `attachment; filename="${chartName(kind, edition)}.svg"`,
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
};
