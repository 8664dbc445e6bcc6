// What a first visit loads, page by page, as it travels: npx tsx test/bench/page-weight.ts [address of a running service]
import { get } from 'node:http';

const origin = process.argv[2] ?? 'http://127.0.0.1:3000';
const LIMIT = 60 * 1024;
const PAGES = [
  '/',
  '/?lang=en',
  '/?q=社区',
  '/?q=工作&group=report',
  '/?q=没有这样的字',
  '/trend?q=社区',
  '/compare?q=社区',
  '/concordance?q=社区',
  '/help',
  '/docs',
];

/** Bytes of a body as the service compressed it. */
const weighBody = (address: URL): Promise<number> =>
  new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });

const loaded = /<(?:link rel="(?:icon|stylesheet)"|script|img)[^>]*?\s(?:href|src)="([^"]+)"/g;

const weigh = async (path: string) => {
  const address = new URL(path, origin);
  const page = await weighBody(address);
  const html = (await (await fetch(address)).text()).replaceAll('&amp;', '&');
  const others = [...html.matchAll(loaded)].map(([, href]) => new URL(href ?? '', origin));
  const sizes = await Promise.all(others.map(weighBody));
  const total = sizes.reduce((sum, size) => sum + size, page);
  const foreign = others.filter(({ host }) => host !== address.host).length;
  return {
    page: path,
    html: page,
    others: total - page,
    requests: sizes.length + 1,
    total,
    foreign,
  };
};

interface Listed {
  readonly id: string;
  readonly paragraphs: number;
}
/** Of the newest hundred reports the longest: its first part, and one with matches. */
const longest = async (): Promise<string[]> => {
  const response = await fetch(new URL('/api/reports?pageSize=100', origin));
  const { reports } = (await response.json()) as { reports: Listed[] };
  const [long] = reports.toSorted((a, b) => b.paragraphs - a.paragraphs);
  return long ? [`/reports/${long.id}`, `/reports/${long.id}?q=社区`] : [];
};

const rows = [];
for (const path of [...PAGES, ...(await longest())]) rows.push(await weigh(path));
console.table(rows);
const bad = rows.filter(({ total, foreign }) => total > LIMIT || foreign > 0);
console.log(
  bad.length === 0
    ? `all within ${LIMIT} bytes, from this host only`
    : `too heavy: ${bad.map(({ page }) => page)}`,
);
if (bad.length > 0) process.exitCode = 1;
