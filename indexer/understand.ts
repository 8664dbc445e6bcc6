import type { Paragraph } from '../src/domain/paragraph.ts';
import type { Report } from '../src/domain/report.ts';
import type { RawReport } from './reader.ts';

/** A report ready for the index. */
export interface UnderstoodReport {
  readonly report: Report;
  /** In order; ordinals count from 0 without gaps. */
  readonly paragraphs: readonly Paragraph[];
  readonly warnings: readonly string[];
}

/** Chrome removed, metadata found, sections and topics annotated. Pure: same input, same output. */
export declare function understand(raw: RawReport): UnderstoodReport;
