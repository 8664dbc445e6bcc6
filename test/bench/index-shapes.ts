/*
 * Which way of holding text in the engine is best? Loads the same paragraphs in several shapes, one after the other in one run,
 * and prints for each: load rate, disk, how many of 1,000 random character runs the engine alone answers exactly, and latency.
 *
 *   npx tsx test/bench/index-shapes.ts paragraphs.jsonl [copies=1]
 *
 * paragraphs.jsonl: one object a line with `text` (and `reportId`), e.g. from `zhengsou inspect … | jq -c '.paragraphs[]'`.
 * An engine of its own is started in a folder that is removed at the end.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';
import { containsPhrase } from '../../src/text/match.ts';
import { splitRuns, toRuns } from '../../src/text/runs.ts';
import { createSegmenter } from '../../src/text/segment.ts';
import { encodeRun, encodeUnit } from '../../src/text/terms.ts';
import { toUnits, type Unit } from '../../src/text/units.ts';

const [file, copiesText = '1'] = process.argv.slice(2);
if (!file) throw new Error('usage: npx tsx test/bench/index-shapes.ts paragraphs.jsonl [copies]');
const dataFolder = mkdtempSync(join(tmpdir(), 'zhengsou-bench-'));
const engine = await openEngine(
  loadConfig({ PATH: process.env.PATH, MEILI_BIN: process.env.MEILI_BIN, ZHENGSOU_DATA: dataFolder }),
  createLog({ level: 'error' }),
);
const { url } = engine;
const key = readFileSync(join(dataFolder, 'engine/master-key'), 'utf8').trim();

const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'accept-encoding': 'identity',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
};
const settle = async (task: Record<string, unknown>): Promise<void> => {
  for (;;) {
    const state = await call('GET', `/tasks/${String(task.taskUid)}`);
    if (state.status === 'succeeded') return;
    if (state.status === 'failed') throw new Error(JSON.stringify(state.error));
    await new Promise((done) => setTimeout(done, 20));
  }
};

interface Source {
  id: string;
  reportId: string;
  text: string;
  units: Unit[];
  words: string[];
}
const { segment } = createSegmenter();
const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { text: string; reportId?: string });
const sources: Source[] = [];
for (let copy = 0; copy < Number(copiesText); copy++)
  for (const [n, line] of lines.entries())
    sources.push({
      id: `c${copy}-${n}`,
      reportId: `${copy}-${line.reportId ?? ''}`,
      text: line.text,
      units: toUnits(line.text),
      words: segment(line.text),
    });

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
const singles = (s: Source): string =>
  toRuns(s.units)
    .map((run) => run.map(encodeUnit).join(' '))
    .join('. ');
const tail = (s: Source): string =>
  distinct(s.units.filter((u) => !u.punctuation).map((u) => encodeUnit(u.value))).join('. ');
const pairs = (s: Source): string =>
  `${toRuns(s.units)
    .map((run) => encodeRun(run).join(' '))
    .join('. ')}. ${tail(s)}`;
const repeats = (s: Source): string[] => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const run of toRuns(s.units))
    for (const term of encodeRun(run)) seen.has(term) ? twice.add(term) : seen.add(term);
  return [...twice];
};
const grams = (run: readonly string[], n: number): string[] =>
  run.slice(0, Math.max(0, run.length - n + 1)).map((_, i) =>
    run
      .slice(i, i + n)
      .map(encodeUnit)
      .join(''),
  );
const gramField = (s: Source): string =>
  distinct([
    ...s.units.filter((u) => !u.punctuation).map((u) => encodeUnit(u.value)),
    ...toRuns(s.units).flatMap((run) => [...grams(run, 2), ...grams(run, 3)]),
  ]).join('. ');

const phraseOf =
  (encode: (run: string[]) => string[]) =>
  (values: readonly string[]): string =>
    splitRuns(values)
      .map((run) => `"${encode(run).join(' ')}"`)
      .join(' ');
const gramQuery = (values: readonly string[]): string => {
  const all = values.length <= 2 ? [grams(values, values.length)].flat() : grams(values, 3);
  const step = Math.max(1, Math.ceil(all.length / 9));
  return distinct([...all.filter((_, i) => i % step === 0), all.at(-1) ?? '']).join(' ');
};

const frequencies = new Map<string, number>();
for (const s of sources)
  for (const word of distinct(s.words)) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
const keywords = (s: Source): string[] =>
  distinct(s.words)
    .filter((w) => w.length > 1)
    .sort((a, b) => (frequencies.get(a) ?? 0) - (frequencies.get(b) ?? 0))
    .slice(0, 8);

interface Shape {
  name: string;
  fields: (s: Source) => Record<string, unknown>;
  searchable: string[];
  filterable: string[];
  query: (values: readonly string[]) => string;
}
const pairQuery = phraseOf(encodeRun);
const SHAPES: Shape[] = [
  {
    name: 'plain text',
    fields: (s) => ({ text: s.text }),
    searchable: ['text'],
    filterable: [],
    query: (v) => `"${v.join('')}"`,
  },
  {
    name: 'single units',
    fields: (s) => ({ exact: singles(s) }),
    searchable: ['exact'],
    filterable: [],
    query: phraseOf((run) => run.map(encodeUnit)),
  },
  {
    name: 'pairs + singles tail',
    fields: (s) => ({ exact: pairs(s) }),
    searchable: ['exact'],
    filterable: [],
    query: pairQuery,
  },
  {
    name: 'pairs + tail + repeats',
    fields: (s) => ({ exact: pairs(s), repeats: repeats(s) }),
    searchable: ['exact'],
    filterable: ['repeats'],
    query: pairQuery,
  },
  {
    name: '1-2-3-grams, no order',
    fields: (s) => ({ exact: gramField(s) }),
    searchable: ['exact'],
    filterable: [],
    query: gramQuery,
  },
  {
    name: 'pairs + repeats + terms array',
    fields: (s) => ({ exact: pairs(s), repeats: repeats(s), terms: distinct(s.words) }),
    searchable: ['exact'],
    filterable: ['repeats', 'terms'],
    query: pairQuery,
  },
  {
    name: 'pairs + repeats + terms searched',
    fields: (s) => ({ exact: pairs(s), repeats: repeats(s), words: s.words.map(encodeUnit).join(' ') }),
    searchable: ['exact', 'words'],
    filterable: ['repeats'],
    query: pairQuery,
  },
  {
    name: 'pairs + repeats + 8 keywords',
    fields: (s) => ({ exact: pairs(s), repeats: repeats(s), terms: keywords(s) }),
    searchable: ['exact'],
    filterable: ['repeats', 'terms'],
    query: pairQuery,
  },
];

let state = 20_240_301;
const random = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
const probes: string[][] = [];
while (probes.length < 1_000) {
  const units = sources[Math.floor(random() * sources.length)]?.units ?? [];
  const length = 2 + Math.floor(random() * 11);
  const run = units.slice(Math.floor(random() * Math.max(1, units.length - length))).slice(0, length);
  if (run.length === length && run.every((u) => /^\p{Script=Han}$/u.test(u.value)))
    probes.push(run.map((u) => u.value));
}
const truth = probes.map(
  (probe) => new Set(sources.filter((s) => containsPhrase(s.units, probe)).map((s) => s.id)),
);

const only = process.env.SHAPES?.split(',').map(Number);
console.log(`${sources.length} paragraphs, ${sources.reduce((n, s) => n + s.text.length, 0)} characters`);
for (const [n, shape] of SHAPES.entries()) {
  if (only && !only.includes(n)) continue;
  const uid = `shape-${n}`;
  await settle(await call('POST', '/indexes', { uid, primaryKey: 'id' }));
  await settle(
    await call('PATCH', `/indexes/${uid}/settings`, {
      searchableAttributes: shape.searchable,
      filterableAttributes: [
        {
          attributePatterns: ['reportId', ...shape.filterable],
          features: { facetSearch: false, filter: { equality: true, comparison: false } },
        },
      ],
      typoTolerance: { enabled: false },
      prefixSearch: 'disabled',
      facetSearch: false,
      rankingRules: ['sort'],
      pagination: { maxTotalHits: 1_000_000 },
    }),
  );
  const documents = sources.map((s) => ({
    id: s.id,
    reportId: s.reportId,
    ...(shape.name === 'plain text' ? {} : { text: s.text }),
    ...shape.fields(s),
  }));
  const begun = performance.now();
  const tasks: Record<string, unknown>[] = [];
  for (let at = 0; at < documents.length; at += 5_000)
    tasks.push(await call('POST', `/indexes/${uid}/documents`, documents.slice(at, at + 5_000)));
  for (const task of tasks) await settle(task);
  const seconds = (performance.now() - begun) / 1000;
  const stats = (await call('GET', '/stats')) as {
    usedDatabaseSize?: number;
    databaseSize: number;
    indexes: Record<string, { rawDocumentDbSize?: number }>;
  };
  let exact = 0;
  let right = 0;
  let returned = 0;
  let wanted = 0;
  const times: number[] = [];
  for (const [i, probe] of probes.entries()) {
    const want = truth[i] ?? new Set();
    const t = performance.now();
    const answer = (await call('POST', `/indexes/${uid}/search`, {
      q: shape.query(probe),
      matchingStrategy: 'all',
      limit: 1_000_000,
      attributesToRetrieve: ['id'],
    })) as { hits: { id: string }[] };
    times.push(performance.now() - t);
    const hit = answer.hits.filter((h) => want.has(h.id)).length;
    right += hit;
    returned += answer.hits.length;
    wanted += want.size;
    if (hit === want.size && answer.hits.length === want.size) exact++;
  }
  times.sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      shape: shape.name,
      perSecond: Math.round(sources.length / seconds),
      usedMB: Math.round((stats.usedDatabaseSize ?? stats.databaseSize) / 1e6),
      recall: +(right / wanted).toFixed(5),
      precision: +(right / returned).toFixed(5),
      exactOf1000: exact,
      p50ms: +(times[500] ?? 0).toFixed(2),
      p95ms: +(times[950] ?? 0).toFixed(2),
    }),
  );
  await settle(await call('DELETE', `/indexes/${uid}`));
}
await engine.close();
rmSync(dataFolder, { recursive: true, force: true });
