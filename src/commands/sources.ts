import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAddress } from '../../indexer/addresses/address.ts';
import type { Discovered } from '../../indexer/discover.ts';

/** Addresses to fetch, and whether from anywhere. */
export interface Addresses {
  readonly addresses: readonly string[];
  readonly allowPrivate: boolean;
}

/** Fetches addresses into the originals of a data folder. */
export const fetchInto = async (
  dataFolder: string,
  { addresses, allowPrivate }: Addresses,
  stream: NodeJS.WriteStream | undefined,
): Promise<Discovered[]> => {
  if (addresses.length === 0) return [];
  // Most runs read files, and need not load what fetches: 0.2 s.
  const { fetchAddresses } = await import('../../indexer/addresses/fetch-addresses.ts');
  const { createMemories } = await import('../../indexer/addresses/memories.ts');
  const { readUserAgent } = await import('../../indexer/addresses/user-agent.ts');
  const { createOriginals } = await import('../../indexer/originals.ts');
  const { createFetchBar } = await import('../../indexer/progress.ts');
  const bar = stream ? createFetchBar(stream) : null;
  try {
    return await fetchAddresses(addresses, {
      originals: createOriginals(join(dataFolder, 'originals')),
      memories: createMemories(join(dataFolder, 'addresses')),
      userAgent: readUserAgent(),
      allowPrivate,
      ...(bar ? { onProgress: bar.update } : {}),
    });
  } finally {
    bar?.stop();
  }
};

/** Gives a folder that is gone afterwards. */
export const withTemporaryFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'zhengsou-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export interface Sources {
  /** A file that lists addresses. */
  readonly from?: string;
  readonly allowPrivate?: boolean;
}

/** Tells paths from addresses, and adds those of a list. */
export const sourcesOf = async (
  given: readonly string[],
  { from, allowPrivate = false }: Sources,
): Promise<Addresses & { readonly paths: readonly string[] }> => {
  const listed: string[] = [];
  if (from !== undefined) {
    const { readAddressList } = await import('../../indexer/addresses/address-list.ts');
    listed.push(...(await readAddressList(from)));
  }
  return {
    paths: given.filter((one) => !isAddress(one)),
    addresses: [...given.filter(isAddress), ...listed],
    allowPrivate,
  };
};
