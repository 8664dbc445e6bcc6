import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../indexer/reader.ts';
import { decodeText } from '../../../indexer/readers/decode.ts';

const SIMPLIFIED = '柳荫街道2023年工作总结。一年来，街道深入推进城市管理和民生服务，各项工作取得新的进展。';
const TRADITIONAL = '柳蔭街道2023年工作總結。一年來，街道深入推進城市管理和民生服務，各項工作取得新的進展。';

describe('decodeText', () => {
  it.each([
    ['utf-8', SIMPLIFIED, 'utf-8', false],
    ['utf-8 with mark', SIMPLIFIED, 'utf-8', true],
    ['gb18030', SIMPLIFIED, 'gb18030', false],
    ['gbk', SIMPLIFIED, 'gb18030', false],
    ['big5', TRADITIONAL, 'big5', false],
    ['utf-16le with mark', SIMPLIFIED, 'utf-16le', true],
    ['utf-16be with mark', SIMPLIFIED, 'utf-16be', true],
    ['utf-16le', SIMPLIFIED, 'utf-16le', false],
    ['utf-16be', SIMPLIFIED, 'utf-16be', false],
  ])('reads %s without being told', (written, text, encoding, addBOM) => {
    const bytes = iconv.encode(text, written.split(' ')[0] ?? '', { addBOM });
    expect(decodeText(bytes, 'x')).toEqual({ text, encoding, warnings: [] });
  });

  it.each(['你好', '街道办', '2024年'])('reads even a few characters of GBK: %s', (text) => {
    expect(decodeText(iconv.encode(text, 'gbk'), 'x').text).toBe(text);
  });

  it('reads rare characters that only GB18030 has in four bytes', () => {
    const text = `${SIMPLIFIED}㐀𠀀`;
    expect(decodeText(iconv.encode(text, 'gb18030'), 'x').text).toBe(text);
  });

  it('keeps plain English', () => {
    expect(decodeText(Buffer.from('Annual report, 2023.\n'), 'x').text).toBe('Annual report, 2023.\n');
  });

  it('warns of bytes that were lost, and reads on', () => {
    const bytes = Buffer.concat([
      Buffer.from(SIMPLIFIED.repeat(20)),
      Buffer.of(0xe4, 0xb8),
      Buffer.from(SIMPLIFIED),
    ]);
    const { text, encoding, warnings } = decodeText(bytes, 'x');
    expect(encoding).toBe('utf-8');
    expect(text.startsWith(SIMPLIFIED)).toBe(true);
    expect(warnings[0]).toMatch(/1 处字节无法识别/);
  });

  it.each([
    ['UTF-8 read as GBK and saved', iconv.decode(Buffer.from(SIMPLIFIED), 'gbk')],
    ['UTF-8 read as Latin-1 and saved', Buffer.from(SIMPLIFIED).toString('latin1')],
    ['GBK read as Latin-1 and saved', iconv.encode(SIMPLIFIED, 'gbk').toString('latin1')],
    ['UTF-8 read as Windows-1252 and saved', iconv.decode(Buffer.from(SIMPLIFIED), 'windows-1252')],
    ['GBK read as UTF-8 and saved', iconv.encode(SIMPLIFIED, 'gbk').toString('utf8')],
  ])('refuses what is garbled already: %s', (_, garbled) => {
    expect(() => decodeText(Buffer.from(garbled), '报告.txt')).toThrow(ReadError);
    expect(() => decodeText(Buffer.from(garbled), '报告.txt')).toThrow(/报告\.txt.*乱码/);
  });

  it('warns of single lines that are garbled in a text that is not', () => {
    const garbled = iconv.decode(Buffer.from(`${SIMPLIFIED}完。`), 'gbk');
    const { warnings } = decodeText(Buffer.from(`${`${SIMPLIFIED}\n`.repeat(20)}${garbled}`), 'x');
    expect(warnings).toContainEqual(expect.stringMatching(/1 行是乱码/));
  });
});
