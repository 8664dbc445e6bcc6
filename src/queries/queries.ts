import type { CompareAnswer } from '../domain/compare.ts';
import type { ConcordanceAnswer, ConcordanceLine } from '../domain/concordance.ts';
import type { Facet, FacetName } from '../domain/facet.ts';
import type { Fragment, HitReport, Links, SearchAnswer } from '../domain/hit.ts';
import type { CollectedParagraph } from '../domain/paragraph.ts';
import type { RelatedAnswer } from '../domain/related.ts';
import type { Report } from '../domain/report.ts';
import type { SimilarParagraph } from '../domain/similar.ts';
import type { SuggestAnswer } from '../domain/suggest.ts';
import type { TrendAnswer } from '../domain/trend.ts';
import type { SearchRequest } from '../queries/request.ts';
import type { Place } from '../text/permalink.ts';
import type { CompareRequest } from './compare.ts';
import type { ConcordanceRequest } from './concordance.ts';
import type { CountRequest } from './counted.ts';
import type { FeedAnswer } from './feed.ts';
import type { Reading } from './interpret.ts';
import type { HeldRegion } from './overview.ts';

/** A paragraph of a report being read, with the query's matches marked (one unmatched fragment where there are none). */
export interface ReadParagraph extends CollectedParagraph {
  readonly fragments: readonly Fragment[];
  readonly links: Links;
}

/** A report as another one names it. */
export type ReportName = Pick<
  Report,
  'id' | 'title' | 'institution' | 'publishedOn' | 'sourceUrl' | 'sourcePath'
>;

export interface ReportAnswer {
  readonly report: Report;
  /** What searches and counts have in its place, where it is a copy; null otherwise. */
  readonly duplicateOf: ReportName | null;
  /** The copies that it is counted for. */
  readonly copies: readonly ReportName[];
  readonly paragraphs: readonly ReadParagraph[];
}

export interface ParagraphAnswer {
  readonly paragraph: ReadParagraph;
  readonly report: HitReport;
  /** Up to two on each side, in order. */
  readonly before: readonly ReadParagraph[];
  readonly after: readonly ReadParagraph[];
}

/** Where a permalink leads. */
export interface Located {
  /** `there` where it was, `moved` to another place of the report, or `gone`: then `answer` is what stands in its place now. */
  readonly state: 'there' | 'moved' | 'gone';
  readonly answer: ParagraphAnswer;
}

export interface ReportList {
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** `paragraphs`: how many it has. */
  readonly reports: readonly (Report & { readonly paragraphs: number })[];
}

/** What the collection holds: shown on the front page and needed as denominators. */
export interface Coverage {
  readonly reports: number;
  readonly paragraphs: number;
  readonly characters: number;
  readonly institutions: number;
  /** Earliest and latest report year, null in an empty index. */
  readonly years: readonly [number, number] | null;
  /** True while only the invented sample reports are loaded. */
  readonly sample: boolean;
}

/** Which state of the collection and of the dictionary a figure was counted on. */
export interface Edition {
  /** Changes with every load. */
  readonly collection: number;
  /** ISO time of the last load. */
  readonly changedAt: string | null;
  /** Changes with the words that texts and queries are cut by. */
  readonly dictionary: string;
}

/** One line of an export: a paragraph with its report's facet fields. */
export interface ExportRow extends CollectedParagraph {
  readonly report: HitReport;
}

/** Which words of a smart query are there at all. */
export interface WordCounts {
  /** In the order of the answer's terms; those beyond the fifth only rank, and are not counted. */
  readonly words: readonly number[];
  readonly all: number;
}

/** The use cases; API, pages and command line all call these. Each may throw InvalidRequest or EngineUnavailable. */
export interface Queries {
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** How many paragraphs `search` would find: a fraction of its work. */
  count(request: SearchRequest): Promise<number>;
  /** How many paragraphs hold each word of a smart query, and how many hold them all, under its filters. Null where nothing was cut. */
  wordCounts(request: SearchRequest): Promise<WordCounts | null>;
  /** Values of one facet whose label contains `contains` (normalised, anywhere in it), counted as search does. */
  facetValues(name: FacetName, contains: string, request: SearchRequest): Promise<Facet>;
  /** Newest first; `filters` of the request apply, its `q` does not. */
  reports(request: SearchRequest): Promise<ReportList>;
  /** Null when there is none. Matches of `q` are marked. */
  report(id: string, q: string, reading: Reading): Promise<ReportAnswer | null>;
  paragraph(id: string, q: string, reading: Reading): Promise<ParagraphAnswer | null>;
  /** The paragraph with the text that the permalink was made for. Null where there is no such report. */
  locate(reportId: string, place: Place): Promise<Located | null>;
  /** Paragraphs of other reports most like this one. Null where there is no such paragraph. */
  similar(id: string): Promise<readonly SimilarParagraph[] | null>;
  /** What is known of the kept bytes of a report. */
  original(id: string): Promise<{ sha256: string; mediaType: string; fileName: string } | null>;
  /** Every match, in order of report and paragraph, whatever their number. */
  exportMatches(request: SearchRequest): AsyncIterable<ExportRow>;
  /** The newest reports that match, each with its best paragraphs. */
  feed(request: SearchRequest): Promise<FeedAnswer>;
  coverage(): Promise<Coverage>;
  /** Reports held by place and year. */
  overview(): Promise<readonly HeldRegion[]>;
  /** Completes the term being typed at the end of a query. */
  suggest(q: string): Promise<SuggestAnswer>;
  /** Other queries that may have been meant by one that finds nothing, likeliest first. */
  corrections(q: string): Promise<readonly string[]>;
  /** The terms that stand out in what a request finds. */
  related(request: SearchRequest): Promise<RelatedAnswer>;
  /** Queries over the years, beside what the collection holds in each. */
  trend(request: CountRequest): Promise<TrendAnswer>;
  /** A full matrix of counts. */
  compare(request: CompareRequest): Promise<CompareAnswer>;
  /** One page of all the places where a query stands. */
  concordance(request: ConcordanceRequest): Promise<ConcordanceAnswer>;
  /** All of them, in order of report and paragraph, whatever their number. */
  concordanceLines(request: ConcordanceRequest): AsyncIterable<ConcordanceLine>;
  edition(): Promise<Edition>;
}
