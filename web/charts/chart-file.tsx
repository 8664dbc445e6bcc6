import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import { fitText } from './text-width.ts';

const FONTS =
  "'Source Han Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Hiragino Sans GB','Noto Sans SC',sans-serif";
const TITLE = 18;
const NOTE = 11;
const NOTE_LINE = 16;
const MARGIN = 16;
const TOP = 44;

export interface ChartFileProps {
  readonly lang: string;
  readonly title: string;
  /** What makes the figure reproducible, a line each: query, filters, versions, date, address. */
  readonly notes: readonly string[];
}

/** A drawing as a file that stands alone: white ground, its own fonts and colours, and below it how it came about. */
export const ChartFile: FC<PropsWithChildren<ChartFileProps & { width: number; height: number }>> = ({
  lang,
  title,
  notes,
  children,
  ...drawn
}) => {
  const width = drawn.width + 2 * MARGIN;
  const notesTop = TOP + drawn.height + 30;
  const height = notesTop + notes.length * NOTE_LINE;
  return (
    <>
      {raw('<?xml version="1.0" encoding="UTF-8"?>\n')}
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        font-family={FONTS}
        role="img"
        lang={lang}
        aria-labelledby="title notes"
      >
        <title id="title">{title}</title>
        <desc id="notes">{notes.join('\n')}</desc>
        <metadata>{notes.join('\n')}</metadata>
        <rect width={width} height={height} fill="#ffffff" />
        <text x={MARGIN} y="34" font-size={TITLE} font-weight="700" fill="#1b1d20">
          {fitText(title, TITLE, width - 2 * MARGIN)}
        </text>
        <g transform={`translate(${MARGIN} ${TOP})`}>{children}</g>
        <g font-size={NOTE} fill="#55595f">
          {notes.map((note, n) => (
            <text x={MARGIN} y={notesTop + n * NOTE_LINE}>
              {fitText(note, NOTE, width - 2 * MARGIN)}
            </text>
          ))}
        </g>
      </svg>
    </>
  );
};
