import { readFile, stat } from 'node:fs/promises';
import { decodeText } from '../readers/decode.ts';
import { splitLines } from '../readers/txt.ts';
import { isAddress } from './address.ts';

/** A list of addresses that cannot be used: names the file, the line and the way out. */
export class InvalidAddressList extends Error {
  override name = 'InvalidAddressList';
}

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_BAD_LINES = 5;

/**
 * The addresses in a file: one a line; empty lines and lines that begin with `#` are passed over.
 * @throws {InvalidAddressList} when it cannot be read, or a line is something else: half a list is no list anybody meant.
 */
export const readAddressList = async (path: string): Promise<string[]> => {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES)
      throw new InvalidAddressList(`网址清单 ${path} 超过 ${MAX_BYTES / 1024 / 1024} MB，请拆分`);
    text = size === 0 ? '' : decodeText(await readFile(path), path).text;
  } catch (error) {
    if (error instanceof InvalidAddressList) throw error;
    throw new InvalidAddressList(
      `读不了网址清单 ${path}：${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const lines = splitLines(text)
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  const bad = lines.filter(({ line }) => !isAddress(line));
  if (bad.length > 0)
    throw new InvalidAddressList(
      [
        `网址清单 ${path} 里有 ${bad.length} 行不是 http(s) 网址（每行一个，# 开头为注释）：`,
        ...bad.slice(0, MAX_BAD_LINES).map(({ line, number }) => `  第 ${number} 行：${line.slice(0, 200)}`),
      ].join('\n'),
    );
  if (lines.length === 0) throw new InvalidAddressList(`网址清单 ${path} 里没有网址`);
  return lines.map(({ line }) => line);
};
