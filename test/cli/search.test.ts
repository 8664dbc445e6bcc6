import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SearchAnswer, searchAnswerSchema } from '../../src/domain/hit.ts';
import { ensureBuilt } from '../support/build.ts';
import { run } from '../support/command.ts';

/** A street that says one thing in two ways, and some of it again the year after. */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const data = join(folder, 'data');
const reports = join(folder, 'reports');
const linesOf = (year: number): string[] => [
  '一、主要工作',
  '坚持党建引领，推进垃圾分类，完善网格化管理、精细化服务、信息化支撑的平台。',
  year === 2021 ? '设置分类投放点位，培训督导员，上门讲解。' : '提升垃圾分类质量，厨余垃圾单独收运。',
  '二、工作打算',
  `${year + 1}年继续推进垃圾分类，做到${year}个点位全覆盖。`,
];
beforeAll(async () => {
  await ensureBuilt();
  mkdirSync(reports);
  for (const year of [2021, 2022])
    writeFileSync(
      join(reports, `月桥街道${year}年工作总结.txt`),
      [`澄州市月桥街道${year}年工作总结`, ...linesOf(year), '月桥街道办事处'].join('\n'),
    );
  expect((await run(data, ['index', reports])).code).toBe(0);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const search = async (...args: string[]): Promise<SearchAnswer> => {
  const { code, stdout, stderr } = await run(data, ['search', '--json', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return searchAnswerSchema.parse(JSON.parse(stdout));
};

describe('zhengsou search', () => {
  it('--synonyms counts other wordings too, and says which', async () => {
    const [plain, wide] = [await search('垃圾分类'), await search('垃圾分类', '--synonyms')];
    expect(wide.total).toBe(plain.total + 1);
    expect(wide.query.synonyms).toBe(true);
    expect(wide.query.expanded[0]?.added).toContain('分类投放');
    const { stdout } = await run(data, ['search', '--synonyms', '垃圾分类']);
    expect(stdout).toMatch(/同义词：垃圾分类 → .*分类投放/);
    expect(stdout).toContain('设置分类投放点位');
  });

  it('--sort, --by-report, --page-size and --page order, gather and divide as the API does', async () => {
    const newest = await search('垃圾分类', '--sort', 'newest', '--by-report');
    expect(newest.hits.map(({ report }) => report.reportYear)).toEqual([2022, 2021]);
    const second = await search('垃圾分类', '--sort', 'oldest', '--page-size', '2', '--page', '2');
    expect(second).toMatchObject({ page: 2, pageSize: 2 });
    expect(second.hits[0]?.id).not.toBe((await search('垃圾分类', '--sort', 'oldest')).hits[0]?.id);
  });

  it('--hide-repeated leaves out what was copied from the year before', async () => {
    const [all, fresh] = [await search('网格化管理'), await search('网格化管理', '--hide-repeated')];
    expect([all.total, fresh.total]).toEqual([2, 1]);
    expect(fresh.hits[0]?.report.reportYear).toBe(2021);
  });

  it('--filter takes every filter of the API', async () => {
    const { total } = await search('垃圾分类', '--filter', 'role=plan', '--filter', 'yearFrom=2023');
    expect(total).toBe((await search('垃圾分类', '环节:安排', '年份:2023..')).total);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan((await search('垃圾分类')).total);
    expect((await search('垃圾分类', '--filter', 'level=街道乡镇')).total).toBe(
      (await search('垃圾分类')).total,
    );
    for (const [given, words] of [
      ['colour=red', '名称可以是'],
      ['role', '名称可以是'],
      ['role=none', '环节（role）没有这一项'],
    ] as const)
      expect(await run(data, ['search', 'x', '--filter', given])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(words),
      });
  });
});
