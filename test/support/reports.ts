import { createHash } from 'node:crypto';
import { linePrintsOf } from '../../indexer/repeats/line-prints.ts';
import { type Paragraph, paragraphId } from '../../src/domain/paragraph.ts';
import type { Report } from '../../src/domain/report.ts';
import type { IndexWriter, LoadedReport, ReportStamp } from '../../src/search/ports.ts';
import type { TestCollection } from './service.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Overrides {
  readonly report?: Partial<Report>;
  /** Id of the report that is counted in its place. */
  readonly duplicateOf?: string | null;
  /** Of the paragraph at that place. */
  readonly paragraph?: (ordinal: number) => Partial<Paragraph>;
}

/** A report made of just these paragraphs, past reading and understanding: texts reach the index as they are. */
export const makeReport = (
  name: string,
  texts: readonly string[],
  { report = {}, duplicateOf = null, paragraph = () => ({}) }: Overrides = {},
): LoadedReport => {
  const id = sha256(name).slice(0, 16);
  return {
    report: {
      id,
      title: name,
      titleDerived: false,
      institution: null,
      region: [],
      regionInferred: false,
      level: null,
      reportYear: null,
      publishedOn: null,
      docType: '其他',
      indexNumber: null,
      documentNumber: null,
      sourceUrl: null,
      sourcePath: `${name}.txt`,
      sha256: sha256(texts.join('\n')),
      characters: texts.reduce((sum, text) => sum + Array.from(text).length, 0),
      ...report,
    },
    paragraphs: texts.map((text, ordinal) => ({
      id: paragraphId(id, ordinal),
      reportId: id,
      ordinal,
      kind: 'body',
      headingLevel: null,
      text,
      headings: [],
      role: 'other',
      year: null,
      topics: [],
      continued: false,
      page: null,
      ...paragraph(ordinal),
    })),
    sample: false,
    origin: `/made/${name}.txt`,
    mediaType: 'text/plain; charset=utf-8',
    likeness: { text: sha256(texts.join('')), prints: null, richness: 0 },
    lines: linePrintsOf(texts.map((text) => ({ kind: 'body', text }))),
    duplicateOf,
  };
};

/** Hands reports to the engine as one load. */
export const sendReports = (
  writer: IndexWriter,
  reports: readonly LoadedReport[],
  previous: ReadonlyMap<string, ReportStamp> = new Map(),
): Promise<void> => {
  const load = writer.startLoad('test', previous);
  reports.forEach(load.add);
  return load.send();
};

/** Loads such reports beside whatever is there, replacing those of the same name. */
export const loadReports = async (
  { writer }: TestCollection,
  reports: readonly LoadedReport[],
): Promise<void> => {
  await writer.prepare();
  const stamps = new Map<string, ReportStamp>();
  for await (const stamp of writer.stamps()) stamps.set(stamp.id, stamp);
  await writer.begin('test');
  await sendReports(writer, reports, stamps);
  await writer.finish();
};
