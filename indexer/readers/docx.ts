import type { RawLine, Reader } from '../reader.ts';
import { ReadError } from '../reader.ts';
import { readBody } from './docx-body.ts';
import { readNumbering, readStyles } from './docx-parts.ts';
import { FORMATS } from './formats.ts';
import { readBytes } from './read-bytes.ts';
import { readZip } from './zip.ts';

/** A thousand pages of text are some 30 MB of WordprocessingML; its XML packs about 10 to 40 times. */
const LIMITS = { total: 128 * 1024 * 1024, ratio: 400 };
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const WANTED = /^word\/(?:document\d*|numbering|styles|footnotes|endnotes)\.xml$/;

const checkSignature = (bytes: Uint8Array, name: string): void => {
  const starts = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new ReadError(
      `${name}：这是旧版 doc 或加了密码的文档，不是 docx。请在 Word 中去掉密码并另存为 docx。`,
    );
  }
  if (!starts(0x50, 0x4b)) {
    throw new ReadError(
      `${name}：不是 docx 文件（内容不是 zip 格式）。请确认扩展名，或在 Word 中另存为 docx。`,
    );
  }
};

/** Word documents: paragraphs with outline levels, automatic numbers written out, table rows, text boxes, notes at the end. */
export const docxReader: Reader = {
  ...FORMATS.docx,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.docx.maxBytes);
    checkSignature(bytes, file.sourcePath);
    const parts = readZip(bytes, (name) => WANTED.test(name), LIMITS, file.sourcePath);
    const part = (name: string): string | undefined => {
      const content = parts.get(`word/${name}.xml`);
      return content && new TextDecoder().decode(content);
    };
    const main = [...parts.keys()].find((name) => /\/document\d*\.xml$/.test(name));
    if (!main)
      throw new ReadError(
        `${file.sourcePath}：压缩包里没有 Word 正文（word/document.xml），不是 docx 文件。`,
      );

    let lines: RawLine[];
    try {
      const context = { styles: readStyles(part('styles')), lists: readNumbering(part('numbering')) };
      lines = ['footnotes', 'endnotes'].reduce(
        (all, notes) => all.concat(readBody(part(notes) ?? '<none/>', context)),
        readBody(new TextDecoder().decode(parts.get(main)), context),
      );
    } catch (error) {
      throw new ReadError(`${file.sourcePath}：Word 正文已损坏，无法解析。请在 Word 中打开并另存后再导入。`, {
        cause: error,
      });
    }
    if (lines.every(({ text }) => text.trim() === '')) {
      throw new ReadError(`${file.sourcePath}：文档里没有文字（可能全是扫描图片）。请先做文字识别再导入。`);
    }
    yield {
      report: { sourcePath: file.sourcePath, lines, stated: {}, bytes, mediaType: MEDIA_TYPE, warnings: [] },
    };
  },
};
