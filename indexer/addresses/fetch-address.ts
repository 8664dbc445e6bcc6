import { open, stat } from 'node:fs/promises';
import type { Originals } from '../originals.ts';
import type { SourceFile } from '../reader.ts';
import { parseAddress, parseRedirect } from './address.ts';
import { FetchFailure } from './failure.ts';
import type { FetchLimits } from './limits.ts';
import { extensionFor, sourcePathFor } from './media.ts';
import type { Memories, Memory } from './memories.ts';
import { type createPacing, withRetries } from './pacing.ts';
import type { createRobots } from './robots.ts';
import type { Headers, WebClient } from './web-client.ts';

export interface FetchParts {
  readonly client: WebClient;
  readonly pace: ReturnType<typeof createPacing>;
  readonly rulesOf: ReturnType<typeof createRobots>;
  readonly originals: Originals;
  readonly memories: Memories;
  readonly limits: FetchLimits;
  readonly allowPrivate: boolean;
}

/** Enough to know a format by its beginning, and a zip by the list at its end. Bytes. */
const HEAD = 4 * 1024;
const TAIL = 64 * 1024;

const readEnds = async (path: string, size: number): Promise<{ head: Buffer; tail: Buffer }> => {
  const file = await open(path);
  try {
    const read = async (length: number, position: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const tail = Math.min(TAIL, size);
    return { head: await read(Math.min(HEAD, size), 0), tail: await read(tail, size - tail) };
  } finally {
    await file.close();
  }
};

/** Headers that ask for the content only if it is not what we have. */
const conditionsOf = (memory: Memory | null, url: URL): Record<string, string> =>
  memory?.final === url.href
    ? {
        ...(memory.etag ? { 'if-none-match': memory.etag } : {}),
        ...(memory.lastModified ? { 'if-modified-since': memory.lastModified } : {}),
      }
    : {};

/** Makes the function that fetches one address into the originals, and gives it back as a file to be read. */
export const createFetchAddress = ({
  client,
  pace,
  rulesOf,
  originals,
  memories,
  limits,
  allowPrivate,
}: FetchParts) => {
  /** A memory whose bytes are no longer kept is worth nothing. */
  const recall = async (address: string): Promise<Memory | null> => {
    const memory = await memories.recall(address);
    if (!memory) return null;
    return stat(originals.pathOf(memory.sha256)).then(
      () => memory,
      () => null,
    );
  };

  const toFile = async (memory: Memory): Promise<SourceFile> => {
    const absolutePath = originals.pathOf(memory.sha256);
    const { size } = await stat(absolutePath);
    const { sourcePath, address, final } = memory;
    return { absolutePath, sourcePath, size, fetched: { address, final } };
  };

  /** Learns what came, and keeps it in mind for the next run. */
  const arrived = async (
    address: URL,
    url: URL,
    { sha256, size }: { sha256: string; size: number },
    header: Headers,
  ): Promise<SourceFile> => {
    if (size === 0) throw new FetchFailure('网站答复了，但内容是空的（0 字节）');
    const contentDisposition = header('content-disposition');
    const extension = extensionFor({
      url,
      contentType: header('content-type'),
      contentDisposition,
      ...(await readEnds(originals.pathOf(sha256), size)),
    });
    const memory: Memory = {
      address: address.href,
      final: url.href,
      etag: header('etag') ?? null,
      lastModified: header('last-modified') ?? null,
      sha256,
      sourcePath: sourcePathFor(url, contentDisposition, extension),
    };
    await memories.remember(memory);
    return toFile(memory);
  };

  /** @throws {FetchFailure} saying why it could not be had. */
  return async (given: string): Promise<SourceFile> => {
    const address = parseAddress(given);
    const memory = await recall(address.href);
    let url = address;
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const rules = await rulesOf(url);
      if (!rules.allows(url))
        throw new FetchFailure(
          hop === 0 ? '网站的 robots.txt 不许抓取' : `转到的 ${url.href} 不许抓取（robots.txt）`,
        );
      const asked = url;
      const answer = await pace(url.hostname, rules.pauseMs, () =>
        withRetries(
          () => client.get(asked, conditionsOf(memory, asked), (content) => originals.receive(content)),
          limits,
        ),
      );
      if ('redirect' in answer) url = parseRedirect(answer.redirect, url, address, allowPrivate);
      else if ('content' in answer) return arrived(address, url, answer.content, answer.headers);
      else if (memory) return toFile(memory);
      else throw new FetchFailure('网站答复内容未变（HTTP 304），可是这里没有旧的');
    }
    throw new FetchFailure(`转来转去超过 ${limits.redirects} 次，不再跟随（停在 ${url.href}）`);
  };
};
