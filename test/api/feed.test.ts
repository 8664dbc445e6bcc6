import { parser as createParser } from 'sax';
import { describe, expect, it } from 'vitest';
import { loadReports, makeReport } from '../support/reports.ts';
import { serveSample } from '../support/sample.ts';

interface Node {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  text: string;
}

/** Parses strictly: whatever is not well-formed throws. */
const parseXml = (xml: string): Node => {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = createParser(true);
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(node);
    open.push(node);
  };
  parser.onclosetag = () => open.pop();
  parser.ontext = (text) => {
    open.at(-1)!.text += text;
  };
  parser.write(xml).close();
  return root.children[0]!;
};

const all = (node: Node, name: string): Node[] => node.children.filter((child) => child.name === name);
const one = (node: Node, name: string): Node => {
  const found = all(node, name);
  expect(found, `${name} in ${node.name}`).toHaveLength(1);
  return found[0]!;
};
const linkOf = (node: Node, rel: string) =>
  all(node, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href;

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const { ask, collection } = serveSample();
const feedOf = async (path: string): Promise<Node> => {
  const response = await ask(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  return parseXml(await response.text());
};

describe('GET /feed.atom', () => {
  it.each(['/feed.atom', '/feed.atom?q=垃圾分类&role=plan', '/feed.atom?q=没有这样的字'])(
    '%s keeps the rules of RFC 4287',
    async (path) => {
      const feed = await feedOf(path);
      expect(feed.name).toBe('feed');
      expect(feed.attributes.xmlns).toBe('http://www.w3.org/2005/Atom');
      for (const name of ['id', 'title', 'updated', 'author']) one(feed, name);
      expect(one(feed, 'updated').text).toMatch(RFC3339);
      expect(linkOf(feed, 'self')).toMatch(/^http:\/\/127\.0\.0\.1:3000\/feed\.atom/);
      const entries = all(feed, 'entry');
      const ids = entries.map((entry) => one(entry, 'id').text);
      expect(new Set(ids).size).toBe(ids.length);
      for (const entry of entries) {
        expect(URL.canParse(one(entry, 'id').text)).toBe(true);
        expect(one(entry, 'title').text).not.toBe('');
        expect(one(entry, 'updated').text).toMatch(RFC3339);
        expect(one(entry, 'content').attributes.type).toBe('html');
        expect(linkOf(entry, 'alternate')).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reports\/[a-z0-9]{16}/);
        for (const author of all(entry, 'author')) expect(one(author, 'name').text).not.toBe('');
      }
    },
  );

  it('lists every report that matches, the newest first, with the words marked', async () => {
    const feed = await feedOf('/feed.atom?q=垃圾分类&level=街道乡镇');
    const { body } = await collection().get('/api/search?q=垃圾分类&level=街道乡镇');
    const entries = all(feed, 'entry');
    expect(entries).toHaveLength(Math.min(20, (body as { totalReports: number }).totalReports));
    const days = entries.map((entry) => one(entry, 'updated').text);
    expect(days).toEqual(days.toSorted().reverse());
    for (const entry of entries) expect(one(entry, 'content').text).toContain('<mark>垃圾分类</mark>');
    expect(one(feed, 'title').text).toContain('垃圾分类 · 街道乡镇');
  });

  it('opens the best paragraph of a report, and quotes no more than three', async () => {
    const [entry] = all(await feedOf('/feed.atom?q=社区'), 'entry');
    const content = one(entry!, 'content').text;
    expect(content.match(/<blockquote>/g)!.length).toBeLessThanOrEqual(3);
    const first = /#p(\d+)/.exec(content)![1];
    expect(linkOf(entry!, 'alternate')).toContain(`#p${first}`);
  });

  it('is of the configured address, whatever host is asked', async () => {
    const response = await ask('/feed.atom?q=社区', { host: 'evil.example' });
    expect(await response.text()).not.toContain('evil.example');
  });

  it('answers 304 until something is loaded', async () => {
    const first = await ask('/feed.atom?q=社区');
    const etag = first.headers.get('etag')!;
    const modified = first.headers.get('last-modified')!;
    expect((await ask('/feed.atom?q=社区', { 'if-none-match': `"x", W/${etag}` })).status).toBe(304);
    expect((await ask('/feed.atom?q=社区', { 'if-modified-since': modified })).status).toBe(304);
    expect(
      (await ask('/feed.atom?q=社区', { 'if-none-match': '"x"', 'if-modified-since': modified })).status,
    ).toBe(200);
    expect((await ask('/feed.atom?q=养老', { 'if-none-match': etag })).status).toBe(200);
    await loadReports(collection(), [
      makeReport('社区 <b>&"\u0001]]>', ['建设<社区>&"服务"中心\u0002'], {
        report: { publishedOn: '2031-05-06', institution: null, sourceUrl: 'https://example.org/?a=1&b=<2>' },
      }),
    ]);
    const changed = await ask('/feed.atom?q=社区', { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    const [newest] = all(parseXml(await changed.text()), 'entry');
    expect(one(newest!, 'title').text).toBe('社区 <b>&"]]>');
    expect(one(newest!, 'content').text).toContain('建设&lt;<mark>社区</mark>&gt;&amp;&quot;服务&quot;中心');
    expect(one(newest!, 'published').text).toBe('2031-05-06T00:00:00+08:00');
  });

  it('names what is wrong with a request', async () => {
    const response = await ask('/feed.atom?role=x');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('GET /opensearch.xml', () => {
  it('tells a browser how to search here', async () => {
    const response = await ask('/opensearch.xml');
    expect(response.headers.get('content-type')).toContain('application/opensearchdescription+xml');
    const document = parseXml(await response.text());
    expect(document.attributes.xmlns).toBe('http://a9.com/-/spec/opensearch/1.1/');
    expect(one(document, 'ShortName').text.length).toBeLessThanOrEqual(16);
    expect(one(document, 'Description').text).not.toBe('');
    const templates = all(document, 'Url').map(({ attributes }) => attributes.template);
    expect(templates).toContain('http://127.0.0.1:3000/?q={searchTerms}');
  });

  it('gives the browser what to suggest, at the address that it names', async () => {
    const document = parseXml(await (await ask('/opensearch.xml')).text());
    const [url] = all(document, 'Url').filter(({ attributes }) => attributes.rel === 'suggestions');
    expect(url?.attributes.type).toBe('application/x-suggestions+json');
    const suggested = async (typed: string): Promise<unknown> => {
      const address = url!.attributes.template!.replace('{searchTerms}', encodeURIComponent(typed));
      const response = await ask(address.replace('http://127.0.0.1:3000', ''));
      expect(response.headers.get('content-type')).toBe('application/x-suggestions+json; charset=utf-8');
      return response.json();
    };
    const [q, texts] = (await suggested('社区 ljfl')) as [string, string[]];
    expect(q).toBe('社区 ljfl');
    expect(texts).toContain('社区 垃圾分类');
    for (const text of texts) expect(text).toMatch(/^社区 /);
    expect(await suggested('')).toEqual(['', []]);
    expect((await ask(`/opensearch/suggest?q=${'长'.repeat(2_001)}`)).status).toBe(400);
  });
});
