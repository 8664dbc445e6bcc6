import iconv from 'iconv-lite';
import { readerFor } from '../readers/index.ts';
import { FetchFailure } from './failure.ts';

/** What tells the format of fetched content. */
export interface Evidence {
  readonly url: URL;
  readonly contentType: string | undefined;
  readonly contentDisposition: string | undefined;
  /** Its first and last bytes, a few thousand of each. */
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** Formats that hold one report. Lists of reports (jsonl, csv) are not taken from the web: they could name other files. */
const BY_TYPE: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.html',
  'text/plain': '.txt',
  'text/markdown': '.md',
  'application/pdf': '.pdf',
  'application/x-pdf': '.pdf',
  'application/msword': '.doc',
  'application/vnd.ms-word': '.doc',
  'application/rtf': '.rtf',
  'text/rtf': '.rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
};
const EXTENSIONS: ReadonlySet<string> = new Set([...Object.values(BY_TYPE), '.htm', '.shtml', '.xhtml']);
/** Types that servers state for want of a better one. */
const VAGUE =
  /^(?:application\/(?:octet-stream|x-download|force-download|binary|download)|binary\/|unknown\/|text\/plain$)/u;

const extensionOf = (name: string): string => /\.[a-z0-9]{1,5}$/iu.exec(name)?.[0].toLowerCase() ?? '';

/** Header bytes arrive as Latin-1; old servers put UTF-8 or GBK there unencoded. */
const decodeHeader = (value: string): string => {
  const bytes = Buffer.from(value, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'gb18030');
  }
};

const percentDecoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** The file name of a Content-Disposition header (RFC 6266), without folders; empty where there is none. */
export const fileNameOf = (contentDisposition: string | undefined): string => {
  if (!contentDisposition) return '';
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/iu.exec(contentDisposition)?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/iu.exec(contentDisposition);
  const name = extended ?? decodeHeader(plain?.[1] ?? plain?.[2] ?? '');
  return percentDecoded(name.trim()).split(/[/\\]/u).at(-1)?.trim() ?? '';
};

const startsWith = (bytes: Buffer, ...magic: number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** What the first bytes leave no doubt about. */
const byContent = ({ head, tail }: Evidence): string | null => {
  if (head.subarray(0, 1024).includes('%PDF-')) return '.pdf';
  if (head.subarray(0, 5).toString('latin1') === '{\\rtf') return '.rtf';
  // The names of a zip's entries stand at its end.
  if (startsWith(head, 0x50, 0x4b, 3, 4)) return tail.includes('word/document.xml') ? '.docx' : '.zip';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  return null;
};

const looksLikeHtml = (head: Buffer): boolean =>
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/iu.test(
    head.toString('latin1').replace(/^(?:ï»¿|\?)/u, ''),
  );

/**
 * The extension of the format that fetched content is in: what the bytes say beyond doubt, else the stated type, else the name.
 * @throws {FetchFailure} where that is no format of reports, or the bytes are not what they are said to be.
 */
export const extensionFor = (evidence: Evidence): string => {
  const { url, head } = evidence;
  const type = evidence.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const stated = VAGUE.test(type) ? undefined : BY_TYPE[type];
  const names = [fileNameOf(evidence.contentDisposition), url.pathname].map(extensionOf);
  const named = names.find((extension) => EXTENSIONS.has(extension));

  const found = byContent(evidence);
  // Word's old format shares its first bytes with Excel's and PowerPoint's.
  const sure = found === 'ole' ? ([stated, named].includes('.doc') ? '.doc' : '.xls') : found;
  const text = looksLikeHtml(head) ? '.html' : '.txt';
  const isText = type === '' || VAGUE.test(type);
  const extension = sure ?? stated ?? named ?? (isText && !head.includes(0) ? text : null);
  if (extension === null || !EXTENSIONS.has(extension) || !readerFor(`x${extension}`))
    throw new FetchFailure(
      `不认识的内容类型：${type || '未说明'}${extension ? `（${extension.slice(1)}）` : ''}`,
    );
  const binary = extension === '.pdf' || extension === '.docx' || extension === '.doc';
  if (sure === null && binary)
    throw new FetchFailure(
      `说是 ${extension.slice(1)}，内容却${looksLikeHtml(head) ? '是网页' : '不是'}：可能要先登录，或文件已不在`,
    );
  return extension;
};

const MAX_NAME = 120;

/** A path to show the report by: host, folders and file name as people read them, ending in the extension of its format. */
export const sourcePathFor = (
  url: URL,
  contentDisposition: string | undefined,
  extension: string,
): string => {
  const parts = url.pathname.split('/').filter(Boolean).map(percentDecoded);
  const name = fileNameOf(contentDisposition) || parts.pop() || 'index';
  const folders =
    fileNameOf(contentDisposition) === '' || url.pathname.endsWith('/') ? parts : parts.slice(0, -1);
  const file = extensionOf(name) === extension ? name.slice(0, -extension.length) : name;
  return [url.host, ...folders, `${file.slice(-MAX_NAME)}${extension}`]
    .map((part) => part.replace(/[/\\\p{C}]/gu, '_').slice(-MAX_NAME - 6))
    .join('/');
};
