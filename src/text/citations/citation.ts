import type { HitReport } from '../../domain/hit.ts';
import type { Paragraph } from '../../domain/paragraph.ts';
import { permalinkOf } from '../permalink.ts';

/** A paragraph that a citation refers to. */
export interface CitedPlace {
  readonly ordinal: number;
  /** Page of the original, where it has pages. */
  readonly page: number | null;
  /** Address of the paragraph. */
  readonly permalink: string;
}

/** All that a reference to a report says, whatever the format. Texts are on one line. */
export interface Citation {
  /** Of the report: the same for ever, so that a bibliography can be loaded again over itself. */
  readonly key: string;
  readonly author: string | null;
  readonly title: string;
  /** The report states no title; this one was composed. */
  readonly titleDerived: boolean;
  readonly docType: string;
  readonly publishedOn: string | null;
  readonly accessedOn: string;
  /** Where the report can be read: its own page, or else ours. */
  readonly url: string;
  readonly places: readonly CitedPlace[];
}

/** Where and when a citation is made. */
export interface CitingContext {
  /** This service from outside, without a slash at its end. */
  readonly origin: string;
  /** `YYYY-MM-DD` */
  readonly accessedOn: string;
}

/** One line of visible text: nothing in a report can begin a line, and so a field, of its own. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();

export const placeOf = (
  paragraph: Pick<Paragraph, 'reportId' | 'ordinal' | 'text' | 'page'>,
  origin: string,
): CitedPlace => ({
  ordinal: paragraph.ordinal,
  page: paragraph.page,
  permalink: origin + permalinkOf(paragraph),
});

/** A reference to a report; without places, to the report as a whole. */
export const citeReport = (
  report: HitReport,
  places: readonly CitedPlace[],
  { origin, accessedOn }: CitingContext,
): Citation => ({
  key: `zhengsou-${report.id}`,
  author: report.institution === null ? null : oneLine(report.institution),
  title: oneLine(report.title),
  titleDerived: report.titleDerived,
  docType: report.docType,
  publishedOn: report.publishedOn,
  accessedOn,
  url: report.sourceUrl === null ? `${origin}/reports/${report.id}` : oneLine(report.sourceUrl),
  places,
});

const chinaDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** The date of access: the readers' day, wherever the server stands. */
export const todayInChina = (now = new Date()): string => chinaDate.format(now);

/** 第 6 段（原件第 3 页） */
export const sayPlace = ({ ordinal, page }: CitedPlace): string =>
  `第 ${ordinal + 1} 段${page === null ? '' : `（原件第 ${page} 页）`}`;
