import { Readable } from 'node:stream';
import type { HitReport } from '../../domain/hit.ts';
import type { ExportRow } from '../../queries/queries.ts';
import { toBibtex } from '../../text/citations/bibtex.ts';
import {
  type Citation,
  type CitedPlace,
  citeReport,
  oneLine,
  placeOf,
  todayInChina,
} from '../../text/citations/citation.ts';
import type { CitationFormat } from '../../text/citations/formats.ts';
import { toGbt7714 } from '../../text/citations/gbt7714.ts';
import { toRis } from '../../text/citations/ris.ts';
import { type Colophon, sayColophon } from './colophon.ts';

/**
 * One citation a report, since a bibliography is of reports, with the paragraphs that match. Rows come report by report, so that
 * only one report's places are held at a time. Without a query nothing in particular matches, and reports stand as a whole.
 */
const toCitations = async function* (
  rows: AsyncIterable<ExportRow>,
  origin: string,
  withPlaces: boolean,
): AsyncGenerator<Citation> {
  const context = { origin, accessedOn: todayInChina() };
  let report: HitReport | null = null;
  let places: CitedPlace[] = [];
  for await (const row of rows) {
    if (report !== null && report.id !== row.report.id) {
      yield citeReport(report, places, context);
      places = [];
    }
    report = row.report;
    if (withPlaces) places.push(placeOf(row, origin));
  }
  if (report !== null) yield citeReport(report, places, context);
};

/** `@` begins an entry wherever it stands in a BibTeX file. */
const asComment = (line: string): string => `% ${oneLine(line).replaceAll('@', '＠')}\n`;

const WRITERS: Readonly<
  Record<
    CitationFormat,
    (citations: AsyncIterable<Citation>, colophon: readonly string[]) => AsyncIterable<string>
  >
> = {
  gbt7714: async function* (citations, colophon) {
    for (const line of colophon) yield `# ${oneLine(line)}\n`;
    yield '\n';
    let number = 0;
    for await (const citation of citations) yield `[${++number}] ${toGbt7714(citation)}\n`;
  },
  bibtex: async function* (citations, colophon) {
    for (const line of colophon) yield asComment(line);
    for await (const citation of citations) yield `\n${toBibtex(citation)}`;
  },
  // RIS has no comments: each record says how it was found, which then stays with it in the reader's library.
  ris: async function* (citations, colophon) {
    for await (const citation of citations) yield toRis(citation, colophon);
  },
};

export const toReferences = (
  rows: AsyncIterable<ExportRow>,
  origin: string,
  colophon: Colophon,
  format: CitationFormat,
): Readable => {
  const citations = toCitations(rows, origin, (colophon.params.get('q') ?? '').trim() !== '');
  return Readable.from(WRITERS[format](citations, sayColophon(colophon)), { objectMode: false });
};
