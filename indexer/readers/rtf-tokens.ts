/** What RTF is made of. `text` is a byte each; its meaning depends on the font. */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | undefined }
  /** A control of one sign: `\~`, `\*`, `\-`. */
  | { readonly kind: 'sign'; readonly name: string }
  | { readonly kind: 'byte'; readonly byte: number };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const SPACE = 0x20;

const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Longest name and number that the format knows, with room to spare. */
const LONGEST_NAME = 32;
const LONGEST_NUMBER = 11;

/** The tokens of a file, in one pass; data of `\bin` is passed over. */
export function* tokensOf(bytes: Uint8Array): Generator<RtfToken> {
  const at = (i: number): number => bytes[i] ?? 0;
  for (let i = 0; i < bytes.length; ) {
    const byte = at(i++);
    if (byte === OPEN) yield { kind: 'open' };
    else if (byte === CLOSE) yield { kind: 'close' };
    else if (byte === 0x0d || byte === 0x0a || byte === 0) continue;
    else if (byte !== BACKSLASH) yield { kind: 'byte', byte };
    else if (isLetter(at(i))) {
      const from = i;
      while (isLetter(at(i)) && i - from < LONGEST_NAME) i++;
      const name = Buffer.from(bytes.subarray(from, i)).toString('latin1');
      const digits = i;
      if (at(i) === 0x2d) i++;
      while (isDigit(at(i)) && i - digits < LONGEST_NUMBER) i++;
      const number = Number.parseInt(Buffer.from(bytes.subarray(digits, i)).toString('latin1'), 10);
      if (at(i) === SPACE) i++;
      const value = Number.isNaN(number) ? undefined : number;
      if (name === 'bin') i += Math.max(0, value ?? 0);
      else yield { kind: 'word', name, value };
    } else if (at(i) === 0x27) {
      const byteOf = Number.parseInt(Buffer.from(bytes.subarray(i + 1, i + 3)).toString('latin1'), 16);
      i += 3;
      if (!Number.isNaN(byteOf)) yield { kind: 'byte', byte: byteOf };
    } else yield { kind: 'sign', name: String.fromCharCode(at(i++)) };
  }
}
