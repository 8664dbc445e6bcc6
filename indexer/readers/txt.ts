import { type RawLine, ReadError, type Reader } from '../reader.ts';
import { decodeText } from './decode.ts';
import { FORMATS } from './formats.ts';
import { joinHardWraps } from './hard-wraps.ts';
import { readBytes } from './read-bytes.ts';

/** Every break that editors and web pages leave: CR, LF, form feed, vertical tab, next line, line and paragraph separator. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: form feed and vertical tab break lines in old exports
const LINE_BREAK = /\r\n|[\n\r\u000B\u000C\u0085\u2028\u2029]/u;

export const splitLines = (text: string): string[] => text.split(LINE_BREAK);

/** `# 标题`: text copied out of a markdown file keeps its marks. */
const toLine = (line: string): RawLine => {
  const [mark, hashes = ''] = /^(#{1,6}) +(?=\S)/u.exec(line) ?? [];
  return mark === undefined ? { text: line } : { text: line.slice(mark.length), outlineLevel: hashes.length };
};

/** Plain text in any encoding of Chinese. Blank lines are kept: they tell paragraphs from broken lines later. */
export const txtReader: Reader = {
  ...FORMATS.txt,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.txt.maxBytes);
    const { text, encoding, warnings } = decodeText(bytes, file.sourcePath);
    if (text.trim() === '') throw new ReadError(`${file.sourcePath}：文件里只有空白，没有文字。`);
    yield {
      report: {
        sourcePath: file.sourcePath,
        lines: joinHardWraps(splitLines(text)).map(toLine),
        stated: {},
        bytes,
        mediaType: `text/plain; charset=${encoding}`,
        warnings,
      },
    };
  },
};
