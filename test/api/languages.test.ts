import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestCollection, SAMPLE, type TestCollection } from '../support/service.ts';

let collection: TestCollection;
beforeAll(async () => {
  collection = createTestCollection();
  await collection.load([SAMPLE]);
}, 60_000);
afterAll(() => collection?.close());

const HAN = /\p{Script=Han}/u;
const with_ = (path: string, more: string): string => `${path}${path.includes('?') ? '&' : '?'}${more}`;

/** One request for each way in which the API says no. */
const WRONG = [
  '/api/search?q=年份:x',
  '/api/search?q=-year:2023',
  '/api/search?q=topic:none',
  '/api/search?q=role:none',
  '/api/search?q=a b c d e f g h i j k l',
  '/api/search?sort=x',
  '/api/search?year=1',
  '/api/search?publishedFrom=x',
  '/api/search?page=1000&pageSize=100',
  `/api/search?q=${'x'.repeat(2001)}`,
  '/api/facets/colour',
  '/api/compare?q=x&depth=9',
  '/api/compare?q=x&q=y',
  '/api/trend',
  '/api/trend?q=-x',
  '/api/concordance?q=x&width=0',
  '/api/export?format=xlsx',
  '/api/reports/0000000000000000',
  '/api/paragraphs/x/similar',
  '/api/nothing',
];

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await collection.app.request(encodeURI(path), { headers });
  return { response, problem: (await response.json()) as { title: string; detail: string; status: number } };
};

describe('what the API says of a fault', () => {
  it.each(WRONG)('is Chinese unless English is asked for: %s', async (path) => {
    const plain = await read(path);
    expect(plain.problem.status).toBeGreaterThanOrEqual(400);
    expect(plain.problem.title).toMatch(HAN);
    expect(plain.problem.detail).toMatch(HAN);
    expect(plain.response.headers.get('content-language')).toBe('zh');

    const english = await read(with_(path, 'lang=en'));
    expect(english.problem.status).toBe(plain.problem.status);
    expect(english.problem.title).not.toMatch(HAN);
    expect(english.problem.detail.replace('甲', '').replace('垃圾分类', '')).not.toMatch(HAN);
    expect(Object.keys(english.problem)).toEqual(Object.keys(plain.problem));
  });

  it.each([
    ['en', 'en'],
    ['en-GB,en;q=0.9,zh;q=0.5', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en;q=0.4, zh-TW;q=0.7', 'zh'],
    ['fr, en;q=0.1', 'en'],
    ['fr', 'zh'],
    ['en;q=0', 'zh'],
    ['*', 'zh'],
    [',;q=,=', 'zh'],
  ])('goes by what the client prefers: %s', async (accepted, lang) => {
    const { response } = await read('/api/search?sort=x', { 'accept-language': accepted });
    expect(response.headers.get('content-language')).toBe(lang);
    expect(response.headers.get('vary')).toContain('accept-language');
  });

  it('goes by the address before that', async () => {
    const { response } = await read('/api/search?sort=x&lang=zh', { 'accept-language': 'en' });
    expect(response.headers.get('content-language')).toBe('zh');
  });
});

describe('the pages say it in their own language', () => {
  it.each([
    '/?q=年份:x',
    '/?q=a b c d e f g h i j k l',
    '/?topic=none',
    '/?find=x&facet=none&q=社区',
    '/trend?q=年份:x',
    '/trend?q=-x',
    '/compare?q=x&depth=9',
    '/concordance?q=x&width=0',
    '/reports/0000000000000000',
  ])('%s', async (path) => {
    const notice = async (lang: string) => {
      const response = await collection.app.request(encodeURI(with_(path, `lang=${lang}`)), {
        headers: { 'accept-language': lang === 'en' ? 'zh' : 'en' },
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      const html = await response.text();
      return (/<main.*?<\/main>/su.exec(html)?.[0] ?? '')
        .match(/<p class="notice"[^>]*>.*?<\/p>|<h1.*?<\/h1>/gsu)!
        .join('');
    };
    expect(await notice('zh')).toMatch(HAN);
    expect((await notice('en')).replaceAll(/年份:x|-?[xy]/g, '')).not.toMatch(HAN);
  });
});
