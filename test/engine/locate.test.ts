import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEngine } from '../../src/engine/engine.ts';
import { EngineNotFound } from '../../src/engine/errors.ts';
import { findPackagedBinary, isNewEnough, locateBinary } from '../../src/engine/locate.ts';
import { createLog } from '../../src/log.ts';
import { configFor, temporaryFolder } from '../support/engine-process.ts';

const log = createLog({ level: 'silent' });
const nowhere = { explicit: null, searchPath: '', packaged: null, copyFolder: '/nonexistent' };

/** A program that answers `--version` as the engine of that version does. */
const pretend = (folder: string, version: string): string => {
  const path = join(folder, 'meilisearch');
  writeFileSync(path, `#!/bin/sh\necho meilisearch ${version}\n`);
  chmodSync(path, 0o755);
  return path;
};

it('names every way out where there is no engine', async () => {
  const failure = await locateBinary(nowhere, log).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EngineNotFound);
  for (const way of ['brew install', 'docker compose up', 'MEILI_BIN', 'MEILI_URL'])
    expect(String(failure)).toContain(way);
});

it('never runs a packaged file whose bytes are not the ones tested', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'engine');
  writeFileSync(path, `#!/bin/sh\ntouch ${join(folder, 'it-ran')}\n`);
  const packaged = { path, sha256: 'f'.repeat(64) };

  await expect(locateBinary({ ...nowhere, packaged }, log)).rejects.toThrow(/校验和不对[\s\S]*SHA-256/);
  expect(statSync(path).mode & 0o111).toBe(0);
  expect(() => statSync(join(folder, 'it-ran'))).toThrow();
});

it('sets the run bit that npm does not keep', async () => {
  const path = join(temporaryFolder(), 'engine');
  writeFileSync(path, 'bytes', { mode: 0o644 });
  const sha256 = createHash('sha256').update('bytes').digest('hex');
  expect(await locateBinary({ ...nowhere, packaged: { path, sha256 } }, log)).toBe(path);
  expect(statSync(path).mode & 0o100).toBe(0o100);
});

it.runIf(process.platform === 'linux')(
  'runs a verified private copy where the run bit cannot be set',
  async () => {
    // Stands for a package in a folder that is not ours: not even the superuser may change its mode.
    const path = '/proc/self/limits';
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    const copyFolder = join(temporaryFolder(), 'bin');
    const copy = await locateBinary({ ...nowhere, packaged: { path, sha256 }, copyFolder }, log);
    expect(copy.startsWith(copyFolder)).toBe(true);
    expect(statSync(copy).mode & 0o777).toBe(0o700);

    writeFileSync(copy, 'something else');
    expect(await locateBinary({ ...nowhere, packaged: { path, sha256 }, copyFolder }, log)).toBe(copy);
    expect(readFileSync(copy)).toEqual(readFileSync(path));
  },
);

it('takes the engine on the PATH before the packaged one, unless it is too old', async () => {
  const packaged = findPackagedBinary();
  const folder = temporaryFolder();
  const onPath = pretend(folder, '1.21.3');
  const searchPath = `/nonexistent:${folder}`;
  expect(await locateBinary({ ...nowhere, searchPath, packaged }, log)).toBe(onPath);

  pretend(folder, '1.12.0');
  await expect(locateBinary({ ...nowhere, searchPath }, log)).rejects.toThrow(EngineNotFound);
});

it('takes MEILI_BIN and nothing else when it is set', async () => {
  const folder = temporaryFolder();
  const explicit = pretend(folder, '1.30.0');
  expect(await locateBinary({ ...nowhere, explicit }, log)).toBe(explicit);

  pretend(folder, '1.20.9');
  await expect(locateBinary({ ...nowhere, explicit }, log)).rejects.toThrow('1.20.9');

  chmodSync(explicit, 0o644);
  await expect(locateBinary({ ...nowhere, explicit }, log)).rejects.toThrow('chmod +x');

  const missing = join(folder, 'missing');
  const config = configFor(folder, { MEILI_BIN: missing });
  await expect(openEngine(config, log)).rejects.toThrow(`MEILI_BIN 指向的文件不存在：${missing}`);

  const other = join(folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'ls'), '#!/bin/sh\necho ls 1.21.0\n', { mode: 0o755 });
  await expect(locateBinary({ ...nowhere, explicit: join(other, 'ls') }, log)).rejects.toThrow(
    '不是 Meilisearch',
  );
});

it.each([
  ['1.21.0', true],
  ['1.22.5', true],
  ['2.0.0', true],
  ['1.20.9', false],
  ['0.30.0', false],
])('%s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});
