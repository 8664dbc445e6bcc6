import type { RunEvent, RunSummary } from './run-summary.ts';

/** Most lines of one kind on a terminal; the report of the run has them all. */
const MAX_LINES = 200;

const lines = (title: string, count: number, entries: readonly string[]): string[] =>
  count === 0
    ? []
    : [
        `${title}（${count}）：`,
        ...entries.slice(0, MAX_LINES).map((entry) => `  ${entry}`),
        ...(entries.length > MAX_LINES
          ? [`  … 另有 ${entries.length - MAX_LINES} 行，用 --report 文件 可得全部`]
          : []),
      ];

/** Readers name the file in their own words; it is not said twice. */
const about = (path: string, words: string): string =>
  words.startsWith(`${path}：`) ? words : `${path}：${words}`;

/** Warnings of one kind shown of one file; a table may have one for every row. */
const MOST_OF_KIND = 3;

/** Warnings of the same kind and file together: the first of them, and how many more there are. What is quoted or counted makes no other kind. */
const grouped = (warnings: RunSummary['warnings']): string[] => {
  const kinds = new Map<string, { file: string; entries: string[] }>();
  for (const { path, message } of warnings) {
    const file = path.replace(/#\d+$/u, '');
    const key = `${file}\n${message.replace(/“[^”]*”|\d+/gu, '')}`;
    const kind = kinds.get(key) ?? { file, entries: [] };
    kinds.set(key, kind);
    kind.entries.push(about(path, message));
  }
  return [...kinds.values()].flatMap(({ file, entries }) =>
    entries.length <= MOST_OF_KIND + 1
      ? entries
      : [
          ...entries.slice(0, MOST_OF_KIND),
          `${file}：同类提醒共 ${entries.length} 条，用 --report 文件 可得全部`,
        ],
  );
};

/** What did not go in and why, a line each; empty when all went well. */
export const describeFailures = (summary: RunSummary): string =>
  [
    ...lines(
      '失败',
      summary.counts.failed,
      summary.failed.map(({ path, reason }) => about(path, reason)),
    ),
    ...lines(
      '跳过',
      summary.counts.skipped,
      summary.skipped.map(({ path, reason }) => about(path, reason)),
    ),
    ...lines('提醒', summary.counts.warnings, grouped(summary.warnings)),
    ...lines(
      '重复',
      summary.counts.copies,
      summary.copies.map(({ path, of }) => `${path}：与 ${of} 是同一份报告，检索和统计只计后者`),
    ),
  ].join('\n');

/** One line. */
export const describeSummary = (summary: RunSummary): string => {
  const { dryRun, added, replaced, unchanged, removed, paragraphs, seconds } = summary;
  const { failed, skipped } = summary.counts;
  const rate = seconds > 0 ? Math.round(paragraphs / seconds) : paragraphs;
  return [
    ...(dryRun ? ['试运行，没有改动任何内容'] : []),
    `新收录 ${added} 份`,
    `更新 ${replaced} 份`,
    `未变 ${unchanged} 份`,
    ...(removed > 0 ? [`移除 ${removed} 份`] : []),
    ...(failed > 0 ? [`失败 ${failed} 份`] : []),
    ...(skipped > 0 ? [`跳过 ${skipped} 个文件`] : []),
    `载入 ${paragraphs} 段`,
    `用时 ${seconds.toFixed(1)} 秒${paragraphs > 0 ? `（${rate} 段/秒）` : ''}`,
  ].join(' · ');
};

const CHANGES = { added: '新收录', replaced: '更新', removed: '移除' } as const;

/** What a run changes, a line each; null for everything else. */
export const describeChange = (event: RunEvent): string | null => {
  if (event.kind === 'removed') return `${CHANGES.removed}  ${event.path}`;
  if (event.kind !== 'added' && event.kind !== 'replaced') return null;
  return `${CHANGES[event.kind]}  ${event.path}  ${event.title}（${event.paragraphs} 段）`;
};
