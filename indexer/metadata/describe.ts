import { type Report, webAddressSchema } from '../../src/domain/report.ts';
import { topHeadings } from '../annotate/sections-outline.ts';
import type { ReportLine } from '../chrome.ts';
import type { RawReport } from '../reader.ts';
import { parseDate } from './dates.ts';
import { findDocType } from './doc-type.ts';
import { documentNumberOf, isDocumentNumberLine, parseDocumentNumber } from './document-number.ts';
import type { HeaderField, HeaderKey } from './header-fields.ts';
import { findInstitution, governmentOf, levelOf, STATE_COUNCIL } from './institution.ts';
import { findRegion } from './region.ts';
import { findReportYear } from './report-year.ts';
import { deriveTitle, findStatedTitle, findTitle } from './title.ts';

export interface Described extends Omit<Report, 'id' | 'sourcePath' | 'sha256' | 'characters'> {
  /** Lines of the text that are the title. */
  readonly titleLines: ReadonlySet<number>;
  /** False when the title was composed. */
  readonly statesTitle: boolean;
  readonly warnings: readonly string[];
}

interface Evidence {
  readonly raw: RawReport;
  readonly lines: readonly ReportLine[];
  readonly fields: readonly HeaderField[];
  readonly chrome: readonly string[];
}

/** Lines between the title and the text that can say when and where a report was delivered. */
const OPENING_LINES = 8;
/** Characters of text that are searched for places: ten reports' worth. */
const ENOUGH = 100_000;
/** A signature stands within the last lines. */
const CLOSING_LINES = 4;

const fieldOf = (fields: readonly HeaderField[], key: HeaderKey): string | undefined =>
  fields.find((field) => field.key === key && field.value !== '')?.value;

/** An issuer on a line of its own, under the title or as the signature; of several the first. */
const BYLINE =
  /^(\p{Script=Han}{2,20}(?:局|办事处|人民政府|管委会|管理委员会))(?:\s+\p{Script=Han}{4,20})*$/u;

const isShort = (text: string): boolean => text.length <= 60;

/** The date it came out, else was made or delivered, else signed; a year alone is none. */
const findPublishedOn = ({ raw, lines, fields }: Evidence, opening: readonly string[]): string | null => {
  const stated = raw.stated.publishedOn && parseDate(raw.stated.publishedOn);
  if (stated) return stated;
  for (const key of ['published', 'created'] as const) {
    for (const field of fields) {
      const date = field.key === key ? parseDate(field.value) : null;
      if (date) return date;
    }
  }
  const delivered = opening
    .filter((line) => /会议|^[(（—\s-]*[\d一二〇]/u.test(line))
    .map(parseDate)
    .find(Boolean);
  if (delivered) return delivered;
  const signed = lines
    .filter(({ note }) => !note)
    .slice(-CLOSING_LINES)
    .map(({ text }) => text)
    .filter((text) => text.length <= 20);
  return signed.map(parseDate).find(Boolean) ?? null;
};

const isSpeaker = (line: string): boolean => isShort(line) && /国务院总理|代表国务院|受国务院/u.test(line);
const isStateCouncil = (title: string | null, opening: readonly string[]): boolean =>
  /国务院政府工作报告|国务院工作报告/u.test(title ?? '') ||
  opening.some((line) => isSpeaker(line) || /我代表国务院/u.test(line));

/** 源 fields name newspapers more often than governments; only an office or department there is an issuer. */
const issuerOf = (source: string | undefined): string | undefined =>
  source && /(?:街道|镇|乡|办事处|人民政府|局|委员会|委|厅|办公室)$/u.test(source) ? source : undefined;

/** Everything that is known of a report as a whole; what its owner states beats what is found. */
export const describeReport = (evidence: Evidence): Described => {
  const { raw, lines, fields, chrome } = evidence;
  const { stated } = raw;
  const texts = lines.map(({ text }) => text);
  const found = findTitle(texts);
  const known = stated.title ?? fieldOf(fields, 'title');
  const title = known ?? found?.title ?? null;
  // A page's 标题 field and the title in the text may differ; a title stated from outside has to stand there to be a line.
  const titleLines = new Set([
    ...(known ? findStatedTitle(texts, known) : []),
    ...(stated.title ? [] : (found?.lines ?? [])),
  ]);
  const opening = texts.slice(0, OPENING_LINES).filter((text, i) => isShort(text) && !titleLines.has(i));
  const headings = topHeadings(lines, titleLines);

  const docType = findDocType(stated.docType, title, headings);
  const body = texts.filter((_, i) => !titleLines.has(i));
  const publishedOn = findPublishedOn(evidence, opening);
  const reportYear = findReportYear({
    publishedOn,
    ...(stated.reportYear === undefined ? {} : { stated: stated.reportYear }),
    title,
    docType,
    headings,
    opening,
    body,
  });

  const closing = texts.slice(-CLOSING_LINES).filter((text) => text.length <= 40);
  const written =
    stated.institution ??
    fieldOf(fields, 'institution') ??
    issuerOf(fieldOf(fields, 'source')) ??
    [...opening, ...closing].map((line) => BYLINE.exec(line)?.[1]).find(Boolean);
  const national = isStateCouncil(title, opening) || written === STATE_COUNCIL;
  const indexNumber = stated.indexNumber ?? fieldOf(fields, 'indexNumber') ?? null;
  const { region, inferred } = national
    ? { region: [], inferred: false }
    : findRegion({
        ...(stated.region ? { statedRegion: stated.region } : {}),
        ...(stated.divisionCode ? { divisionCode: stated.divisionCode } : {}),
        ...(written ? { institution: written } : {}),
        ...(title ? { title } : {}),
        ...(indexNumber ? { indexNumber } : {}),
        opening,
        chrome,
        body: body.join('\n').slice(0, ENOUGH),
      });
  const institution = national
    ? STATE_COUNCIL
    : (stated.institution ?? findInstitution(written, region, title));

  const numberField = fieldOf(fields, 'documentNumber');
  const numberLine = texts.slice(0, OPENING_LINES).find(isDocumentNumberLine);
  const sourceUrl = webAddressSchema.safeParse(stated.sourceUrl).data ?? null;

  const place = region.at(-1);
  const derived = deriveTitle(
    place ?? institution ?? undefined,
    headings,
    { reportYear, docType },
    raw.sourcePath,
  );
  return {
    level: levelOf(institution ?? governmentOf(region), region),
    title: title ?? derived,
    titleDerived: title === null,
    institution,
    region,
    regionInferred: inferred,
    reportYear,
    publishedOn,
    docType,
    indexNumber,
    documentNumber:
      stated.documentNumber ??
      (numberField ? documentNumberOf(numberField) : null) ??
      (numberLine ? parseDocumentNumber(numberLine) : null),
    sourceUrl,
    titleLines,
    statesTitle: title !== null,
    warnings:
      stated.sourceUrl && !sourceUrl ? [`来源地址“${stated.sourceUrl}”不是 http(s) 地址，没有采用。`] : [],
  };
};
