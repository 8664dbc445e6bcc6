import type { RetryLimits } from './pacing.ts';

export interface FetchLimits extends RetryLimits {
  /** Of one answer, unpacked. Bytes. */
  readonly bytes: number;
  /** For one request, from connecting to the last byte. */
  readonly totalMs: number;
  /** Without a byte arriving. */
  readonly idleMs: number;
  readonly redirects: number;
  /** Between two requests to one host, where its robots.txt does not ask for more. */
  readonly pauseMs: number;
  /** As much of a Crawl-delay as is obeyed. */
  readonly longestPauseMs: number;
  /** Hosts asked at the same time. */
  readonly hosts: number;
}

/** 64 MB is what the largest reader takes. Ten minutes let a slow county server send it at 110 KB/s. */
export const FETCH_LIMITS: FetchLimits = {
  bytes: 64 * 1024 * 1024,
  totalMs: 600_000,
  idleMs: 30_000,
  redirects: 8,
  pauseMs: 1_000,
  longestPauseMs: 30_000,
  hosts: 4,
  attempts: 3,
  backoffMs: 2_000,
  longestWaitMs: 60_000,
};
