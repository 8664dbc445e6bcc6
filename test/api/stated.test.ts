import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestCollection, type TestCollection } from '../support/service.ts';

/* What the owner of a collection knows of a report, changed later: one story, in order. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-stated-'));
let collection: TestCollection;
beforeAll(() => {
  collection = createTestCollection();
});
afterAll(async () => {
  await collection.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const titles = async (): Promise<string[]> => {
  const response = await collection.app.request('/api/reports?pageSize=100');
  const { reports } = (await response.json()) as { reports: { title: string }[] };
  return reports.map(({ title }) => title).sort();
};

describe('metadata stated from outside', () => {
  it('is what the report goes by', async () => {
    write('甲.txt', '全年清理楼道杂物三百余处，垃圾分类覆盖全部小区，居民满意度进一步提高。');
    write('清单.csv', 'file,title\n甲.txt,清单里的标题\n');
    expect(await collection.load([folder])).toMatchObject({ added: 1, failed: [] });
    expect(await titles()).toEqual(['清单里的标题']);
  });

  it('changes the report when it changes, and only then', async () => {
    expect(await collection.load([folder])).toMatchObject({ unchanged: 1, added: 0, replaced: 0 });
    write('甲.meta.json', '{"标题":"旁注里的标题"}');
    expect(await collection.load([folder])).toMatchObject({ unchanged: 0, replaced: 1 });
    expect(await titles()).toEqual(['旁注里的标题']);
    rmSync(join(folder, '甲.meta.json'));
    utimesSync(join(folder, '清单.csv'), new Date(), new Date());
    expect(await collection.load([folder])).toMatchObject({ unchanged: 0, replaced: 1 });
    expect(await titles()).toEqual(['清单里的标题']);
  });

  it('outlives file and manifest when the report is made anew from its kept bytes', async () => {
    rmSync(join(folder, '清单.csv'));
    rmSync(join(folder, '甲.txt'));
    expect(await collection.load([], { pipeline: 'newer' })).toMatchObject({ replaced: 1, failed: [] });
    expect(await titles()).toEqual(['清单里的标题']);
  });
});
