/*
 * The network between zhengsou and an engine elsewhere (MEILI_URL) is cut in the middle of a load, and of a rebuild, while a client
 * searches; seconds later it is back.
 *
 *   npm run build && npx tsx test/faults/network.ts [rounds=2] [seed=1] [reports=100]
 *
 * A relay of TCP stands between them; cutting it ends every connection and refuses new ones. Ends with 1 where the service does not
 * come back by itself, a request ends as anything but 200 or 503 with Retry-After, or an export differs from an undisturbed one.
 */
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../src/config.ts';
import { openEngine } from '../../src/engine/engine.ts';
import { createLog } from '../../src/log.ts';
import { findFreePort, start, until } from '../support/command.ts';
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

const [rounds = '2', seed = '1', count = '100'] = process.argv.slice(2);
const AWAY_MS = 3_000;

/** Passes bytes on between a port of its own and another, until it is cut. */
const createRelay = async (target: number) => {
  const sockets = new Set<Socket>();
  let cut = false;
  const server = createServer((inward) => {
    if (cut) return void inward.resetAndDestroy();
    const outward = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => {})
        .once('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  const port = await findFreePort();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      cut = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mend: () => {
      cut = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

const random = createRandom(Number(seed));
const verdict = createVerdict();
const folder = workFolder();
const reports = join(folder.path, 'reports.jsonl');
writeReports(reports, Number(count));
const wanted = await undisturbed(folder.path, reports);
verdict.say(`undisturbed: ${wanted.rows} paragraphs in ${wanted.seconds.toFixed(1)} s`);

for (let round = 0; round < Number(rounds); round++) {
  const { PATH, MEILI_BIN } = process.env;
  const elsewhere = join(folder.path, `engine${round}`);
  const engine = await openEngine(
    loadConfig({ PATH, MEILI_BIN, ZHENGSOU_DATA: elsewhere }),
    createLog({ level: 'warn' }),
  );
  const relay = await createRelay(Number(new URL(engine.url).port));
  const env = {
    MEILI_URL: relay.url,
    MEILI_API_KEY: readFileSync(join(elsewhere, 'engine/master-key'), 'utf8').trim(),
  };
  const data = join(folder.path, `round${round}`);
  await loadWhole(data, [], env);
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const service = start(data, ['serve', '--port', String(port)], env);
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await until(isReady);
  for (const [what, args] of [
    ['load', [reports]],
    ['rebuild', ['--rebuild']],
  ] as const) {
    const client = createClient(() => url);
    const indexer = start(data, ['index', ...args], env);
    const after = Math.round(1_000 + random() * wanted.seconds * 700);
    await sleep(after);
    relay.cut();
    await sleep(AWAY_MS);
    relay.mend();
    const { code, stderr } = await indexer.ended;
    await until(isReady);
    const { runs } = await loadWhole(data, args, env);
    const statuses = verdict.statuses(await client.stop(), ['200', '503']);
    const { hash, rows } = await takeAway(url);
    verdict.check(
      hash === wanted.hash,
      `round ${round}, ${what}: ${rows} of ${wanted.rows} paragraphs, or others`,
    );
    const said = stderr.trim().split('\n').at(-1)?.slice(0, 80) ?? '';
    verdict.say(
      `round ${round}: ${what}, network cut after ${after} ms; indexer ended with ${code}${code === 1 ? ` (${said})` : ''}; whole after ${runs} more; ${rows} paragraphs; ${statuses}`,
    );
  }
  service.process.kill('SIGTERM');
  await service.ended;
  relay.close();
  await engine.close();
}
folder.remove();
verdict.end();
