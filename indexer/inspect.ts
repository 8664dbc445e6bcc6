import { type Discovered, discover } from './discover.ts';
import { readReports, type Understand } from './read-reports.ts';
import { emptySummary, type RunSummary } from './run-summary.ts';
import type { UnderstoodReport } from './understand.ts';

/** Reads every report under the paths, and what was fetched, without an engine, and hands each on as it is understood. */
export const runInspect = async (
  paths: readonly string[],
  fetched: readonly Discovered[],
  understand: Understand,
  onReport: (understood: UnderstoodReport) => Promise<void>,
): Promise<RunSummary> => {
  const summary = emptySummary();
  const take = async (found: Discovered): Promise<void> => {
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
  };
  for await (const found of discover(paths)) await take(found);
  for (const found of fetched) await take(found);
  return summary;
};
