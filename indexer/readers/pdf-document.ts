import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { ReadError } from '../reader.ts';

/** A stretch of text as the file places it. Points, with y downwards from the top of the page as it is seen. */
export interface PdfRun {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Of the font. */
  readonly size: number;
}

export interface PdfPage {
  /** 1-based. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly PdfRun[];
}

export interface PdfLimits {
  readonly pages: number;
  /** UTF-16 units, all pages together. */
  readonly characters: number;
  /** Milliseconds, looked at between pieces of a page. */
  readonly time: number;
}

// `with` is how pdf.js asks Node for its files: the folders must end in a slash.
const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const inFolder = (name: string): string => `${join(folder, name)}/`;

/**
 * pdf.js wants these three for drawing and makes one matrix while it loads; it takes them from a native canvas, which
 * text does not need. Given here, nothing native is asked for them, and reading is the same where it is not installed.
 */
const loadPdfjs = async () => {
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: class {}, writable: true });
  }
  return import('pdfjs-dist/legacy/build/pdf.mjs');
};

let library: ReturnType<typeof loadPdfjs> | undefined;

/** Steeper than this is a stamp or a watermark across the page. Radians. */
const MOST_SLANT = 0.05;

const explain = (error: unknown, name: string): ReadError => {
  if (error instanceof ReadError) return error;
  const kind = error instanceof Error ? error.name : '';
  return new ReadError(
    kind === 'PasswordException'
      ? `${name}：PDF 加了打开密码，无法读取。请去掉密码另存后再导入。`
      : `${name}：PDF 已损坏或不完整，无法解析。请重新下载，或用阅读器打开并另存后再导入。`,
    { cause: error },
  );
};

/**
 * Every page of a PDF as runs of text, in order. Throws ReadError when it is no PDF, is damaged, wants a password or
 * goes beyond `limits`. `bytes` are handed over to pdf.js and of no use afterwards.
 */
export async function* readPdfPages(
  bytes: Uint8Array,
  name: string,
  limits: PdfLimits,
): AsyncGenerator<PdfPage> {
  library ??= loadPdfjs();
  const { getDocument, Util, VerbosityLevel } = await library;
  const deadline = performance.now() + limits.time;
  const overtime = () =>
    new ReadError(`${name}：解析超过 ${limits.time / 1000} 秒，已放弃。请拆分成较小的 PDF 后再导入。`);
  const task = getDocument({
    data: bytes,
    cMapUrl: inFolder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: inFolder('standard_fonts'),
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    if (document.numPages > limits.pages) {
      throw new ReadError(
        `${name}：PDF 有 ${document.numPages} 页，超过上限 ${limits.pages} 页。请拆分后再导入。`,
      );
    }
    let characters = 0;
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { width, height, transform } = page.getViewport({ scale: 1 });
      const runs: PdfRun[] = [];
      const reader = page.streamTextContent().getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        if (performance.now() > deadline) throw overtime();
        for (const item of part.value.items as TextItem[]) {
          if (typeof item.str !== 'string' || item.str === '') continue;
          characters += item.str.length;
          const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = Util.transform(transform, item.transform);
          if (Math.abs(Math.atan2(b, a)) > MOST_SLANT) continue;
          runs.push({ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) });
        }
        if (characters > limits.characters) {
          throw new ReadError(
            `${name}：PDF 里的文字超过 ${limits.characters / 1e6} 百万字符，不像一份报告。请拆分后再导入。`,
          );
        }
      }
      page.cleanup();
      yield { number, width, height, runs };
      if (performance.now() > deadline) throw overtime();
    }
  } catch (error) {
    throw explain(error, name);
  } finally {
    await task.destroy();
  }
}
