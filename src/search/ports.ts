import type { FacetName } from '../domain/facet.ts';
import type { HitReport } from '../domain/hit.ts';
import type { CollectedParagraph, Paragraph, RepeatedFrom } from '../domain/paragraph.ts';
import type { Presence } from '../domain/presence.ts';
import type { Filters, Term } from '../domain/query.ts';
import type { Report } from '../domain/report.ts';
import type { RoleCode } from '../domain/role.ts';
import type { TopicCode } from '../domain/topic.ts';

/** Which paragraphs are meant. */
export interface Selection {
  /** Each inner list is alternatives. */
  readonly groups: readonly (readonly Term[])[];
  /** How many of the groups a paragraph must satisfy: all of them in exact mode, fewer in smart mode. */
  readonly minimum: number;
  readonly none: readonly Term[];
  readonly filters: Filters;
}

/** A paragraph as the index gives it back. */
export interface IndexedParagraph extends CollectedParagraph {
  readonly report: HitReport;
}

/** `any`: whatever comes cheapest, paragraphs that satisfy more groups first. */
export type Order = 'any' | 'newest' | 'oldest';

/** As much of a paragraph as ordering needs. */
export interface Candidate {
  readonly id: string;
  readonly reportId: string;
  readonly text: string;
}

/** Chooses which paragraphs to give back, in their order, from those at hand; the reports selected are counted meanwhile. */
export type Choose = (
  candidates: readonly Candidate[],
  reports: () => Promise<SelectedReports>,
) => readonly string[] | Promise<readonly string[]>;

/** Puts candidates in an order that is the same until the collection changes, for whoever turns to the next page. */
export interface Ranking {
  /** What the order depends on beside the selection. */
  readonly by: string;
  /** Ids, best first. */
  readonly order: (candidates: readonly Candidate[]) => Promise<readonly string[]>;
  /** Which of the ordered are given back. */
  readonly from: number;
  readonly to: number;
}

export interface SelectOptions {
  readonly order: Order;
  /** Which of the selected paragraphs are candidates; a multiple of `limit`. */
  readonly offset: number;
  readonly limit: number;
  /** All candidates as they come, where both are absent. */
  readonly choose?: Choose;
  readonly ranking?: Ranking;
  /** Facets to count, each without its own filter. */
  readonly facets: readonly FacetName[];
}

export interface CountedValue {
  readonly value: string;
  readonly paragraphs: number;
  readonly reports: number;
}

/** One report among those selected. */
export interface SelectedReport {
  readonly id: string;
  /** How many of its paragraphs are selected. */
  readonly paragraphs: number;
  /** When it came out as YYYYMMDD, or its year followed by zeros, or 0: what newest and oldest go by. */
  readonly day: number;
}

/** All reports of a selection. A frequent term has thousands, and most who search want no more than their number. */
export interface SelectedReports {
  readonly count: number;
  /** Most paragraphs first. */
  readonly list: () => SelectedReport[];
}

export interface Selected {
  readonly paragraphs: readonly IndexedParagraph[];
  readonly total: number;
  readonly reports: SelectedReports;
  /** False while candidates too many to verify at once are still being verified. */
  readonly exact: boolean;
  /** Every value that occurs, most frequent first. */
  readonly facets: ReadonlyMap<FacetName, readonly CountedValue[]>;
}

/** As much of a paragraph as counting occurrences needs. */
export type CountedText = Pick<
  Paragraph,
  'id' | 'reportId' | 'ordinal' | 'year' | 'role' | 'topics' | 'text'
>;

/** Facets whose value may differ between paragraphs of one report. */
export type InnerFacet = 'year' | 'topic' | 'role';

/** How much of a selection stands in one report, or under one value of a facet in it. */
export interface Tally {
  readonly reportId: string;
  readonly paragraphs: number;
  /** Places marked in their texts; places that overlap count as one. */
  readonly occurrences: number;
}

/** A selection counted report by report. Complete and verified, whatever its size. */
export interface Tallied {
  readonly reports: Iterable<Tally>;
  /** Per report and value of the facet asked for; a paragraph counts under each of its topics, and under none without one. */
  readonly values: Iterable<Tally & { readonly value: string }>;
}

/** The paragraphs of one report that share year, role and topics. */
export interface Holding {
  readonly year: number | null;
  readonly role: RoleCode;
  readonly topics: readonly TopicCode[];
  readonly paragraphs: number;
  /** Unicode code points, as Report.characters. */
  readonly characters: number;
}

/** What a report holds under some filters: the denominators of every rate. */
export interface HeldReport {
  readonly id: string;
  readonly institution: string | null;
  readonly region: readonly string[];
  readonly level: string | null;
  /** As SelectedReport.day. */
  readonly day: number;
  /** Never empty. */
  readonly holdings: Iterable<Holding>;
}

/** A report as the index holds it. */
export interface IndexedReport extends Report {
  /** How many paragraphs it has. */
  readonly paragraphs: number;
  /** One of the invented reports that ship with the project. */
  readonly sample: boolean;
  /** Of the original bytes, with charset where it is text. */
  readonly mediaType: string;
  /** Id of the report that is counted in its place, where it is a copy. */
  readonly duplicateOf: string | null;
}

/** Which part of a collection lies on an engine, where it is spread over several. */
export interface Place {
  /** Of the same collection: what was written in one go, and is switched to in one go. */
  readonly generation: string;
  readonly node: number;
  readonly of: number;
}

/** What is known of the collection as a whole. */
export interface CollectionState {
  /** Changes with every load: whatever is computed from the index is good for one version. */
  readonly version: number;
  /** Of the shape of the documents; differs when a newer zhengsou must rebuild. */
  readonly schema: number;
  /** Of the segmenter's dictionaries. */
  readonly segmentation: string;
  /** True while a load is under way, or was interrupted. */
  readonly loading: boolean;
  /** ISO time of the last change. */
  readonly changedAt: string;
  /** Undefined where it lies on a single engine. */
  readonly place?: Place | undefined;
}

/**
 * Reads. Copies of other reports are left out of everything that is selected, counted or listed, unless they are asked for by
 * `filters.report`. The service holds only this, with a key that can only search. Every method may throw EngineUnavailable.
 */
export interface SearchIndex {
  /** Null where nothing was ever loaded. */
  state(): Promise<CollectionState | null>;
  /** Which engines answer, as far as was seen by now. What one that is away holds is missing from every answer, and from its counts. */
  presence(): Presence;
  select(selection: Selection, options: SelectOptions): Promise<Selected>;
  /** The totals that `select` would give, and nothing else: reports and facets are what takes time. Asked together. */
  count(selections: readonly Selection[]): Promise<readonly number[]>;
  /** The first of what is selected, as they come. */
  candidates(selection: Selection, limit: number): Promise<readonly Candidate[]>;
  /** Paragraphs by id, in this order; one that is not there is left out. */
  byIds(ids: readonly string[]): Promise<readonly IndexedParagraph[]>;
  /** In how many paragraphs each run of units stands (an upper bound by some 0.01% for runs of four and more), and how many there are at all. */
  frequencies(
    runs: readonly (readonly string[])[],
  ): Promise<{ counts: readonly number[]; paragraphs: number }>;
  /** The words (as they were cut) of what is selected and in how many paragraphs each stands, most frequent first. */
  words(
    selection: Selection,
  ): Promise<{ total: number; counts: readonly (readonly [word: string, paragraphs: number])[] }>;
  /** Everything selected, in order of report and paragraph, whatever the number. */
  scan(selection: Selection): AsyncIterable<readonly IndexedParagraph[]>;
  /** The texts of everything selected, or of what is selected of the given reports, in order of report and paragraph. */
  texts(selection: Selection, reports?: readonly string[]): AsyncIterable<readonly CountedText[]>;
  /** Counts paragraphs and the places where any of `marked` stands in them. */
  tally(selection: Selection, marked: readonly Term[], by: InnerFacet | null): Promise<Tallied>;
  /** Every report with a paragraph under the filters, and what it holds under them: the very same list until the collection changes. */
  holdings(filters: Filters): Promise<readonly HeldReport[]>;
  /** Reports, newest first. */
  reports(
    filters: Filters,
    offset: number,
    limit: number,
  ): Promise<{ total: number; reports: readonly IndexedReport[] }>;
  report(id: string): Promise<IndexedReport | null>;
  /** The copies that this report is counted for. */
  copies(id: string): Promise<readonly IndexedReport[]>;
  /** Paragraphs of one report with ordinals in [from, to), in order. */
  paragraphs(reportId: string, from?: number, to?: number): Promise<readonly IndexedParagraph[]>;
  /** Sums and extremes over all reports. */
  totals(): Promise<{
    reports: number;
    paragraphs: number;
    characters: number;
    institutions: number;
    years: readonly [number, number] | null;
    sample: boolean;
  }>;
}

/** What recognising a report in other clothes needs: as page and attachment, or on two sites. */
export interface Likeness {
  /** Of the whole text: equal where the texts are, punctuation aside. */
  readonly text: string;
  /** Numbers that agree between two texts about as often as their parts do, packed; null for a short text. */
  readonly prints: string | null;
  /** How much is known of it: of several copies the one that says most is counted. */
  readonly richness: number;
}

/** What a writer needs of a report beyond the report itself. */
export interface LoadedReport {
  readonly report: Report;
  readonly paragraphs: readonly Paragraph[];
  readonly sample: boolean;
  /** Absolute path it was read from, or address it was fetched from: tells two files apart that share a relative path. */
  readonly origin: string;
  readonly mediaType: string;
  /** What a manifest or a sidecar states about it, as JSON; empty where none does. A change in it is a change of the report. */
  readonly stated?: string;
  readonly likeness: Likeness;
  /** What to recognise its paragraphs by in another year's report, packed. */
  readonly lines: string;
  /** As IndexedReport's. */
  readonly duplicateOf: string | null;
  /** What made it, where that is not the pipeline at work. */
  readonly pipeline?: string;
}

/** A report as the index holds it, for one that cannot be made anew. */
export type StoredReport = Omit<LoadedReport, 'likeness' | 'lines'> & { readonly likeness: Likeness | null };

/** What makes a later run incremental. */
export interface ReportStamp {
  readonly id: string;
  /** Under which its paragraphs are counted, and those of no other report. Undefined where an older zhengsou wrote it. */
  readonly number?: number;
  readonly sha256: string;
  readonly origin: string;
  readonly sourcePath: string;
  readonly sourceUrl: string | null;
  /** As LoadedReport's. */
  readonly stated?: string;
  /** Version of everything that turned the bytes into paragraphs. */
  readonly pipeline: string;
  readonly paragraphs: number;
  readonly sample: boolean;
  readonly title: string;
  readonly titleDerived: boolean;
  readonly institution: string | null;
  readonly reportYear: number | null;
  readonly region: readonly string[];
  /** Undefined where an older zhengsou wrote it. */
  readonly likeness?: Likeness;
  readonly duplicateOf?: string | null;
}

/** A report that from now on is a copy of another, or no longer is. */
export interface CopyChange {
  readonly id: string;
  /** How many paragraphs it has. */
  readonly paragraphs: number;
  readonly duplicateOf: string | null;
}

/** A paragraph that stood in an earlier year's report. */
export interface Repeat extends RepeatedFrom {
  readonly ordinal: number;
}

/** What recognising paragraphs copied from year to year needs of a report. */
export interface ReportLines {
  readonly id: string;
  /** As LoadedReport's; undefined where an older zhengsou wrote it. */
  readonly lines?: string;
  /** What is marked now, in order; null where marking was interrupted. */
  readonly repeats?: readonly Repeat[] | null;
}

/** What is marked in a report from now on. */
export interface RepeatChange {
  readonly id: string;
  readonly repeats: readonly Repeat[];
  /** Places of the paragraphs whose mark is another than before. */
  readonly ordinals: readonly number[];
}

/** Reports on their way into the index, sent together. */
export interface ReportLoad {
  /** Makes what the engine takes of a report at once, so that its texts need not wait in memory. */
  add(report: LoadedReport): void;
  /** How much there is to send. Bytes. */
  readonly size: number;
  /**
   * Replaces the added reports whole: adds their paragraphs, removes surplus ones of an earlier version, then records the
   * reports themselves. Resolves when the engine has done it; a report is never half there. `onParagraphs` is called when the
   * paragraphs are in, which is nearly all of the work: unless that fails.
   */
  send(onParagraphs?: () => void): Promise<void>;
}

export interface IndexWriter {
  /**
   * Creates the indexes if need be and applies settings only where they differ. `changed` names the settings applied. Removes
   * what an interrupted rebuild left.
   */
  prepare(): Promise<{ changed: readonly string[] }>;
  state(): Promise<CollectionState | null>;
  /** Marks a load as under way, before anything that is sent after it. `place` is that of this part, where the collection lies on several engines. */
  begin(segmentation: string, place?: Place): Promise<void>;
  /** Every report in the index, for telling unchanged from changed. */
  stamps(): AsyncIterable<ReportStamp>;
  /** Begins to gather a load, the one before it having been sent. `previous` are the reports that the index has by now. */
  startLoad(pipeline: string, previous: ReadonlyMap<string, ReportStamp>): ReportLoad;
  remove(reportIds: readonly string[]): Promise<void>;
  /** Says which reports are copies: their paragraphs can be read, and are not counted. */
  markCopies(changes: readonly CopyChange[]): Promise<void>;
  /** Of the reports that are there. */
  lines(reportIds: readonly string[]): Promise<readonly ReportLines[]>;
  /** Says which paragraphs are repeated from where. */
  markRepeats(changes: readonly RepeatChange[]): Promise<void>;
  removeSample(): Promise<number>;
  /** Marks the load as done. */
  finish(): Promise<void>;
  /**
   * Begins a collection anew beside this one, which goes on answering and is not changed, except that whatever this version
   * filters by can be filtered by in it from now on.
   */
  beside(): Promise<RebuildWriter>;
}

/** Writes a collection that nobody sees before it takes the place of the other. */
export interface RebuildWriter extends IndexWriter {
  /** A report of the collection to be replaced; null where its shape is too old to be taken over. */
  stored(id: string): Promise<StoredReport | null>;
  /** Takes the place of the live collection at one stroke, under a higher version; the old one is removed. */
  swap(): Promise<void>;
  /** Gives up: removes what was made. */
  discard(): Promise<void>;
}
