import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { ReportStamp } from '../src/search/ports.ts';
import { fileOfOrigin } from './file-names.ts';
import { versionOf } from './read-reports.ts';

export const NOTHING_KNOWN: ReadonlyMap<string, string> = new Map();

/** Of a report that could not be made anew when the rest was: it is no reason to make all anew again, nor is it up to date. */
export const takenOver = (pipeline: string): string => `${pipeline} 沿用`;

/** What the index holds when a run begins, for telling unchanged from changed and gone. `anew`: nothing counts as unchanged. */
export const readKnown = async (stamps: AsyncIterable<ReportStamp>, pipeline: string, anew = false) => {
  const byId = new Map<string, ReportStamp>();
  const byOrigin = new Map<string, ReportStamp>();
  const current = new Map<string, Map<string, string>>();
  let hasSample = false;
  let isStale = anew;
  for await (const stamp of stamps) {
    hasSample ||= stamp.sample;
    byId.set(stamp.id, stamp);
    byOrigin.set(stamp.origin, stamp);
    if (stamp.pipeline !== pipeline) {
      isStale ||= stamp.pipeline !== takenOver(pipeline);
      continue;
    }
    const file = fileOfOrigin(stamp.origin);
    const ofFile = current.get(file);
    if (ofFile) ofFile.set(stamp.origin, versionOf(stamp));
    else current.set(file, new Map([[stamp.origin, versionOf(stamp)]]));
  }
  return {
    byId,
    byOrigin,
    hasSample,
    /** True where all of it has to be made anew: by an older lexicon, dictionary or schema, or because that is asked for. */
    isStale: isStale && byId.size > 0,
    /** Reports of a file that are as this version would make them: origin → version. */
    currentOf: (file: string): ReadonlyMap<string, string> =>
      isStale ? NOTHING_KNOWN : (current.get(file) ?? NOTHING_KNOWN),
  };
};

export type Known = Awaited<ReturnType<typeof readKnown>>;

/** Why this report must not be loaded beside another with the same id; null when all is well. */
export const findClash = (
  id: string,
  origin: string,
  sourceUrl: string | null,
  loaded: ReadonlyMap<string, string>,
  stamp: ReportStamp | undefined,
): { kind: 'skipped' | 'failed'; reason: string } | null => {
  const other =
    loaded.get(id) ??
    (stamp && stamp.origin !== origin && !stamp.sample && existsSync(fileOfOrigin(stamp.origin))
      ? stamp.origin
      : undefined);
  if (other === undefined || other === origin) return null;
  if (sourceUrl !== null) {
    // The same address is the same report; within a run the first one read is kept.
    return loaded.has(id) ? { kind: 'skipped', reason: `与 ${other} 是同一来源地址，未重复载入` } : null;
  }
  return {
    kind: 'failed',
    reason: `与 ${other} 的相对路径相同，无法区分；请改为索引它们共同的上级文件夹`,
  };
};

/** Reports once read from under the paths that this run did not meet. A file that is there and failed keeps its old reports. */
export const findGone = async (
  paths: readonly string[],
  { byId }: Known,
  seen: ReadonlySet<string>,
  failed: readonly string[],
): Promise<ReportStamp[]> => {
  const roots = await Promise.all(paths.map(async (path) => realpath(path).catch(() => resolve(path))));
  const failedFiles = new Set(failed.map(fileOfOrigin));
  // Failures are named relative to one of the given paths.
  const hasFailed = (file: string): boolean => {
    for (let at = 0; at >= 0; at = file.indexOf(sep, at + 1))
      if (failedFiles.has(file.slice(at === 0 ? 0 : at + 1).replaceAll(sep, '/'))) return true;
    return false;
  };
  return [...byId.values()].filter(({ origin, sample }) => {
    if (sample || seen.has(origin)) return false;
    const file = fileOfOrigin(origin);
    const under = roots.some(
      (root) => file === root || file.startsWith(root.endsWith(sep) ? root : root + sep),
    );
    return under && !(existsSync(file) && hasFailed(file));
  });
};
