/*
 * kill -9 of one of several engines at a random moment of a load, and of a rebuild, while a client searches.
 *
 *   npm run build && npx tsx test/faults/nodes.ts [rounds=4] [seed=1] [reports=150] [nodes=2]
 *
 * Each round starts new engines and a service over them, loads the reports, kills one engine on the way, looks at what the service and
 * the loader say while it is away, starts it again and waits until the service has brought it what it missed; then the same with a
 * rebuild. Ends with 1 where an answer without the dead engine was not marked, where an export differs from that of an undisturbed
 * load into one engine, or where a request ended as anything but 200 or 503 with Retry-After.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, serve, start, until } from '../support/command.ts';
import { MASTER_KEY, startNode } from '../support/node-process.ts';
import {
  createClient,
  createRandom,
  createVerdict,
  loadWhole,
  takeAway,
  undisturbed,
  workFolder,
  writeReports,
} from './stage.ts';

const [rounds = '4', seed = '1', count = '150', nodeCount = '2'] = process.argv.slice(2);
const random = createRandom(Number(seed));
const verdict = createVerdict();
const folder = workFolder();
const reports = join(folder.path, 'reports.jsonl');
writeReports(reports, Number(count));
const wanted = await undisturbed(folder.path, reports);
verdict.say(`undisturbed, one engine: ${wanted.rows} paragraphs in ${wanted.seconds.toFixed(1)} s`);

const ready = (url: string): Promise<void> =>
  until(() =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
const countWaiting = (data: string): number =>
  existsSync(join(data, 'waiting'))
    ? readdirSync(join(data, 'waiting'), { recursive: true }).filter((name) =>
        String(name).endsWith('.write'),
      ).length
    : 0;
/** `whole`, or what of the nodes answered. */
const markOf = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/api/search?q=${encodeURIComponent('垃圾分类')}`);
  await response.arrayBuffer();
  return response.headers.get('zhengsou-partial') ?? 'whole';
};

for (let round = 0; round < Number(rounds); round++) {
  const data = join(folder.path, `round${round}`);
  const nodes = await Promise.all(Array.from({ length: Number(nodeCount) }, () => startNode()));
  const env = { MEILI_URL: nodes.map(({ url }) => url).join(','), MEILI_API_KEY: MASTER_KEY };
  const service = await serve(data, [], env);
  for (const what of ['load', 'rebuild'] as const) {
    const victim = nodes[(round + (what === 'load' ? 0 : 1)) % nodes.length];
    if (!victim) continue;
    const client = createClient(() => service.url);
    const indexer = start(data, ['index', ...(what === 'load' ? [reports] : ['--rebuild'])], env);
    const after = Math.round(300 + random() * wanted.seconds * 800);
    await sleep(after);
    const finished = indexer.process.exitCode !== null;
    await victim.kill();
    for (let n = 0; n < 10; n++) {
      const mark = await markOf(service.url);
      verdict.check(
        mark === `${nodes.length - 1}/${nodes.length}`,
        `round ${round}, ${what}: an answer without the dead node says ${mark}`,
      );
      await sleep(100);
    }
    const { code, stderr } = await indexer.ended;
    const waiting = countWaiting(data);
    const refused = await run(data, ['index', '--json'], env);
    verdict.check(refused.code === 1, `round ${round}, ${what}: a run began without a node`);
    await victim.start();
    await markOf(service.url);
    await until(async () => (await markOf(service.url)) === 'whole');
    // The service has it done; whatever the killed run had not read yet comes with the next.
    await until(() => countWaiting(data) === 0);
    const { runs } = await loadWhole(data, [reports], env);
    await ready(service.url);
    await until(async () => (await markOf(service.url)) === 'whole');
    const { hash, rows } = await takeAway(service.url);
    verdict.check(hash === wanted.hash, `round ${round}, ${what}: ${rows} of ${wanted.rows} paragraphs`);
    const seen = verdict.statuses(await client.stop(), ['200', '503']);
    verdict.say(
      `round ${round}: a node killed ${after} ms into the ${what}${finished ? ' (which was over)' : ''}, the indexer ended with ${code}` +
        `, ${waiting} batches waited, runs after it: ${runs}; ${rows} paragraphs, ${hash === wanted.hash ? 'equal' : 'DIFFERENT'}; requests ${seen}` +
        (code === 0 ? '' : `\n    it said: ${stderr.trim().split('\n').at(-1)}`),
    );
  }
  await service.stop();
  await Promise.all(nodes.map((node) => node.remove()));
}
verdict.end();
folder.remove();
