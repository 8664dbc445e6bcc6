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

it('a part of the name of a place leads to the places that have it in theirs, with the same words', async () => {
  const { facets } = (await collection().get('/api/search?q=垃圾分类')).body as {
    facets: { name: string; values: { value: string }[] }[];
  };
  const path = facets
    .find(({ name }) => name === 'region')!
    .values.find(({ value }) => value.includes('/'))!.value;
  const place = path.split('/').at(-1)!;
  const part = place.slice(1);
  const html = await read({ q: `地区:${part} 垃圾分类` });
  expect(html).toContain(`收录里没有地区“${part}”。`);
  const [line = ''] = /<p class="meant">收录里没有.*?<\/p>/s.exec(html) ?? [];
  const [first] = linksIn(line);
  const there = new URL(first!, 'http://127.0.0.1:3000');
  expect(there.searchParams.get('q')).toBe('垃圾分类');
  expect(there.searchParams.getAll('region').every((value) => value.includes(part))).toBe(true);
  expect(await totalOf(Object.fromEntries(there.searchParams))).toBeGreaterThan(0);
});

it('a place is known by what people call it: what it was taken as is said, and every link has it', async () => {
  const whole = await totalOf({ q: '垃圾分类', region: '听泉街道' });
  expect(whole).toBeGreaterThan(0);
  for (const params of [{ q: '垃圾分类', region: '听泉' }, { q: '地区:听泉 垃圾分类' }]) {
    const html = await read(params);
    expect(html).toContain(`data-total="${whole}"`);
    expect(html).toContain('地区“听泉”理解为</span><b lang="zh-CN">听泉街道</b>');
    expect(await read({ ...params, lang: 'en' })).toContain('Region “听泉” taken as');
  }
  const [results = ''] = /<div id="results".*/s.exec(await read({ q: '垃圾分类', region: '听泉' })) ?? [];
  const links = linksIn(results).map((address) => new URL(address, 'http://127.0.0.1:3000').searchParams);
  expect(links.filter((params) => params.getAll('region').includes('听泉'))).toEqual([]);
  expect(links.filter((params) => params.getAll('region').includes('听泉街道')).length).toBeGreaterThan(20);
  for (const path of ['/trend', '/compare', '/concordance']) {
    expect((await collection().get(`/api${path}?q=垃圾分类&region=听泉`)).body).toMatchObject({
      taken: [{ name: 'region', given: '听泉', taken: ['听泉街道'] }],
    });
    const response = await ask(`${path}?q=垃圾分类&region=听泉`);
    expect(await response.text(), path).toContain('地区“听泉”理解为</span><b lang="zh-CN">听泉街道</b>');
  }
  expect(await (await ask('/api/trend.csv?q=垃圾分类&region=听泉')).text()).toContain('听泉 → 听泉街道');
});

it.each([
  ['/?q=社区&lang=de', 'lang'],
  ['/?q=社区&related=2', 'related'],
  ['/?q=社区&facet=colour', 'facet'],
  ['/?q=社区&yearFrom=2023&yearTo=2021', 'yearFrom'],
  ['/?q=社区&publishedFrom=2023-02-01&publishedTo=2023-01-01', 'publishedFrom'],
  ['/compare?q=社区&colOrder=x', 'colOrder'],
  ['/compare?q=社区&order=x', 'order'],
  ['/compare?q=社区&measure=x', 'measure'],
  ['/compare?q=社区&rows=x', 'rows'],
  ['/compare?q=社区&cols=x', 'cols'],
  ['/compare?q=社区&depth=9', 'depth'],
  ['/compare.svg?q=社区&order=x', 'order'],
  ['/compare.svg?q=社区&colOrder=x', 'colOrder'],
  ['/trend?q=社区&measure=x', 'measure'],
  ['/trend.svg?q=社区&measure=x', 'measure'],
  ['/concordance?q=社区&sort=x', 'sort'],
  ['/concordance?q=社区&width=0', 'width'],
  ['/feed.atom?q=社区&mode=x', 'mode'],
  ['/reports/{id}?font=x', 'font'],
  ['/reports/{id}?part=x', 'part'],
  ['/reports/{id}?at=x', 'at'],
  ['/api/search?q=社区&lang=de', 'lang'],
  ['/api/reports/{id}/cite?format=x', 'format'],
  ['/api/trend.csv?q=社区&level=x', 'level'],
  ['/api/compare.csv?q=社区&cols=x', 'cols'],
  ['/api/concordance?q=社区&sort=x', 'sort'],
])('a value that there is not is refused, never read as another: %s', async (path, parameter) => {
  const { reports } = (await collection().get('/api/reports?pageSize=1')).body as {
    reports: { id: string }[];
  };
  const response = await ask(path.replace('{id}', reports[0]!.id));
  const text = await response.text();
  expect(response.status, text.slice(0, 300)).toBe(400);
  // By its name and by what people call it; the other end of a range stands beside it.
  expect(text).toMatch(new RegExp(`（${parameter}）|起止颠倒|没有这个筛选项`));
});

it('a pasted passage of 2,000 characters makes no page of megabytes, and its filters still narrow it', async () => {
  // A passage that is excluded finds nearly everything: every filter has all its values.
  const q = `工作 -${'社'.repeat(1_996)}`;
  const html = await read({ q, role: 'plan' });
  expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  const buttons = [...html.matchAll(/<button type="submit" form="toggle-filters"[^>]* value="([^"]*)"/g)];
  expect(buttons.length).toBeGreaterThan(20);
  const [, year = ''] = buttons
    .map(([, value]) => value!)
    .find((value) => value.startsWith('year:'))!
    .split(':');
  // What the form sends without a script.
  const [form = ''] = /<form id="toggle-filters".*?<\/form>/s.exec(html) ?? [];
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name, value]): [string, string] => [name!, value!],
  );
  const pressed = await ask(`/?${new URLSearchParams([...fields, ['toggle', `year:${year}`]])}`);
  expect(pressed.status).toBe(303);
  const { searchParams } = new URL(pressed.headers.get('location')!, 'http://127.0.0.1:3000');
  expect(Object.fromEntries(searchParams)).toEqual({ q, role: 'plan', year });
  expect(await read({ q, role: 'plan', year })).toContain(
    `data-total="${await totalOf({ q, role: 'plan', year })}"`,
  );
  // Pressed again, it is taken away.
  const again = await ask(`/?${searchParams}&toggle=year:${year}`);
  expect(again.headers.get('location')).not.toContain('year');
  expect((await ask('/?q=社区&toggle=colour:red')).status).toBe(400);
  for (const path of ['//example.com', '/nowhere'])
    expect((await ask(`${path}?toggle=year:2023`)).headers.get('location')).toBeNull();
  // It stands in the box and is named elsewhere, in the tab as in sentences.
  const shown = html.replace(/="[^"]*"/g, '');
  expect(shown).not.toContain('社'.repeat(60));
  expect(shown).toContain(`${'社'.repeat(30)}…${'社'.repeat(12)}`);
  expect((await read({ q: '火星'.repeat(500) })).replace(/="[^"]*"/g, '')).not.toContain('火星'.repeat(30));
  // A query as people type it has links, which open in another tab.
  expect(await read({ q: '社区' })).not.toContain('toggle-filters');
});

it('what is wrong in the address is called by its name, and one step leads on without it', async () => {
  const html = await read({ q: '社区', year: 'abc', role: 'plan' }, 400);
  expect(html).toContain('年份（year）写得不对。写四位数的年份');
  const [main = ''] = /<main.*<\/main>/s.exec(html) ?? [];
  expect(linksIn(main)).toContain('/?q=社区&role=plan');
  expect(await read({ q: '社区', role: 'x' }, 400)).toContain('工作安排 plan');
  expect(await read({ q: '社区', year: 'abc', lang: 'en' }, 400)).toContain('The year (year) cannot be read');
  // What is wrong in the box is mended there.
  expect(await read({ q: '年份:abc' }, 400)).not.toContain('去掉它再看');
});
