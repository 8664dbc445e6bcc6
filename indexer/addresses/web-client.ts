import type { LookupFunction } from 'node:net';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request } from 'undici';
import { explainNetwork, explainStatus, FetchFailure } from './failure.ts';
import type { FetchLimits } from './limits.ts';
import { parseRetryAfter } from './pacing.ts';
import { createCheckedConnector, isPublic } from './public-network.ts';

const CONNECT_MS = 15_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** By lower-case name; the first of each. */
export type Headers = (name: string) => string | undefined;

/** What one request came to; anything else is a FetchFailure. */
export type Answer<T> =
  | { readonly redirect: string }
  | { readonly notModified: true }
  | { readonly content: T; readonly headers: Headers };

export interface WebClient {
  /** One GET, without following anything. `take` reads the unpacked content to its end. @throws {FetchFailure} */
  get<T>(
    url: URL,
    headers: Readonly<Record<string, string>>,
    take: (content: AsyncIterable<Uint8Array>, headers: Headers) => Promise<T>,
  ): Promise<Answer<T>>;
  close(): Promise<void>;
}

const decoderFor = (encoding: string): Transform | null => {
  if (encoding === '' || encoding === 'identity') return null;
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  if (encoding === 'br') return createBrotliDecompress();
  throw new FetchFailure(`内容用“${encoding.slice(0, 40)}”压缩，不会解`);
};

const megabytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;

/** The content as it was before packing; cut off where it grows beyond the limit. */
const unpack = async function* (
  body: Readable,
  encoding: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const decoder = decoderFor(encoding);
  if (decoder) body.on('error', (error) => decoder.destroy(error)).pipe(decoder);
  const content: AsyncIterable<Uint8Array> = decoder ?? body;
  let size = 0;
  try {
    for await (const chunk of content) {
      size += chunk.byteLength;
      if (size > maxBytes)
        throw new FetchFailure(
          `内容${decoder ? '解压后' : ''}超过上限 ${megabytes(maxBytes)}，已中止；请自行下载、拆分后收录文件`,
        );
      yield chunk;
    }
  } finally {
    decoder?.destroy();
    body.destroy();
  }
};

export interface WebClientOptions {
  readonly userAgent: string;
  readonly limits: FetchLimits;
  /** Which IP addresses may be asked; those of the public internet where absent. */
  readonly permits?: (ip: string) => boolean;
  /** In place of the system's. */
  readonly lookup?: LookupFunction;
}

/** Asks the web, one request at a time, within limits of size and time. */
export const createWebClient = ({
  userAgent,
  limits,
  permits = isPublic,
  lookup,
}: WebClientOptions): WebClient => {
  const agent = new Agent({
    connect: createCheckedConnector({ timeoutMs: CONNECT_MS, permits, ...(lookup ? { lookup } : {}) }),
    headersTimeout: limits.idleMs,
    bodyTimeout: limits.idleMs,
    // A size may be stated wrongly; what counts is what arrives.
    maxResponseSize: -1,
  });
  return {
    get: async (url, headers, take) => {
      const signal = AbortSignal.timeout(limits.totalMs);
      let body: Readable | null = null;
      try {
        const answer = await request(url, {
          dispatcher: agent,
          signal,
          headers: {
            'user-agent': userAgent,
            accept: '*/*',
            'accept-language': 'zh-CN,zh;q=0.9',
            'accept-encoding': 'gzip, deflate, br',
            ...headers,
          },
        });
        body = answer.body;
        const header: Headers = (name) => [answer.headers[name]].flat()[0];
        const { statusCode } = answer;
        if (statusCode === 304) return { notModified: true };
        if (REDIRECTS.has(statusCode)) {
          const location = header('location');
          if (!location) throw new FetchFailure(`网站要转到别处（HTTP ${statusCode}），却没有说转到哪里`);
          return { redirect: location };
        }
        if (statusCode !== 200) throw explainStatus(statusCode, parseRetryAfter(header('retry-after')));
        const encoding = header('content-encoding')?.trim().toLowerCase() ?? '';
        return { content: await take(unpack(body, encoding, limits.bytes), header), headers: header };
      } catch (error) {
        if (signal.aborted)
          throw new FetchFailure(`${Math.round(limits.totalMs / 1000)} 秒内没有传完，已中止`, {
            cause: error,
          });
        throw explainNetwork(error);
      } finally {
        // Whatever was not read is not wanted: an endless body must not keep the connection.
        body?.on('error', () => {}).destroy();
      }
    },
    close: () => agent.destroy(),
  };
};
