import { createRunReport } from '../../indexer/run-report.ts';
import type { RecordEvent, RunSummary } from '../../indexer/run-summary.ts';

/** Runs with a report of everything that happens written to a file, where one is asked for. @throws {CannotReport} */
export const withRunReport = async (
  path: string | undefined,
  run: (onEvent: RecordEvent) => Promise<RunSummary>,
): Promise<RunSummary> => {
  if (path === undefined) return await run(() => {});
  const report = createRunReport(path);
  try {
    const summary = await run(report.add);
    report.end(summary);
    return summary;
  } finally {
    report.close();
  }
};
