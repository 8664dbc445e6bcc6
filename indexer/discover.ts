import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from './reader.ts';
import { READERS, readerFor } from './readers/index.ts';

/** Something under the given paths. */
export type Discovered =
  | { readonly file: SourceFile }
  /** Not a report by its name; listed, not failed. */
  | { readonly skipped: string; readonly reason: string }
  /** `gone`: whoever published it has taken it down. */
  | { readonly failure: string; readonly reason: string; readonly gone?: boolean };

const explain = (error: unknown, path: string): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `没有这个文件或文件夹：${path}`;
  if (code === 'EACCES' || code === 'EPERM') return `没有读取权限：${path}`;
  return `无法读取 ${path}：${error instanceof Error ? error.message : String(error)}`;
};

/** For people: txt、docx、… */
const known = READERS.map(({ name }) => name).join('、');

const isHidden = (name: string): boolean => name.startsWith('.') || name.startsWith('~$');

/** A README beside the reports is not one of them. */
const isAbout = (name: string): boolean => /^readme(\.|$)/i.test(name);

const toSourcePath = (root: string, path: string): string => relative(root, path).split(sep).join('/');

/**
 * Every file under the given paths, folders in the order of their names. Links inside a folder are not followed:
 * they may lead out of it, or round in a circle.
 */
export const discover = async function* (paths: readonly string[]): AsyncGenerator<Discovered> {
  const seen = new Set<string>();
  for (const given of paths) {
    const path = resolve(given);
    try {
      const entry = await stat(path);
      const real = await realpath(path);
      if (entry.isDirectory()) yield* walk(real, real, seen);
      else if (!entry.isFile()) yield { failure: given, reason: `不是文件也不是文件夹：${given}` };
      else if (!readerFor(path))
        yield { failure: given, reason: `不认识的文件类型：${basename(path)}（可读 ${known}）` };
      else yield* once({ absolutePath: real, sourcePath: basename(path), size: entry.size }, seen);
    } catch (error) {
      yield { failure: given, reason: explain(error, given) };
    }
  }
};

const walk = async function* (root: string, folder: string, seen: Set<string>): AsyncGenerator<Discovered> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { failure: toSourcePath(dirname(root), folder), reason: explain(error, folder) };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const sourcePath = toSourcePath(root, path);
    if (isHidden(entry.name)) continue;
    if (entry.isDirectory()) yield* walk(root, path, seen);
    else if (entry.isSymbolicLink()) yield { skipped: sourcePath, reason: '是符号链接，不跟随' };
    else if (!entry.isFile()) yield { skipped: sourcePath, reason: '不是普通文件' };
    else if (isAbout(entry.name)) yield { skipped: sourcePath, reason: '是文件夹说明，不是报告' };
    else if (!readerFor(path)) yield { skipped: sourcePath, reason: '不认识的文件类型' };
    else {
      try {
        const { size } = await lstat(path);
        yield* once({ absolutePath: path, sourcePath, size }, seen);
      } catch (error) {
        yield { failure: sourcePath, reason: explain(error, path) };
      }
    }
  }
};

/** A file under two of the given paths is read once. */
function* once(file: SourceFile, seen: Set<string>): Generator<Discovered> {
  if (seen.has(file.absolutePath)) return;
  seen.add(file.absolutePath);
  yield { file };
}
