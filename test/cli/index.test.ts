import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../../indexer/run-summary.ts';
import { searchAnswerSchema } from '../../src/domain/hit.ts';
import { ensureBuilt } from '../support/build.ts';
import { type Outcome, type RunningService, run, serve, start, until } from '../support/command.ts';

/*
 * One data folder whose engine the service holds, as it is when somebody indexes while the page is open.
 * The tests tell one story and run in order.
 */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const data = join(folder, 'data');
const reports = join(folder, 'reports');
let service: RunningService;

beforeAll(async () => {
  await ensureBuilt();
  service = await serve(data, ['--sample']);
}, 180_000);
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, 30_000);

const write = (path: string, text: string): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const reportOf = (place: string, year: number, points: number): string =>
  [
    `${place}${year}年工作总结`,
    '一、主要工作',
    ...Array.from({ length: points }, (_, n) => `第${n}项：推进垃圾分类工作。`),
    '',
  ].join('\n');

const index = async (...args: string[]): Promise<Outcome & { summary: RunSummary }> => {
  const outcome = await run(data, ['index', '--json', ...args]);
  return { ...outcome, summary: JSON.parse(outcome.stdout || 'null') as RunSummary };
};
const status = async () =>
  JSON.parse((await run(data, ['status', '--json'])).stdout) as {
    reports: number;
    paragraphs: number;
    sample: boolean;
    loading: boolean;
  };
const totalOf = async (q: string): Promise<number> => {
  const response = await fetch(`${service.url}/api/search?${new URLSearchParams({ q })}`);
  return searchAnswerSchema.parse(await response.json()).total;
};

describe('zhengsou', () => {
  it('serve --sample answers over the sample at first', async () => {
    expect(await status()).toMatchObject({ sample: true, loading: false });
    expect(await totalOf('垃圾分类')).toBeGreaterThan(20);
    const page = await (await fetch(`${service.url}/?q=${encodeURIComponent('垃圾分类')}`)).text();
    expect(page).toMatch(/<mark[^>]*>垃圾分类<\/mark>/);
  });

  it('index loads a folder beside the service, and the first report of one’s own removes the sample', async () => {
    write('reports/a.txt', reportOf('月桥街道', 2022, 5));
    write('reports/b.txt', reportOf('月桥街道', 2023, 6));
    write('reports/sub/c.txt', reportOf('荷塘街道', 2023, 7));
    write('reports/empty.txt', '');
    write('reports/table.xlsx', 'x');
    const { code, summary } = await index(reports);
    expect(code).toBe(2);
    expect(summary).toMatchObject({ added: 3, replaced: 0, unchanged: 0, removed: 0 });
    expect(summary.failed.map(({ path }) => path)).toEqual(['empty.txt']);
    expect(summary.skipped.map(({ path }) => path)).toEqual(['table.xlsx']);
    expect(await status()).toMatchObject({
      reports: 3,
      paragraphs: summary.paragraphs,
      sample: false,
      loading: false,
    });
    // The service that was open all the time sees it at once.
    expect(await totalOf('垃圾分类')).toBe(5 + 6 + 7);
  });

  it('index again finds nothing to do', async () => {
    rmSync(join(reports, 'empty.txt'));
    const { code, summary } = await index(reports);
    expect({ code, ...summary }).toMatchObject({
      code: 0,
      added: 0,
      replaced: 0,
      unchanged: 3,
      paragraphs: 0,
      failed: [],
    });
  });

  it('index finds nothing to do in files that were all written anew, word for word', async () => {
    const before = await status();
    write('reports/a.txt', reportOf('月桥街道', 2022, 5));
    write('reports/b.txt', reportOf('月桥街道', 2023, 6));
    write('reports/sub/c.txt', reportOf('荷塘街道', 2023, 7));
    const { code, summary } = await index(reports);
    expect({ code, ...summary }).toMatchObject({ code: 0, added: 0, replaced: 0, unchanged: 3 });
    expect(await status()).toMatchObject({ reports: 3, paragraphs: before.paragraphs });
    expect(await totalOf('垃圾分类')).toBe(5 + 6 + 7);
  });

  it('index replaces a changed file whole, also by a shorter one', async () => {
    const before = await status();
    write('reports/b.txt', reportOf('月桥街道', 2023, 2));
    const { code, summary } = await index(reports);
    expect({ code, ...summary }).toMatchObject({ code: 0, added: 0, replaced: 1, unchanged: 2 });
    expect(await status()).toMatchObject({ reports: 3, paragraphs: before.paragraphs - 4 });
    expect(await totalOf('垃圾分类')).toBe(5 + 2 + 7);
    expect(await totalOf('第5项')).toBe(1);
  });

  it('index of a single file leaves the others alone', async () => {
    write('reports/a.txt', reportOf('月桥街道', 2022, 4));
    const { summary } = await index(join(reports, 'a.txt'));
    expect(summary).toMatchObject({ replaced: 1, removed: 0 });
    expect(await totalOf('垃圾分类')).toBe(4 + 2 + 7);
  });

  it('index --dry-run says what would be done, and does nothing', async () => {
    const before = await status();
    write('reports/b.txt', reportOf('月桥街道', 2023, 9));
    write('reports/new.txt', reportOf('梅园街道', 2023, 1));
    write('reports/empty.txt', '');
    renameSync(join(reports, 'sub'), join(folder, 'sub'));
    const plan = await run(data, ['index', '--dry-run', '--prune', reports]);
    expect(plan.code).toBe(2);
    expect(plan.stdout.split('\n').slice(0, 4)).toEqual([
      '更新  b.txt  月桥街道2023年工作总结（11 段）',
      '新收录  new.txt  梅园街道2023年工作总结（3 段）',
      '移除  sub/c.txt',
      expect.stringMatching(
        /^试运行，没有改动任何内容 · 新收录 1 份 · 更新 1 份 · 未变 1 份 · 移除 1 份 · 失败 1 份/,
      ),
    ]);
    expect(plan.stderr).toContain('empty.txt：');
    const report = join(folder, 'run.jsonl');
    const { summary } = await index('--dry-run', '--report', report, reports);
    expect(summary).toMatchObject({ dryRun: true, added: 1, replaced: 1, unchanged: 1, removed: 0 });
    const events = readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; path?: string });
    expect(events.map(({ kind, path }) => [kind, path])).toEqual([
      ['skipped', 'table.xlsx'],
      ['unchanged', 'a.txt'],
      ['replaced', 'b.txt'],
      ['failed', 'empty.txt'],
      ['added', 'new.txt'],
      ['summary', undefined],
    ]);
    expect(await status()).toEqual(before);
    expect(await totalOf('垃圾分类')).toBe(4 + 2 + 7);

    rmSync(join(reports, 'new.txt'));
    rmSync(join(reports, 'empty.txt'));
    renameSync(join(folder, 'sub'), join(reports, 'sub'));
    write('reports/b.txt', reportOf('月桥街道', 2023, 2));
  });

  it('index names a report of the run that cannot be written, before it begins', async () => {
    const { code, stderr } = await run(data, ['index', '--report', join(folder, 'none/run.jsonl'), reports]);
    expect(code).toBe(1);
    expect(stderr).toContain('--report');
    expect(stderr).not.toContain('    at ');
  });

  it('index keeps what is gone, and --prune removes it, under the given paths only', async () => {
    const other = write('other/d.txt', reportOf('兰溪街道', 2021, 3));
    expect((await index(dirname(other))).summary.added).toBe(1);
    rmSync(join(reports, 'sub'), { recursive: true });
    rmSync(other);
    expect((await index(reports)).summary.removed).toBe(0);
    expect(await totalOf('垃圾分类')).toBe(4 + 2 + 7 + 3);
    const { code, summary } = await index('--prune', reports);
    expect({ code, ...summary }).toMatchObject({ code: 0, removed: 1, unchanged: 2 });
    expect(await totalOf('垃圾分类')).toBe(4 + 2 + 3);
    expect((await index('--prune', dirname(other))).summary.removed).toBe(1);
    expect(await status()).toMatchObject({ reports: 2 });
  });

  it('index refuses a second file of the same relative path, and says what to do', async () => {
    write('elsewhere/a.txt', reportOf('柳营街道', 2020, 9));
    const { code, summary } = await index(join(folder, 'elsewhere'));
    expect(code).toBe(1);
    expect(summary.failed).toEqual([
      { path: 'a.txt', reason: expect.stringMatching(/相对路径相同.*共同的上级文件夹/) },
    ]);
    expect(await totalOf('垃圾分类')).toBe(4 + 2);
    const common = await index(join(folder, 'elsewhere'), reports);
    expect(common.code).toBe(2);
    expect(await totalOf('垃圾分类')).toBe(4 + 2);
  });

  it('index takes the rows of a jsonl, all but the bad one', async () => {
    const rows = [
      { text: reportOf('甲镇', 2024, 1), title: '甲镇2024年工作总结', sourceUrl: 'https://example.com/1' },
      { title: '没有正文' },
      { text: reportOf('乙镇', 2024, 1), institution: '乙镇人民政府', publishedOn: '2024-12-31' },
    ];
    const file = write('rows/rows.jsonl', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
    const { code, summary } = await index(file);
    expect({ code, added: summary.added }).toEqual({ code: 2, added: 2 });
    expect(summary.failed).toEqual([
      { path: 'rows.jsonl#2', reason: expect.stringMatching(/第 2 行.*text/) },
    ]);
    write(
      'rows/rows.jsonl',
      `${rows.map((row) => JSON.stringify({ text: reportOf('丙镇', 2024, 1), ...row })).join('\n')}\n`,
    );
    expect(await index(file)).toMatchObject({ code: 0, summary: { unchanged: 2, added: 1, replaced: 0 } });
  });

  it('index ends with 1 where nothing could be done, and touches nothing', async () => {
    const before = await status();
    for (const path of [join(folder, 'none'), write('bad/empty.txt', ''), write('bad/table.xlsx', 'x')]) {
      const { code, stdout, stderr } = await run(data, ['index', path]);
      expect({ path, code }).toEqual({ path, code: 1 });
      expect(stderr).toContain(path.split('/').at(-1));
      expect(stdout).toContain('失败 1 份');
    }
    const { reports, paragraphs } = before;
    expect(await status()).toMatchObject({ reports, paragraphs, loading: false });
  });

  it('index says in one line what it did', async () => {
    const { code, stdout } = await run(data, ['index', reports]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^新收录 0 份 · 更新 0 份 · 未变 2 份 · .*用时 [\d.]+ 秒.*\n$/);
  });

  it('search finds the same in the terminal', async () => {
    const { code, stdout } = await run(data, ['search', '垃圾分类', '-第0项']);
    expect(stdout).not.toContain('第0项');
    expect(code).toBe(0);
    expect(stdout).toContain('推进垃圾分类工作');
    expect(await run(data, ['search', '垃圾分类', '--jsno'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--jsno'),
    });
    const json = await run(data, ['search', '--json', '垃圾分类']);
    expect(searchAnswerSchema.parse(JSON.parse(json.stdout)).total).toBe(await totalOf('垃圾分类'));
    expect(await run(data, ['search', '没有这样的话'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 段'),
    });
    expect(await run(data, ['search', '年份:去年'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^“去年”不是年份/),
    });
  });

  it('status tells what is there', async () => {
    const { code, stdout } = await run(data, ['status']);
    expect(code).toBe(0);
    expect(stdout).toContain(data);
    expect(stdout).toMatch(/\d+ 份报告 · \d+ 段/);
  });

  it('index is refused while another indexer is at work', async () => {
    const rows = Array.from({ length: 400 }, (_, n) =>
      JSON.stringify({ text: reportOf(`第${n}镇`, 2024, 30), sourceUrl: `https://example.com/many/${n}` }),
    );
    const file = write('many/many.jsonl', rows.join('\n'));
    const first = start(data, ['index', '--json', file]);
    await until(() => existsSync(join(data, 'indexer.lock')), 5);
    first.process.kill('SIGSTOP');
    const second = await run(data, ['index', '--json', reports]);
    first.process.kill('SIGCONT');
    expect({ code: second.code, stdout: second.stdout }).toEqual({ code: 1, stdout: '' });
    expect(second.stderr).toContain(`另一个进程（${first.process.pid}）正在往这个数据文件夹收录`);
    expect(second.stderr).not.toContain('    at ');
    expect(await first.ended).toMatchObject({ code: 0 });
  });

  it('serve stops on a signal and says nothing went wrong', async () => {
    const { code, stderr } = await service.stop();
    expect(code).toBe(0);
    expect(stderr).not.toContain('"level":50');
  });
});
