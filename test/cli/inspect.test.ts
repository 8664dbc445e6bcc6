import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paragraphSchema } from '../../src/domain/paragraph.ts';
import { reportSchema } from '../../src/domain/report.ts';
import { ensureBuilt } from '../support/build.ts';
import { run } from '../support/command.ts';
import { SAMPLE } from '../support/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
const data = join(folder, 'data');
beforeAll(ensureBuilt, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REPORT =
  '月桥街道2023年工作总结\n一、主要工作\n推进垃圾分类工作，全年新增分类点位12处。\n二、存在问题\n部分小区分类准确率不高。\n';
const makeFolder = (name: string, files: Record<string, string | Uint8Array>): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
};
const linesOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { report: unknown; paragraphs: unknown[]; warnings: string[] });

describe('zhengsou inspect', () => {
  it('says with --explain which words decided, and reads the user’s own topic terms', async () => {
    const reports = makeFolder('explained', { 'a.txt': REPORT });
    const own = makeFolder('own-terms', { 'topic-lexicon.tsv': 'culture\t分类点位\t9\n' });
    const { code, stdout } = await run(own, ['inspect', '--explain', reports]);
    expect(code).toBe(0);
    const paragraphs = linesOf(stdout)[0]?.paragraphs as {
      text: string;
      topics: string[];
      explanation: {
        topics: { topic: string; assigned: boolean; reasons: { term: string }[] }[];
        role: object;
        year: object;
      };
    }[];
    const sorted = paragraphs.find(({ text }) => text.startsWith('推进垃圾分类'));
    expect(sorted?.topics).toContain('culture');
    const culture = sorted?.explanation.topics.find(({ topic }) => topic === 'culture');
    expect(culture).toMatchObject({ assigned: true, reasons: [{ term: '分类点位', from: 'text' }] });
    const admitted = paragraphs.find(({ text }) => text.startsWith('部分小区'));
    expect(admitted?.explanation).toMatchObject({
      role: { from: 'heading', words: '二、存在问题' },
      year: { from: 'report' },
    });

    writeFileSync(join(own, 'topic-lexicon.tsv'), 'sport\t足球\t3\n');
    const wrong = await run(own, ['inspect', reports]);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/topic-lexicon\.tsv 第 1 行：主题代码“sport”不存在/);
    expect(wrong.stderr).not.toContain('意外的错误');
  });

  it('prints one valid report a line, and needs no engine', async () => {
    const { code, stdout, stderr } = await run(data, ['inspect', SAMPLE], { MEILI_BIN: '/nowhere' });
    expect({ code, stderr: stderr.includes('失败') }).toEqual({ code: 0, stderr: false });
    const lines = linesOf(stdout);
    expect(lines.length).toBeGreaterThanOrEqual(24);
    for (const { report, paragraphs } of lines) {
      reportSchema.parse(report);
      for (const paragraph of paragraphs) paragraphSchema.parse(paragraph);
    }
    expect(existsSync(data)).toBe(false);
  });

  it('reads the good, and names every bad file with its reason', async () => {
    const mixed = makeFolder('mixed', {
      'good.txt': REPORT,
      'empty.txt': '',
      'blank.txt': ' \n\n\u3000\n',
      'binary.txt': Uint8Array.from({ length: 40_000 }, (_, n) => (n * 7919) % 256),
      'broken.docx': 'PK not really',
      'rows.jsonl': `${JSON.stringify({ text: REPORT, title: '甲' })}\n{"text": \n${JSON.stringify({ text: REPORT, title: '乙' })}\n`,
      'table.xlsx': 'x',
      '.hidden.txt': REPORT,
      '~$good.docx': 'x',
    });
    writeFileSync(join(mixed, 'large.txt'), '');
    truncateSync(join(mixed, 'large.txt'), 200 * 1024 * 1024);
    symlinkSync(join(folder, 'gone.txt'), join(mixed, 'link.txt'));
    execFileSync('mkfifo', [join(mixed, 'pipe.txt')]);

    const { code, stdout, stderr } = await run(data, ['inspect', mixed]);
    expect(linesOf(stdout)).toHaveLength(3);
    expect(code).toBe(2);
    for (const [file, reason] of [
      ['empty.txt', '空'],
      ['blank.txt', '空白'],
      ['binary.txt', '乱码'],
      ['broken.docx', '损坏'],
      ['rows.jsonl#2', '第 2 行.*JSON'],
      ['large.txt', '200 MB.*上限'],
      ['table.xlsx', '不认识'],
      ['link.txt', '符号链接'],
      ['pipe.txt', '不是普通文件'],
    ])
      expect(stderr).toMatch(new RegExp(`${file!.replace(/[.#]/g, '\\$&')}：.*(?:${reason})`));
    expect(stderr).not.toMatch(/(\S+\.txt)：\1/);
    expect(stderr).not.toMatch(/hidden|~\$|good\.txt：/);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['a folder that does not exist', 'none', '没有这个文件或文件夹'],
    ['a type that it does not know, given by name', 'table.xlsx', '不认识的文件类型'],
    ['a link that leads nowhere', 'dangling.txt', '没有这个文件'],
    ['an empty file', 'empty.txt', '空'],
  ])('ends with 1 where nothing could be done: %s', async (_, name, words) => {
    const alone = makeFolder('alone', { 'table.xlsx': 'a,b', 'empty.txt': '' });
    if (!existsSync(join(alone, 'dangling.txt')) && name === 'dangling.txt')
      symlinkSync(join(folder, 'gone'), join(alone, 'dangling.txt'));
    const { code, stdout, stderr } = await run(data, ['inspect', join(alone, name)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(name);
    expect(stderr).toContain(words);
  });

  it('reads a file through a link, whatever the file is called', async () => {
    const place = makeFolder('place', { blob: REPORT });
    symlinkSync(join(place, 'blob'), join(place, 'report.txt'));
    const { code, stdout } = await run(data, ['inspect', join(place, 'report.txt')]);
    expect(code).toBe(0);
    expect(linesOf(stdout)[0]!.paragraphs.length).toBeGreaterThan(3);
  });

  it('names a file whose reading fails half way', async () => {
    const place = makeFolder('failing', { 'good.txt': REPORT });
    // Reading one's own memory from its start is an error for root too.
    symlinkSync('/proc/self/mem', join(place, 'mem.txt'));
    const { code, stderr } = await run(data, ['inspect', join(place, 'mem.txt'), join(place, 'good.txt')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/mem\.txt：.*(?:读取失败|没有读取权限)/);
  });

  it('names a file that may not be read', async ({ skip }) => {
    skip(
      process.getuid?.() === 0,
      'root may read every file: run the tests as somebody else to see this one',
    );
    const place = makeFolder('private', { 'good.txt': REPORT, 'secret.txt': REPORT });
    execFileSync('chmod', ['000', join(place, 'secret.txt')]);
    const { code, stderr } = await run(data, ['inspect', place]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/secret\.txt：.*没有读取权限/);
  });

  it('ends with 1 and says how where it is used wrongly', async () => {
    for (const args of [
      ['inspect'],
      ['inspcet', SAMPLE],
      ['search'],
      ['serve', '--port', 'x'],
      ['search', 'x', '--mode', 'y'],
    ]) {
      const { code, stderr } = await run(data, args);
      expect({ args, code }).toEqual({ args, code: 1 });
      expect(stderr).toMatch(/error|错误/i);
    }
    expect((await run(data, ['--help'])).code).toBe(0);
  });

  it('names a setting that cannot be used', async () => {
    const { code, stderr } = await run(data, ['status'], { PORT: 'x' });
    expect(code).toBe(1);
    expect(stderr).toContain('PORT');
    expect(stderr).not.toContain('    at ');
  });
});
