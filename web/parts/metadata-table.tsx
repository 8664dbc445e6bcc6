import type { Child, FC } from 'hono/jsx';
import { PROVENANCE_FIELDS, type ProvenanceField } from '../../src/domain/provenance.ts';
import type { Report } from '../../src/domain/report.ts';
import type { ReportName } from '../../src/queries/queries.ts';
import { originalHref, outsideHref, regionLabel } from '../links.ts';
import type { View } from '../view.ts';
import { ReportLink } from './report-link.tsx';

interface Props {
  view: View;
  report: Report;
  copies: readonly ReportName[];
  paragraphs: number;
}

/** With Chinese readable, as an address bar shows it. */
const decodeAddress = (address: string): string => {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
};

const SourceLink: FC<{ address: string }> = ({ address }) => {
  const outside = outsideHref(address);
  return outside === null ? (
    <span class="code">{address}</span>
  ) : (
    <a class="outside address" href={outside} rel="noopener noreferrer">
      {decodeAddress(address)}
    </a>
  );
};

/** Longest quotation beside a value. Characters. */
const LONGEST = 36;

/** Where a value was read and by which words; the words are left out where they are the value. */
const Evidence: FC<{ view: View; report: Report; field: ProvenanceField }> = ({ view, report, field }) => {
  const { t } = view;
  const found = report.provenance?.[field];
  if (!found)
    return field === 'region' && report.regionInferred ? (
      <small class="evidence">{t.regionInferred}</small>
    ) : null;
  const { from, inferred, words } = found;
  const quoted = words !== '' && words !== String(report[field] ?? '') && words !== report.title;
  const shown = words.length > LONGEST && !words.includes('；') ? `${words.slice(0, LONGEST)}…` : words;
  return (
    <small class="evidence">
      {t.evidence(t.evidenceFrom[from], inferred)}
      {quoted ? <q lang="zh-CN">{shown}</q> : null}
    </small>
  );
};

/** What a reader must not take for stated: names of the fields that were inferred, and of those that the report leaves open. */
const listDoubts = ({ t }: View, report: Report): { inferred: string[]; unstated: string[] } => {
  const names: Record<ProvenanceField, string> = {
    title: t.reportTitle,
    institution: t.institution,
    region: t.region,
    reportYear: t.reportYear,
    publishedOn: t.publishedDate,
    docType: t.docType,
    indexNumber: t.indexNumber,
    documentNumber: t.documentNumber,
  };
  const open: readonly (readonly [string, boolean])[] = [
    [t.institution, report.institution === null],
    [t.region, report.region.length === 0 && report.level !== '国家'],
    [t.level, report.level === null],
    [t.reportYear, report.reportYear === null],
    [t.publishedDate, report.publishedOn === null],
    [t.source, report.sourceUrl === null],
  ];
  return {
    inferred: PROVENANCE_FIELDS.filter((field) => report.provenance?.[field]?.inferred).map(
      (field) => names[field],
    ),
    unstated: open.flatMap(([name, isOpen]) => (isOpen ? [name] : [])),
  };
};

const CopyList: FC<{ view: View; copies: readonly ReportName[] }> = ({ view, copies }) => (
  <>
    {copies.map((copy) => (
      <div>
        <ReportLink view={view} report={copy} /> <span class="code">{copy.sourceUrl ?? copy.sourcePath}</span>
      </div>
    ))}
    <span class="unknown">{view.t.copiesNote}</span>
  </>
);

/**
 * What the report says of itself; what it does not say is left out or said to be unknown, never guessed. Folded, since it would push
 * the text off a phone; the line that stays says what in it is not certain.
 */
export const MetadataTable: FC<Props> = ({ view, report, copies, paragraphs }) => {
  const { t } = view;
  const chinese = (text: string): Child => <span lang="zh-CN">{text}</span>;
  const unknown = <span class="unknown">{t.unknown}</span>;
  const withEvidence = (value: Child, field: ProvenanceField): Child => (
    <>
      {value} <Evidence view={view} report={report} field={field} />
    </>
  );
  const stated = (label: string, value: string | null, field: ProvenanceField): [string, Child][] =>
    value ? [[label, withEvidence(chinese(value), field)]] : [];
  const { institution, region, reportYear, publishedOn } = report;
  const { inferred, unstated } = listDoubts(view, report);
  const rows: [string, Child][] = [
    ...(report.titleDerived ? stated(t.reportTitle, report.title, 'title') : []),
    [t.institution, institution ? withEvidence(chinese(institution), 'institution') : unknown],
    [
      t.region,
      region.length > 0
        ? withEvidence(chinese(regionLabel(region)), 'region')
        : report.level === '国家'
          ? t.nationwide
          : unknown,
    ],
    [t.level, report.level ? t.levels[report.level] : unknown],
    [t.docType, withEvidence(t.docTypes[report.docType], 'docType')],
    [t.reportYear, reportYear ? withEvidence(reportYear, 'reportYear') : unknown],
    [
      t.publishedDate,
      publishedOn ? withEvidence(<time datetime={publishedOn}>{publishedOn}</time>, 'publishedOn') : unknown,
    ],
    ...stated(t.indexNumber, report.indexNumber, 'indexNumber'),
    ...stated(t.documentNumber, report.documentNumber, 'documentNumber'),
    [t.characters, t.charactersOf(report.characters, paragraphs)],
    [t.source, report.sourceUrl ? <SourceLink address={report.sourceUrl} /> : unknown],
    [
      t.originalFile,
      <>
        <a href={originalHref(report.id)}>{t.originalOpen}</a> <span class="code">{report.sourcePath}</span>
      </>,
    ],
    ...(copies.length > 0 ? [[t.copies, <CopyList view={view} copies={copies} />] as [string, Child]] : []),
    [t.sha256, <span class="code">{report.sha256}</span>],
  ];
  return (
    <details class="metadata">
      <summary>
        {t.metadata}
        {inferred.length > 0 ? <span class="doubt"> {t.metadataInferred(inferred)}</span> : null}
        {unstated.length > 0 ? <span class="doubt"> {t.metadataUnstated(unstated)}</span> : null}
      </summary>
      <dl>
        {rows.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};
