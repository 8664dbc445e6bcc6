import type { RunSummary } from './run-summary.ts';

/** Most lines of one kind on a terminal; `--json` has them all. */
const MAX_LINES = 200;

const lines = (title: string, entries: readonly string[]): string[] =>
  entries.length === 0
    ? []
    : [
        `${title}（${entries.length}）：`,
        ...entries.slice(0, MAX_LINES).map((entry) => `  ${entry}`),
        ...(entries.length > MAX_LINES
          ? [`  … 另有 ${entries.length - MAX_LINES} 条，用 --json 可见全部`]
          : []),
      ];

/** Readers name the file in their own words; it is not said twice. */
const about = (path: string, words: string): string =>
  words.startsWith(`${path}：`) ? words : `${path}：${words}`;

/** What did not go in and why, a line each; empty when all went well. */
export const describeFailures = (summary: RunSummary): string =>
  [
    ...lines(
      '失败',
      summary.failed.map(({ path, reason }) => about(path, reason)),
    ),
    ...lines(
      '跳过',
      summary.skipped.map(({ path, reason }) => about(path, reason)),
    ),
    ...lines(
      '提醒',
      summary.warnings.map(({ path, message }) => about(path, message)),
    ),
  ].join('\n');

/** One line. */
export const describeSummary = (summary: RunSummary): string => {
  const { added, replaced, unchanged, removed, paragraphs, failed, skipped, seconds } = summary;
  const rate = seconds > 0 ? Math.round(paragraphs / seconds) : paragraphs;
  return [
    `新收录 ${added} 份`,
    `更新 ${replaced} 份`,
    `未变 ${unchanged} 份`,
    ...(removed > 0 ? [`移除 ${removed} 份`] : []),
    ...(failed.length > 0 ? [`失败 ${failed.length} 份`] : []),
    ...(skipped.length > 0 ? [`跳过 ${skipped.length} 个文件`] : []),
    `载入 ${paragraphs} 段`,
    `用时 ${seconds.toFixed(1)} 秒${paragraphs > 0 ? `（${rate} 段/秒）` : ''}`,
  ].join(' · ');
};
