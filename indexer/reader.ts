import type { Readable } from 'node:stream';

/** A file that was found under a given path. */
export interface SourceFile {
  readonly absolutePath: string;
  /** Relative to the path given, with `/` between folders. */
  readonly sourcePath: string;
  /** Bytes. */
  readonly size: number;
  /** Present where it was fetched from the web: the address asked for, and the one that answered after redirects. */
  readonly fetched?: { readonly address: string; readonly final: string };
  /** What a manifest or a sidecar states about the report in it, beyond what the file itself says. */
  readonly stated?: StatedMetadata;
  /** What a person should know about that, in a sentence each. */
  readonly warnings?: readonly string[];
}

/** A line as the format gives it: a paragraph of docx, a line of txt. */
export interface RawLine {
  readonly text: string;
  /** Heading level that the format itself states (docx outline level, html h1–h6), if any. */
  readonly outlineLevel?: number;
  /** Page it stands on, where the format knows pages. */
  readonly page?: number;
  /** True for a row of a table, its cells joined by ` | `. */
  readonly tableRow?: boolean;
  /** True for what a page has around the report and says whose site it is on: its name, who runs it. No part of the text. */
  readonly aside?: boolean;
}

/** What the format, or the owner of the collection, states about the report; it beats whatever is extracted. All as written. */
export interface StatedMetadata {
  readonly title?: string;
  readonly institution?: string;
  readonly region?: readonly string[];
  readonly publishedOn?: string;
  readonly reportYear?: number;
  readonly docType?: string;
  readonly indexNumber?: string;
  readonly documentNumber?: string;
  readonly sourceUrl?: string;
  /** GB/T 2260 code of the issuing site, six digits. */
  readonly divisionCode?: string;
  /** Whose site it stands on, by the page's own meta tags: the issuer where nothing in the text tells. */
  readonly siteOwner?: string;
  /** What its window is called: the title where nothing in the text reads as one. */
  readonly pageTitle?: string;
  /** Those of the above that the page's own meta tags state; the others come from the owner of the collection. */
  readonly byPage?: readonly string[];
}

/** One report as read, before anything is understood of it. */
export interface RawReport {
  /** As SourceFile's; rows of a table add `#` and their 1-based line, files in an archive `/` and their path there. */
  readonly sourcePath: string;
  readonly lines: readonly RawLine[];
  readonly stated: StatedMetadata;
  /** The original bytes: the whole file, the row of a table, the file in an archive. */
  readonly bytes: Uint8Array;
  /** IANA media type of `bytes`, with charset where it is text. */
  readonly mediaType: string;
  /** What a person should know, in a sentence each (“decoded as GB18030 though the header says UTF-8”). */
  readonly warnings: readonly string[];
}

/** Something in one report that stopped it; the run goes on. `sourcePath` as RawReport's. */
export interface ReadFailure {
  readonly sourcePath: string;
  readonly reason: string;
}

/** For formats that hold many reports, or files of other formats. */
export interface EntryWatch {
  /** Called with the source path of each file in an archive, before that is read. */
  readonly onEntry?: ((sourcePath: string) => void) | undefined;
  /** Called with that of each row of a table, before that is read. */
  readonly onRow?: ((sourcePath: string) => void) | undefined;
  /** True for those that are to be left out. */
  readonly isLost: (sourcePath: string) => boolean;
}

/** A file format. A new one is a new file beside these and one fixture. */
export interface Reader {
  readonly name: string;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** Refused by name beyond this; Infinity for formats that hold any number of reports. Bytes. */
  readonly maxBytes: number;
  /**
   * Reads every report of the file. Throws ReadError when the file as a whole cannot be read;
   * yields `{ failure }` when one of several reports in it cannot.
   */
  read(
    file: SourceFile,
    open: () => Readable,
    watch?: EntryWatch,
  ): AsyncIterable<{ report: RawReport } | { failure: ReadFailure }>;
}

/** A file that cannot be read, with a sentence for people: what is wrong with it and what to do. */
export class ReadError extends Error {
  override name = 'ReadError';
}
