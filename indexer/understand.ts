import { createHash } from 'node:crypto';
import { type Paragraph, paragraphId } from '../src/domain/paragraph.ts';
import type { Report } from '../src/domain/report.ts';
import type { RoleCode } from '../src/domain/role.ts';
import type { TopicCode } from '../src/domain/topic.ts';
import { annotateSections, type SectionReason } from './annotate/sections.ts';
import type { TopicExplainer, TopicExplanation } from './annotate/topics.ts';
import { removeChrome } from './chrome.ts';
import { splitLongLine } from './chrome-long-lines.ts';
import { rejoinBrokenLines } from './chrome-rejoin.ts';
import { partRunTogether } from './chrome-run-together.ts';
import { describeReport } from './metadata/describe.ts';
import { trimLine } from './metadata/fold.ts';
import { reportIdOf } from './metadata/report-id.ts';
import type { RawReport } from './reader.ts';
import { inSimplified } from './traditional.ts';

/** Which words gave a paragraph its topics, and what decided its role and year. */
export interface Explanation extends SectionReason {
  /** Every topic of which it has any word, strongest first. */
  readonly topics: readonly TopicExplanation[];
}

const toTenth = (value: number): number => Math.round(value * 10) / 10;
const rounded = ({ score, threshold, reasons, ...rest }: TopicExplanation): TopicExplanation => ({
  ...rest,
  score: toTenth(score),
  threshold: toTenth(threshold),
  reasons: reasons.map((reason) => ({ ...reason, weight: toTenth(reason.weight) })),
});

/** A report ready for the index. */
export interface UnderstoodReport {
  readonly report: Report;
  /** In order; ordinals count from 0 without gaps. */
  readonly paragraphs: readonly (Paragraph & { readonly explanation?: Explanation })[];
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
  ({
    annotateTopics,
    explainTopics,
  }: {
    readonly annotateTopics: AnnotateTopics;
    /** Given, every paragraph carries its explanation. */
    readonly explainTopics?: TopicExplainer;
  }) =>
  (written: RawReport): UnderstoodReport => {
    const { raw, restore } = inSimplified(written);
    const { lines: kept, fields, chrome } = removeChrome(partRunTogether(raw.lines));
    const lines = rejoinBrokenLines(kept);
    const { titleLines, outlined, statesTitle, warnings, ...metadata } = describeReport({
      raw,
      lines,
      fields,
      chrome,
    });
    const sections = annotateSections(outlined, {
      titleLines,
      title: statesTitle ? metadata.title : null,
      docType: metadata.docType,
      reportYear: metadata.reportYear,
      publishedOn: metadata.publishedOn,
    });

    const id = reportIdOf({ sourceUrl: metadata.sourceUrl, sourcePath: raw.sourcePath });
    const paragraphs: (Paragraph & { explanation?: Explanation })[] = [];
    for (const [i, { text, page }] of lines.entries()) {
      const section = sections[i];
      if (!section) continue;
      const pieces = splitLongLine(text)
        .map(trimLine)
        .filter((piece) => piece !== '');
      for (const [part, piece] of pieces.entries()) {
        const ordinal = paragraphs.length;
        const { why, ...place } = section;
        const { kind, headings, role } = place;
        paragraphs.push({
          id: paragraphId(id, ordinal),
          reportId: id,
          ordinal,
          text: restore(piece),
          ...place,
          headings: headings.map(restore),
          topics: annotateTopics({ text: piece, headings, role, kind }),
          continued: part > 0,
          page: page ?? null,
          ...(explainTopics
            ? { explanation: { topics: explainTopics({ text: piece, headings, kind }).map(rounded), ...why } }
            : {}),
        });
      }
    }
    return {
      report: {
        id,
        ...metadata,
        title: restore(metadata.title),
        sourcePath: raw.sourcePath,
        sha256: createHash('sha256').update(raw.bytes).digest('hex'),
        characters: paragraphs.reduce((sum, { text }) => sum + codePoints(text), 0),
      },
      paragraphs,
      warnings: [...raw.warnings, ...warnings],
    };
  };
