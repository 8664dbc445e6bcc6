import type { RawLine, Reader } from '../reader.ts';
import { ReadError } from '../reader.ts';
import { countHan } from './common-han.ts';
import { FORMATS } from './formats.ts';
import { type PdfPage, readPdfPages } from './pdf-document.ts';
import { tameFont } from './pdf-fonts.ts';
import { findPrintedAddress, removeFurniture } from './pdf-furniture.ts';
import { type PdfLine, readLines } from './pdf-lines.ts';
import { toParagraphs } from './pdf-paragraphs.ts';
import { readStreams } from './pdf-streams.ts';
import { readBytes } from './read-bytes.ts';

/** The longest yearbooks have some 1,500 pages. A report is read in a second or two. */
const LIMITS = { pages: 2_000, characters: 8_000_000, time: 60_000 };
/** Fewer characters than this on a page of a report: it is a picture with perhaps a page number. */
const LEAST_ON_PAGE = 20;

const findSignature = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes('%PDF-');

const characters = (lines: readonly { readonly text: string }[]): number =>
  lines.reduce((sum, { text }) => sum + text.trim().length, 0);

/** Fonts without a table of their characters give signs of their own; nobody could search them. */
const isGarbled = (text: string): boolean => {
  const { beyondAscii, common, han, broken, control, length } = countHan(text);
  return (
    control / length > 0.02 ||
    (beyondAscii >= 50 && (broken / beyondAscii > 0.1 || (han >= 50 && common / han < 0.25)))
  );
};

const pageNumbers = (pages: readonly number[]): string => {
  const shown = pages.slice(0, 10).join('、');
  return pages.length > 10 ? `${shown} 等 ${pages.length} 页` : `${shown} 页`;
};

/** PDF files with a text layer: paragraphs and table rows with their page, without headers, footers and page numbers. */
export const pdfReader: Reader = {
  ...FORMATS.pdf,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.pdf.maxBytes);
    const name = file.sourcePath;
    if (!findSignature(bytes))
      throw new ReadError(`${name}：不是 PDF 文件。请确认扩展名没有写错、下载完整。`);
    // pdf.js takes the bytes it is given for itself; those of the report stay as they were.
    const copy = new Uint8Array(bytes);
    for await (const stream of readStreams(bytes, name)) tameFont(copy, stream);
    const pages: { page: Pick<PdfPage, 'height' | 'number'>; lines: PdfLine[] }[] = [];
    let gutter: number | null = null;
    for await (const page of readPdfPages(copy, name, LIMITS)) {
      const read: ReturnType<typeof readLines> = readLines(page, gutter);
      gutter = read.gutter;
      pages.push({ page: { height: page.height, number: page.number }, lines: read.lines });
    }
    const empty = pages
      .filter(({ lines }) => characters(lines) < LEAST_ON_PAGE)
      .map(({ page }) => page.number);
    const lines: RawLine[] = toParagraphs(removeFurniture(pages).flat());
    if (characters(lines) === 0 || (empty.length === pages.length && pages.length > 1)) {
      throw new ReadError(
        `${name}：这是扫描件，没有文字层，读不出文字。请先做 OCR（文字识别）另存为可搜索的 PDF 再导入。`,
      );
    }
    if (isGarbled(lines.map(({ text }) => text).join('\n'))) {
      throw new ReadError(
        `${name}：PDF 的字体没有附带文字编码，提取出来是乱码。请用原来的 Word 文件，或做 OCR 后再导入。`,
      );
    }
    const warnings =
      empty.length > 0 && pages.length > 1
        ? [`第 ${pageNumbers(empty)}没有文字层（可能是扫描页或空白页），未能读出。`]
        : [];
    const address = findPrintedAddress(pages);
    const stated = address === undefined ? {} : { sourceUrl: address, byPage: ['sourceUrl'] };
    yield {
      report: { sourcePath: name, lines, stated, bytes, mediaType: 'application/pdf', warnings },
    };
  },
};
