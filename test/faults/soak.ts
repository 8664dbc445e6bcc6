/*
 * People at work while everything is made anew: so many users, a second of thought between two requests, over a realistic mix.
 *
 *   npm run build && npx tsx test/faults/soak.ts [users=20] [minutes=10] [reports=700 | a path] [seed=1]
 *
 * Rebuilds follow one another until the time is up. Ends with 1 where a request failed or a count changed; prints p50 and p95 of
 * each kind, and the memory of the service (VmRSS) minute by minute.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, serve } from '../support/command.ts';
import { createRandom, createVerdict, loadWhole, workFolder, writeReports } from './stage.ts';

const [users = '20', minutes = '10', source = '700', seed = '1'] = process.argv.slice(2);
const THOUGHT_MS = 1_000;

const verdict = createVerdict();
const folder = workFolder();
const data = join(folder.path, 'data');
const reports = /^\d+$/.test(source) ? join(folder.path, 'reports.jsonl') : source;
if (reports !== source) writeReports(reports, Number(source));
await loadWhole(data, [reports]);
const service = await serve(data);
const listed = (await (await fetch(`${service.url}/api/reports?pageSize=100`)).json()) as {
  reports: { id: string; title: string }[];
};
const ids = listed.reports.map(({ id }) => id);

const WORDS = [
  '垃圾分类',
  '老旧小区',
  '民生实事',
  '营商环境',
  '河道水质',
  '养老托育',
  '口袋公园',
  '矛盾纠纷',
];
type Pick = <T>(items: readonly T[]) => T;
/** What people do, and how often among a hundred. */
const MIX: readonly (readonly [string, number, (pick: Pick) => string])[] = [
  ['search', 35, (pick) => `/api/search?q=${pick(WORDS)}&page=${pick([1, 1, 1, 2, 3])}`],
  ['page', 20, (pick) => `/?q=${pick(WORDS)}&mode=${pick(['exact', 'smart'])}`],
  ['facets', 10, (pick) => `/api/search?q=${pick(WORDS)} ${pick(WORDS)}&pageSize=1`],
  ['report', 15, (pick) => `/reports/${pick(ids)}?q=${pick(WORDS)}`],
  ['trend', 8, (pick) => `/api/trend?q=${pick(WORDS)}`],
  ['compare', 4, (pick) => `/api/compare?q=${pick(WORDS)}`],
  ['concordance', 5, (pick) => `/api/concordance?q=${pick(WORDS)}`],
  ['export', 3, (pick) => `/api/export?format=csv&q=${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)}`],
];

const HUNDRED = MIX.flatMap(([kind, weight, make]) =>
  Array.from({ length: weight }, () => [kind, make] as const),
);

const until = Date.now() + Number(minutes) * 60_000;
const times = new Map<string, number[]>();
const failures = new Map<string, number>();
const totals = new Map<string, Set<number>>();

const use = async (user: number): Promise<void> => {
  const random = createRandom(Number(seed) * 1_000 + user);
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  await sleep(random() * THOUGHT_MS);
  while (Date.now() < until) {
    const [kind, make] = pick(HUNDRED);
    const path = make(pick);
    const begun = performance.now();
    const outcome = await fetch(service.url + encodeURI(path), { signal: AbortSignal.timeout(60_000) }).then(
      async (response) => ({ status: String(response.status), text: await response.text() }),
      (error: Error) => ({ status: error.name, text: '' }),
    );
    times.set(kind, [...(times.get(kind) ?? []), performance.now() - begun]);
    if (outcome.status !== '200') {
      const failure = `${kind}: ${outcome.status}`;
      if (!failures.has(failure)) verdict.say(`first ${failure}: ${path} ${outcome.text.slice(0, 300)}`);
      failures.set(failure, (failures.get(failure) ?? 0) + 1);
    } else if (kind === 'search') {
      const { total } = JSON.parse(outcome.text) as { total: number };
      const words = new URLSearchParams(path.split('?')[1]).get('q') ?? '';
      totals.set(words, (totals.get(words) ?? new Set()).add(total));
    }
    await sleep(THOUGHT_MS * (0.5 + random()));
  }
};

const memory: number[] = [];
const watchMemory = async (): Promise<void> => {
  for (let next = Date.now(); next < until; next += 60_000) {
    await sleep(Math.max(0, next - Date.now()));
    const status = readFileSync(`/proc/${service.process.pid}/status`, 'utf8');
    memory.push(Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024));
  }
};

let rebuilds = 0;
const rebuild = async (): Promise<void> => {
  while (Date.now() < until) {
    const { code, stderr } = await run(data, ['index', '--rebuild', '--json']);
    verdict.check(code === 0, `a rebuild ended with ${code}: ${stderr.trim().split('\n').at(-1)}`);
    rebuilds++;
  }
};

await Promise.all([rebuild(), watchMemory(), ...Array.from({ length: Number(users) }, (_, n) => use(n))]);
// What the service itself says of its failures.
for (const line of service
  .said()
  .split('\n')
  .filter((one) => one.includes('"level":50')))
  console.error(line.slice(0, 2_000));
await service.stop();
folder.remove();

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
let count = 0;
for (const [kind, found] of [...times].sort()) {
  const sorted = found.sort((a, b) => a - b);
  count += sorted.length;
  verdict.say(
    `${kind.padEnd(12)} ${sorted.length} requests, p50 ${quantile(sorted, 0.5)} ms, p95 ${quantile(sorted, 0.95)} ms`,
  );
}
for (const [failure, times] of failures) verdict.check(false, `${times} × ${failure}`);
for (const [words, seen] of totals)
  verdict.check(seen.size === 1, `${words} was counted as ${[...seen].join(', ')}`);
verdict.say(
  `${users} users, ${minutes} min, ${rebuilds} rebuilds: ${count} requests, ${[...failures.values()].reduce((a, b) => a + b, 0)} failed`,
);
verdict.say(`memory of the service by minute: ${memory.join(', ')} MB`);
verdict.end();
