import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../indexer/reader.ts';
import { docReader } from '../../../indexer/readers/doc.ts';
import { rtfReader } from '../../../indexer/readers/rtf.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { linesOf, readAll } from '../../support/read.ts';

const fixture = (name: string): Buffer => readFileSync(join(packageRoot, 'test/fixtures/reports', name));
const read = async (text: string | Buffer) => (await readAll(rtfReader, Buffer.from(text))).reports[0];

/** As Chinese WordPad writes it: bytes of GBK, two signs a byte. */
const gbk = (text: string): string =>
  [...iconv.encode(text, 'gbk')].map((byte) => `\\'${byte.toString(16)}`).join('');

describe('rtf', () => {
  it('reads characters in every way they are written: GBK by font or by page, numbers with their stand-ins', async () => {
    const head = '{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 SimSun;}}';
    expect(linesOf(await read(`${head}\\f1 ${gbk('柳荫街道工作总结')}\\par}`))).toEqual(['柳荫街道工作总结']);
    expect(linesOf(await read(`{\\rtf1\\ansi\\ansicpg936 ${gbk('柳荫街道')}\\par}`))).toEqual(['柳荫街道']);
    expect(
      linesOf(await read("{\\rtf1\\uc1\\u26611?\\u-31605\\'aa{\\uc2\\u34903\\'bd\\'d6}\\u-28763 ?\\par}")),
    ).toEqual([String.fromCharCode(26611, 33931, 34903, 36773)]);
  });

  it('leaves out what is no text: fonts, pictures, headers, instructions of fields, deleted revisions', async () => {
    const text =
      '{\\rtf1{\\info{\\title x}}{\\header y}{\\*\\generator z;}{\\pict 00ff}Annual {\\field{\\*\\fldinst HYPERLINK "u"}{\\fldrslt report}} {\\deleted gone}2023\\par{\\bin4 }}{}text}';
    expect(linesOf(await read(text))[0]).toBe('Annual report 2023');
  });

  it('keeps tables, inner tables, boxes, notes and levels as doc does', async () => {
    const rtf = (await readAll(rtfReader, fixture('rtf-parts.rtf'))).reports[0];
    const doc = (await readAll(docReader, fixture('word97-parts.doc'))).reports[0];
    const shown = (report: typeof rtf) =>
      (report?.lines ?? [])
        .filter(({ text }) => text.trim() !== '')
        .map(({ text, outlineLevel = 0, tableRow = false }) => `${outlineLevel} ${tableRow} ${text.trim()}`)
        .sort();
    expect(shown(rtf)).toEqual(shown(doc));
  });

  it('is told by its first bytes where it is called doc', async () => {
    expect((await readAll(docReader, fixture('liuyin-2023.rtf'))).reports[0]?.mediaType).toBe(
      'application/rtf',
    );
  });

  it('names what it cannot read, and survives any damage', async () => {
    await expect(read('hello')).rejects.toThrow(/不是 rtf/);
    await expect(read(`{\\rtf1 ${'{'.repeat(20_000)}`)).rejects.toThrow(/损坏/);
    await expect(read('{\\rtf1{\\pict 00ff}}')).rejects.toThrow(/没有文字/);
    const whole = fixture('rtf-parts.rtf');
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(whole);
      for (let i = 0; i < 1 + random(40); i++) bytes[random(bytes.length)] = random(256);
      await readAll(rtfReader, bytes.subarray(0, bytes.length - random(2000))).catch((error: unknown) =>
        expect(error).toBeInstanceOf(ReadError),
      );
    }
  });
});
