import { discover } from './discover.ts';
import { readReports, type Understand } from './read-reports.ts';
import { emptySummary, type RunSummary } from './run-summary.ts';
import type { UnderstoodReport } from './understand.ts';

/** Reads every report under the paths without an engine and hands each on as it is understood. */
export const runInspect = async (
  paths: readonly string[],
  understand: Understand,
  onReport: (understood: UnderstoodReport) => Promise<void>,
): Promise<RunSummary> => {
  const summary = emptySummary();
  for await (const found of discover(paths)) {
    if ('skipped' in found) summary.skipped.push({ path: found.skipped, reason: found.reason });
    else if ('failure' in found) summary.failed.push({ path: found.failure, reason: found.reason });
    else
      for await (const outcome of readReports(found.file, understand, () => false)) {
        if ('failure' in outcome) summary.failed.push({ path: outcome.failure, reason: outcome.reason });
        else if ('understood' in outcome) {
          summary.added++;
          summary.paragraphs += outcome.understood.paragraphs.length;
          await onReport(outcome.understood);
        }
      }
  }
  return summary;
};
