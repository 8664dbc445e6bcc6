import iconv from 'iconv-lite';
import { ReadError } from '../reader.ts';
import { countHan } from './common-han.ts';

export interface Decoded {
  readonly text: string;
  /** As IANA names it. */
  readonly encoding: string;
  /** A sentence each; empty when every byte was understood. */
  readonly warnings: readonly string[];
}

/** What people name .txt by mistake, by their first bytes. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'PDF 文件'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip 压缩包或 Office 文件（docx、xlsx 等）'],
  [[0xd0, 0xcf, 0x11, 0xe0], '旧版 Office 文件（doc、xls 等）'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG 图片'],
  [[0xff, 0xd8, 0xff], 'JPEG 图片'],
  [[0x47, 0x49, 0x46, 0x38], 'GIF 图片'],
  [[0x1f, 0x8b], 'gzip 压缩文件'],
  [[0x52, 0x61, 0x72, 0x21], 'rar 压缩包'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7z 压缩包'],
  [[0x7f, 0x45, 0x4c, 0x46], '可执行程序'],
  [[0x4d, 0x5a, 0x90], '可执行程序'],
];

/** Enough characters to judge by; a whole 32 MB file need not be decoded five times. */
const SAMPLE_BYTES = 64 * 1024;
/** Real Chinese prose has well over half of its Han characters in the common list; wrong decodings stay under a tenth. */
const LEAST_COMMON_SHARE = 0.25;
const MOST_BROKEN_SHARE = 0.02;
const MOST_CONTROL_SHARE = 0.005;
/** Below this a share says nothing. */
const FEW_CHARACTERS = 12;

/** Chinese bytes taken for Latin-1 or Windows-1252 (ÁøÒñ½ÖµÀ, æŸ³è); no language writes so many accents in a row. */
const LATIN_RUN =
  /[\u00A0-\u00FF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122\u0080-\u009F]{8,}/u;
/** Enough of them are letters with accents, and the run is not one of dashes and quotation marks. */
const ACCENTS = /[\u00C0-\u00FF]/gu;

/** What UTF-8 turns into when it is read as GBK: 锛 is a comma, 銆 a full stop, 鈥 a quotation mark, 鐨 a part of 的. */
const TWICE = /[锛銆鈥鐨鍦鏈鍏浜鎴涓鏄勮绔]/gu;
const isDecodedTwice = (line: string): boolean => {
  const marks = line.match(TWICE)?.length ?? 0;
  return marks >= 4 && marks >= line.length * 0.1;
};

/** True for text that nobody can read: decoded wrongly, here or before it was saved. */
export const isGarbled = (text: string, encoding = 'utf-8'): boolean => {
  const { beyondAscii, han, common, broken } = countHan(text);
  const run = LATIN_RUN.exec(text.slice(0, SAMPLE_BYTES))?.[0] ?? '';
  if (text.includes('锟斤拷') || (run.match(ACCENTS)?.length ?? 0) >= 4) return true;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.filter(isDecodedTwice).length > lines.length * 0.1) return true;
  if (beyondAscii < FEW_CHARACTERS) return false;
  return (
    broken / beyondAscii > MOST_BROKEN_SHARE ||
    (han >= FEW_CHARACTERS
      ? common / han < LEAST_COMMON_SHARE
      : han / beyondAscii < 0.1 && encoding !== 'utf-8')
  );
};

const CANDIDATES = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'] as const;

const decodeAs = (bytes: Uint8Array, encoding: string): string =>
  iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);

const byMark = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
};

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Higher is likelier: the share of common Han among what is not ASCII, less what cannot be right. */
const score = (text: string): number => {
  const { beyondAscii, common, broken, control, length } = countHan(text);
  if (beyondAscii === 0) return 0;
  return (common - 4 * broken) / beyondAscii - (20 * control) / length;
};

const likeliest = (bytes: Uint8Array): string => {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  return CANDIDATES.map((encoding) => ({ encoding, score: score(decodeAs(sample, encoding)) })).reduce(
    (best, next) => (next.score > best.score ? next : best),
  ).encoding;
};

/** Which encoding of Chinese the bytes are in: by their mark, else UTF-8 if they fit it, else the likeliest. */
export const detectEncoding = (bytes: Uint8Array): string => {
  const zeroes = bytes.subarray(0, SAMPLE_BYTES).includes(0);
  return byMark(bytes) ?? (!zeroes && isUtf8(bytes) ? 'utf-8' : likeliest(bytes));
};

/**
 * Text of bytes in any encoding of Chinese in use. A byte order mark decides; else strict UTF-8 if all bytes fit it; else
 * whichever of GB18030, Big5, UTF-16 and damaged UTF-8 gives the most common Han characters.
 * Throws ReadError for other file types, binary content and text that is garbled whichever way it is read.
 * `name` goes into the error.
 */
export const decodeText = (bytes: Uint8Array, name: string): Decoded => {
  const signature = SIGNATURES.find(([magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (signature) {
    throw new ReadError(
      `${name}：内容其实是${signature[1]}，不是纯文本。请改成相应的扩展名，或另存为文本后再导入。`,
    );
  }
  const encoding = detectEncoding(bytes);
  const text = decodeAs(bytes, encoding);

  const { control, length } = countHan(text);
  if (control / length > MOST_CONTROL_SHARE) {
    throw new ReadError(`${name}：内容是二进制数据，不是文本。请确认文件没有损坏、扩展名没有写错。`);
  }
  if (isGarbled(text, encoding)) {
    throw new ReadError(
      `${name}：文字是乱码（按 ${encoding.toUpperCase()} 读也认不出常用汉字）。请从原网页重新保存，或转存为 UTF-8 后再导入。`,
    );
  }
  const lost = text.split('\u{FFFD}').length - 1;
  const warnings =
    lost > 0 ? [`按 ${encoding.toUpperCase()} 解码时有 ${lost} 处字节无法识别，已以“\u{FFFD}”代替。`] : [];
  const twice = text.split('\n').filter(isDecodedTwice).length;
  if (twice > 0) warnings.push(`有 ${twice} 行是乱码（UTF-8 曾被当成 GBK 存过），请对照原文。`);
  return { text: text.replace(/^\u{FEFF}/u, ''), encoding, warnings };
};
