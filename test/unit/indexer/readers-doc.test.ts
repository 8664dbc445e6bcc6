import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../indexer/reader.ts';
import { docReader } from '../../../indexer/readers/doc.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { linesOf, readAll } from '../../support/read.ts';

const fixture = (name: string): Buffer => readFileSync(join(packageRoot, 'test/fixtures/reports', name));
const DOC = fixture('liuyin-2023.doc');
const HEADER = 512;

/** A copy with some bytes changed. */
const changed = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(DOC);
  change(bytes);
  return bytes;
};
/** Where the header of the text stands: the stream begins with its own signature. */
const FIB = DOC.indexOf(Buffer.of(0xec, 0xa5), HEADER);

describe('doc', () => {
  it('keeps outline levels and rows of tables, and reads cells of several paragraphs as one', async () => {
    const { reports } = await readAll(docReader, fixture('word97-parts.doc'));
    const lines = reports[0]?.lines ?? [];
    expect(lines.filter(({ outlineLevel }) => outlineLevel === 1).map(({ text }) => text)).toEqual([
      '一、2023年工作总结',
      '二、2024年工作思路',
    ]);
    expect(lines.filter(({ tableRow }) => tableRow).map(({ text }) => text)).toEqual([
      '指标 | 2022年 | 2023年',
      '财政收入（亿元） | 3.2 | 3.6 第二段',
      '外甲 | 内一 | 内二 外乙',
    ]);
  });

  it('shows the result of a field and not its instruction, and puts boxes and notes after the text', async () => {
    const { reports } = await readAll(docReader, fixture('word97-parts.doc'));
    const lines = linesOf(reports[0]);
    expect(lines).toContain('链接链接文字与脚注之后');
    expect(lines.join('')).not.toMatch(/HYPERLINK|PAGE/);
    expect(lines).toContain('单格框里的一段。');
    expect(lines.slice(-3)).toEqual(['后文', '框中文字', '脚注的内容。']);
  });

  it('reads what only bears the name of doc by what it is', async () => {
    const page = `<html><body>${'<p>全年清理楼道杂物三百余处，垃圾分类覆盖全部小区。</p>'.repeat(3)}</body></html>`;
    expect((await readAll(docReader, Buffer.from(page))).reports[0]?.mediaType).toMatch(/^text\/html/);
    expect((await readAll(docReader, fixture('liuyin-2023.docx'))).reports[0]?.mediaType).toMatch(/openxml/);
  });

  it('names what it cannot read: a password, Word 95, another Office file, half a file', async () => {
    const reading = (bytes: Buffer) => readAll(docReader, bytes, 'x/年报.doc');
    await expect(reading(changed((bytes) => (bytes[FIB + 11]! |= 1)))).rejects.toThrow(/x\/年报\.doc.*密码/);
    await expect(reading(changed((bytes) => bytes.writeUInt16LE(0x0065, FIB + 2)))).rejects.toThrow(
      /Word 95/,
    );
    await expect(reading(changed((bytes) => bytes.writeUInt16LE(0, FIB)))).rejects.toThrow(/没有 Word 正文/);
    await expect(reading(DOC.subarray(0, 3000))).rejects.toThrow(/损坏/);
    await expect(reading(Buffer.from('正文'))).rejects.toThrow(/不是 Word/);
  });

  it('ends a chain of sectors that runs in a circle', async () => {
    const table = DOC.readUInt32LE(76);
    const circle = changed((bytes) => {
      for (let at = 0; at < 128; at++) bytes.writeUInt32LE((at + 1) % 2, (table + 1) * 512 + at * 4);
    });
    await expect(readAll(docReader, circle)).rejects.toThrow(ReadError);
  });

  it('reads no further than the text goes, whatever length its header claims', async () => {
    // 4,294,967,295 characters for the document: minutes, where it was believed.
    const claimed = changed((bytes) => bytes.writeUInt32LE(0xffff_ffff, FIB + 76));
    const begun = performance.now();
    const { reports } = await readAll(docReader, claimed);
    expect(linesOf(reports[0])).toEqual(linesOf((await readAll(docReader, DOC)).reports[0]));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('survives any damage: a report or a reason, never another error', async () => {
    let seed = 20_231;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    for (let round = 0; round < 400; round++) {
      const bytes = changed((copy) => {
        for (let i = 0; i < 1 + random(30); i++) copy[random(copy.length)] = random(256);
      });
      const cut = random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
      await readAll(docReader, cut).catch((error: unknown) => expect(error).toBeInstanceOf(ReadError));
    }
  });
});
