import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EngineStartFailed } from '../../src/engine/errors.ts';
import { ensureMasterKey, openFolder } from '../../src/engine/folder.ts';
import { takeHold } from '../../src/engine/keeper.ts';
import { launch } from '../../src/engine/launch.ts';
import { findPackagedBinary, locateBinary } from '../../src/engine/locate.ts';
import { createLog } from '../../src/log.ts';
import { configFor, engineRuns, runtimeOf, temporaryFolder } from '../support/engine-process.ts';

const prepare = async (script?: string) => {
  const dataFolder = temporaryFolder();
  const folder = openFolder(dataFolder);
  const { engineBinary: explicit, searchPath } = configFor(dataFolder);
  const places = { explicit, searchPath, packaged: findPackagedBinary(), copyFolder: folder.binaries };
  const binary = script
    ? join(dataFolder, 'script')
    : await locateBinary(places, createLog({ level: 'silent' }));
  if (script) {
    writeFileSync(binary, script);
    chmodSync(binary, 0o755);
  }
  return { dataFolder, options: { binary, folder, masterKey: ensureMasterKey(folder), timeoutMs: 20_000 } };
};

const listen = async (): Promise<{ port: number; close(): void }> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
};

it('tries another port when the one it chose has been taken', async () => {
  const { dataFolder, options } = await prepare();
  const taken = await listen();
  const free = await listen();
  free.close();
  const ports = [taken.port, free.port];

  const { url, hold } = await launch({ ...options, findPort: async () => ports.shift() ?? 0 });
  expect(url).toBe(`http://127.0.0.1:${free.port}`);
  await hold.release();
  taken.close();
  expect(engineRuns(dataFolder)).toBe(false);
});

it('says what an engine said that ended at once', async () => {
  const { options } = await prepare('#!/bin/sh\necho "the disk is full" >&2\nexit 3\n');
  const failure = await launch(options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EngineStartFailed);
  expect(String(failure)).toContain('the disk is full');
});

it('gives up on an engine that never answers, and kills it when it does not listen to SIGTERM', async () => {
  const { dataFolder, options } = await prepare("#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 1; done\n");
  await expect(launch({ ...options, timeoutMs: 300, stopMs: 300 })).rejects.toThrow('在 0.3 秒内没有就绪');
  expect(engineRuns(dataFolder)).toBe(false);
});

it('says that a file cannot be run', async () => {
  const { options } = await prepare('no program at all');
  await expect(launch({ ...options, binary: '/nonexistent/engine' })).rejects.toThrow(/不能运行.*ENOENT/);
});

it('gives the engine nothing of the environment but its key', async () => {
  const { options } = await prepare('#!/bin/sh\nenv >&2\nexit 1\n');
  process.env.MEILI_HTTP_ADDR = '0.0.0.0:7700';
  const failure = await launch(options).catch((error: unknown) => String(error));
  delete process.env.MEILI_HTTP_ADDR;
  const log = readFileSync(options.folder.logFile, 'utf8');
  expect(log).toContain('MEILI_MASTER_KEY');
  expect(log + failure).not.toContain('MEILI_HTTP_ADDR');
});

it('lets nobody hold the engine without the token', async () => {
  const { dataFolder, options } = await prepare();
  const { hold } = await launch(options);
  const { running, token } = runtimeOf(dataFolder);
  for (const wrong of ['', 'wrong', '错'.repeat(64), 'f'.repeat(64), 'x'.repeat(100_000)])
    expect(await takeHold(running!.keeperPort, wrong)).toBeNull();
  const second = await takeHold(running!.keeperPort, token);
  expect(second).not.toBeNull();
  await second!.release();
  expect(engineRuns(dataFolder)).toBe(true);
  await hold.release();
});
