import type { Reader } from '../reader.ts';
import { createArchiveReader } from './archive.ts';
import { csvReader } from './csv.ts';
import { docReader } from './doc.ts';
import { docxReader } from './docx.ts';
import { htmlReader } from './html.ts';
import { jsonlReader } from './jsonl.ts';
import { mdReader } from './md.ts';
import { pdfReader } from './pdf.ts';
import { rtfReader } from './rtf.ts';
import { txtReader } from './txt.ts';

/** Every format that can be read. A new one is a file beside these, a line here and a fixture. */
export const READERS: readonly Reader[] = [
  txtReader,
  docxReader,
  docReader,
  rtfReader,
  htmlReader,
  mdReader,
  pdfReader,
  jsonlReader,
  csvReader,
  createArchiveReader((path) => readerFor(path)),
];

/** The reader for a path by its extension, whatever its case. */
export const readerFor = (path: string): Reader | undefined => {
  const dot = path.lastIndexOf('.');
  const extension = dot < 0 ? '' : path.slice(dot).toLowerCase();
  return READERS.find((reader) => reader.extensions.includes(extension));
};

/** True for the formats that hold any number of reports in one file. */
export const isManyReports = (path: string): boolean =>
  readerFor(path)?.maxBytes === Number.POSITIVE_INFINITY;
