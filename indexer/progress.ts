import { SingleBar } from 'cli-progress';
import type { Progress } from './pipeline.ts';

/** A line on the terminal while a run goes on: share, reports, rate and time left. Nothing where nobody watches. */
export const createProgressBar = (stream: NodeJS.WriteStream) => {
  if (!stream.isTTY) return { update: () => {}, stop: () => {} };
  const begun = performance.now();
  let bar: SingleBar | null = null;
  return {
    update: ({ bytesDone, bytesTotal, reports, paragraphs }: Progress): void => {
      if (!bar) {
        bar = new SingleBar({
          stream,
          format: '收录 {bar} {percentage}% · {reports} 份 · {rate} 段/秒 · 剩余 {eta_formatted}',
          barsize: 24,
          hideCursor: true,
          clearOnComplete: true,
          etaBuffer: 50,
        });
        bar.start(Math.max(1, bytesTotal), 0, { reports: 0, rate: 0 });
      }
      const rate = Math.round(paragraphs / Math.max(0.001, (performance.now() - begun) / 1000));
      bar.update(bytesDone, { reports, rate });
    },
    stop: (): void => bar?.stop(),
  };
};

/** The same while addresses are fetched. */
export const createFetchBar = (stream: NodeJS.WriteStream) => {
  if (!stream.isTTY) return { update: () => {}, stop: () => {} };
  let bar: SingleBar | null = null;
  return {
    update: (done: number, total: number): void => {
      if (!bar) {
        bar = new SingleBar({
          stream,
          format: '抓取 {bar} {value}/{total} 个网址 · 剩余 {eta_formatted}',
          barsize: 24,
          hideCursor: true,
          clearOnComplete: true,
        });
        bar.start(Math.max(1, total), 0);
      }
      bar.update(done);
    },
    stop: (): void => bar?.stop(),
  };
};
