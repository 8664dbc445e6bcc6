import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntilHealthy } from '../../src/engine/health.ts';
import { findPackagedBinary, locateBinary } from '../../src/engine/locate.ts';
import { createLog } from '../../src/log.ts';

/** An engine as an institute would run several: by itself, under an address that stays, with a master key that all share. */
export interface NodeProcess {
  readonly url: string;
  readonly masterKey: string;
  start(): Promise<void>;
  /** That its database takes. */
  diskBytes(): number;
  /** SIGKILL: no good-bye, nothing written down. */
  kill(): Promise<void>;
  /** Ends it and removes what it holds. */
  remove(): Promise<void>;
}

export const MASTER_KEY = 'nodes-share-this-master-key';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Starts one. */
export const startNode = async (masterKey = MASTER_KEY): Promise<NodeProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'zhengsou-node-'));
  const { MEILI_BIN = null, PATH = '' } = process.env;
  const places = {
    explicit: MEILI_BIN,
    searchPath: PATH,
    packaged: findPackagedBinary(),
    copyFolder: folder,
  };
  const binary = await locateBinary(places, createLog({ level: 'warn' }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const node: NodeProcess = {
    url,
    masterKey,
    start: async () => {
      const args = ['--http-addr', `127.0.0.1:${port}`, '--db-path', join(folder, 'db'), '--no-analytics'];
      child = spawn(binary, [...args, '--log-level', 'WARN', '--max-indexing-memory', '500Mb'], {
        cwd: folder,
        env: { MEILI_MASTER_KEY: masterKey, PATH: '/usr/bin:/bin' },
        stdio: 'ignore',
      });
      if (!(await waitUntilHealthy(url, 30_000))) throw new Error(`${url} did not come up`);
    },
    diskBytes: () =>
      readdirSync(join(folder, 'db'), { recursive: true, encoding: 'utf8' })
        .map((name) => statSync(join(folder, 'db', name)))
        .reduce((sum, { blocks }) => sum + blocks * 512, 0),
    kill: () => stop('SIGKILL'),
    remove: async () => {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  await node.start();
  return node;
};
