import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { ReadError, type SourceFile, type StatedMetadata } from './reader.ts';
import { csvRows } from './readers/csv.ts';
import { isOfFormat } from './readers/formats.ts';
import { jsonlRows } from './readers/jsonl.ts';
import { createUnknownColumns, type Rows } from './readers/rows.ts';
import { InvalidRow, type StatedRow } from './readers/stated-row.ts';

/** What is stated about a file from outside. */
export interface StatedFile {
  readonly stated: StatedMetadata;
  readonly warnings: readonly string[];
}

/** A file that a row names, or why it is not to be read. `file` is absolute, and absent where the row names none that is there. */
export type NamedFile =
  | ({ readonly file: string; readonly size: number } & StatedFile)
  | { readonly file?: string; readonly row: string; readonly reason: string };

const MANIFESTS: readonly Rows[] = [jsonlRows, csvRows];

const rowsFor = (path: string): Rows | undefined => MANIFESTS.find(({ format }) => isOfFormat(path, format));

/** A key of JSON that can mean a file, seen without parsing the line. */
const NAMES_A_FILE = /"\s*(?:[fF][iI][lL][eE](?:[_ -]?[nN][aA][mM][eE])?|文件名?)\s*"\s*:/u;

/** The file that a row names, which must lie in the folder of the manifest or below. Throws ReadError. */
const locate = async (folder: string, file: string): Promise<{ file: string; size: number }> => {
  const path = resolve(folder, file.replaceAll('\\', '/'));
  const inside = await realpath(folder);
  let real: string;
  try {
    real = await realpath(path);
  } catch {
    throw new ReadError(`没有文件“${file}”（相对于清单所在的文件夹）`);
  }
  if (isAbsolute(file) || !real.startsWith(inside + sep))
    throw new ReadError(`文件“${file}”不在清单所在的文件夹里，没有读`);
  const entry = await stat(real);
  if (!entry.isFile()) throw new ReadError(`“${file}”不是文件`);
  return { file: real, size: entry.size };
};

/** What a row says of the file it names; null where it names none, or cannot be read at all: that is its reader's to report. */
const readNamed = (
  read: () => StatedRow,
): ({ readonly file: string } & (Omit<StatedRow, 'file'> | { readonly reason: string })) | null => {
  try {
    const { file, text, ...row } = read();
    return file === undefined || text !== undefined ? null : { file, ...row };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return error instanceof InvalidRow && error.file !== undefined
      ? { file: error.file, reason: error.message }
      : null;
  }
};

/**
 * Every file that a table of reports names, with what its row states. A table that names none, or is none, gives nothing:
 * its reader says what is wrong with it.
 */
export async function* readManifest(manifest: SourceFile): AsyncGenerator<NamedFile> {
  const rows = rowsFor(manifest.sourcePath);
  if (!rows) return;
  const unknownColumns = createUnknownColumns();
  try {
    for await (const { number, bytes, read } of rows.rowsOf(manifest, () =>
      createReadStream(manifest.absolutePath),
    )) {
      // A collection of texts can be many gigabytes; its lines need not be parsed twice.
      if (rows === jsonlRows && !NAMES_A_FILE.test(Buffer.from(bytes).toString('utf8'))) continue;
      const row = `${manifest.sourcePath}#${number}`;
      const named = readNamed(read);
      if (named === null) continue;
      try {
        const { file, size } = await locate(dirname(manifest.absolutePath), named.file);
        if ('reason' in named) yield { file, row, reason: named.reason };
        else {
          const { stated, warnings, unknown } = named;
          yield { file, size, stated, warnings: [...unknownColumns(unknown), ...warnings] };
        }
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        yield { row, reason: error.message };
      }
    }
  } catch {
    // Whatever it is, the reader meets it again and reports it.
  }
}
