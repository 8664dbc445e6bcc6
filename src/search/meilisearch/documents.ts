import { z } from 'zod';
import { hitReportSchema } from '../../domain/hit.ts';
import { collectedParagraphSchema } from '../../domain/paragraph.ts';
import { regionPaths } from '../../domain/region.ts';
import { reportSchema } from '../../domain/report.ts';
import { toUnits } from '../../text/units.ts';
import type { IndexedParagraph, IndexedReport, LoadedReport } from '../ports.ts';
import { toExactFields } from './exact-fields.ts';
import { packHoldings } from './holdings.ts';
import { valuesInReport } from './in-report.ts';

/** Raised when documents of an older shape must be rebuilt. */
export const SCHEMA = 7;
/** The oldest shape that this version answers from rightly while it is being rebuilt. */
export const OLDEST_SEARCHABLE_SCHEMA = 7;

/** Days as numbers (20240301), so that ranges and order are the engine's own. */
const toDay = (date: string | null): number | null =>
  date === null ? null : Number(date.replaceAll('-', ''));
export const dayOf = (date: string): number => Number(date.replaceAll('-', ''));

/** The engine's filter language cannot express a backslash at the end of a value, and no name has one. */
export const withoutBackslash = (value: string): string => value.replaceAll('\\', '＼');

export type Segment = (text: string) => string[];

/** The documents of one report's paragraphs. No other report of the collection has its number. */
export const toParagraphDocuments = (
  loaded: LoadedReport,
  reportNumber: number,
  segment: Segment,
): Record<string, unknown>[] => {
  const { report } = loaded;
  const shared = {
    title: report.title,
    titleDerived: report.titleDerived,
    institution: report.institution === null ? null : withoutBackslash(report.institution),
    region: report.region.map(withoutBackslash),
    regionPaths: regionPaths(report.region.map(withoutBackslash)),
    level: report.level,
    reportYear: report.reportYear,
    publishedOn: report.publishedOn,
    publishedDay: toDay(report.publishedOn),
    // What newest and oldest mean where only the year is known.
    sortDay: toDay(report.publishedOn) ?? (report.reportYear === null ? 0 : report.reportYear * 10_000),
    docType: report.docType,
    sourceUrl: report.sourceUrl,
    sample: loaded.sample,
    copy: loaded.duplicateOf !== null,
    reportNumber,
  };
  return loaded.paragraphs.map((paragraph) => {
    return {
      ...paragraph,
      ...shared,
      // Settled at the end of the run, when all reports are there.
      repeatedFrom: null,
      words: [...new Set(segment(paragraph.text))],
      ...valuesInReport(reportNumber, paragraph),
      ...toExactFields(toUnits(paragraph.text)),
    };
  });
};

const storedParagraphSchema = collectedParagraphSchema.extend(hitReportSchema.omit({ id: true }).shape);

/** Fields that a search gives back; the codes and words never leave the engine, which is a fourth faster where it need not look at them. */
export const PARAGRAPH_FIELDS = Object.keys(storedParagraphSchema.shape);

export const fromParagraphDocument = (document: unknown): IndexedParagraph => {
  // The service wrote it through a schema; parsing each of a thousand candidates again costs 30 ms a search.
  const stored = document as z.infer<typeof storedParagraphSchema>;
  const {
    id,
    reportId,
    ordinal,
    kind,
    headingLevel,
    text,
    headings,
    role,
    year,
    topics,
    continued,
    page,
    // An older zhengsou did not write it.
    repeatedFrom = null,
    ...report
  } = stored;
  const { title, titleDerived, institution, region, level, reportYear, publishedOn, docType, sourceUrl } =
    report;
  return {
    id,
    reportId,
    ordinal,
    kind,
    headingLevel,
    text,
    headings,
    role,
    year,
    topics,
    continued,
    page,
    repeatedFrom,
    report: {
      id: reportId,
      title,
      titleDerived,
      institution,
      region,
      level,
      reportYear,
      publishedOn,
      docType,
      sourceUrl,
    },
  };
};

export const toReportDocument = (
  loaded: LoadedReport,
  number: number,
  pipeline: string,
): Record<string, unknown> => {
  const { report } = loaded;
  return {
    ...report,
    number,
    institution: report.institution === null ? null : withoutBackslash(report.institution),
    region: report.region.map(withoutBackslash),
    regionPaths: regionPaths(report.region.map(withoutBackslash)),
    publishedDay: toDay(report.publishedOn),
    sortDay: toDay(report.publishedOn) ?? (report.reportYear === null ? 0 : report.reportYear * 10_000),
    kind: 'report',
    paragraphs: loaded.paragraphs.length,
    years: [...new Set(loaded.paragraphs.map((p) => p.year).filter((year) => year !== null))],
    topics: [...new Set(loaded.paragraphs.flatMap((p) => p.topics))],
    roles: [...new Set(loaded.paragraphs.map((p) => p.role))],
    holdings: packHoldings(loaded.paragraphs),
    sample: loaded.sample,
    origin: loaded.origin,
    mediaType: loaded.mediaType,
    stated: loaded.stated ?? '',
    likeness: loaded.likeness,
    lines: loaded.lines,
    repeats: [],
    copy: loaded.duplicateOf !== null,
    duplicateOf: loaded.duplicateOf,
    pipeline: loaded.pipeline ?? pipeline,
  };
};

const storedReportSchema = reportSchema.extend({
  paragraphs: z.number().int().nonnegative(),
  sample: z.boolean(),
  mediaType: z.string(),
  // An older zhengsou did not write it.
  duplicateOf: z.string().nullable().default(null),
});

export const REPORT_FIELDS = Object.keys(storedReportSchema.shape);

export const fromReportDocument = (document: unknown): IndexedReport => storedReportSchema.parse(document);

/** Id of the one document that tells the state of the collection. */
export const STATE_ID = 'state';

const placeSchema = z.object({
  generation: z.string(),
  node: z.number().int().nonnegative(),
  of: z.number().int().positive(),
});

export const stateSchema = z.object({
  // Of a collection of which a node is away it has a fraction.
  version: z.number(),
  schema: z.number().int(),
  segmentation: z.string(),
  loading: z.boolean(),
  changedAt: z.string(),
  place: placeSchema.optional(),
});
