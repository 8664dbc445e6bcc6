import type { LoadedReport, RebuildWriter, ReportStamp } from '../src/search/ports.ts';
import { likenessOf } from './copies/likeness.ts';
import { takenOver } from './known-reports.ts';
import { linePrintsOf } from './repeats/line-prints.ts';

/** A collection that cannot be made anew without losing reports: says which, and the ways out. */
export class CannotRebuild extends Error {
  override name = 'CannotRebuild';
}

/** Enough to know what they are; the report of the run has all of them. */
const MOST_NAMED = 20;

/**
 * Takes reports over as they are into the collection that replaces theirs: their originals could not be read again.
 * Resolves with those that an older zhengsou stored in another shape.
 */
export const takeOver = async (
  stamps: Iterable<ReportStamp>,
  writer: RebuildWriter,
  pipeline: string,
  load: (report: LoadedReport) => Promise<void>,
): Promise<ReportStamp[]> => {
  const lost: ReportStamp[] = [];
  for (const stamp of stamps) {
    const stored = await writer.stored(stamp.id);
    if (stored === null) lost.push(stamp);
    else
      await load({
        ...stored,
        lines: linePrintsOf(stored.paragraphs),
        likeness: stored.likeness ?? likenessOf(stored),
        pipeline: takenOver(pipeline),
      });
  }
  return lost;
};

/** @throws {CannotRebuild} where reports would be lost. */
export const refuseLoss = (lost: readonly ReportStamp[]): void => {
  if (lost.length === 0) return;
  const named = lost
    .slice(0, MOST_NAMED)
    .map(({ sourcePath, sha256 }) => `  ${sourcePath}（原件 ${sha256}）`);
  throw new CannotRebuild(
    [
      `没有换上重建的索引，检索仍用原来的：有 ${lost.length} 份报告的原件读不出来，旧版本存下的段落也不能沿用：`,
      ...named,
      ...(lost.length > MOST_NAMED ? [`  … 另有 ${lost.length - MOST_NAMED} 份`] : []),
      '请把原件放回数据文件夹的 originals/，或在命令里给出这些报告的路径；确定不要它们了，就加上 --drop-lost。',
      'The rebuilt index was not put in place: it would lack these reports.',
    ].join('\n'),
  );
};
