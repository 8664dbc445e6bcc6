/*
 * kill -9 of the indexer, the service or the engine at a random moment of a load, and of a rebuild, while a client searches.
 *
 *   npm run build && npx tsx test/faults/kill.ts [rounds=6] [seed=1] [reports=150]
 *
 * Each round loads the reports into an empty data folder, kills one of the three, starts again what died and runs the load again
 * until it ends well; then the same with a rebuild. Ends with 1 where an export differs from that of an undisturbed load, where a
 * killed rebuild changed what is answered, or where a request ended as anything but 200, 503 with Retry-After, or no answer while
 * the service itself was dead.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { enginePid, serve, start, until } from '../support/command.ts';
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

const [rounds = '6', seed = '1', count = '150'] = process.argv.slice(2);
const VICTIMS = ['indexer', 'service', 'engine'] as const;

const random = createRandom(Number(seed));
const verdict = createVerdict();
const folder = workFolder();
const reports = join(folder.path, 'reports.jsonl');
writeReports(reports, Number(count));
const wanted = await undisturbed(folder.path, reports);
verdict.say(`undisturbed: ${wanted.rows} paragraphs in ${wanted.seconds.toFixed(1)} s`);

for (let round = 0; round < Number(rounds); round++) {
  const data = join(folder.path, `round${round}`);
  let service = await serve(data);
  for (const what of ['load', 'rebuild'] as const) {
    // Each of the three in turn, at the load of one round and the rebuild of another.
    const victim = VICTIMS[(round + (what === 'load' ? 0 : 1)) % VICTIMS.length] ?? 'engine';
    const args = what === 'load' ? [reports] : ['--rebuild'];
    const client = createClient(() => service.url);
    const indexer = start(data, ['index', ...args]);
    const after = Math.round(500 + random() * wanted.seconds * 900);
    await sleep(after);
    const finished = indexer.process.exitCode !== null;
    if (victim === 'indexer') indexer.process.kill('SIGKILL');
    else if (victim === 'service') service.process.kill('SIGKILL');
    else process.kill(enginePid(data), 'SIGKILL');
    const { code, stderr } = await indexer.ended;
    if (victim === 'service') service = await serve(data);
    await until(() =>
      fetch(`${service.url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    if (what === 'rebuild') {
      const { hash, rows } = await takeAway(service.url);
      verdict.check(
        hash === wanted.hash,
        `round ${round}: after a killed rebuild ${rows} of ${wanted.rows} paragraphs, or others`,
      );
    }
    const { runs } = await loadWhole(data, args);
    const statuses = verdict.statuses(await client.stop(), [
      '200',
      '503',
      ...(victim === 'service' ? ['no answer'] : []),
    ]);
    const { hash, rows } = await takeAway(service.url);
    verdict.check(
      hash === wanted.hash,
      `round ${round}, ${what}: ${rows} of ${wanted.rows} paragraphs, or others`,
    );
    const said = stderr.trim().split('\n').at(-1)?.slice(0, 80) ?? '';
    verdict.say(
      `round ${round}: ${what}, ${victim} killed after ${after} ms${finished ? ' (had ended)' : ''}; indexer ended with ${code ?? 'a signal'}${code === 1 ? ` (${said})` : ''}; whole after ${runs} more; ${rows} paragraphs; ${statuses}`,
    );
  }
  await service.stop();
}
folder.remove();
verdict.end();
