import type { FC } from 'hono/jsx';
import { MEASURES, type Measure } from '../../src/domain/measure.ts';
import type { Edition } from '../../src/queries/queries.ts';
import { chartName } from '../chart-response.ts';
import { measureParam, withOwn } from '../counting.ts';
import { hereHref } from '../links.ts';
import { href, type View } from '../view.ts';
import { Choices } from './choices.tsx';

/** Which number a figure shows. */
export const MeasureChoices: FC<{ view: View; params: URLSearchParams; measure: Measure }> = ({
  view,
  params,
  measure,
}) => (
  <Choices
    label={view.t.measureLabel}
    choices={MEASURES.map((value) => ({
      label: view.t.measures[value],
      href: hereHref(view, withOwn(params, { measure: measureParam(value) })),
      current: value === measure,
    }))}
  />
);

interface FilesProps {
  view: View;
  kind: 'trend' | 'compare';
  params: URLSearchParams;
  /** What the API is asked for, where the page's address leaves out what goes without saying. */
  apiParams: URLSearchParams;
  edition: Edition;
}

/** The figure as a table and as a picture; the script adds PNG to the picture. */
export const FileLinks: FC<FilesProps> = ({ view, kind, params, apiParams, edition }) => {
  const { t } = view;
  return (
    <p class="choices">
      <span class="label">{t.exportLabel}</span>
      <a href={`/api/${kind}.csv?${apiParams}`} rel="nofollow" download="">
        {t.exportCsv}
      </a>
      <a
        href={href(view, `/${kind}.svg`, params)}
        rel="nofollow"
        download=""
        data-png={t.chartPng}
        data-failed={t.pngFailed}
        data-file={chartName(kind, edition)}
      >
        {t.chartSvg}
      </a>
    </p>
  );
};
