import type { Likeness, ReportStamp } from '../src/search/ports.ts';
import type { SourceFile } from './reader.ts';
import type { UnderstoodReport } from './understand.ts';

/** A report whose bytes were kept when it was loaded. */
export type KeptReport = Pick<ReportStamp, 'sha256' | 'sourcePath' | 'origin' | 'sourceUrl' | 'stated'>;

/** One thing to parse: a file, or a report again from its kept bytes. */
export type ParseTask =
  | {
      readonly file: SourceFile;
      /** What the index has from this file: origin → version (versionOf). Such reports are not parsed again. */
      readonly known: ReadonlyMap<string, string>;
    }
  | { readonly kept: KeptReport };

export const sourcePathOf = (task: ParseTask): string =>
  'file' in task ? task.file.sourcePath : task.kept.sourcePath;

/** One report of a task, or why there is none. `origin` is the absolute path, with `#line` for a row. */
export type ParseOutcome =
  | {
      readonly understood: UnderstoodReport;
      readonly sourcePath: string;
      readonly origin: string;
      readonly mediaType: string;
      /** As LoadedReport's. */
      readonly stated: string;
      readonly likeness: Likeness;
    }
  | { readonly unchanged: string }
  | { readonly failure: string; readonly reason: string };

export interface ParseSettings {
  /** Where original bytes are kept; null where none are wanted. */
  readonly originals: string | null;
  /** Whether the bytes of what is parsed are to be kept there. */
  readonly keep: boolean;
  /** The user's own topic terms; the file need not be there. */
  readonly topicTerms?: string;
  /** Whether each paragraph is to say which words decided its topics, role and year. */
  readonly explain?: boolean;
  /** Bytes of memory beyond which the process ends itself. */
  readonly maxResident: number;
}

/** Batches that may be under way or unread before the process waits: one is read while the next is made. */
export const BATCHES_AHEAD = 2;

/** To the parsing process. */
export type ParseOrder =
  | {
      readonly kind: 'parse';
      readonly task: ParseTask;
      /** Outcomes of the task that were delivered before, by a process that died over the next one. */
      readonly skip: number;
      /** Source paths within the task that processes died over. */
      readonly lost: readonly string[];
      /** One outcome a batch, each announced before it is made: to find out which one is deadly. */
      readonly careful: boolean;
    }
  /** A batch was taken: another may follow. */
  | { readonly kind: 'more' };

/** From the parsing process. */
export type ParseNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'at'; readonly sourcePath: string }
  /** A file in an archive is about to be read; `before` are the outcomes of all before it, those delivered earlier included. */
  | { readonly kind: 'entry'; readonly sourcePath: string; readonly before: number }
  | { readonly kind: 'batch'; readonly outcomes: readonly ParseOutcome[] }
  /** The task is through. `resident` are the bytes of memory in use. */
  | { readonly kind: 'done'; readonly resident: number }
  /** Nothing of this kind can be parsed here: a disk that is full, a lexicon that cannot be read. */
  | { readonly kind: 'broken'; readonly reason: string };
