import { type RawLine, ReadError, type Reader } from '../reader.ts';
import { isGarbled } from './decode.ts';
import { FORMATS } from './formats.ts';
import { readBytes } from './read-bytes.ts';
import { readRtf } from './rtf-body.ts';

/** Rich text: paragraphs with outline levels, numbers as rendered, table rows, notes, without deleted revisions. */
export const rtfReader: Reader = {
  ...FORMATS.rtf,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.rtf.maxBytes);
    const name = file.sourcePath;
    if (
      Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 5)).toString('latin1') !==
      '{\\rtf'
    )
      throw new ReadError(`${name}：不是 rtf 文件。请确认扩展名没有写错、下载完整。`);
    let lines: RawLine[];
    try {
      lines = readRtf(bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ReadError(`${name}：rtf 已损坏，无法解析。请在 Word 或 WPS 中打开并另存后再导入。`, {
        cause: error,
      });
    }
    const text = lines.map((line) => line.text).join('\n');
    if (text.trim() === '')
      throw new ReadError(`${name}：文档里没有文字（可能全是扫描图片）。请先做文字识别再导入。`);
    if (isGarbled(text))
      throw new ReadError(
        `${name}：文字是乱码（编码声明有误）。请在 Word 或 WPS 中打开并另存为 docx 后再导入。`,
      );
    yield {
      report: { sourcePath: name, lines, stated: {}, bytes, mediaType: 'application/rtf', warnings: [] },
    };
  },
};
