import { type Discovered, discover } from './discover.ts';
import type { SourceFile } from './reader.ts';
import type { RecordEvent } from './run-summary.ts';

export interface Listed {
  readonly files: readonly SourceFile[];
  /** Addresses under which there is nothing any more, and what they said: no failure where this is what is asked for. */
  readonly gone: readonly { readonly address: string; readonly reason: string }[];
}

/**
 * All files under the paths, and what was fetched, before any is read, so that progress knows the whole; 100,000 of them
 * are some 20 MB.
 */
export const listFiles = async (
  paths: readonly string[],
  fetched: readonly Discovered[],
  record: RecordEvent,
): Promise<Listed> => {
  const files: SourceFile[] = [];
  const gone: { address: string; reason: string }[] = [];
  const add = (found: Discovered): void => {
    if ('file' in found) files.push(found.file);
    else if ('skipped' in found) record({ kind: 'skipped', path: found.skipped, reason: found.reason });
    else if (found.gone) gone.push({ address: found.failure, reason: found.reason });
    else record({ kind: 'failed', path: found.failure, reason: found.reason });
  };
  for await (const found of discover(paths)) add(found);
  for (const found of fetched) add(found);
  return { files, gone };
};
