import type { Readable } from 'node:stream';
import { ReadError, type SourceFile } from '../reader.ts';

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** The whole of a file as bytes. Throws ReadError when it is empty or larger than `maxBytes`, also when it grew since it was listed. */
export const readBytes = async (
  file: SourceFile,
  open: () => Readable,
  maxBytes: number,
): Promise<Uint8Array> => {
  const tooLarge = (size: number) =>
    new ReadError(
      `${file.sourcePath}：文件 ${megabytes(size)}，超过该格式的上限 ${megabytes(maxBytes)}。请拆分后再导入。`,
    );
  if (file.size > maxBytes) throw tooLarge(file.size);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open() as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(size);
    chunks.push(chunk);
  }
  if (size === 0) throw new ReadError(`${file.sourcePath}：文件是空的（0 字节）。请检查下载或导出是否完整。`);
  return Buffer.concat(chunks, size);
};
