import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../support/build.ts';
import { type RunningService, run, serve } from '../support/command.ts';
import { SAMPLE } from '../support/service.ts';

/** One story: an institute backs up its collection while people search, loses the machine, and restores it on another. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const data = join(folder, 'data');
const restored = join(folder, 'restored');
const backup = join(folder, 'backups', 'november');
let service: RunningService;

beforeAll(async () => {
  await ensureBuilt();
  mkdirSync(data);
  writeFileSync(join(data, 'dictionary.txt'), '听泉街道\n');
  expect((await run(data, ['index', SAMPLE])).code).toBe(0);
  service = await serve(data);
  mkdirSync(join(folder, 'backups'));
}, 180_000);
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

const read = async (path: string): Promise<string> => {
  const response = await fetch(service.url + path);
  expect(response.status).toBe(200);
  return response.text();
};
/** What a researcher can quote, byte for byte. */
const quotable = async () => ({
  everything: await read('/api/export?format=jsonl'),
  some: await read('/api/export?format=csv&q=垃圾分类').then((csv) =>
    csv.replaceAll(service.url, '').replace(/导出时间：\S+/, ''),
  ),
  reports: await read('/api/reports?pageSize=100'),
  original: await read(`/reports/${JSON.parse(await read('/api/reports?pageSize=1')).reports[0].id}/source`),
});

let before: Awaited<ReturnType<typeof quotable>>;

describe('zhengsou backup', () => {
  it('copies everything while people search', async () => {
    before = await quotable();
    const { code, stdout, stderr } = await run(data, ['backup', backup]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/30 份报告 · \d+ 段/);
    expect(readdirSync(backup).sort()).toEqual(['backup.json', 'engine.dump', 'files']);
    expect(await quotable()).toEqual(before);
  }, 60_000);

  it('never writes over what is there, nor into what it copies', async () => {
    expect(await run(data, ['backup', backup])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('备份文件夹不是空的'),
    });
    expect(await run(data, ['backup', join(data, 'inside')])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('不能放在数据文件夹里面'),
    });
    expect(readdirSync(join(folder, 'backups'))).toEqual(['november']);
  }, 60_000);

  it('says that an engine elsewhere is backed up elsewhere', async () => {
    const env = { MEILI_URL: 'http://127.0.0.1:9', MEILI_API_KEY: 'k' };
    expect(await run(data, ['backup', join(folder, 'x')], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('MEILI_URL'),
    });
  });
});

describe('zhengsou restore', () => {
  it('refuses what is no whole backup before it writes anything', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    expect(await run(restored, ['restore', broken])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('不是完整的备份'),
    });
    writeFileSync(join(broken, 'backup.json'), readFileSync(join(backup, 'backup.json')));
    writeFileSync(join(broken, 'engine.dump'), readFileSync(join(backup, 'engine.dump')));
    appendFileSync(join(broken, 'engine.dump'), 'x');
    expect(await run(restored, ['restore', broken])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('校验值不符'),
    });
    expect(existsSync(join(restored, 'engine', 'db'))).toBe(false);
  }, 60_000);

  it('refuses a data folder that is in use', async () => {
    expect(await run(data, ['restore', backup])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('已有内容'),
    });
  }, 60_000);

  it('brings back the same collection, byte for byte, on an empty data folder', async () => {
    await service.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
    const { code, stdout, stderr } = await run(restored, ['restore', backup]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/30 份报告/);
    service = await serve(restored);
    expect(await quotable()).toEqual(before);
    expect(readFileSync(join(restored, 'dictionary.txt'), 'utf8')).toBe('听泉街道\n');
  }, 120_000);

  it('leaves a collection that a later load finds unchanged', async () => {
    const { code, stdout } = await run(restored, ['index', '--json', SAMPLE]);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, added: 0, replaced: 0, unchanged: 30 });
  }, 60_000);
});
