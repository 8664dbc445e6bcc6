import { createInflate } from 'node:zlib';
import { ReadError } from '../reader.ts';

/** A page of text is some kilobytes of instructions, a whole Chinese font some 20 MB; pdf.js would hold all of a stream. */
const LARGEST = 96 * 1024 * 1024;
const CHUNK = 64 * 1024;
/** Layers of compression around each other. */
const DEEPEST = 2;

/** Inflates and counts, keeping nothing but the beginning; stops beyond LARGEST. Damage is left for pdf.js to judge. */
const inflatedSize = (bytes: Uint8Array): Promise<{ size: number; head: Uint8Array[] }> =>
  new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: CHUNK });
    let size = 0;
    const head: Uint8Array[] = [];
    const end = () => {
      inflate.destroy();
      resolve({ size, head });
    };
    inflate.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size <= 1024 * 1024) head.push(chunk);
      if (size > LARGEST) end();
    });
    inflate.on('end', end);
    inflate.on('error', end);
    inflate.end(bytes);
  });

const isZlib = (bytes: Uint8Array): boolean =>
  bytes.length > 2 && ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;

/**
 * Refuses decompression bombs before pdf.js unpacks them into memory. Pictures are passed over: text does not need them
 * and they are large by nature. Throws ReadError.
 */
export const checkStreams = async (bytes: Uint8Array, name: string): Promise<void> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (file.subarray(at - 3, at).toString('latin1') === 'end') continue;
    const start = at + (file[at + 6] === 0x0d ? 8 : 7);
    if (!isZlib(file.subarray(start, start + 3))) continue;
    const dictionary = file.subarray(file.lastIndexOf('obj', at), at).toString('latin1');
    if (dictionary.length < 4096 && /\/Subtype\s*\/Image/.test(dictionary)) continue;
    let end = file.indexOf('endstream', start);
    if (end < 0) end = file.length;
    let content: Uint8Array = file.subarray(start, end);
    // A stream that is small even at the best ratio of deflate cannot grow beyond the limit, unless it is packed twice.
    for (let depth = 0; depth < DEEPEST && isZlib(content); depth++) {
      const { size, head } = await inflatedSize(content);
      if (size > LARGEST) {
        throw new ReadError(
          `${name}：PDF 里有一段数据解压后超过 ${LARGEST / 1024 / 1024} MB，疑似压缩炸弹，已拒绝读取。`,
        );
      }
      content = Buffer.concat(head);
    }
  }
};
