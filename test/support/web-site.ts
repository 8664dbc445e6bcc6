import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

export interface WebSite {
  readonly origin: string;
  readonly port: number;
  /** Paths asked for, in order. */
  readonly asked: string[];
  /** The headers that came with each. */
  readonly headers: IncomingMessage['headers'][];
  /** By path, with its query. Anything else is not found. */
  pages: Record<string, Page>;
  close(): Promise<void>;
}

/** A page of some type, whole. */
export const page =
  (
    body: string | Uint8Array,
    headers: Record<string, string> = { 'content-type': 'text/html' },
    status = 200,
  ): Page =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

export const redirect = (location: string): Page => page('', { location }, 302);

/** A real web server on a loopback address. */
export const openSite = async (
  pages: Record<string, Page>,
  host = '127.0.0.1',
  port = 0,
): Promise<WebSite> => {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const site = { pages };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    headers.push(request.headers);
    (site.pages[path] ?? page('not here', { 'content-type': 'text/plain' }, 404))(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return Object.assign(site, {
    origin: `http://${host}:${bound}`,
    port: bound,
    asked,
    headers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
};
