/* A relay before the engine that keeps what passes: the engine's own time for just that can then be measured. */
import { createServer } from 'node:http';

export interface Asked {
  readonly path: string;
  readonly body: string;
}

export interface Relay {
  readonly url: string;
  /** What was asked since the last call. */
  take(): Asked[];
  close(): void;
}

const HEADERS = { 'content-type': 'application/json', 'accept-encoding': 'identity' };

export const startRelay = async (engineUrl: string): Promise<Relay> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      const path = request.url ?? '/';
      if (request.method === 'POST') asked.push({ path, body });
      const answer = await fetch(engineUrl + path, {
        method: request.method ?? 'GET',
        headers: { ...HEADERS, authorization: request.headers.authorization ?? '' },
        ...(body === '' ? {} : { body }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    take: () => asked.splice(0),
    close: () => server.close(),
  };
};

/** Asks the engine itself, over connections kept alive; milliseconds until all of it is read. */
export const replay = async (engineUrl: string, key: string, asked: readonly Asked[]): Promise<number> => {
  const begun = performance.now();
  for (const { path, body } of asked) {
    const answer = await fetch(engineUrl + path, {
      method: 'POST',
      headers: { ...HEADERS, authorization: `Bearer ${key}` },
      body,
    });
    await answer.arrayBuffer();
  }
  return performance.now() - begun;
};
