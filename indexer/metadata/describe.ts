import type { EvidenceSource } from '../../src/domain/provenance.ts';
import { type Report, webAddressSchema } from '../../src/domain/report.ts';
import { type OutlinedLine, outline, topHeadings } from '../annotate/sections-outline.ts';
import type { ReportLine } from '../chrome.ts';
import type { RawReport, StatedMetadata } from '../reader.ts';
import { findDocType } from './doc-type.ts';
import { documentNumberOf, isDocumentNumberLine, parseDocumentNumber } from './document-number.ts';
import type { HeaderField, HeaderKey } from './header-fields.ts';
import { findInstitution, governmentOf, levelOf, STATE_COUNCIL } from './institution.ts';
import { findWrittenIssuer, nationalBody } from './issuer.ts';
import { docTypeEvidence, gatherProvenance, wordsOfPlace } from './provenance.ts';
import { findPublishedOn } from './published-on.ts';
import { findRegion } from './region.ts';
import { isEmpty, parseRegionWords } from './region-words.ts';
import { findReportYear } from './report-year.ts';
import { deriveTitle, findStatedTitle, findTitle, findUnusualTitle } from './title.ts';

export interface Described extends Omit<Report, 'id' | 'sourcePath' | 'sha256' | 'characters'> {
  /** Lines of the text that are the title. */
  readonly titleLines: ReadonlySet<number>;
  /** The lines with the headings over them. */
  readonly outlined: readonly OutlinedLine[];
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
/** 抄送, 印发, 联系人: what a document has below it. */
const BELOW_SIGNATURE = /^[（(]?(?:抄送|抄报|主送|分送|联系人|联系电话|此件|共印|校对)|印发$|^附件?[:：\d]/u;

const fieldOf = (fields: readonly HeaderField[], key: HeaderKey): string | undefined =>
  fields.find((field) => field.key === key && field.value !== '')?.value;

const isShort = (text: string): boolean => text.length <= 60;

const isSpeaker = (line: string): boolean => isShort(line) && /国务院总理|代表国务院|受国务院/u.test(line);
const isStateCouncil = (title: string | null, opening: readonly string[]): boolean =>
  /国务院政府工作报告|国务院工作报告/u.test(title ?? '') ||
  opening.some((line) => isSpeaker(line) || /我代表国务院/u.test(line));

/** A stated name in its full official form where that only writes it out (黄湾镇), else as it is stated. */
const inFullForm = (stated: string, full: string | null): string =>
  full?.includes(stated.replace(/^(?:中共|区|市|县)/u, '')) ? full : stated;

/** Everything that is known of a report as a whole; what its owner states beats what is found. */
export const describeReport = (evidence: Evidence): Described => {
  const { raw, lines, fields, chrome } = evidence;
  const { stated } = raw;
  const statedBy = (field: keyof StatedMetadata): EvidenceSource =>
    stated.byPage?.includes(field) ? 'page' : 'manifest';
  const texts = lines.map(({ text }) => text);
  const found =
    findTitle(texts) ?? findUnusualTitle(texts, (line) => !isEmpty(parseRegionWords(line))) ?? undefined;
  const titleField = fieldOf(fields, 'title');
  const known = stated.title ?? titleField ?? (found ? undefined : stated.pageTitle);
  const title = known ?? found?.title ?? null;
  // A page's 标题 field and the title in the text may differ; a title stated from outside has to stand there to be a line.
  const titleLines = new Set([
    ...(title ? findStatedTitle(texts, title) : []),
    ...(stated.title ? [] : (found?.lines ?? [])),
  ]);
  const opening = texts.slice(0, OPENING_LINES).filter((text, i) => isShort(text) && !titleLines.has(i));
  const signed = texts.slice(0, texts.findLastIndex((text) => !BELOW_SIGNATURE.test(text)) + 1);
  const closing = signed.slice(-CLOSING_LINES).filter((text) => text.length <= 40);
  const outlined = outline(lines, titleLines);
  const headings = topHeadings(outlined);

  const docType = findDocType(stated.docType, title, headings);
  const body = texts.filter((_, i) => !titleLines.has(i));
  const published = findPublishedOn({
    stated: stated.publishedOn,
    statedBy: statedBy('publishedOn'),
    fields,
    opening,
    lines,
  });
  const year = findReportYear({
    publishedOn: published?.date ?? null,
    ...(stated.reportYear === undefined ? {} : { stated: stated.reportYear }),
    title,
    docType,
    headings,
    opening,
    body,
  });

  const issuer = findWrittenIssuer({ title, fields, opening, closing });
  const named = stated.institution ?? issuer?.name;
  const namedFrom = stated.institution ? statedBy('institution') : issuer?.from;
  const council = isStateCouncil(title, opening) || named === STATE_COUNCIL;
  const national = council || (named !== undefined && nationalBody(named) !== null);
  const indexField = fieldOf(fields, 'indexNumber');
  const indexNumber = stated.indexNumber ?? indexField ?? null;
  const placeFor = (written: string | undefined, writtenFrom: EvidenceSource | undefined) =>
    findRegion({
      ...(stated.region ? { statedRegion: stated.region } : {}),
      ...(stated.divisionCode ? { divisionCode: stated.divisionCode } : {}),
      ...(written ? { institution: written } : {}),
      ...(writtenFrom ? { institutionFrom: writtenFrom } : {}),
      ...(title ? { title } : {}),
      ...(indexNumber ? { indexNumber } : {}),
      opening,
      chrome,
      body: body.join('\n').slice(0, ENOUGH),
    });
  const placed = national ? null : placeFor(named, namedFrom);
  // Whose site it stands on decides last: a county's site has the reports of its departments and townships too.
  const owner = named === undefined && !council && !placed?.region.length ? stated.siteOwner : undefined;
  const place = owner === undefined ? placed : placeFor(owner, 'page');
  const written = named ?? owner;
  const writtenFrom = namedFrom ?? (owner === undefined ? undefined : 'page');
  const region = place?.region ?? [];
  const full = council ? STATE_COUNCIL : findInstitution(written, region, title);
  // A page's meta tags call its issuer as its header would: 区政府办公室. What the owner of the collection states is kept.
  const isOwners = stated.institution !== undefined && statedBy('institution') === 'manifest';
  const institution =
    stated.institution && isOwners && !council ? inFullForm(stated.institution, full) : full;

  const numberField = fieldOf(fields, 'documentNumber');
  const numberLine = texts.slice(0, OPENING_LINES).find(isDocumentNumberLine);
  const fieldNumber = numberField ? documentNumberOf(numberField) : null;
  const documentNumber =
    stated.documentNumber ?? fieldNumber ?? (numberLine ? parseDocumentNumber(numberLine) : null);
  const addressField = fieldOf(fields, 'address');
  const sourceUrl = webAddressSchema.safeParse(stated.sourceUrl ?? addressField).data ?? null;

  const reportYear = year?.year ?? null;
  const derived = deriveTitle(
    region.at(-1) ?? institution ?? undefined,
    headings,
    { reportYear, docType },
    raw.sourcePath,
  );
  const provenance = gatherProvenance({
    title: stated.title
      ? { from: statedBy('title'), words: stated.title }
      : titleField
        ? { from: 'header', words: titleField }
        : known !== undefined
          ? { from: 'page', words: known }
          : found
            ? { from: 'opening', words: found.title }
            : { from: 'headings', words: headings[0] ?? '', inferred: true },
    institution: institution
      ? {
          from: writtenFrom ?? (council ? 'opening' : 'place'),
          words: written ?? title ?? region.join(''),
          inferred: institution !== written,
        }
      : null,
    region: place && region.length > 0 ? { ...place, words: wordsOfPlace(place) } : null,
    reportYear: year && { ...year, inferred: year.from !== 'manifest' && year.from !== 'title' },
    publishedOn: published && {
      ...published,
      inferred: published.from === 'opening' || published.from === 'signature',
    },
    docType: docTypeEvidence(stated.docType, docType, title, headings),
    indexNumber: stated.indexNumber
      ? { from: statedBy('indexNumber'), words: stated.indexNumber }
      : indexField
        ? { from: 'header', words: indexField }
        : null,
    documentNumber: !documentNumber
      ? null
      : stated.documentNumber
        ? { from: statedBy('documentNumber'), words: stated.documentNumber }
        : fieldNumber
          ? { from: 'header', words: numberField ?? '' }
          : { from: 'opening', words: numberLine ?? '' },
  });
  return {
    level: levelOf(institution ?? governmentOf(region), region),
    title: title ?? derived,
    titleDerived: title === null,
    institution,
    region,
    regionInferred: place?.inferred ?? false,
    reportYear,
    publishedOn: published?.date ?? null,
    docType,
    indexNumber,
    documentNumber,
    sourceUrl,
    provenance,
    titleLines,
    outlined,
    statesTitle: title !== null,
    warnings:
      stated.sourceUrl && !sourceUrl ? [`来源地址“${stated.sourceUrl}”不是 http(s) 地址，没有采用。`] : [],
  };
};
