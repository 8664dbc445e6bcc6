import type { Child, FC } from 'hono/jsx';
import type { Report } from '../../src/domain/report.ts';
import { originalHref, outsideHref, regionLabel } from '../links.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  report: Report;
  paragraphs: number;
  /** Folded where the reader came for a match. */
  open: boolean;
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

/** What the report says of itself; what it does not say is left out or said to be unknown, never guessed. */
export const MetadataTable: FC<Props> = ({ view, report, paragraphs, open }) => {
  const { t } = view;
  const chinese = (text: string): Child => <span lang="zh-CN">{text}</span>;
  const unknown = <span class="unknown">{t.unknown}</span>;
  const rows: [string, Child][] = [
    [t.institution, report.institution ? chinese(report.institution) : unknown],
    [
      t.region,
      report.region.length > 0 ? (
        <>
          {chinese(regionLabel(report.region))}
          {report.regionInferred ? <span class="unknown">（{t.regionInferred}）</span> : null}
        </>
      ) : report.level === '国家' ? (
        t.nationwide
      ) : (
        unknown
      ),
    ],
    [t.level, report.level ? t.levels[report.level] : unknown],
    [t.docType, t.docTypes[report.docType]],
    [t.reportYear, report.reportYear ?? unknown],
    [
      t.publishedDate,
      report.publishedOn ? <time datetime={report.publishedOn}>{report.publishedOn}</time> : unknown,
    ],
    ...(report.indexNumber ? [[t.indexNumber, chinese(report.indexNumber)] as [string, Child]] : []),
    ...(report.documentNumber ? [[t.documentNumber, chinese(report.documentNumber)] as [string, Child]] : []),
    [t.characters, t.charactersOf(report.characters, paragraphs)],
    [t.source, report.sourceUrl ? <SourceLink address={report.sourceUrl} /> : unknown],
    [
      t.originalFile,
      <>
        <a href={originalHref(report.id)}>{t.originalOpen}</a> <span class="code">{report.sourcePath}</span>
      </>,
    ],
    [t.sha256, <span class="code">{report.sha256}</span>],
  ];
  return (
    <details class="metadata" open={open}>
      <summary>{t.metadata}</summary>
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
