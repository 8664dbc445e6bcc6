import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CannotRebuild } from '../../indexer/rebuild.ts';
import { createClient } from '../../src/engine/client.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { testEngine } from '../support/engine.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';

/* One story, in order: a collection is made anew, several times over, while a researcher searches it. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-rebuild-'));
const REPORTS = 40;
let collection: TestCollection;
const engine = testEngine();
const client = createClient(engine.url, engine.writeKey);

beforeAll(async () => {
  for (let n = 0; n < REPORTS; n++)
    writeFileSync(
      join(folder, `岫云镇${n}.txt`),
      `岫云镇${1980 + n}年工作总结\n${Array.from({ length: 20 }, (_, line) => `第${n}组第${line}件：推进垃圾分类，`.repeat(1 + ((n * 7 + line) % 5))).join('\n')}`,
    );
  // This looks into the engine itself.
  collection = createTestCollection(1);
  await collection.load([folder], { pipeline: 'first' });
}, 60_000);
afterAll(async () => {
  await collection.close();
  rmSync(folder, { recursive: true });
});

const everything = async (): Promise<string> =>
  (await collection.app.request('/api/export?format=jsonl')).text();
const total = async (): Promise<unknown> => {
  const { status, body } = await collection.get(`/api/search?q=${encodeURIComponent('垃圾分类')}`);
  const { total, facets } = body as { total: number; facets: Record<string, { count: number }[]> };
  return JSON.stringify([status, total, facets]);
};
const version = async (): Promise<number> => (await collection.index.state())!.version;
const indexesOfOurs = async (): Promise<string[]> =>
  (await client.getRawIndexes({ limit: 1000 })).results
    .map(({ uid }) => uid)
    .filter((uid) => uid.includes(collection.suffix))
    .sort();
const onlyLive = () => [`paragraphs${collection.suffix}`, `reports${collection.suffix}`];

describe('a collection of an older pipeline', () => {
  it('is made anew while every search sees the whole of it', async () => {
    const before = await everything();
    const answer = await total();
    const versionBefore = await version();
    let done = false;
    const seen = new Set<unknown>();
    let searches = 0;
    const searcher = (async () => {
      for (; !done; searches++) seen.add(await total());
    })();
    const summary = await collection.load([], { pipeline: 'second' });
    done = true;
    await searcher;
    expect(summary).toMatchObject({ added: 0, replaced: REPORTS, failed: [] });
    expect([...seen]).toEqual([answer]);
    expect(searches).toBeGreaterThan(3);
    expect(await everything()).toBe(before);
    expect(await version()).toBeGreaterThan(versionBefore);
    expect(await indexesOfOurs()).toEqual(onlyLive());
    expect(await collection.load([folder], { pipeline: 'second' })).toMatchObject({
      unchanged: REPORTS,
      replaced: 0,
    });
  }, 60_000);

  it('takes in new reports on the way, and drops those that are gone where asked', async () => {
    rmSync(join(folder, '岫云镇0.txt'));
    writeFileSync(join(folder, '新.txt'), '岫云镇2023年工作计划\n明年推进垃圾分类，建成示范片区三个。');
    expect(await collection.load([folder], { pipeline: 'third', prune: true })).toMatchObject({
      added: 1,
      replaced: REPORTS - 1,
      removed: 1,
    });
    expect(((await collection.get('/api/reports')).body as { total: number }).total).toBe(REPORTS);
  }, 60_000);

  it('is made anew on demand, whatever its version', async () => {
    const before = await everything();
    expect(await collection.load([], { pipeline: 'third', rebuild: true })).toMatchObject({
      replaced: REPORTS,
    });
    expect(await everything()).toBe(before);
  }, 60_000);
});

describe('a rebuild that was cut off', () => {
  it('leaves the live collection as it was, and its remains are removed by the next run', async () => {
    const before = await everything();
    const next = await collection.writer.beside();
    await next.prepare();
    await next.begin('x');
    expect(await indexesOfOurs()).toHaveLength(4);
    expect(await everything()).toBe(before);
    expect(await collection.load([folder], { pipeline: 'third' })).toMatchObject({ unchanged: REPORTS });
    expect(await indexesOfOurs()).toEqual(onlyLive());
  }, 60_000);
});

describe('a rebuild for which the disk is too small', () => {
  it('is not begun, and nothing is asked where there is nothing to load', async () => {
    const before = await everything();
    const asked: unknown[] = [];
    const checkRoom = (need: unknown): never => {
      asked.push(need);
      throw new Error('磁盘快满了');
    };
    const refused = collection.load([folder], { pipeline: 'too large', checkRoom });
    await expect(refused).rejects.toThrow('磁盘快满了');
    expect(asked).toEqual([{ textBytes: expect.any(Number), anew: true }]);
    expect(await indexesOfOurs()).toEqual(onlyLive());
    expect(await everything()).toBe(before);
    expect(await collection.load([folder], { pipeline: 'third', checkRoom })).toMatchObject({
      unchanged: REPORTS,
    });
  }, 60_000);

  it('that filled the disk may begin again while the engine has still to remove what it left', async () => {
    const next = await collection.writer.beside();
    await next.prepare();
    const documents = Array.from({ length: 5_000 }, (_, id) => ({ id, text: '推进垃圾分类' }));
    // The engine is busy, as it is when there is room again.
    await client.index(`paragraphs${collection.suffix}_next`).addDocuments(documents);
    await next.discard();
    await collection.writer.beside();
    expect(await indexesOfOurs()).toEqual(onlyLive());
  }, 60_000);
});

describe('an original that is lost', () => {
  const originals = () => join(collection.dataFolder, 'originals');
  const lose = () => {
    for (const name of readdirSync(originals())) rmSync(join(originals(), name), { recursive: true });
  };

  it('costs nothing: its report is taken over as it was, named, and makes no run rebuild again', async () => {
    const before = await everything();
    lose();
    const summary = await collection.load([join(folder, '新.txt')], { pipeline: 'fourth' });
    expect(summary).toMatchObject({ replaced: 1, removed: 0, counts: { failed: REPORTS - 1 } });
    expect(summary.failed[0]?.reason).toContain('保留原有段落');
    expect(await everything()).toBe(before);
    const versionBefore = await version();
    expect(await collection.load([], { pipeline: 'fourth' })).toMatchObject({ replaced: 0, failed: [] });
    // A load that finds nothing to do begins and finishes.
    expect(await version()).toBe(versionBefore + 2);
  }, 60_000);

  it('is made anew once its file is given again', async () => {
    expect(await collection.load([folder], { pipeline: 'fourth' })).toMatchObject({
      replaced: REPORTS - 1,
      unchanged: 1,
    });
    expect(await collection.load([folder], { pipeline: 'fourth' })).toMatchObject({ unchanged: REPORTS });
  }, 60_000);

  it('whose paragraphs cannot be taken over stops the swap, unless it is given up', async () => {
    const before = await everything();
    const [report] = (
      (await collection.get('/api/reports?pageSize=1')).body as {
        reports: { id: string; sourcePath: string }[];
      }
    ).reports;
    lose();
    // As a zhengsou that knew no pages would have written it.
    const { uid } = client.index(`paragraphs${collection.suffix}`);
    const { results } = await client.index(uid).getDocuments({ filter: `id = "${report!.id}-0"` });
    const { page: _, ...older } = results[0]!;
    await awaitTask(client, client.index(uid).addDocuments([older]));
    const error = await collection.load([], { pipeline: 'fifth' }).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(CannotRebuild);
    expect((error as Error).message).toContain(report!.sourcePath);
    await expect.poll(indexesOfOurs, { timeout: 10_000 }).toEqual(onlyLive());
    expect((await everything()).length).toBeGreaterThanOrEqual(before.length - 20);
    expect(await collection.load([], { pipeline: 'fifth', dropLost: true })).toMatchObject({ removed: 1 });
    expect(((await collection.get('/api/reports')).body as { total: number }).total).toBe(REPORTS - 1);
  }, 60_000);
});

describe('an index made before a field could be filtered by', () => {
  it('can be searched again as soon as a rebuild begins', async () => {
    const index = client.index(`paragraphs${collection.suffix}`);
    const attributes = await index.getFilterableAttributes();
    const without = (attributes ?? []).map((one) =>
      typeof one === 'string'
        ? one
        : { ...one, attributePatterns: one.attributePatterns.filter((name) => name !== 'copy') },
    );
    const answer = await total();
    await awaitTask(client, index.updateFilterableAttributes(without));
    expect((await collection.app.request('/api/search?q=x')).status).toBe(503);
    const next = await collection.writer.beside();
    expect(await total()).toBe(answer);
    await next.discard();
  }, 60_000);
});
