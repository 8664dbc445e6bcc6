import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isAbout, isHiddenName, pageOfAssets } from './file-names.ts';
import type { SourceFile } from './reader.ts';
import { readerFor } from './readers/index.ts';
import { isSidecar, sidecarsOf } from './sidecar.ts';

/** Something under a given path, by its name alone. */
export type Found =
  /** `sidecars`: absolute paths of what is stated about it. */
  | { readonly file: SourceFile; readonly sidecars: readonly string[] }
  | { readonly skipped: string; readonly reason: string }
  | { readonly failure: string; readonly reason: string };

export const toSourcePath = (root: string, path: string): string => relative(root, path).split(sep).join('/');

export const explainFileError = (error: unknown, path: string): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `没有这个文件或文件夹：${path}`;
  if (code === 'EACCES' || code === 'EPERM') return `没有读取权限：${path}`;
  return `无法读取 ${path}：${error instanceof Error ? error.message : String(error)}`;
};

/** Why a file is no report by its name; null where it may be one. */
const reasonToSkip = (entry: Dirent): string | null => {
  if (entry.isSymbolicLink()) return '是符号链接，不跟随';
  if (!entry.isFile()) return '不是普通文件';
  if (isAbout(entry.name)) return '是文件夹说明，不是报告';
  return readerFor(entry.name) ? null : '不认识的文件类型';
};

/**
 * Every file under a folder, in the order of names. Links are not followed: they may lead out of it, or round in a circle.
 * Folders that only hold the pictures and frames of a saved page are passed over.
 */
export async function* listFolder(root: string, folder: string): AsyncGenerator<Found> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { failure: toSourcePath(dirname(root), folder), reason: explainFileError(error, folder) };
    return;
  }
  const names = new Set(entries.map(({ name }) => name));
  const used = new Set<string>();
  const sidecars: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const sourcePath = toSourcePath(root, path);
    if (isHiddenName(entry.name)) continue;
    if (entry.isDirectory()) {
      const page = pageOfAssets(entry.name, [...names]);
      if (page) yield { skipped: sourcePath, reason: `是网页“${page}”的附属文件夹（图片、样式）` };
      else yield* listFolder(root, path);
      continue;
    }
    if (isSidecar(entry.name)) {
      sidecars.push(entry.name);
      continue;
    }
    const reason = reasonToSkip(entry);
    if (reason) {
      yield { skipped: sourcePath, reason };
      continue;
    }
    try {
      const { size } = await lstat(path);
      const own = sidecarsOf(entry.name).filter((name) => names.has(name));
      for (const name of own) used.add(name);
      yield {
        file: { absolutePath: path, sourcePath, size },
        sidecars: own.map((name) => join(folder, name)),
      };
    } catch (error) {
      yield { failure: sourcePath, reason: explainFileError(error, path) };
    }
  }
  for (const name of sidecars.filter((name) => !used.has(name)))
    yield { skipped: toSourcePath(root, join(folder, name)), reason: '旁边没有它所说明的报告' };
}
