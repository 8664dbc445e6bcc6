import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../support/build.ts';
import { type RunningService, run, serve, statusOf } from '../support/command.ts';
import { MASTER_KEY, type NodeProcess, startNode } from '../support/node-process.ts';
import { SAMPLE } from '../support/service.ts';

/* An institute with two engines: a key has leaked, and people go on searching while it is replaced. */
const data = mkdtempSync(join(tmpdir(), 'zhengsou-keys-'));
let nodes: NodeProcess[];
let env: NodeJS.ProcessEnv;
let service: RunningService;

beforeAll(async () => {
  await ensureBuilt();
  nodes = await Promise.all([startNode(), startNode()]);
  env = { MEILI_URL: nodes.map(({ url }) => url).join(','), MEILI_API_KEY: MASTER_KEY };
  expect((await run(data, ['index', SAMPLE], env)).code).toBe(0);
  service = await serve(data, [], env);
}, 180_000);
afterAll(async () => {
  await service?.stop();
  await Promise.all(nodes.map((node) => node.remove()));
  rmSync(data, { recursive: true, force: true });
}, 30_000);

const keysOf = async (url: string): Promise<string[]> => {
  const answer = await fetch(`${url}/keys?limit=100`, { headers: { authorization: `Bearer ${MASTER_KEY}` } });
  const { results } = (await answer.json()) as { results: { name: string | null; key: string }[] };
  return results.filter(({ name }) => name?.startsWith('zhengsou')).map(({ key }) => key);
};

it('are replaced by a command, and whoever searches notices nothing', async () => {
  const search = `${service.url}/api/search?q=${encodeURIComponent('垃圾分类')}`;
  const before = await keysOf(nodes[0]!.url);
  expect(await statusOf(search)).toBe(200);

  let going = true;
  const seen = new Map<number | null, number>();
  const searching = (async () => {
    while (going) {
      const status = await statusOf(search);
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }
  })();
  const { code, stdout } = await run(data, ['keys', '--rotate'], env);
  expect(await statusOf(search)).toBe(200);
  going = false;
  await searching;
  expect(code).toBe(0);
  expect(stdout).toContain('旧的已吊销（2 个搜索引擎）');
  expect([...seen.keys()]).toEqual([200]);

  for (const { url } of nodes) {
    const after = await keysOf(url);
    expect(after).toHaveLength(2);
    expect(after.filter((key) => before.includes(key))).toEqual([]);
  }
  expect((await run(data, ['index', '--json'], env)).code).toBe(0);
}, 60_000);

it('are not replaced by mistake', async () => {
  const before = await keysOf(nodes[0]!.url);
  const { code, stderr } = await run(data, ['keys'], env);
  expect(code).toBe(1);
  expect(stderr).toContain('zhengsou keys --rotate');
  expect(await keysOf(nodes[0]!.url)).toEqual(before);
});

it('and engines are told by status, with what waits for one that is away', async () => {
  expect((await run(data, ['status'], env)).stdout).toContain(
    `引擎      ${env.MEILI_URL?.replace(',', '、')}`,
  );
  await nodes[1]!.kill();
  const { stdout } = await run(data, ['status'], env);
  expect(stdout).toContain('2 个里 1 个有回应');
  const search = await run(data, ['search', '垃圾分类'], env);
  expect(search.code).toBe(0);
  expect(search.stderr).toContain('结果不全');
  await nodes[1]!.start();
}, 60_000);
