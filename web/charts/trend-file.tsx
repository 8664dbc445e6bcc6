import { ChartFile, type ChartFileProps } from './chart-file.tsx';
import { type TrendChartProps, TrendDrawing } from './trend-chart.tsx';
import { layOutTrend } from './trend-layout.ts';

type Props = Omit<TrendChartProps, 'shape'> & ChartFileProps;

/** The trend as a file. */
export const TrendFile = ({ lang, title, notes, ...props }: Props) => {
  const shape = 'wide';
  const layout = layOutTrend(props.model, shape);
  return (
    <ChartFile lang={lang} title={title} notes={notes} width={layout.width} height={layout.height}>
      <TrendDrawing {...props} shape={shape} layout={layout} />
    </ChartFile>
  );
};
