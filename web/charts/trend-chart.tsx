import type { FC } from 'hono/jsx';
import type { Measure } from '../../src/domain/measure.ts';
import type { Messages } from '../i18n/messages.ts';
import { formatMeasure } from './measures.ts';
import { SERIES_STYLES } from './palette.ts';
import { type ChartShape, FONT, layOutTrend, type TrendLayout } from './trend-layout.ts';
import type { TrendModel } from './trend-model.ts';

/** Colours on white, for the file; on the page the stylesheet has its own, light and dark. */
const INK = '#1b1d20';
const SOFT = '#55595f';
const RULE = '#d9d7d0';
const BAR = '#9fb3c8';

export interface TrendChartProps {
  readonly t: Messages;
  readonly model: TrendModel;
  readonly shape: ChartShape;
  /** Where a point leads: the paragraphs behind it. */
  readonly hrefOf: (q: string, year: number) => string;
}

type Part = FC<{ t: Messages; layout: TrendLayout; shape: ChartShape; measure: Measure }>;

/** Years of which nothing is held: a hatched column from top to bottom, so that no line seems to run through zero. */
const Gaps: FC<{ layout: TrendLayout; shape: ChartShape }> = ({ layout, shape }) => (
  <>
    <defs>
      <pattern
        id={`gap-${shape}`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path class="hatch" d="M0 0V6" stroke={RULE} stroke-width="2" />
      </pattern>
    </defs>
    {layout.years
      .filter(({ held }) => held === null)
      .map(({ x }) => (
        <rect
          x={x - layout.slot / 2}
          y={layout.top}
          width={layout.slot}
          height={layout.heldBottom - layout.top}
          fill={`url(#gap-${shape})`}
        />
      ))}
  </>
);

const Axes: Part = ({ t, layout, measure }) => (
  <g class="axes" font-size="12" fill={SOFT}>
    <text x="4" y={layout.title} class="soft">
      {t.measureAxis[measure]}
    </text>
    {layout.ticks.map(({ y, text }) => (
      <>
        <path class="grid" d={`M${layout.left} ${y}H${layout.axis}`} stroke={RULE} />
        <text class="soft" x={layout.left - 8} y={y + 4} text-anchor="end">
          {text}
        </text>
      </>
    ))}
    <path class="floor" d={`M${layout.left} ${layout.bottom}H${layout.axis}`} stroke={SOFT} />
    {layout.years
      .filter(({ named }) => named)
      .map(({ x, year }) => (
        <text class="ink" x={x} y={layout.bottom + 18} text-anchor="middle" fill={INK}>
          {year}
        </text>
      ))}
  </g>
);

/** Under each year how many reports are held: what every value above must be read against. A scale where there is no room for numbers. */
const Held: Part = ({ t, layout, shape }) => (
  <g class="held" font-size="12" fill={SOFT}>
    {shape === 'wide' ? (
      <text class="soft" x={layout.axis + 18} y={layout.heldBottom - 4}>
        {t.trendHeld}
      </text>
    ) : (
      <text class="soft" x="4" y={layout.heldTop - 16}>
        {t.trendHeldShort}
      </text>
    )}
    {layout.numbered ? null : (
      <>
        <path class="grid" d={`M${layout.left} ${layout.heldTop}H${layout.axis}`} stroke={RULE} />
        {[
          { y: layout.heldTop, reports: layout.mostHeld },
          { y: layout.heldBottom, reports: 0 },
        ].map(({ y, reports }) => (
          <text class="soft tick" x={layout.left - 8} y={y + 4} text-anchor="end">
            {reports}
          </text>
        ))}
      </>
    )}
    <path class="floor" d={`M${layout.left} ${layout.heldBottom}H${layout.axis}`} stroke={RULE} />
    {layout.years.map(({ x, year, held, barTop }) =>
      held === null ? (
        layout.slot >= 44 && (
          <text class="soft" x={x} y={layout.heldBottom - 6} text-anchor="middle">
            {t.trendNotHeld}
          </text>
        )
      ) : (
        <>
          <rect
            class="bar"
            x={x - Math.min(14, layout.slot * 0.32)}
            y={barTop}
            width={2 * Math.min(14, layout.slot * 0.32)}
            height={layout.heldBottom - barTop}
            fill={BAR}
          >
            <title>{`${year} · ${t.trendHeld} ${held.reports}`}</title>
          </rect>
          {layout.numbered ? (
            <text class="ink" x={x} y={barTop - 4} text-anchor="middle" fill={INK}>
              {held.reports}
            </text>
          ) : null}
        </>
      ),
    )}
  </g>
);

const Series: FC<TrendChartProps & { layout: TrendLayout }> = ({ t, model, layout, hrefOf }) => (
  <>
    {layout.lines.map(({ q, path, places }, n) => {
      const style = SERIES_STYLES[n % SERIES_STYLES.length];
      const label = layout.labels[n];
      if (!style || !label) return null;
      return (
        <g class={`series s${n}`}>
          <path
            class="line"
            d={path}
            fill="none"
            stroke={style.colour}
            stroke-width="2"
            stroke-dasharray={style.dashes || undefined}
            stroke-linejoin="round"
          />
          {places.map(({ point, x, y }) => (
            <a href={hrefOf(q, point.year)} tabindex={-1}>
              <title>
                {t.trendPoint(point.year, q, formatMeasure(model.measure, point.value), point.reportsHeld)}
              </title>
              <circle
                class="hit-area"
                cx={x}
                cy={y}
                r={Math.min(11, Math.max(4, layout.slot / 2))}
                fill="#fff"
                fill-opacity="0"
              />
              <path
                class="mark"
                transform={`translate(${x} ${y}) scale(${layout.markScale})`}
                d={style.mark}
                fill={style.colour}
                stroke="#fff"
              />
            </a>
          ))}
          {label.from === null ? (
            <>
              <path
                class="line"
                d={`M${label.x - 34} ${label.y}H${label.x - 6}`}
                fill="none"
                stroke={style.colour}
                stroke-width="2"
                stroke-dasharray={style.dashes || undefined}
              />
              <path
                class="mark"
                transform={`translate(${label.x - 20} ${label.y})`}
                d={style.mark}
                fill={style.colour}
                stroke="#fff"
              />
            </>
          ) : (
            <path
              class="leader"
              d={`M${label.from.x + 7} ${label.from.y}L${label.x - 4} ${label.y}`}
              fill="none"
              stroke={style.colour}
              stroke-width="1"
            />
          )}
          <text class="ink name" x={label.x} y={label.y + 4.5} font-size={FONT} fill={INK}>
            {label.text}
            <title>{q}</title>
          </text>
        </g>
      );
    })}
  </>
);

/** The inside of a trend chart, for the page and for the file. */
export const TrendDrawing: FC<TrendChartProps & { layout: TrendLayout }> = (props) => (
  <>
    <Gaps layout={props.layout} shape={props.shape} />
    <Axes t={props.t} layout={props.layout} shape={props.shape} measure={props.model.measure} />
    <Held t={props.t} layout={props.layout} shape={props.shape} measure={props.model.measure} />
    <Series {...props} />
  </>
);

/**
 * The chart on the page. It is for the eye and the mouse: the table under it says and links the same for keyboard and
 * screen reader.
 */
export const TrendChart: FC<TrendChartProps> = (props) => {
  const layout = layOutTrend(props.model, props.shape);
  return (
    <svg
      class={`trend-chart ${props.shape}`}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      aria-hidden="true"
      focusable="false"
    >
      <TrendDrawing {...props} layout={layout} />
    </svg>
  );
};
