import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MASTER_KEY, type NodeProcess, startNode } from '../support/node-process.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';

/* One story, in order: one of two engines is killed while people search, and again while reports are loaded. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-away-'));
let nodes: NodeProcess[];
let collection: TestCollection;
/** The same reports, never disturbed. */
let calm: TestCollection;

const write = (from: number, to: number): void => {
  for (let n = from; n < to; n++)
    writeFileSync(
      join(folder, `岫云镇${n}.txt`),
      `岫云镇第${n}片区${2000 + (n % 20)}年工作总结\n${Array.from({ length: 12 }, (_, line) => `第${n}组第${line}件：推进垃圾分类，改造老旧小区${n * 13 + line}处。`).join('\n')}`,
    );
};
const exported = async (from: TestCollection): Promise<string> =>
  (await from.app.request('/api/export?format=jsonl')).text();
const search = async () => {
  const response = await collection.app.request(`/api/search?q=${encodeURIComponent('垃圾分类')}`);
  return {
    status: response.status,
    mark: response.headers.get('zhengsou-partial'),
    cache: response.headers.get('cache-control'),
    body: (await response.json()) as { total: number; partial?: { nodes: number; answering: number } },
  };
};
const waiting = (): number =>
  readdirSync(join(collection.dataFolder, 'waiting'), { recursive: true }).filter((name) =>
    String(name).endsWith('.write'),
  ).length;

beforeAll(async () => {
  nodes = await Promise.all([startNode(), startNode()]);
  collection = createTestCollection(
    nodes.map(({ url }) => ({ url, searchKey: MASTER_KEY, writeKey: MASTER_KEY })),
  );
  calm = createTestCollection(2);
  write(0, 20);
  await collection.load([folder]);
  await calm.load([folder]);
}, 60_000);
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.remove()));
  await calm.close();
  rmSync(folder, { recursive: true });
});

describe('a node that dies while people search', () => {
  it('leaves answers that say what they lack and are kept nowhere', async () => {
    const whole = await search();
    expect(whole).toMatchObject({ status: 200, mark: null });
    expect(whole.body.partial).toBeUndefined();
    await nodes[1]!.kill();
    for (const _ of [1, 2]) {
      const part = await search();
      expect(part).toMatchObject({ status: 200, mark: '1/2', cache: 'no-store' });
      expect(part.body.partial).toEqual({ nodes: 2, answering: 1 });
      expect(part.body.total).toBeGreaterThan(0);
      expect(part.body.total).toBeLessThan(whole.body.total);
    }
    const page = await collection.app.request(`/?q=${encodeURIComponent('垃圾分类')}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('结果不全：2 个搜索引擎节点中只有 1 个有回应');
    const english = await collection.app.request(`/?q=${encodeURIComponent('垃圾分类')}&lang=en`);
    expect(await english.text()).toContain('Incomplete: only 1 of 2 nodes');
    const csv = await collection.app.request('/api/export?format=csv');
    expect(csv.headers.get('zhengsou-partial')).toBe('1/2');
  });

  it('makes no load begin, and says which it is', async () => {
    await expect(collection.load([folder])).rejects.toThrow(`搜索引擎节点 ${nodes[1]!.url} 没有回应`);
    expect(waiting()).toBe(0);
  });

  it('is whole again within moments of its return, and what was counted without it is forgotten', async () => {
    await nodes[1]!.start();
    await expect.poll(async () => (await search()).mark, { timeout: 5_000 }).toBeNull();
    expect(await exported(collection)).toBe(await exported(calm));
    const { body } = await collection.get('/api/trend?q=改造');
    expect(body).toEqual((await calm.get('/api/trend?q=改造')).body);
  });
});

describe('a node that dies while reports are loaded', () => {
  it('gets what it missed when it is back: nothing is lost, nothing doubled', async () => {
    write(20, 300);
    rmSync(join(folder, '岫云镇3.txt'));
    let killing: Promise<void> | null = null;
    const failure = await collection
      .load([folder], {
        prune: true,
        onProgress: ({ reports }) => {
          if (reports > 30) killing ??= nodes[1]!.kill();
        },
      })
      .catch((error: unknown) => error);
    expect(killing).not.toBeNull();
    expect(String(failure)).toContain(`搜索引擎节点 ${nodes[1]!.url} 没有回应`);
    expect(String(failure)).toContain('恢复后再运行一次 zhengsou index');
    // Still away: nothing is touched, and what waits stays.
    const kept = waiting();
    expect(kept).toBeGreaterThan(0);
    await expect(collection.load([])).rejects.toThrow(`${kept} 批内容`);
    expect((await search()).body.partial).toEqual({ nodes: 2, answering: 1 });

    await nodes[1]!.start();
    await collection.load([]);
    expect(waiting()).toBe(0);
    expect(await collection.load([folder], { prune: true })).toMatchObject({ added: 0, replaced: 0 });
    await sleep(1_100);
    await calm.load([folder], { prune: true });
    await expect.poll(async () => (await search()).mark, { timeout: 5_000 }).toBeNull();
    expect(await exported(collection)).toBe(await exported(calm));
  }, 60_000);
});

describe('a third node', () => {
  it('takes its share at the next run, and every answer stays the same', async () => {
    const third = await startNode();
    nodes.push(third);
    const before = await exported(collection);
    const grown = createTestCollection(
      nodes.map(({ url }) => ({ url, searchKey: MASTER_KEY, writeKey: MASTER_KEY })),
      { suffix: collection.suffix, dataFolder: collection.dataFolder },
    );
    // Nothing on it yet: answers come from the two, and lack nothing.
    expect(await exported(grown)).toBe(before);
    expect(grown.index.presence()).toMatchObject({ nodes: 2, answering: 2 });
    await grown.load([]);
    expect(await exported(grown)).toBe(before);
    expect(grown.index.presence()).toMatchObject({ nodes: 3, answering: 3 });
    // Whoever still knows only two of the three says so.
    expect((await search()).body.partial).toEqual({ nodes: 3, answering: 2 });
    await expect(collection.load([])).rejects.toThrow('分在 3 个搜索引擎上');
  }, 60_000);
});
