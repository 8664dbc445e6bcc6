import { unzipSync } from 'fflate';
import { ReadError } from '../reader.ts';

export interface ZipLimits {
  /** Uncompressed, all wanted entries together. Bytes. */
  readonly total: number;
  /** How many times larger than its compressed form an entry may be; beyond it is a bomb, not text. */
  readonly ratio: number;
}

/**
 * The wanted entries of a zip. Sizes are read from the central directory before anything is inflated, and inflating
 * writes into a buffer of the stated size, so an archive that lies about it cannot grow either.
 * Throws ReadError when it is no zip, is damaged or would unpack beyond `limits`.
 */
export const readZip = (
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: ZipLimits,
  name: string,
): ReadonlyMap<string, Uint8Array> => {
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: (entry) => {
        if (!wanted(entry.name)) return false;
        total += entry.originalSize;
        const bomb = entry.originalSize > 1024 * 1024 && entry.originalSize > entry.size * limits.ratio;
        if (total > limits.total || bomb) {
          throw new ReadError(
            `${name}：解压后过大（${entry.name} 声称 ${(entry.originalSize / 1024 / 1024).toFixed(0)} MB），疑似压缩炸弹，已拒绝读取。`,
          );
        }
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(`${name}：压缩包已损坏或不完整，无法解开。请重新下载，或在 Word 中另存后再导入。`, {
      cause: error,
    });
  }
};
