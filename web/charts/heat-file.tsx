import type { FC } from 'hono/jsx';
import { formatCount } from '../format.ts';
import { ChartFile, type ChartFileProps } from './chart-file.tsx';
import type { HeatCell, HeatMap } from './compare-model.ts';
import { FONT, LINE, layOutHeat } from './heat-layout.ts';
import { HEAT_STYLES, NOT_HELD, SILENT } from './palette.ts';
import { fitText, textWidth } from './text-width.ts';

interface Props extends ChartFileProps {
  readonly map: HeatMap;
  readonly rows: readonly string[];
  readonly cols: readonly string[];
  /** What is written in a cell. */
  readonly format: (value: number) => string;
  readonly hrefOf: (cell: HeatCell['cell']) => string;
  readonly texts: { readonly held: string; readonly notHeld: string; readonly silent: string };
}

type Layout = ReturnType<typeof layOutHeat>;

const styleOf = ({ value, step }: Pick<HeatCell, 'value' | 'step'>): { fill: string; ink: string } =>
  value === null ? NOT_HELD : value === 0 ? SILENT : (HEAT_STYLES[step - 1] ?? SILENT);

const textOf = ({ format }: Pick<Props, 'format'>, value: number | null): string =>
  value === null ? '—' : value === 0 ? '0' : format(value);

const Cell: FC<Props & { at: HeatCell; layout: Layout; x: number; y: number }> = ({
  at,
  layout: { cell },
  x,
  y,
  hrefOf,
  ...props
}) => {
  const { fill, ink } = styleOf(at);
  const drawn = (
    <>
      <rect x={x} y={y} width={cell.width} height={cell.height} fill={fill} />
      <text x={x + cell.width / 2} y={y + cell.height / 2 + FONT * 0.36} text-anchor="middle" fill={ink}>
        {textOf(props, at.value)}
      </text>
    </>
  );
  return at.value === null || at.value === 0 ? drawn : <a href={hrefOf(at.cell)}>{drawn}</a>;
};

/** Each swatch and its text, side by side. */
const Legend: FC<Props & { layout: Layout }> = ({ map, texts, format }) => {
  const ranges = map.legend.map(({ step, from, to }) => ({
    value: from,
    step,
    sign: '',
    text: format(from) === format(to) ? format(from) : `${format(from)}–${format(to)}`,
  }));
  const entries = [
    ...(map.hasNotHeld ? [{ value: null, step: 0, sign: '—', text: texts.notHeld }] : []),
    ...(map.hasSilent ? [{ value: 0, step: 0, sign: '0', text: texts.silent }] : []),
    ...ranges,
  ];
  let at = 0;
  return (
    <g>
      {entries.map(({ sign, text, ...entry }) => {
        const x = at;
        at += 30 + textWidth(text, FONT) + 18;
        const { fill, ink } = styleOf(entry);
        return (
          <g transform={`translate(${x} 0)`}>
            <rect width="24" height="16" fill={fill} stroke="#8b9097" stroke-width="0.75" />
            <text x="12" y="12.5" text-anchor="middle" fill={ink}>
              {sign}
            </text>
            <text x="30" y="12.5" fill="#1b1d20">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
};

/** The heat map as a file: the same shades and numbers as the table of the page. */
export const HeatFile = (props: Props) => {
  const { lang, title, notes, map, rows, cols } = props;
  const cells = map.rows.flatMap((row) => row.cells.map(({ value }) => textOf(props, value)));
  const held = map.rows.map(({ row }) => formatCount(row.reportsHeld));
  const layout = layOutHeat({ rows, cols, cells, held: [props.texts.held, ...held] });
  return (
    <ChartFile lang={lang} title={title} notes={notes} width={layout.width} height={layout.height}>
      <defs>
        <pattern
          id="not-held"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill="#f3f4f6" />
          <rect width="1.2" height="5" fill="#c9cdd3" />
        </pattern>
      </defs>
      <g font-size={FONT}>
        <Legend {...props} layout={layout} />
        <text x={layout.held} y={layout.top - 8} text-anchor="end" fill="#55595f">
          {props.texts.held}
        </text>
        {layout.heads.map((lines, n) =>
          lines.map((text, line) => (
            <text
              x={layout.x(n) + layout.cell.width / 2}
              y={layout.top - 8 - (lines.length - 1 - line) * LINE}
              text-anchor="middle"
              font-weight="600"
              fill="#1b1d20"
            >
              {text}
            </text>
          )),
        )}
        {map.rows.map((row, at) => (
          <g>
            <text x="0" y={layout.y(at) + layout.cell.height / 2 + FONT * 0.36} fill="#1b1d20">
              {fitText(rows[at] ?? '', FONT, layout.names)}
            </text>
            <text
              x={layout.held}
              y={layout.y(at) + layout.cell.height / 2 + FONT * 0.36}
              text-anchor="end"
              fill="#55595f"
            >
              {held[at]}
            </text>
            {row.cells.map((cell, n) => (
              <Cell {...props} at={cell} layout={layout} x={layout.x(n)} y={layout.y(at)} />
            ))}
          </g>
        ))}
      </g>
    </ChartFile>
  );
};
