import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { type OpenOptions, openEngine } from '../../src/engine/engine.ts';
import { EngineStartFailed } from '../../src/engine/errors.ts';
import { createLog } from '../../src/log.ts';
import {
  configFor,
  engineRuns,
  runtimeOf,
  spawnEngineUser,
  temporaryFolder,
} from '../support/engine-process.ts';

const log = createLog({ level: 'silent' });

const isHealthy = async (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    (answer) => answer.ok,
    () => false,
  );

const untilGone = (folder: string): Promise<void> =>
  vi.waitFor(() => expect(engineRuns(folder)).toBe(false), { timeout: 11_000 });

it('starts an engine on loopback and stops it', async () => {
  const folder = temporaryFolder();
  const engine = await openEngine(configFor(folder), log);

  expect(engine).toMatchObject({ owned: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  expect(await isHealthy(engine.url)).toBe(true);

  await engine.close();
  expect(engineRuns(folder)).toBe(false);
});

it('keeps keys, runtime file and log to the user, and the master key out of every command line', async () => {
  const folder = temporaryFolder();
  const engine = await openEngine(configFor(folder), log);
  const file = (name: string): string => join(folder, 'engine', name);
  const { keeper, running } = runtimeOf(folder);
  const commandLines = [keeper, running!.engine].map(({ pid }) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
  );
  const masterKey = readFileSync(file('master-key'), 'utf8').trim();

  for (const name of ['master-key', 'runtime.json', 'engine.log'])
    expect(statSync(file(name)).mode & 0o777, name).toBe(0o600);
  expect(statSync(join(folder, 'engine')).mode & 0o777).toBe(0o700);
  expect(masterKey.length).toBeGreaterThanOrEqual(40);
  expect(commandLines.join()).not.toContain(masterKey);
  expect([engine.searchKey, engine.writeKey]).not.toContain(masterKey);
  await engine.close();
});

it('indexes with all processors only where it was started for a load', async () => {
  const threadsOf = async (options?: OpenOptions): Promise<string | null> => {
    const folder = temporaryFolder();
    const engine = await openEngine(configFor(folder), log, options);
    const words = readFileSync(`/proc/${runtimeOf(folder).running!.engine.pid}/cmdline`, 'utf8').split('\0');
    await engine.close();
    const at = words.indexOf('--max-indexing-threads');
    return at < 0 ? null : words[at + 1]!;
  };
  expect(await threadsOf({ forLoading: true })).toBe(String(availableParallelism()));
  expect(await threadsOf()).toBeNull();
});

it('gives the same keys after a restart', async () => {
  const config = configFor(temporaryFolder());
  const keysOf = async () => {
    const { searchKey, writeKey, close } = await openEngine(config, log);
    await close();
    return { searchKey, writeKey };
  };
  expect(await keysOf()).toEqual(await keysOf());
});

it('is joined by a second process and outlives the one that started it', async () => {
  const folder = temporaryFolder();
  const indexer = await spawnEngineUser(folder);
  const service = await openEngine(configFor(folder), log);
  expect([indexer.owned, service.owned]).toEqual([true, false]);
  expect(service.url).toBe(indexer.url);

  expect(await indexer.leave()).toBe(0);
  expect(await isHealthy(service.url)).toBe(true);

  await service.close();
  expect(engineRuns(folder)).toBe(false);
});

it('is one engine however many start it at once', async () => {
  const folder = temporaryFolder();
  const config = configFor(folder);
  const [user, ...engines] = await Promise.all([
    spawnEngineUser(folder),
    ...[1, 2, 3].map(() => openEngine(config, log)),
  ]);

  expect(new Set([user.url, ...engines.map(({ url }) => url)]).size).toBe(1);
  expect([user, ...engines].filter(({ owned }) => owned)).toHaveLength(1);

  await Promise.all([user.leave(), ...engines.map(({ close }) => close())]);
  expect(engineRuns(folder)).toBe(false);
});

it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('stops when its only user ends by %s', async (signal) => {
  const folder = temporaryFolder();
  const user = await spawnEngineUser(folder);
  user.process.kill(signal);
  await untilGone(folder);
});

it('stops when its only user ends by an error', async () => {
  const folder = temporaryFolder();
  const user = await spawnEngineUser(folder);
  user.process.stdin!.write('throw\n');
  await untilGone(folder);
});

it('is ended at the next start when it was left behind', async () => {
  const folder = temporaryFolder();
  const user = await spawnEngineUser(folder);
  const { keeper, running } = runtimeOf(folder);
  process.kill(keeper.pid, 'SIGKILL');
  user.process.kill('SIGKILL');
  expect(await isHealthy(user.url)).toBe(true);

  const engine = await openEngine(configFor(folder), log);
  expect(engine.owned).toBe(true);
  expect(runtimeOf(folder).running!.engine.pid).not.toBe(running!.engine.pid);
  expect(await isHealthy(user.url)).toBe(false);
  await engine.close();
});

it('tells its user that it died, and starts anew when opened again', async () => {
  const folder = temporaryFolder();
  const engine = await openEngine(configFor(folder), log);
  process.kill(runtimeOf(folder).running!.engine.pid, 'SIGKILL');

  expect(await engine.exited).toEqual({ code: null, signal: 'SIGKILL' });
  await engine.close();

  const again = await openEngine(configFor(folder), log);
  expect(again.owned).toBe(true);
  await again.close();
});

it.each(['', 'not json', '{"keeper":1}', '\u0000'])(
  'starts over a runtime file that says %j',
  async (text) => {
    const folder = temporaryFolder();
    const first = await openEngine(configFor(folder), log);
    await first.close();
    writeFileSync(join(folder, 'engine', 'runtime.json'), text);

    const engine = await openEngine(configFor(folder), log);
    expect(engine.owned).toBe(true);
    await engine.close();
  },
);

it('never runs two engines on one database, even when the runtime file is lost', async () => {
  const folder = temporaryFolder();
  const user = await spawnEngineUser(folder);
  rmSync(join(folder, 'engine', 'runtime.json'));

  const engine = await openEngine(configFor(folder), log);
  expect(engine.owned).toBe(true);
  expect(await isHealthy(user.url)).toBe(false);
  await engine.close();
});

it('leaves a process alone that has got the pid of an old engine', async () => {
  const folder = temporaryFolder();
  const first = await openEngine(configFor(folder), log);
  await first.close();
  const runtime = runtimeOf(folder);
  const stranger = { pid: process.pid, started: 'an earlier boot/1' };
  writeFileSync(
    join(folder, 'engine', 'runtime.json'),
    JSON.stringify({ ...runtime, running: { ...runtime.running, engine: stranger } }),
  );

  const engine = await openEngine(configFor(folder), log);
  expect(engine.owned).toBe(true);
  await engine.close();
});

it('shows the last words of an engine that does not come up', async () => {
  const folder = temporaryFolder();
  const first = await openEngine(configFor(folder), log);
  await first.close();
  writeFileSync(join(folder, 'engine', 'db', 'VERSION'), '1.99.0');

  const failure = await openEngine(configFor(folder), log).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EngineStartFailed);
  expect(String(failure)).toMatch(/1\.99\.0[\s\S]*另一个版本/);
});

it('stops waiting when told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(openEngine(configFor(temporaryFolder()), log, { signal })).rejects.toThrow('enough');
});

it('names the data folder that cannot be written', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(openEngine(configFor(file), log)).rejects.toThrow(/数据文件夹不能写.*ZHENGSOU_DATA/);
});
