/*
 * Asks every path of a running service with parameters that nobody would send, and counts the answers.
 *
 *   npx zhengsou serve --sample --port 3000 &
 *   npx tsx test/faults/fuzz-http.ts http://127.0.0.1:3000 [requests=10000] [seed=1]
 *
 * Ends with 1 where an answer is a 5xx, is larger than it may be, takes longer than it may, or is an error of another shape than a
 * problem document. The same seed asks the same questions. RATE_LIMIT must be off, as it is on loopback.
 */
const [base = 'http://127.0.0.1:3000', count = '10000', seedText = '1'] = process.argv.slice(2);

/** Largest answer that is not an export, an original or a report read whole, in bytes. */
const LARGEST = 4_000_000;
const LONGEST_MS = 15_000;

let state = (Number(seedText) * 2_654_435_761) % 2_147_483_647 || 1;
const random = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
const below = (n: number): number => Math.floor(random() * n);
const pick = <T>(items: readonly [T, ...T[]] | readonly T[]): T => items[below(items.length)] as T;

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly schema?: { readonly enum?: string[]; readonly items?: { readonly enum?: string[] } };
}
interface Document {
  readonly paths: Record<string, { get?: { parameters?: Parameter[] } }>;
}
const document = (await (await fetch(`${base}/openapi.json`)).json()) as Document;
const sampleIds = (
  (await (await fetch(`${base}/api/reports?pageSize=20`)).json()) as { reports: { id: string }[] }
).reports.map(({ id }) => id);

/** Pages take the parameters of the API beside them. */
const PAGES: Readonly<Record<string, string>> = {
  '/': '/api/search',
  '/trend': '/api/trend',
  '/compare': '/api/compare',
  '/concordance': '/api/concordance',
  '/reports/{id}': '/api/reports/{id}',
};
const paths: [string, Parameter[]][] = [
  ...Object.entries(document.paths).map(([path, { get }]): [string, Parameter[]] => [
    path,
    get?.parameters ?? [],
  ]),
  ...Object.entries(PAGES).map(([page, api]): [string, Parameter[]] => [
    page,
    document.paths[api]?.get?.parameters ?? [],
  ]),
];

const PIECES = [
  '垃圾分类',
  '老旧小区',
  '工作',
  '的',
  '〇',
  '國',
  '2023',
  '12.5%',
  '5G',
  ' ',
  '\u3000',
  '"',
  '“',
  '”',
  '「',
  '」',
  '|',
  '-',
  '~',
  '{3}',
  '{',
  '}',
  '机构:',
  '年份:',
  '年份:2021..',
  '地区:',
  '主题:',
  '环节:',
  'year:',
  ':',
  '..',
  '(',
  ')',
  '，',
  '。',
  '、',
  '\\',
  "'",
  '`',
  '\u0000',
  '\u0001',
  '\ud800',
  '\u202e',
  '\ufeff',
  '\n',
  '\r\n',
  '\t',
  '<script>',
  '&amp;',
  '%00',
  '%',
  '../',
  '/',
  ';',
  '=',
  'AND',
  'OR',
  'NOT',
  'IN [',
  ']',
  'EXISTS',
  '_geoRadius(0,0,1)',
  'x'.repeat(50),
  '长'.repeat(40),
  '🀄',
  '👨‍👩‍👧',
  '𠮷',
  '-1',
  '0',
  '1e9',
  'NaN',
  '99999999999',
] as const;
const text = (): string => Array.from({ length: below(8) }, () => pick(PIECES)).join('');
const makeValue = ({ name, schema }: Parameter): string => {
  const allowed = schema?.enum ?? schema?.items?.enum;
  const kind = random();
  if (allowed && allowed.length > 0 && kind < 0.5) return pick(allowed);
  if (/year/i.test(name) && kind < 0.5) return String(2018 + below(10));
  if (/page|depth|width/i.test(name) && kind < 0.6) return String(below(12));
  if (kind < 0.02) return '长'.repeat(below(3_000));
  return text();
};
/** Half a character cannot be sent: it goes out as the sign for what cannot be read. */
const encode = (value: string): string => encodeURIComponent(Buffer.from(value).toString());
const idFor = (): string =>
  random() < 0.7 ? `${pick(sampleIds)}${random() < 0.3 ? `-${below(60)}` : ''}` : encode(text());

const addressOf = ([path, parameters]: [string, Parameter[]]): string => {
  const query: string[] = [];
  for (const parameter of parameters.filter(({ in: where }) => where === 'query')) {
    // Most questions have one; few have everything.
    const times =
      parameter.name === 'q' ? (random() < 0.85 ? 1 : below(4)) : random() < 0.15 ? 1 + below(2) : 0;
    for (let n = 0; n < times; n++) query.push(`${parameter.name}=${encode(makeValue(parameter))}`);
  }
  if (random() < 0.05) query.push(`${encode(text())}=${encode(text())}`);
  const fill = (_: string, name: string): string => {
    const allowed = parameters.find((one) => one.in === 'path' && one.name === name)?.schema?.enum;
    return allowed && random() < 0.8 ? pick(allowed) : idFor();
  };
  return path.replaceAll(/\{(\w+)\}/g, fill) + (query.length > 0 ? `?${query.join('&')}` : '');
};

const statuses = new Map<string, number>();
const wrong: string[] = [];
const times: number[] = [];
const check = async (address: string): Promise<void> => {
  const begun = performance.now();
  const response = await fetch(base + address, {
    signal: AbortSignal.timeout(LONGEST_MS),
    redirect: 'manual',
  });
  const body = await response.arrayBuffer();
  times.push(performance.now() - begun);
  const { status } = response;
  const route = address.split('?')[0]?.replace(/^(\/(?:api\/)?\w+\/)[^/]+/, '$1…') ?? '';
  const key = `${status} ${route}`;
  statuses.set(key, (statuses.get(key) ?? 0) + 1);
  if (status >= 500) wrong.push(`${status} ${address}`);
  const isWhole = /export|\/source|\/reports\/[^/]+$/.test(route);
  if (!isWhole && body.byteLength > LARGEST) wrong.push(`${body.byteLength} bytes ${address}`);
  const type = response.headers.get('content-type') ?? '';
  // 431 is Node's own answer, before there is a request that we could answer.
  if (
    status >= 400 &&
    status !== 431 &&
    address.startsWith('/api/') &&
    !type.startsWith('application/problem+json')
  )
    wrong.push(`${status} as ${type} ${address}`);
};

let asked = 0;
const work = async (): Promise<void> => {
  while (asked < Number(count)) {
    asked++;
    const address = addressOf(pick(paths));
    try {
      await check(address);
    } catch (error) {
      wrong.push(`${error instanceof Error ? error.message : error} ${address}`);
    }
    if (asked % 1_000 === 0) console.error(`${asked} asked, ${wrong.length} wrong`);
  }
};
await Promise.all([work(), work(), work(), work()]);

times.sort((a, b) => a - b);
const byStatus = new Map<string, number>();
for (const [key, n] of statuses) byStatus.set(key.slice(0, 3), (byStatus.get(key.slice(0, 3)) ?? 0) + n);
for (const [key, n] of [...statuses].sort()) console.log(String(n).padStart(6), key);
console.log(
  JSON.stringify({
    asked,
    seed: Number(seedText),
    statuses: Object.fromEntries([...byStatus].sort()),
    p50ms: Math.round(times[times.length >> 1] ?? 0),
    p99ms: Math.round(times[Math.floor(times.length * 0.99)] ?? 0),
    wrong: wrong.length,
  }),
);
for (const line of wrong.slice(0, 40)) console.log(line.slice(0, 300));
process.exitCode = wrong.length === 0 ? 0 : 1;
