import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunEvent, RunSummary } from './run-summary.ts';

/** A report of the run that cannot be written. */
export class CannotReport extends Error {
  override name = 'CannotReport';
}

/** Characters gathered before they are written. */
const CHUNK = 64 * 1024;

/**
 * The report of a run for programs: a line of JSON for everything that happens, then one with the summary.
 * @throws {CannotReport} at once, not after an hour of work.
 */
export const createRunReport = (path: string) => {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (cause) {
    throw new CannotReport(
      `运行报告无法写入 ${path}：${(cause as Error).message}。请检查 --report 的路径。`,
      {
        cause,
      },
    );
  }
  let held = '';
  const write = (): void => {
    writeSync(file, held);
    held = '';
  };
  return {
    add: (event: RunEvent): void => {
      held += `${JSON.stringify(event)}\n`;
      if (held.length >= CHUNK) write();
    },
    /** Lists are left out of the summary: their entries have lines of their own. */
    end: ({ failed: _, skipped: __, warnings: ___, copies: ____, ...summary }: RunSummary): void => {
      held += `${JSON.stringify({ kind: 'summary', ...summary })}\n`;
      write();
    },
    /** Also after an error: what happened until then is kept. */
    close: (): void => {
      if (held !== '') write();
      closeSync(file);
    },
  };
};
