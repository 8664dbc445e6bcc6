import type { LookupFunction } from 'node:net';
import type { Discovered } from '../discover.ts';
import type { Originals } from '../originals.ts';
import { parseAddress } from './address.ts';
import { explainNetwork, isGone } from './failure.ts';
import { createFetchAddress } from './fetch-address.ts';
import { FETCH_LIMITS, type FetchLimits } from './limits.ts';
import type { Memories } from './memories.ts';
import { createPacing } from './pacing.ts';
import { createRobots } from './robots.ts';
import { createWebClient } from './web-client.ts';

export interface FetchOptions {
  readonly originals: Originals;
  readonly memories: Memories;
  /** Names us honestly to the sites. */
  readonly userAgent: string;
  /** True to fetch from loopback and private networks as well. */
  readonly allowPrivate?: boolean;
  readonly limits?: Partial<FetchLimits>;
  /** Which IP addresses may be asked, in place of those of the public internet. */
  readonly permits?: (ip: string) => boolean;
  /** In place of the system's. */
  readonly lookup?: LookupFunction;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Addresses by host, in the order given; what is no address at all comes under itself and fails by itself. */
const byHost = (addresses: readonly string[]): string[][] => {
  const hosts = new Map<string, string[]>();
  for (const address of addresses) {
    const host = URL.canParse(address) ? new URL(address).hostname : address;
    const queue = hosts.get(host);
    if (queue) queue.push(address);
    else hosts.set(host, [address]);
  }
  return [...hosts.values()];
};

const normalised = (address: string): string => {
  try {
    return parseAddress(address).href;
  } catch {
    return address;
  }
};

/**
 * Fetches addresses into the originals: one host after another's answer, several hosts at a time. What comes back is in the
 * order given, so that a later step does the same every time. One bad address never stops the rest.
 */
export const fetchAddresses = async (
  given: readonly string[],
  {
    originals,
    memories,
    userAgent,
    allowPrivate = false,
    permits,
    lookup,
    onProgress,
    ...options
  }: FetchOptions,
): Promise<Discovered[]> => {
  const addresses = [...new Set(given.map(normalised))];
  const limits = { ...FETCH_LIMITS, ...options.limits };
  const permitted = allowPrivate ? () => true : permits;
  const client = createWebClient({
    userAgent,
    limits,
    ...(permitted ? { permits: permitted } : {}),
    ...(lookup ? { lookup } : {}),
  });
  const pace = createPacing();
  const rulesOf = createRobots(client, pace, limits, allowPrivate);
  const fetchAddress = createFetchAddress({
    client,
    pace,
    rulesOf,
    originals,
    memories,
    limits,
    allowPrivate,
  });

  const found = new Map<string, Discovered>();
  const fetchOne = async (address: string): Promise<void> => {
    try {
      found.set(address, { file: await fetchAddress(address) });
    } catch (error) {
      const failure = explainNetwork(error);
      found.set(address, { failure: address, reason: failure.message, gone: isGone(failure) });
    }
    onProgress?.(found.size, addresses.length);
  };
  const queues = byHost(addresses);
  const work = async (): Promise<void> => {
    for (let queue = queues.shift(); queue; queue = queues.shift())
      for (const address of queue) await fetchOne(address);
  };
  try {
    await Promise.all(Array.from({ length: limits.hosts }, work));
  } finally {
    await client.close();
  }
  return addresses.flatMap((address) => found.get(address) ?? []);
};
