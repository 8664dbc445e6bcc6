import type { Reader } from '../reader.ts';

/** What is known of a format by its name alone: to list files, nothing of what reads them need be loaded (0.15 s). */
export type Format = Pick<Reader, 'name' | 'extensions' | 'maxBytes'>;

const MEGABYTE = 1024 * 1024;
/** Of formats that hold any number of reports; what must be in memory as a whole has a limit of its own. */
const ANY = Number.POSITIVE_INFINITY;

export const FORMATS = {
  txt: { name: 'txt', extensions: ['.txt', '.text'], maxBytes: 32 * MEGABYTE },
  docx: { name: 'docx', extensions: ['.docx', '.docm'], maxBytes: 64 * MEGABYTE },
  doc: { name: 'doc', extensions: ['.doc', '.dot', '.wps'], maxBytes: 64 * MEGABYTE },
  // Pictures are written out in figures, two a byte.
  rtf: { name: 'rtf', extensions: ['.rtf'], maxBytes: 128 * MEGABYTE },
  html: { name: 'html', extensions: ['.html', '.htm', '.shtml', '.xhtml'], maxBytes: 32 * MEGABYTE },
  // A yearbook of 1,500 pages is some 4 MB.
  md: { name: 'md', extensions: ['.md', '.markdown'], maxBytes: 16 * MEGABYTE },
  pdf: { name: 'pdf', extensions: ['.pdf'], maxBytes: 64 * MEGABYTE },
  jsonl: { name: 'jsonl', extensions: ['.jsonl', '.ndjson'], maxBytes: ANY },
  csv: { name: 'csv', extensions: ['.csv', '.tsv'], maxBytes: ANY },
  zip: { name: 'zip', extensions: ['.zip'], maxBytes: ANY },
} satisfies Readonly<Record<string, Format>>;

/** By the extension, whatever its case. */
export const isOfFormat = (path: string, { extensions }: Format): boolean => {
  const dot = path.lastIndexOf('.');
  return dot >= 0 && extensions.includes(path.slice(dot).toLowerCase());
};

/** A table may name files besides the reports that it holds itself. */
export const mayNameFiles = (path: string): boolean =>
  isOfFormat(path, FORMATS.jsonl) || isOfFormat(path, FORMATS.csv);
