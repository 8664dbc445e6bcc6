import type { Reader } from '../reader.ts';
import { FORMATS, type Format, isOfFormat } from './formats.ts';

/** Loaded by the first file of its format. */
const lazily = (format: Format, load: () => Promise<Reader>): Reader => ({
  ...format,
  async *read(file, open, watch) {
    const reader = await load();
    yield* reader.read(file, open, watch);
  },
});

/** Every format that can be read. A new one is a file beside these, a line in formats.ts, a line here and a fixture. */
export const READERS: readonly Reader[] = [
  lazily(FORMATS.txt, async () => (await import('./txt.ts')).txtReader),
  lazily(FORMATS.docx, async () => (await import('./docx.ts')).docxReader),
  lazily(FORMATS.doc, async () => (await import('./doc.ts')).docReader),
  lazily(FORMATS.rtf, async () => (await import('./rtf.ts')).rtfReader),
  lazily(FORMATS.html, async () => (await import('./html.ts')).htmlReader),
  lazily(FORMATS.md, async () => (await import('./md.ts')).mdReader),
  lazily(FORMATS.pdf, async () => (await import('./pdf.ts')).pdfReader),
  lazily(FORMATS.jsonl, async () => (await import('./jsonl.ts')).jsonlReader),
  lazily(FORMATS.csv, async () => (await import('./csv.ts')).csvReader),
  lazily(FORMATS.zip, async () => (await import('./archive.ts')).createArchiveReader(readerFor)),
];

/** The reader for a path by its extension. */
export const readerFor = (path: string): Reader | undefined =>
  READERS.find((reader) => isOfFormat(path, reader));

/** True for the formats that hold any number of reports in one file. */
export const isManyReports = (path: string): boolean =>
  readerFor(path)?.maxBytes === Number.POSITIVE_INFINITY;
