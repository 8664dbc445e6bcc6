import type { Report } from '../../src/domain/report.ts';
import type { Likeness } from '../../src/search/ports.ts';
import type { UnderstoodReport } from '../understand.ts';
import { fingerprintOf } from './fingerprint.ts';

/** How much is known of a report: what a reader would miss in a poorer copy. */
const richnessOf = (report: Report): number =>
  [
    !report.titleDerived,
    report.institution !== null,
    report.region.length > 0 && !report.regionInferred,
    report.reportYear !== null,
    report.publishedOn !== null,
    report.indexNumber !== null,
    report.documentNumber !== null,
  ].filter(Boolean).length;

export const likenessOf = ({
  report,
  paragraphs,
}: Pick<UnderstoodReport, 'report' | 'paragraphs'>): Likeness => ({
  ...fingerprintOf(paragraphs.map(({ text }) => text)),
  richness: richnessOf(report),
});
