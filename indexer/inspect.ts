import type { Discovered } from './discover.ts';
import { listFiles } from './list-files.ts';
import type { Parser } from './parse-pool.ts';
import type { ParseTask } from './parse-protocol.ts';
import { createRecord, emptySummary, type RecordEvent, type RunSummary } from './run-summary.ts';
import type { UnderstoodReport } from './understand.ts';

/** Reads every report under the paths, and what was fetched, without an engine and hands each on as it is understood. */
export const runInspect = async (
  paths: readonly string[],
  fetched: readonly Discovered[],
  parser: Pick<Parser, 'parse'>,
  onReport: (understood: UnderstoodReport) => Promise<void>,
  onEvent?: RecordEvent,
): Promise<RunSummary> => {
  const begun = performance.now();
  const summary = emptySummary();
  const record = createRecord(summary, onEvent);
  const { files, gone } = await listFiles(paths, fetched, record);
  for (const { address, reason } of gone) record({ kind: 'failed', path: address, reason });
  const tasks = files.map((file): ParseTask => ({ file, known: new Map() }));
  for await (const parsed of parser.parse(tasks)) {
    if ('failure' in parsed) record({ kind: 'failed', path: parsed.failure, reason: parsed.reason });
    else if ('understood' in parsed) {
      const { understood, sourcePath: path } = parsed;
      const { report, paragraphs, warnings } = understood;
      for (const message of warnings) record({ kind: 'warning', path, message });
      record({ kind: 'added', path, id: report.id, title: report.title, paragraphs: paragraphs.length });
      await onReport(understood);
    }
  }
  summary.seconds = Math.round(performance.now() - begun) / 1000;
  return summary;
};
