import { lexer, type Token, type Tokens } from 'marked';
import { parseFragment } from 'parse5';
import { type RawLine, ReadError, type Reader } from '../reader.ts';
import { decodeText } from './decode.ts';
import { FORMATS } from './formats.ts';
import { linesOf } from './html-tree.ts';
import { type FrontMatter, readFrontMatter } from './md-front-matter.ts';
import { readBytes } from './read-bytes.ts';
import { splitLines } from './txt.ts';

const HAN_EDGE = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’…—]/u;
const ENDS_SENTENCE = /[。！？；：!?;:][”’」』）)]*$/u;
const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]+[章节部条])/u;

/** `##标题`: renderers ask for the space, writers of Chinese forget it. */
const GLUED_HEADING = /^(#{1,6})(?=[\p{Script=Han}（(《“]|\d{4}年)/gmu;

/** The text of a fragment of html without its tags; entities become what they stand for. */
const fromHtml = (html: string): RawLine[] => linesOf(parseFragment(html));

const decodeEntities = (text: string): string =>
  text.includes('&') && !text.includes('<')
    ? fromHtml(text)
        .map((line) => line.text)
        .join(' ')
    : text;

/** What inline marks surround; pictures and tags have no text. Line breaks asked for become \n, mere ends of lines \r. */
const inline = (tokens: readonly Token[] | undefined): string =>
  (tokens ?? [])
    .map((token) => {
      if (token.type === 'br' || (token.type === 'html' && /^<br\s*\/?>/iu.test(token.raw))) return '\n';
      if (token.type === 'html' || token.type === 'image' || token.type === 'checkbox') return '';
      if ('tokens' in token && token.tokens) return inline(token.tokens);
      return 'text' in token ? decodeEntities(String(token.text).replaceAll('\n', '\r')) : '';
    })
    .join('');

/**
 * Markdown joins the lines of a paragraph. Written by hand, Chinese text has a line for each paragraph all the same: one
 * that ends a sentence, or a numbered one after it, stays apart.
 */
const joinSoftBreaks = (text: string): string[] => {
  const lines: string[] = [];
  for (const hard of text.split('\n')) {
    for (const [i, part] of hard.split('\r').entries()) {
      const line = part.trim();
      const before = lines.at(-1) ?? '';
      if (i === 0 || ENDS_SENTENCE.test(before) || NUMBERED.test(line)) lines.push(line);
      else {
        const glued = HAN_EDGE.test(before.slice(-1)) || HAN_EDGE.test(line.slice(0, 1));
        lines[lines.length - 1] = before + (glued ? '' : ' ') + line;
      }
    }
  }
  return lines;
};

const MARK = /^\s*(\d{1,9}[.)])\s/u;

const rowOf = (cells: readonly Tokens.TableCell[]): RawLine => ({
  text: cells
    .map((cell) =>
      inline(cell.tokens)
        .replace(/[\r\n]+/gu, ' ')
        .trim(),
    )
    .join(' | '),
  tableRow: true,
});

function* linesOfBlocks(tokens: readonly Token[]): Generator<RawLine> {
  for (const token of tokens) {
    if (token.type === 'heading') {
      const text = inline(token.tokens)
        .replace(/[\r\n]+/gu, '')
        .trim();
      yield { text, outlineLevel: (token as Tokens.Heading).depth };
    } else if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      for (const cells of [header, ...rows]) yield rowOf(cells);
    } else if (token.type === 'list') {
      for (const item of (token as Tokens.List).items) {
        const mark = (token as Tokens.List).ordered ? MARK.exec(item.raw)?.[1] : undefined;
        const [first, ...rest] = linesOfBlocks(item.tokens);
        const gap = HAN_EDGE.test(first?.text.slice(0, 1) ?? '') ? '' : ' ';
        if (first) yield { ...first, text: mark ? mark + gap + first.text : first.text };
        yield* rest;
      }
    } else if (token.type === 'html') yield* fromHtml(token.raw);
    else if (token.type === 'code') yield* splitLines(String(token.text)).map((text) => ({ text }));
    else if (token.type === 'blockquote') yield* linesOfBlocks(token.tokens ?? []);
    else if (token.type === 'paragraph' || token.type === 'text') {
      const text = token.tokens ? inline(token.tokens) : String(token.text);
      for (const line of joinSoftBreaks(text)) yield { text: line };
    } else if (token.type === 'space') yield { text: '' };
  }
}

const readHead = (text: string, name: string): FrontMatter => {
  try {
    return readFrontMatter(text);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    throw new ReadError(`${name}：文件开头写明的元数据有误：${error.message}。`, { cause: error });
  }
};

/** Markdown: headings with their level, paragraphs, list items with their numbers, table rows. */
export const mdReader: Reader = {
  ...FORMATS.md,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.md.maxBytes);
    const name = file.sourcePath;
    const { text, encoding, warnings: doubts } = decodeText(bytes, name);
    const { body, stated, warnings } = readHead(text, name);
    let lines: RawLine[];
    try {
      lines = [...linesOfBlocks(lexer(body.replace(GLUED_HEADING, '$1 ')))];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ReadError(`${name}：markdown 的引用或列表嵌套过深，无法解析。`, { cause: error });
    }
    if (lines.every((line) => line.text.trim() === ''))
      throw new ReadError(`${name}：文件里只有空白，没有文字。`);
    const mediaType = `text/markdown; charset=${encoding}`;
    yield {
      report: { sourcePath: name, lines, stated, bytes, mediaType, warnings: [...doubts, ...warnings] },
    };
  },
};
