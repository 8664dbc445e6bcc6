import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** The address is taken or cannot be used: says so and names the way out. */
export class CannotListen extends Error {
  override name = 'CannotListen';
}

const explain = (error: NodeJS.ErrnoException, host: string, port: number): string => {
  if (error.code === 'EADDRINUSE')
    return `端口 ${port} 已被占用；请用 --port 或环境变量 PORT 换一个，例如 --port ${port + 1}`;
  if (error.code === 'EACCES') return `没有权限使用端口 ${port}；请换一个 1024 以上的端口`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `这台机器上没有地址 ${host}；请检查 --host 或环境变量 HOST`;
  return `无法监听 ${host}:${port}：${error.message}`;
};

export interface Listening {
  /** `http://host:port`, with the port that was given where 0 was asked for. */
  readonly url: string;
  /** Lets requests under way finish, for at most `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** Slowest a client may send its request head, in ms: the page's own requests take a few. */
const HEADERS_TIMEOUT_MS = 10_000;

/** Node's default of 16 KB is too little: the longest query that we take, 2,000 Chinese characters, is 18 KB in an address. */
const MAX_HEADER_BYTES = 64 * 1024;

/** Serves the app that is made once the address is known. @throws {CannotListen} */
export const listen = async (
  host: string,
  port: number,
  createApp: (url: string) => Hono,
): Promise<Listening> => {
  let app: Hono | null = null;
  const server: Server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: 30_000, maxHeaderSize: MAX_HEADER_BYTES },
    getRequestListener((request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 })),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CannotListen(explain(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  const { port: given } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${given}`;
  app = createApp(url);
  return {
    url,
    close: (graceMs = 5_000) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};
