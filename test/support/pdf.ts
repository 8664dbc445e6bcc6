import iconv from 'iconv-lite';

export interface PdfText {
  readonly x: number;
  /** From the top of the page. Points, on A4. */
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

const HEIGHT = 842;

const object = (number: number, body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);

export const stream = (content: Buffer, entries = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`<< /Length ${content.length} ${entries} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);

/** The instructions that set text with half-width figures, as Chinese fonts have them. */
export const typeset = (texts: readonly PdfText[]): Buffer =>
  Buffer.from(
    texts
      .map(
        ({ x, y, text, size = 16 }) =>
          `BT /F1 ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm <${iconv.encode(text, 'gbk').toString('hex')}> Tj ET`,
      )
      .join('\n'),
  );

/**
 * A PDF made by hand, with the font that old Chinese ones name and do not carry: GBK codes, no table of characters, so
 * that nothing can be read without the library's own character maps.
 */
export const buildPdf = (
  pages: readonly Buffer[],
  { trailer = '', extra = [] as readonly string[], repeat = 1 } = {},
): Buffer => {
  const font = 4;
  const first = 7 + extra.length;
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length * repeat} /Kids [${pages.map((_, i) => `${first + 2 * i} 0 R `.repeat(repeat)).join('')}] >>`,
    `<< /Font << /F1 ${font} 0 R >> >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [814 939 500] /FontDescriptor 6 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 >>',
    ...extra,
    ...pages.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${HEIGHT}] /Resources 3 0 R /Contents ${first + 2 * i + 1} 0 R >>`,
      content,
    ]),
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets: number[] = [];
  let length = 9;
  for (const [i, body] of bodies.entries()) {
    const part = object(i + 1, body);
    offsets.push(length);
    parts.push(part);
    length += part.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
};
