import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createClient } from '../../src/engine/client.ts';
import { testEngine } from '../support/engine.ts';

it('asks for answers that are not compressed', async () => {
  const seen: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.end('{"hits":[]}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const client = createClient(`http://127.0.0.1:${port}`, 'a key');
  await client.index('paragraphs').search('x');
  await client.multiSearch({ queries: [] });
  server.close();

  expect(seen.map((headers) => headers['accept-encoding'])).toEqual(['identity', 'identity']);
  expect(seen[0]).toMatchObject({ authorization: 'Bearer a key', connection: 'keep-alive' });
});

it('reaches the engine of this run', async () => {
  const { url, searchKey } = testEngine();
  expect(await createClient(url, searchKey).health()).toEqual({ status: 'available' });
});
