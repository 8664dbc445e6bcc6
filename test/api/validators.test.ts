import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE], { sample: true });
});
afterAll(() => collection?.close());

const ask = (path: string, headers: Record<string, string> = {}) => collection.app.request(path, { headers });
const tagOf = async (path: string): Promise<string> => {
  const response = await ask(path);
  expect(response.status).toBe(200);
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
};

const q = encodeURIComponent('垃圾分类');

it.each([
  `/api/search?q=${q}`,
  `/api/trend?q=${q}`,
  `/api/compare?q=${q}`,
  `/api/concordance?q=${q}`,
  `/api/facets/region?q=${q}`,
  `/api/suggest?q=${q}`,
  '/api/reports',
  `/api/export?format=csv&q=${q}`,
])('is told of again only where something changed: %s', async (path) => {
  const tag = await tagOf(path);
  expect(tag).toMatch(/^W\/"[0-9a-f]{24}"$/);
  const again = await ask(path, { 'if-none-match': `"0", ${tag}` });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(again.headers.get('etag')).toBe(tag);
  expect(again.headers.get('cache-control')).toBe('no-cache');
});

it('has another tag for another question', async () => {
  const tag = await tagOf(`/api/search?q=${q}`);
  expect(await tagOf(`/api/search?q=${q}&page=2`)).not.toBe(tag);
  expect((await ask(`/api/search?q=${q}&page=2`, { 'if-none-match': tag })).status).toBe(200);
});

it('gives problems no tag', async () => {
  const response = await ask('/api/search?year=abc');
  expect(response.status).toBe(400);
  expect(response.headers.get('etag')).toBeNull();
});

it('has another tag after a load', async () => {
  const path = `/api/search?q=${q}`;
  const tag = await tagOf(path);
  await collection.load([SAMPLE], { sample: true });
  const after = await ask(path, { 'if-none-match': tag });
  expect(after.status).toBe(200);
  expect(after.headers.get('etag')).not.toBe(tag);
});
