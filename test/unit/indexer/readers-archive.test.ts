import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readerFor } from '../../../indexer/readers/index.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { linesOf, readAll } from '../../support/read.ts';

const FIXTURES = join(packageRoot, 'test/fixtures/reports');
const TEXT = '柳荫街道2023年工作总结\n全年清理楼道杂物三百余处，垃圾分类覆盖全部小区。';
const text = (extra = ''): Uint8Array => strToU8(TEXT + extra);

const read = (files: Parameters<typeof zipSync>[0]) =>
  readAll(readerFor('x.zip')!, zipSync(files), 'x/年报.zip', '/data/x/年报.zip');

describe('zip', () => {
  it('reads names in GBK, folders and all', async () => {
    const bytes = readFileSync(join(FIXTURES, 'liuyin-2023.zip'));
    const { reports } = await readAll(readerFor('x.zip')!, bytes, 'x/年报.zip');
    expect(reports.map(({ sourcePath }) => sourcePath)).toEqual([
      'x/年报.zip/青禾区/柳荫街道2023年工作总结.txt',
    ]);
  });

  it('reads every format, each file with its own bytes', async () => {
    const docx = readFileSync(join(FIXTURES, 'liuyin-2023.docx'));
    const { reports, failures } = await read({
      '2023': { '甲.txt': text(), '乙.docx': new Uint8Array(docx) },
      '丙.jsonl': strToU8('{"text":"第一篇"}\n{"text":"第二篇"}'),
    });
    expect(failures).toEqual([]);
    expect(reports.map(({ sourcePath }) => sourcePath)).toEqual([
      'x/年报.zip/2023/乙.docx',
      'x/年报.zip/2023/甲.txt',
      'x/年报.zip/丙.jsonl#1',
      'x/年报.zip/丙.jsonl#2',
    ]);
    expect(reports.map(({ mediaType }) => mediaType)).toContain('application/json; charset=utf-8');
    expect(docx.equals(Buffer.from(reports[0]!.bytes))).toBe(true);
    expect(linesOf(reports[1])).toEqual(TEXT.split('\n'));
  });

  it('leaves out what systems put there, and the folders of saved pages; names what it does not know', async () => {
    const { reports } = await read({
      '__MACOSX/._甲.txt': text(),
      '.DS_Store': strToU8('x'),
      '~$甲.docx': strToU8('x'),
      '甲.html': strToU8(`<p>${TEXT}</p>`.repeat(3)),
      '甲_files/frame.html': strToU8(`<p>${TEXT}</p>`),
      '图.jpg': strToU8('x'),
      '说明/README.txt': text(),
    });
    expect(reports.map(({ sourcePath }) => sourcePath)).toEqual(['x/年报.zip/甲.html']);
    expect(reports[0]?.warnings[0]).toContain('图.jpg');
  });

  it('fails one bad file by its name and reads the rest', async () => {
    const { reports, failures } = await read({
      '甲.docx': strToU8('不是'),
      '内.zip': zipSync({ '丁.txt': text() }),
      '空.txt': new Uint8Array(),
      '../../外.txt': text(),
      '乙.txt': text(),
    });
    expect(reports.map(({ sourcePath }) => sourcePath)).toEqual(['x/年报.zip/乙.txt']);
    expect(failures.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/年报\.zip.*外\.txt.*压缩包之外/),
      expect.stringMatching(/内\.zip.*压缩包里的压缩包/),
      expect.stringMatching(/甲\.docx.*不是 docx/),
      expect.stringMatching(/空\.txt.*空/),
    ]);
  });

  it('unpacks no bomb, and nothing whose bytes are damaged', async () => {
    const bomb = await read({
      '弹.txt': [new Uint8Array(80 * 1024 * 1024), { level: 1 }],
      '乙.txt': text(),
    });
    expect(bomb.failures[0]?.reason).toMatch(/弹\.txt.*超过上限/);
    expect(bomb.reports).toHaveLength(1);

    const bytes = zipSync({ '甲.txt': text(), '乙.txt': text() }, { level: 0 });
    bytes[Buffer.from(bytes).indexOf('柳')]! ^= 1;
    const damaged = await readAll(readerFor('x.zip')!, bytes, '坏.zip');
    expect(damaged.failures.length + damaged.reports.length).toBe(2);
    expect(damaged.failures[0]?.reason).toMatch(/损坏/);
  });

  it('names an archive that is none, has nothing to read, or is cut off', async () => {
    const reading = (bytes: Uint8Array) => readAll(readerFor('x.zip')!, bytes, '年报.zip');
    await expect(reading(strToU8('<html>'))).rejects.toThrow(/年报\.zip.*损坏/);
    await expect(reading(zipSync({ '图.jpg': strToU8('x') }))).rejects.toThrow(/没有可以读的报告.*图\.jpg/);
    await expect(reading(zipSync({ '甲.txt': text() }).subarray(0, 60))).rejects.toThrow(/损坏/);
  });
});
