import { createInflateRaw } from 'node:zlib';
import { ReadError } from '../reader.ts';

/** A page of text is some kilobytes of instructions, a whole Chinese font some 20 MB; pdf.js would hold all of a stream. */
const LARGEST = 96 * 1024 * 1024;
const CHUNK = 64 * 1024;
/** Bytes. */
const ZLIB_HEADER = 2;
/** Layers of compression around each other. */
const DEEPEST = 2;
/** Kept of what a stream unpacks to, to tell what it is. */
const HEAD = 1024 * 1024;

/** A stream of the file, as it is stored there. */
export interface PdfStream {
  /** First byte of the content, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** What stands before it and says how to read it. */
  readonly dictionary: string;
  /** The beginning of the content, unpacked; null where it is packed in a way that is not known here, or damaged. */
  readonly head: Uint8Array | null;
  readonly packed: boolean;
}

interface Inflated {
  readonly size: number;
  readonly head: Uint8Array;
  readonly damaged: boolean;
}

/** Inflates and counts, keeping nothing but the beginning; stops beyond LARGEST. Damage is left for pdf.js to judge. */
const inflate = (bytes: Uint8Array): Promise<Inflated> =>
  new Promise((resolve) => {
    // Without the checksum at the end, which pdf.js does not look at either.
    const stream = createInflateRaw({ chunkSize: CHUNK });
    let size = 0;
    const head: Uint8Array[] = [];
    const end = (damaged: boolean) => () => {
      stream.destroy();
      resolve({ size, head: Buffer.concat(head), damaged });
    };
    stream.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size <= HEAD) head.push(chunk);
      if (size > LARGEST) end(false)();
    });
    stream.on('end', end(false));
    stream.on('error', end(true));
    stream.end(bytes.subarray(ZLIB_HEADER));
  });

const isZlib = (bytes: Uint8Array): boolean =>
  bytes.length > 2 && ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;

/**
 * Every stream of the file but pictures: text does not need them and they are large by nature. Throws ReadError at
 * decompression bombs, before pdf.js unpacks them into memory.
 */
export async function* readStreams(bytes: Uint8Array, name: string): AsyncGenerator<PdfStream> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (file.subarray(at - 3, at).toString('latin1') === 'end') continue;
    const start = at + (file[at + 6] === 0x0d ? 8 : 7);
    const dictionary = file.subarray(file.lastIndexOf('obj', at), at).toString('latin1');
    if (dictionary.length < 4096 && /\/Subtype\s*\/Image/.test(dictionary)) continue;
    let end = file.indexOf('endstream', start);
    if (end < 0) end = file.length;
    const packed = isZlib(file.subarray(start, start + 3));
    if (!packed) {
      yield { start, end, dictionary, head: file.subarray(start, Math.min(end, start + HEAD)), packed };
      continue;
    }
    let content: Uint8Array = file.subarray(start, end);
    let head: Uint8Array | null = null;
    // A stream that is small even at the best ratio of deflate cannot grow beyond the limit, unless it is packed twice.
    for (let depth = 0; depth < DEEPEST && isZlib(content); depth++) {
      const inflated = await inflate(content);
      if (inflated.size > LARGEST) {
        throw new ReadError(
          `${name}：PDF 里有一段数据解压后超过 ${LARGEST / 1024 / 1024} MB，疑似压缩炸弹，已拒绝读取。`,
        );
      }
      content = inflated.head;
      if (depth === 0 && !inflated.damaged) head = inflated.head;
    }
    yield { start, end, dictionary, head, packed };
  }
}
