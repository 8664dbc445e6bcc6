import { createHash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 16;

/**
 * The id of a report: 16 characters [a-z0-9] (83 bits) from the SHA-256 of its source address, or else of its relative
 * path, so that it survives re-indexing and a change of content.
 */
export const reportIdOf = (source: {
  readonly sourceUrl?: string | null;
  readonly sourcePath: string;
}): string => {
  const digest = createHash('sha256')
    .update(source.sourceUrl ?? source.sourcePath)
    .digest('hex');
  let rest = BigInt(`0x${digest}`);
  let id = '';
  while (id.length < LENGTH) {
    id += ALPHABET[Number(rest % 36n)];
    rest /= 36n;
  }
  return id;
};
