/** What one report may take before its process is killed. */
export interface ParseLimits {
  /** Milliseconds for a file, or for each report of a file of many. */
  readonly time: number;
  /** Of JavaScript objects. Bytes. */
  readonly heap: number;
  /** Of everything, typed arrays included, which no limit of the heap counts. Bytes. */
  readonly resident: number;
  /** A process that still holds so much after a task is replaced before the next. Bytes. */
  readonly retire: number;
}

const MB = 1024 * 1024;

/**
 * The largest files that the formats accept take some 20 seconds and 450 MB; a report of 50 pages takes 0.1 seconds in a process of 130 MB.
 */
export const PARSE_LIMITS: ParseLimits = {
  time: 60_000,
  heap: 512 * MB,
  resident: 768 * MB,
  retire: 256 * MB,
};
