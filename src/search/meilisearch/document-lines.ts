/** Most bytes that one UTF-16 unit takes in UTF-8. */
const BYTES_PER_UNIT = 3;

/**
 * Documents as lines of JSON, written one by one into a buffer that is used again for the next load. A load that is gathered
 * as documents, or as one long string, stays in memory until the collector looks at old objects: 200 MB more at the peak.
 */
export interface DocumentLines {
  add(document: Readonly<Record<string, unknown>>): void;
  /** Bytes so far. */
  readonly size: number;
  /** What was added; good until the next `add`. */
  take(): Uint8Array;
}

export const createDocumentLines = (): DocumentLines => {
  let bytes = Buffer.alloc(1024 * 1024);
  let size = 0;
  return {
    get size() {
      return size;
    },
    add: (document) => {
      const line = `${JSON.stringify(document)}\n`;
      const room = size + line.length * BYTES_PER_UNIT;
      if (room > bytes.length) {
        const larger = Buffer.alloc(2 * room);
        bytes.copy(larger, 0, 0, size);
        bytes = larger;
      }
      size += bytes.write(line, size);
    },
    take: () => {
      const taken = bytes.subarray(0, size);
      size = 0;
      return taken;
    },
  };
};
