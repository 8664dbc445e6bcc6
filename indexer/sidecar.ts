import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StatedFile } from './manifest.ts';
import { ReadError } from './reader.ts';
import { describeUnknown, readStatedRow } from './readers/stated-row.ts';

const SUFFIX = '.meta.json';
const MOST_BYTES = 256 * 1024;

export const isSidecar = (name: string): boolean => name.toLowerCase().endsWith(SUFFIX);

/** Both report.meta.json and report.pdf.meta.json speak of report.pdf; the second of it alone, so it comes last. */
export const sidecarsOf = (name: string): string[] => {
  const stem = name.replace(/\.[^.]+$/, '');
  return [...new Set([stem + SUFFIX, name + SUFFIX])];
};

/** Those that are there, as absolute paths. */
export const sidecarsBeside = async (path: string): Promise<string[]> => {
  const beside: string[] = [];
  for (const name of sidecarsOf(basename(path))) {
    const sidecar = join(dirname(path), name);
    if (
      await stat(sidecar).then(
        (entry) => entry.isFile(),
        () => false,
      )
    )
      beside.push(sidecar);
  }
  return beside;
};

/** Throws ReadError that names the sidecar. */
export const readSidecar = async (path: string, sourcePath: string): Promise<StatedFile> => {
  const { size } = await stat(path);
  if (size > MOST_BYTES)
    throw new ReadError(`${sourcePath}：有 ${Math.round(size / 1024)} KB，不像一份元数据`);
  let value: unknown;
  try {
    value = JSON.parse((await readFile(path, 'utf8')).replace(/^\u{FEFF}/u, ''));
  } catch (error) {
    throw new ReadError(`${sourcePath}：不是合法的 JSON`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ReadError(`${sourcePath}：不是一个 JSON 对象`);
  try {
    const { stated, warnings, unknown } = readStatedRow(value as Record<string, unknown>);
    const notes = unknown.length > 0 ? [describeUnknown(unknown)] : [];
    return { stated, warnings: [...notes, ...warnings].map((note) => `${sourcePath}：${note}`) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    throw new ReadError(`${sourcePath}：${error.message}`, { cause: error });
  }
};
