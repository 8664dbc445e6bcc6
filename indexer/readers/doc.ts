import { Readable } from 'node:stream';
import { type RawLine, ReadError, type Reader, type SourceFile } from '../reader.ts';
import { COMPOUND_SIGNATURE, openCompoundFile } from './compound-file.ts';
import { readDocBody } from './doc-body.ts';
import { readDocText } from './doc-text.ts';
import { docxReader } from './docx.ts';
import { FORMATS } from './formats.ts';
import { htmlReader } from './html.ts';
import { readBytes } from './read-bytes.ts';
import { rtfReader } from './rtf.ts';

const WORD = 0xa5ec;
const WORD_97 = 0x00c1;
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;

const readLines = (bytes: Uint8Array, name: string): RawLine[] => {
  const file = openCompoundFile(bytes);
  const document = file.stream('WordDocument');
  if (!document || document.readUInt16LE(0) !== WORD)
    throw new ReadError(`${name}：里面没有 Word 正文（可能是改了扩展名的 xls、ppt 或安装包）。请确认文件。`);
  if (document.readUInt16LE(2) < WORD_97)
    throw new ReadError(`${name}：这是 Word 95 或更早的文档，读不了。请在 Word 或 WPS 中另存为 docx。`);
  const flags = document.readUInt16LE(10);
  if (flags & ENCRYPTED)
    throw new ReadError(`${name}：文档加了密码，无法读取。请在 Word 中去掉密码后另存再导入。`);
  const table = file.stream(flags & SECOND_TABLE ? '1Table' : '0Table');
  if (!table) throw new RangeError('no table stream');
  return readDocBody(readDocText(document, table));
};

/** What sites serve under the name of doc: web pages and newer documents, rich text too, told by their first bytes. */
const otherFormat = (bytes: Uint8Array): Reader | undefined => {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return docxReader;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 512));
  if (head.toString('latin1').startsWith('{\\rtf')) return rtfReader;
  return /<(?:!doctype|html|\?xml)/iu.test(head.toString('latin1').replaceAll('\0', ''))
    ? htmlReader
    : undefined;
};

const again = (file: SourceFile, bytes: Uint8Array, reader: Reader) =>
  reader.read(file, () => Readable.from([Buffer.from(bytes)]));

/** Word 97 to 2003, and WPS documents of the same make: paragraphs with outline levels, numbers written out, table rows, notes. */
export const docReader: Reader = {
  ...FORMATS.doc,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.doc.maxBytes);
    const name = file.sourcePath;
    const other = otherFormat(bytes);
    if (other) {
      yield* again(file, bytes, other);
      return;
    }
    if (!COMPOUND_SIGNATURE.every((byte, i) => bytes[i] === byte))
      throw new ReadError(`${name}：不是 Word 97–2003 文档。请确认扩展名没有写错、下载完整。`);
    let lines: RawLine[];
    try {
      lines = readLines(bytes, name);
    } catch (error) {
      if (error instanceof ReadError) throw error;
      throw new ReadError(
        `${name}：Word 文档已损坏或不完整，无法解析。请在 Word 或 WPS 中打开并另存后再导入。`,
        {
          cause: error,
        },
      );
    }
    if (lines.every(({ text }) => text.trim() === ''))
      throw new ReadError(`${name}：文档里没有文字（可能全是扫描图片）。请先做文字识别再导入。`);
    yield {
      report: { sourcePath: name, lines, stated: {}, bytes, mediaType: 'application/msword', warnings: [] },
    };
  },
};
