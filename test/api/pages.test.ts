import { expect, it } from 'vitest';
import { examples } from '../../web/examples.ts';
import { messages } from '../../web/i18n/messages.ts';
import { serveSample } from '../support/sample.ts';

const { ask, collection } = serveSample();
const read = async (params: Record<string, string>, status = 200): Promise<string> => {
  const response = await ask(`/?${new URLSearchParams(params)}`);
  expect(response.status).toBe(status);
  return response.text();
};
const totalOf = async (params: Record<string, string>): Promise<number> =>
  ((await collection().get(`/api/search?${new URLSearchParams(params)}`)).body as { total: number }).total;
/** Where the links of a piece of a page lead. */
const linksIn = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address!.replaceAll('&amp;', '&'));

it('a smart search says how often each of its words is there, under its filters, and how often all are', async () => {
  const html = await read({ q: '小区停车难', mode: 'smart', role: 'plan' });
  const [line = ''] = /<p class="understood">.*?<\/p>/s.exec(html) ?? [];
  for (const q of ['小区', '停车难']) {
    const count = await totalOf({ q, role: 'plan' });
    expect(line).toContain(`>${q}</b><span class="of-word${count === 0 ? ' none' : ''}"> ${count} 段`);
  }
  expect(line).toContain(`各词齐全的 ${await totalOf({ q: '小区 停车难', role: 'plan' })} 段`);
  expect(await read({ q: '垃圾分类' })).not.toContain('of-word');
});

it('each example of the front page finds something, the smart one all its words together', async () => {
  for (const { params } of examples(messages.zh))
    expect(await totalOf(Object.fromEntries(params)), params.toString()).toBeGreaterThan(5);
  const [smart] = examples(messages.zh).filter(({ params }) => params.get('mode') === 'smart');
  const html = await read(Object.fromEntries(smart!.params));
  expect(html).toContain('class="of-word"');
  expect(html).not.toContain('of-word none');
  expect(Number(/各词齐全的 (\d+) 段/.exec(html)?.[1])).toBeGreaterThan(5);
});

it('half a pair of quotation marks is a phrase, and said to be taken so', async () => {
  const hint = '引号只有一半';
  expect(await read({ q: '社区 "垃圾分类' })).toContain(hint);
  expect(await read({ q: '“垃圾分类' })).toContain(hint);
  for (const q of ['"垃圾分类"', '“垃圾分类"', '学习“二十大精神', '垃圾分类'])
    expect(await read({ q }), q).not.toContain(hint);
});

it('a place that nothing held is of is said to be none of the collection', async () => {
  const html = await read({ q: '地区:火星 养老' });
  expect(html).toContain('收录里没有地区“火星”。');
  expect(html).toContain('没有一份符合这些条件，所以无从检索');
  expect(await read({ q: '养老', region: '火星', lang: 'en' })).toContain(
    'No report of the region “火星” is held.',
  );
  // The place is held: it is the words that are not there.
  expect(await read({ q: '机构:没有这个办事处 养老' })).toContain('收录里没有机构“没有这个办事处”。');
});

it('half the name of a place leads to the places that have it in theirs, with the same words', async () => {
  const { facets } = (await collection().get('/api/search?q=垃圾分类')).body as {
    facets: { name: string; values: { value: string }[] }[];
  };
  const path = facets
    .find(({ name }) => name === 'region')!
    .values.find(({ value }) => value.includes('/'))!.value;
  const place = path.split('/').at(-1)!;
  const html = await read({ q: `地区:${place.slice(0, -1)} 垃圾分类` });
  expect(html).toContain(`收录里没有地区“${place.slice(0, -1)}”。`);
  const [line = ''] = /<p class="meant">收录里没有.*?<\/p>/s.exec(html) ?? [];
  const [first] = linksIn(line);
  const there = new URL(first!, 'http://127.0.0.1:3000');
  expect(there.searchParams.get('q')).toBe('垃圾分类');
  expect(there.searchParams.getAll('region').every((value) => value.includes(place.slice(0, -1)))).toBe(true);
  expect(await totalOf(Object.fromEntries(there.searchParams))).toBeGreaterThan(0);
});

it('what is wrong in the address is called by its name, and one step leads on without it', async () => {
  const html = await read({ q: '社区', year: 'abc', role: 'plan' }, 400);
  expect(html).toContain('年份（year）写得不对。写四位数的年份');
  const [main = ''] = /<main.*<\/main>/s.exec(html) ?? [];
  expect(linksIn(main)).toContain('/?q=%E7%A4%BE%E5%8C%BA&role=plan');
  expect(await read({ q: '社区', role: 'x' }, 400)).toContain('工作安排 plan');
  expect(await read({ q: '社区', year: 'abc', lang: 'en' }, 400)).toContain('The year (year) cannot be read');
  // What is wrong in the box is mended there.
  expect(await read({ q: '年份:abc' }, 400)).not.toContain('去掉它再看');
});
