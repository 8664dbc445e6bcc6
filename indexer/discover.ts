import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { explainFileError, type Found, listFolder, toSourcePath } from './list-folder.ts';
import type { StatedFile } from './manifest.ts';
import type { SourceFile } from './reader.ts';
import { mayNameFiles } from './readers/formats.ts';
import { READERS, readerFor } from './readers/index.ts';
import { readSidecar, sidecarsBeside } from './sidecar.ts';

/** Something under the given paths. */
export type Discovered =
  | { readonly file: SourceFile }
  /** Not a report by its name; listed, not failed. */
  | { readonly skipped: string; readonly reason: string }
  /** `gone`: whoever published it has taken it down. */
  | { readonly failure: string; readonly reason: string; readonly gone?: boolean };

/** For people: txt、docx、… */
const known = READERS.map(({ name }) => name).join('、');

async function* listPath(given: string): AsyncGenerator<Found> {
  const path = resolve(given);
  try {
    const entry = await stat(path);
    const real = await realpath(path);
    if (entry.isDirectory()) yield* listFolder(real, real);
    else if (!entry.isFile()) yield { failure: given, reason: `不是文件也不是文件夹：${given}` };
    else if (!readerFor(path))
      yield { failure: given, reason: `不认识的文件类型：${basename(path)}（可读 ${known}）` };
    else {
      const file = { absolutePath: real, sourcePath: basename(path), size: entry.size };
      yield { file, sidecars: await sidecarsBeside(path) };
    }
  } catch (error) {
    yield { failure: given, reason: explainFileError(error, given) };
  }
}

/** What manifests say of the files they name. */
interface Stated {
  readonly byFile: ReadonlyMap<string, StatedFile | { readonly reason: string }>;
  /** Files that stand under none of the paths, or in no format known by its name, by their manifest. */
  readonly files: readonly Found[];
}

/** The name of a file as its manifest's folder is named: a manifest deep in a folder speaks of files there. */
const besideManifest = (manifest: SourceFile, file: string): string => {
  const folder = manifest.sourcePath.slice(0, manifest.sourcePath.lastIndexOf('/') + 1);
  return folder + toSourcePath(dirname(manifest.absolutePath), file);
};

const readManifests = async (found: readonly Found[]): Promise<Stated> => {
  const byFile = new Map<string, StatedFile | { readonly reason: string }>();
  const files: Found[] = [];
  for (const candidate of found) {
    if (!('file' in candidate) || !mayNameFiles(candidate.file.sourcePath)) continue;
    const manifest = candidate.file;
    const { readManifest } = await import('./manifest.ts');
    for await (const named of readManifest(manifest)) {
      if ('reason' in named) {
        if (named.file === undefined) files.push({ failure: named.row, reason: named.reason });
        else byFile.set(named.file, { reason: `${named.row}：${named.reason}` });
        continue;
      }
      const { file, size, stated, warnings } = named;
      const sourcePath = besideManifest(manifest, file);
      if (!readerFor(file)) files.push({ failure: sourcePath, reason: `不认识的文件类型（可读 ${known}）` });
      else
        files.push({ file: { absolutePath: file, sourcePath, size }, sidecars: await sidecarsBeside(file) });
      byFile.set(file, {
        stated,
        warnings: warnings.map((warning) => `${manifest.sourcePath}：${warning}`),
      });
    }
  }
  return { byFile, files };
};

/** A file with all that is stated about it: its sidecar speaks of it alone and beats the manifest. */
const withStated = async (
  file: SourceFile,
  sidecars: readonly string[],
  stated: Stated,
): Promise<Discovered> => {
  const row = stated.byFile.get(file.absolutePath);
  if (row && 'reason' in row) return { failure: file.sourcePath, reason: row.reason };
  const known: StatedFile[] = row ? [row] : [];
  try {
    for (const path of sidecars)
      known.push(await readSidecar(path, join(dirname(file.sourcePath), basename(path))));
  } catch (error) {
    return { failure: file.sourcePath, reason: error instanceof Error ? error.message : String(error) };
  }
  if (known.length === 0) return { file };
  const all = Object.assign({}, ...known.map((one) => one.stated)) as StatedFile['stated'];
  return { file: { ...file, stated: all, warnings: known.flatMap(({ warnings }) => warnings) } };
};

/**
 * Every file under the given paths, folders in the order of their names, each with what manifests and sidecars state about
 * it. A file under two of the paths, or named by a manifest as well, is given once.
 */
export const discover = async function* (paths: readonly string[]): AsyncGenerator<Discovered> {
  const found: Found[] = [];
  for (const given of paths) for await (const item of listPath(given)) found.push(item);
  const stated = await readManifests(found);
  const seen = new Set<string>();
  for (const item of [...found, ...stated.files]) {
    if (!('file' in item)) yield item;
    else if (!seen.has(item.file.absolutePath)) {
      seen.add(item.file.absolutePath);
      yield await withStated(item.file, item.sidecars, stated);
    }
  }
};
