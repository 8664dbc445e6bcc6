import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { RepeatedFrom } from '../../src/domain/paragraph.ts';
import { NO_FILTERS } from '../../src/domain/query.ts';
import { createClient } from '../../src/engine/client.ts';
import { awaitTask } from '../../src/engine/task.ts';
import { testEngine } from '../support/engine.ts';
import { createTestCollection, type TestCollection } from '../support/service.ts';

/** A street's reports of three years over the real engine: what it says every year, and what it says once. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const SAME = '坚持党建引领基层治理，完善网格化管理、精细化服务、信息化支撑的治理平台。';
const figures = (n: number): string => `全年走访困难群众${n}户次，开展志愿服务活动，化解邻里之间的矛盾纠纷。`;
const NEW: Readonly<Record<number, string>> = {
  2021: '启动老旧小区改造，加装电梯，修缮屋面，新增停车泊位和充电设施。',
  2022: '建成村级助餐点，由镇食堂统一配送，解决高龄独居老人的吃饭难题。',
  2023: '完成河道清淤疏浚，水质由劣五类提升到三类，沿岸绿道全线贯通。',
};
const fileOf = (year: number): string => join(folder, `月桥街道${year}年工作总结.txt`);
const write = (year: number, text = textOf(year)): void => writeFileSync(fileOf(year), text);
const textOf = (year: number): string =>
  [
    `澄州市月桥街道${year}年工作总结`,
    '一、主要工作',
    SAME,
    NEW[year],
    figures(year * 3),
    '月桥街道办事处',
  ].join('\n');

let collection: TestCollection;
beforeEach(() => {
  mkdirSync(folder, { recursive: true });
  collection = createTestCollection();
});
afterEach(async () => {
  await collection.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every mark as a line: the year of the paragraph's report, how it begins, and the earlier year. */
const marks = async (): Promise<string[]> => {
  const found: string[] = [];
  const { reports } = await collection.index.reports(NO_FILTERS, 0, 100);
  for (const { id, reportYear } of reports)
    for (const { text, repeatedFrom } of await collection.index.paragraphs(id))
      if (repeatedFrom) {
        const [report = '', ordinal] = repeatedFrom.paragraphId.split('-');
        const [earlier] = await collection.index.paragraphs(report, Number(ordinal), Number(ordinal) + 1);
        expect(earlier?.text.slice(0, 6)).toBe(text.slice(0, 6));
        found.push(`${reportYear} ${text.slice(0, 6)} ${say(repeatedFrom)}`);
      }
  return found.sort();
};
const say = ({ year, figuresChanged }: RepeatedFrom): string => `${year}${figuresChanged ? ' 数字不同' : ''}`;
const ALL = [
  '2022 全年走访困难 2021 数字不同',
  '2022 坚持党建引领 2021',
  '2023 全年走访困难 2022 数字不同',
  '2023 坚持党建引领 2022',
];

it('marks the same whatever is loaded first', async () => {
  for (const year of [2023, 2021, 2022]) {
    write(year);
    await collection.load([folder]);
  }
  expect(await marks()).toEqual(ALL);
  await collection.close();
  collection = createTestCollection();
  await collection.load([folder]);
  expect(await marks()).toEqual(ALL);
});

it('follows reports that go, change and come back', async () => {
  for (const year of [2021, 2022, 2023]) write(year);
  await collection.load([folder]);
  rmSync(fileOf(2022));
  await collection.load([folder], { prune: true });
  expect(await marks()).toEqual(['2023 全年走访困难 2021 数字不同', '2023 坚持党建引领 2021']);
  // Its paragraphs move down and one is written anew: the marks of the later report move with them.
  write(
    2021,
    textOf(2021).replace('一、主要工作', '一、主要工作\n总体平稳。').replace(figures(6063), '今年没有走访。'),
  );
  await collection.load([folder]);
  expect(await marks()).toEqual(['2023 坚持党建引领 2021']);
  write(2021);
  write(2022);
  await collection.load([folder]);
  expect(await marks()).toEqual(ALL);
  // Nothing changed: loaded once more by another version of the pipeline it is marked as before.
  await collection.load([folder], { pipeline: 'newer' });
  expect(await marks()).toEqual(ALL);
});

it('marks every paragraph anew after a run that was interrupted while marking', async () => {
  for (const year of [2021, 2022]) write(year);
  const { writer } = collection;
  const dying = {
    ...writer,
    markRepeats: async (changes: Parameters<typeof writer.markRepeats>[0]) => {
      // As far as a run gets that dies before the reports' own records: wrong marks, of which nobody knows.
      await writer.markRepeats(
        changes.map(({ id }) => ({
          id,
          repeats: [{ ordinal: 3, paragraphId: `${id}-0`, year: 1999, figuresChanged: false }],
          ordinals: [3],
        })),
      );
      const { url, writeKey } = testEngine();
      const client = createClient(url, writeKey);
      const unknown = changes.map(({ id }) => ({ id, repeats: null }));
      await awaitTask(client, client.index(`reports${collection.suffix}`).updateDocuments(unknown));
      throw new Error('killed');
    },
  };
  await expect(collection.load([folder], { writer: dying })).rejects.toThrow('killed');
  await collection.load([folder]);
  expect(await marks()).toEqual(ALL.slice(0, 2));
});

it('is said by search, report and export, and shown with a link', async () => {
  for (const year of [2021, 2022]) write(year);
  await collection.load([folder]);
  const { body } = await collection.get(`/api/search?q=${encodeURIComponent('网格化管理')}&year=2022`);
  const [hit] = (body as { hits: { reportId: string; ordinal: number; repeatedFrom: RepeatedFrom }[] }).hits;
  expect(hit?.repeatedFrom).toMatchObject({ year: 2021, figuresChanged: false });
  const [earlier = '', ordinal] = hit?.repeatedFrom.paragraphId.split('-') ?? [];
  const link = `href="/reports/${earlier}#p${ordinal}">与2021年相同</a>`;
  expect(await (await collection.app.request(`/?q=${encodeURIComponent('网格化管理')}`)).text()).toContain(
    link,
  );
  expect(await (await collection.app.request(`/reports/${hit?.reportId}`)).text()).toContain(link);
  expect(await (await collection.app.request('/api/export?format=jsonl')).text()).toContain(
    `"repeatedFrom":${JSON.stringify(hit?.repeatedFrom)}`,
  );
  const csv = await (await collection.app.request(`/api/export?format=csv&year=2022`)).text();
  expect(csv).toContain('与往年相同');
  expect(csv).toMatch(/网格化管理.*,2021[,\r]/);
  expect(csv).toMatch(/走访困难群众.*,2021（数字不同）[,\r]/);
});
