import type { EvidenceSource } from '../../src/domain/provenance.ts';
import type { ReportLine } from '../chrome.ts';
import { parseDate } from './dates.ts';
import type { HeaderField } from './header-fields.ts';

export interface FoundDate {
  readonly date: string;
  readonly from: EvidenceSource;
  readonly words: string;
}

export interface DateClues {
  readonly stated: string | undefined;
  readonly statedBy: EvidenceSource;
  readonly fields: readonly HeaderField[];
  /** Short lines between title and text. */
  readonly opening: readonly string[];
  readonly lines: readonly ReportLine[];
}

/** A signature stands within the last lines. */
const CLOSING_LINES = 4;
/** Lines, and characters of each, that a notice takes before the document that it passes on. */
const NOTICE_LINES = 14;
const SHORT = 24;

/** 某某局　　2023年12月29日 */
const SIGNED = /^\p{Script=Han}{3,26}\s+(?:(?:19|20)\d{2}|[一二]\p{Script=Han}{3})年[^，。；]{3,9}日$/u;

const dateIn = (lines: readonly string[], from: EvidenceSource): FoundDate | null => {
  for (const words of lines) {
    const date = parseDate(words);
    if (date) return { date, from, words };
  }
  return null;
};

const ofKeys = (fields: readonly HeaderField[], key: HeaderField['key']): string[] =>
  fields.filter((field) => field.key === key).map(({ value }) => value);

/** The date it came out, else was made or delivered, else signed, else last changed on its page; a year alone is none. */
export const findPublishedOn = ({
  stated,
  statedBy,
  fields,
  opening,
  lines,
}: DateClues): FoundDate | null => {
  const own = lines.filter(({ note }) => !note).map(({ text }) => text);
  const statedDate = stated ? dateIn([stated], statedBy) : null;
  return (
    statedDate ??
    dateIn(ofKeys(fields, 'published'), 'header') ??
    dateIn(ofKeys(fields, 'created'), 'header') ??
    dateIn(
      opening.filter((line) => /会议|^[([（【〔—\s-]*[\d一二〇]|^(?:[A-Z][a-z]{2,8}\.? \d)/u.test(line)),
      'opening',
    ) ??
    dateIn(
      own.slice(-CLOSING_LINES).filter((text) => text.length <= 20 || SIGNED.test(text)),
      'signature',
    ) ??
    // 现印发给你们，请认真贯彻执行。某某人民政府 2024年3月1日: signed before the document itself begins.
    dateIn(
      own.slice(0, NOTICE_LINES).filter((text) => text.length <= SHORT && /^\d{4}年|^[一二]/u.test(text)),
      'signature',
    ) ??
    dateIn(ofKeys(fields, 'updated'), 'header')
  );
};
