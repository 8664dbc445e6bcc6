import { createHash } from 'node:crypto';
import { type Paragraph, paragraphId } from '../src/domain/paragraph.ts';
import type { Report } from '../src/domain/report.ts';
import type { RoleCode } from '../src/domain/role.ts';
import type { TopicCode } from '../src/domain/topic.ts';
import { annotateSections } from './annotate/sections.ts';
import { removeChrome } from './chrome.ts';
import { splitLongLine } from './chrome-long-lines.ts';
import { rejoinBrokenLines } from './chrome-rejoin.ts';
import { describeReport } from './metadata/describe.ts';
import { trimLine } from './metadata/fold.ts';
import { reportIdOf } from './metadata/report-id.ts';
import type { RawReport } from './reader.ts';

/** A report ready for the index. */
export interface UnderstoodReport {
  readonly report: Report;
  /** In order; ordinals count from 0 without gaps. */
  readonly paragraphs: readonly Paragraph[];
  readonly warnings: readonly string[];
}

/** Tells the topics of one paragraph. */
export type AnnotateTopics = (paragraph: {
  readonly text: string;
  readonly headings: readonly string[];
  readonly role: RoleCode;
  readonly kind: Paragraph['kind'];
}) => TopicCode[];

const codePoints = (text: string): number => {
  let n = 0;
  for (const _ of text) n++;
  return n;
};

/**
 * Makes the function that turns a report as read into one for the index: chrome removed, metadata found, sections and
 * topics annotated. That function is pure: same input, same output.
 */
export const createUnderstand =
  ({ annotateTopics }: { readonly annotateTopics: AnnotateTopics }) =>
  (raw: RawReport): UnderstoodReport => {
    const { lines: kept, fields, chrome } = removeChrome(raw.lines);
    const lines = rejoinBrokenLines(kept);
    const { titleLines, statesTitle, warnings, ...metadata } = describeReport({ raw, lines, fields, chrome });
    const sections = annotateSections(lines, {
      titleLines,
      title: statesTitle ? metadata.title : null,
      docType: metadata.docType,
      reportYear: metadata.reportYear,
    });

    const id = reportIdOf({ sourceUrl: metadata.sourceUrl, sourcePath: raw.sourcePath });
    const paragraphs: Paragraph[] = [];
    for (const [i, { text, page }] of lines.entries()) {
      const section = sections[i];
      if (!section) continue;
      const pieces = splitLongLine(text)
        .map(trimLine)
        .filter((piece) => piece !== '');
      for (const [part, piece] of pieces.entries()) {
        const ordinal = paragraphs.length;
        const { kind, headings, role } = section;
        paragraphs.push({
          id: paragraphId(id, ordinal),
          reportId: id,
          ordinal,
          text: piece,
          ...section,
          headings: [...headings],
          topics: annotateTopics({ text: piece, headings, role, kind }),
          continued: part > 0,
          page: page ?? null,
        });
      }
    }
    return {
      report: {
        id,
        ...metadata,
        sourcePath: raw.sourcePath,
        sha256: createHash('sha256').update(raw.bytes).digest('hex'),
        characters: paragraphs.reduce((sum, { text }) => sum + codePoints(text), 0),
      },
      paragraphs,
      warnings: [...raw.warnings, ...warnings],
    };
  };
