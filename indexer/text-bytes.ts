import { extname } from 'node:path';
import type { SourceFile } from './reader.ts';

/** Formats whose size tells how much text is in them. */
const PLAIN = new Set(['.txt', '.md', '.csv', '.jsonl']);

/** Bytes of text in the files that are nothing but text. */
export const textBytesOf = (files: readonly Pick<SourceFile, 'absolutePath' | 'size'>[]): number =>
  files.reduce(
    (sum, { absolutePath, size }) => sum + (PLAIN.has(extname(absolutePath).toLowerCase()) ? size : 0),
    0,
  );
