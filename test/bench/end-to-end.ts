/*
 * What does zhengsou cost beside the engine it stands on? One run, one machine, the same paragraphs:
 *
 *   load     paragraphs/s of `zhengsou index` end to end, against the engine alone loading the very same prepared documents;
 *            peak memory of the indexer
 *   search   p50 and p95 through the HTTP API, against the engine alone answering the very engine queries that the service
 *            sent for them; memory of the service
 *   beside   SQLite FTS5 (trigram) and a plain scan of the same texts: load rate, latency, and how many terms come out exact
 *
 *   npm run build && npx tsx test/bench/end-to-end.ts <reports…> [--copies=20] [--terms=200]
 *
 * Reports are copied under other titles and with a number in every paragraph, so that copies are reports of their own. `npm i --no-save better-sqlite3@12`
 * adds the FTS5 rows; without it they are reported as not measured.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTopicAnnotator } from '../../indexer/annotate/topics.ts';
import { discover } from '../../indexer/discover.ts';
import { readReports } from '../../indexer/read-reports.ts';
import { createUnderstand, type UnderstoodReport } from '../../indexer/understand.ts';
import { loadConfig } from '../../src/config.ts';
import { createClient } from '../../src/engine/client.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { createLog } from '../../src/log.ts';
import { packageRoot } from '../../src/package-root.ts';
import { toParagraphDocuments } from '../../src/search/meilisearch/documents.ts';
import { createIndexWriter } from '../../src/search/meilisearch/index-writer.ts';
import { normaliseText } from '../../src/text/fold.ts';
import { containsPhrase } from '../../src/text/match.ts';
import { createSegmenter } from '../../src/text/segment.ts';
import { toUnits } from '../../src/text/units.ts';

const args = process.argv.slice(2);
const option = (name: string, fallback: number): number =>
  Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const paths = args.filter((arg) => !arg.startsWith('--'));
const copies = option('copies', 20);
const termCount = option('terms', 200);
if (paths.length === 0)
  throw new Error('usage: npx tsx test/bench/end-to-end.ts <reports…> [--copies=20] [--terms=200]');

const work = mkdtempSync(join(tmpdir(), 'zhengsou-bench-'));
const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
const say = (title: string, facts: object): void => console.log(title.padEnd(34), JSON.stringify(facts));

/** Resident memory of a process in MB, from the operating system. */
const residentMb = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** A process with its memory looked at every 200 ms: peak, and the peaks of its first and second half, which tell growth from a plateau. */
const watch = async (
  child: ChildProcess,
): Promise<{ code: number | null; peakMb: number; firstHalfMb: number; secondHalfMb: number }> => {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(residentMb(child.pid ?? 0)), 200);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(timer);
  const half = samples.length >> 1;
  return {
    code,
    peakMb: Math.round(Math.max(0, ...samples)),
    firstHalfMb: Math.round(Math.max(0, ...samples.slice(0, half))),
    secondHalfMb: Math.round(Math.max(0, ...samples.slice(half))),
  };
};

// --- the collection: real reports, and copies of them under other addresses ---
const understand = createUnderstand({ annotateTopics: createTopicAnnotator() });
const originals: UnderstoodReport[] = [];
for await (const found of discover(paths)) {
  if (!('file' in found)) continue;
  for await (const outcome of readReports(found.file, understand, () => false))
    if ('understood' in outcome) originals.push(outcome.understood);
}
const folder = join(work, 'reports');
mkdirSync(folder);
const jsonl = join(folder, 'reports.jsonl');
const rows: string[] = [];
for (let copy = 0; copy < copies; copy++)
  for (const [n, { report, paragraphs }] of originals.entries())
    rows.push(
      JSON.stringify({
        title: `第${copy}种${report.title}`,
        text: paragraphs.map(({ text }) => `${text}（${copy}）`).join('\n'),
        sourceUrl: `https://example.invalid/${copy}/${n}`,
        ...(report.institution === null ? {} : { institution: report.institution }),
        ...(report.publishedOn === null ? {} : { publishedOn: report.publishedOn }),
      }),
    );
writeFileSync(jsonl, rows.join('\n'));
say('collection', { reports: rows.length, copies, megabytes: rounded(statSync(jsonl).size / 1e6) });

// --- load end to end ---
const dataFolder = join(work, 'data');
const env = { ...process.env, ZHENGSOU_DATA: dataFolder, LOG_LEVEL: 'error' };
const cli = join(packageRoot, 'bin/zhengsou.js');
const config = loadConfig(env);
const engine = await openEngine(config, createLog({ level: 'error' }));
const indexing = spawn(process.execPath, [cli, 'index', '--json', folder], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
indexing.stdout?.on('data', (chunk) => {
  output += chunk;
});
const begun = performance.now();
const memory = await watch(indexing);
const wall = (performance.now() - begun) / 1000;
const summary = JSON.parse(output) as { paragraphs: number; seconds: number; failed: unknown[] };
const endToEnd = summary.paragraphs / summary.seconds;
say('zhengsou index', {
  paragraphs: summary.paragraphs,
  failed: summary.failed.length,
  seconds: rounded(summary.seconds),
  perSecond: Math.round(endToEnd),
  wallSeconds: rounded(wall),
  ...memory,
});

// --- the engine alone, the same documents prepared beforehand ---
const { segment } = createSegmenter();
const suffix = '_alone';
const client = createClient(engine.url, engine.writeKey, 600_000);
await createIndexWriter(client, awaitTask, segment, suffix).prepare();
const bodies: string[] = [];
let batch: Record<string, unknown>[] = [];
const seal = () => {
  if (batch.length > 0) bodies.push(JSON.stringify(batch));
  batch = [];
};
for await (const found of discover([folder])) {
  if (!('file' in found)) continue;
  for await (const outcome of readReports(found.file, understand, () => false)) {
    if (!('understood' in outcome)) continue;
    const { understood, likeness } = outcome;
    batch.push(
      ...toParagraphDocuments(
        { ...understood, sample: false, origin: '', mediaType: '', likeness, lines: '', duplicateOf: null },
        segment,
      ),
    );
    if (batch.length >= 4_000) seal();
  }
}
seal();
const aloneBegun = performance.now();
const enqueued: { taskUid: number }[] = [];
for (const body of bodies) {
  const response = await fetch(`${engine.url}/indexes/paragraphs${suffix}/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.writeKey}`, 'content-type': 'application/json' },
    body,
  });
  enqueued.push((await response.json()) as { taskUid: number });
}
for (const task of enqueued) await awaitTask(client, task as never);
const alone = summary.paragraphs / ((performance.now() - aloneBegun) / 1000);
say('engine alone, same documents', { perSecond: Math.round(alone), ratio: rounded(endToEnd / alone, 2) });
await awaitTask(client, client.deleteIndex(`paragraphs${suffix}`));

// --- terms ---
const texts = originals.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));
const textsOf = (copy: number): string[] => texts.map((text) => `${text}（${copy}）`);
let seed = 20_240_301;
const random = (): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};
const terms = ['垃圾分类', '老旧小区改造', '高质量发展', '营商环境', '乡村振兴', '安全生产', '发展', '产值'];
while (terms.length < termCount) {
  const text = texts[Math.floor(random() * texts.length)] ?? '';
  const length = 2 + Math.floor(random() * 7);
  const term = text.slice(Math.floor(random() * Math.max(1, text.length - length))).slice(0, length);
  if (term.length === length && /^\p{Script=Han}+$/u.test(term)) terms.push(term);
}

// --- search through the API, the engine queries recorded on the way by a relay in front of the engine ---
const { createServer } = await import('node:http');
const recorded: string[][] = [];
let current: string[] = [];
const relay = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const body = Buffer.concat(chunks).toString();
    if (request.url === '/multi-search') current.push(body);
    const answer = await fetch(engine.url + request.url, {
      method: request.method ?? 'GET',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': 'application/json',
        'accept-encoding': 'identity',
      },
      ...(body === '' ? {} : { body }),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
});
await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done));
const relayPort = (relay.address() as { port: number }).port;

const startService = async (more: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> => {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(process.execPath, [cli, 'serve', '--port', String(port)], {
    env: { ...env, ...more },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (let n = 0; n < 300; n++) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { child, url };
    await sleep(200);
  }
  throw new Error('the service did not get ready');
};
const stop = async (child: ChildProcess): Promise<void> => {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
};
const get = async (url: string): Promise<{ total: number; ms: number }> => {
  const from = performance.now();
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const { total } = (await response.json()) as { total: number };
  return { total, ms: performance.now() - from };
};
const address = (base: string, term: string) => `${base}/api/search?q=${encodeURIComponent(term)}`;

const recording = await startService({
  MEILI_URL: `http://127.0.0.1:${relayPort}`,
  MEILI_API_KEY: engine.searchKey,
});
for (const term of terms) {
  await get(address(recording.url, term));
  // The second time: verdicts and frequencies are known, as they are to a service that has run for a while.
  current = [];
  await get(address(recording.url, term));
  recorded.push(current);
}
await stop(recording.child);
relay.close();

const service = await startService({});
const first: number[] = [];
const again: number[] = [];
const engineAlone: number[] = [];
const totals: number[] = [];
for (const [n, term] of terms.entries()) {
  first.push((await get(address(service.url, term))).ms);
  const { total, ms } = await get(address(service.url, term));
  again.push(ms);
  totals.push(total);
  const from = performance.now();
  for (const body of recorded[n] ?? []) {
    const response = await fetch(`${engine.url}/multi-search`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${engine.searchKey}`,
        'content-type': 'application/json',
        'accept-encoding': 'identity',
      },
      body,
    });
    await response.arrayBuffer();
  }
  engineAlone.push(performance.now() - from);
}
const serviceMb = Math.round(residentMb(service.child.pid ?? 0));
await fetch(`${service.url}/api/search?mode=smart&q=${encodeURIComponent('社区养老服务怎么做')}`).then((r) =>
  r.text(),
);
say('search through the API, first time', {
  p50: rounded(quantile(first, 0.5)),
  p95: rounded(quantile(first, 0.95)),
});
say('search through the API, again', {
  p50: rounded(quantile(again, 0.5)),
  p95: rounded(quantile(again, 0.95)),
});
say('engine alone, same queries', {
  p50: rounded(quantile(engineAlone, 0.5)),
  p95: rounded(quantile(engineAlone, 0.95)),
});
say('ratio to the engine alone', {
  p50: rounded(quantile(again, 0.5) / quantile(engineAlone, 0.5), 2),
  p95: rounded(quantile(again, 0.95) / quantile(engineAlone, 0.95), 2),
});
say('service memory (MB)', {
  exactOnly: serviceMb,
  afterSmart: Math.round(residentMb(service.child.pid ?? 0)),
});
await stop(service.child);

// --- beside: a plain scan and SQLite FTS5 ---
const everyText = Array.from({ length: copies }, (_, copy) => textsOf(copy)).flat();
const units = everyText.map((text) => toUnits(text));
const folded = everyText.map(normaliseText);
const truth = terms.map(
  (term) =>
    units.filter((text) =>
      containsPhrase(
        text,
        toUnits(term).map(({ value }) => value),
      ),
    ).length,
);
say('zhengsou totals equal to a scan', {
  equal: totals.filter((total, n) => total === truth[n]).length,
  of: terms.length,
});
const scanTimes = terms.map((term) => {
  const from = performance.now();
  folded.filter((text) => text.includes(term));
  return performance.now() - from;
});
say('plain scan in memory', {
  p50: rounded(quantile(scanTimes, 0.5)),
  p95: rounded(quantile(scanTimes, 0.95)),
});
try {
  const { default: Database } = (await import('better-sqlite3' as string)) as {
    default: new (path: string) => never;
  };
  interface Sqlite {
    exec(sql: string): void;
    prepare(sql: string): { run(...values: unknown[]): void; get(...values: unknown[]): { n: number } };
  }
  const database = new Database(join(work, 'fts.db')) as unknown as Sqlite;
  database.exec("CREATE VIRTUAL TABLE p USING fts5(text, tokenize='trigram'); BEGIN");
  const insert = database.prepare('INSERT INTO p VALUES (?)');
  const from = performance.now();
  for (const text of folded) insert.run(text);
  database.exec('COMMIT');
  const perSecond = Math.round(folded.length / ((performance.now() - from) / 1000));
  const match = database.prepare('SELECT count(*) AS n FROM p WHERE p MATCH ?');
  const like = database.prepare('SELECT count(*) AS n FROM p WHERE text LIKE ?');
  const times: number[] = [];
  let equal = 0;
  for (const [n, term] of terms.entries()) {
    const asked = performance.now();
    // Trigrams know nothing shorter than three characters: those fall back to LIKE, a scan.
    const found = term.length >= 3 ? match.get(`"${term}"`).n : like.get(`%${term}%`).n;
    times.push(performance.now() - asked);
    if (found === truth[n]) equal++;
  }
  say('SQLite FTS5 trigram, count only', {
    perSecond,
    p50: rounded(quantile(times, 0.5)),
    p95: rounded(quantile(times, 0.95)),
    totalsEqual: equal,
  });
} catch (error) {
  say('SQLite FTS5', {
    measured: false,
    reason: error instanceof Error ? error.message.split('\n')[0] : String(error),
  });
}

await engine.close();
rmSync(work, { recursive: true, force: true });
