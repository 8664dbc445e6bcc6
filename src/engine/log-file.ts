import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const ROTATE_BYTES = 5 * 1024 * 1024;
const TAIL_BYTES = 8 * 1024;

/** Keeps one old log beside the present one, so that logs stay under some 10 MB. */
export const rotateLog = (path: string): void => {
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) renameSync(path, `${path}.1`);
};

/** The last lines written after `from` (bytes), without colours, stack frames and the banner's drawing. */
export const tailLog = (path: string, from: number, count = 8): string => {
  const text = readFrom(path, from);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with the escape character
  const plain = text.replaceAll(/\u001b\[[0-9;]*m/g, '');
  const told = plain
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+(\d+:|at )|^Stack backtrace|8888|^888/.test(line));
  return told.slice(-count).join('\n');
};

export const logSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const readFrom = (path: string, from: number): string => {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from, size - TAIL_BYTES);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(file, buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  } finally {
    closeSync(file);
  }
};
