import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pdfReader } from '../../../indexer/readers/pdf.ts';
import { buildPdf, type PdfText, stream, typeset } from '../../support/pdf.ts';
import { linesOf, readAll } from '../../support/read.ts';

const page = (...texts: PdfText[]): Buffer => stream(typeset(texts));
/** Lines of 26 characters from the left edge at 80 to the right edge at 496. */
const FULL = '全区上下坚持稳中求进工作总基调扎实推进各项重点任务落地';
const lines = (from: number, ...texts: [indent: number, text: string][]): PdfText[] =>
  texts.map(([indent, text], i) => ({ x: 80 + 16 * indent, y: from + 28 * i, text }));

describe('paragraphs', () => {
  it('joins lines without spaces, and parts paragraphs by their indent, over pages too', async () => {
    const pdf = buildPdf([
      page(
        ...lines(
          100,
          [2, '一、工作回顾'],
          [2, FULL.slice(2)],
          [0, FULL],
          [0, '全年办结1286件。'],
          [2, FULL.slice(2)],
        ),
      ),
      page(...lines(100, [0, `${FULL.slice(0, 20)}。`], [2, '二、下一步'])),
    ]);
    const { reports } = await readAll(pdfReader, pdf);
    expect(linesOf(reports[0])).toEqual([
      '一、工作回顾',
      `${FULL.slice(2)}${FULL}全年办结1286件。`,
      `${FULL.slice(2)}${FULL.slice(0, 20)}。`,
      '二、下一步',
    ]);
    expect(reports[0]?.lines.map((line) => line.page)).toEqual([1, 1, 1, 2]);
  });

  it('keeps the spaces of Latin words and drops those that layout puts between figures and Han', async () => {
    const texts = [
      { x: 80, y: 100, text: '用' },
      { x: 100, y: 100, text: 'Open' },
      { x: 138, y: 100, text: 'Data' },
      { x: 174, y: 100, text: '平台' },
    ];
    const { reports } = await readAll(pdfReader, buildPdf([page(...texts)]));
    expect(linesOf(reports[0])).toEqual(['用Open Data平台']);
  });

  it('reads two columns where a mark hangs over the gutter, and lists whose numbers stand apart', async () => {
    const hanging = `${FULL.slice(0, 11)}力，`;
    const left = lines(
      140,
      [0, FULL.slice(0, 12)],
      [0, hanging],
      [0, FULL.slice(0, 12)],
      [0, FULL.slice(0, 12)],
      [0, '左栏到此结束。'],
    );
    const right = lines(
      140,
      [0, FULL.slice(0, 12)],
      [0, FULL.slice(0, 12)],
      [0, FULL.slice(0, 12)],
      [0, FULL.slice(0, 12)],
      [0, '右栏到此结束。'],
    ).map((text) => ({ ...text, x: 310 }));
    const { reports } = await readAll(pdfReader, buildPdf([page(...left, ...right)]));
    const column = FULL.slice(0, 12);
    expect(linesOf(reports[0])).toEqual([
      `${column}${hanging}${column.repeat(2)}左栏到此结束。`,
      `${column.repeat(4)}右栏到此结束。`,
    ]);

    const list = [
      { x: 80, y: 100, text: '1.' },
      { x: 120, y: 100, text: '新增规上企业20家。' },
      { x: 80, y: 128, text: '2.' },
      { x: 120, y: 128, text: '建设数字化车间6个。' },
    ];
    const listed = await readAll(pdfReader, buildPdf([page(...list)]));
    expect(linesOf(listed.reports[0])).toEqual(['1.新增规上企业20家。', '2.建设数字化车间6个。']);
  });

  it('reads two columns one after the other, below a title across both', async () => {
    const left = lines(
      140,
      [0, FULL.slice(0, 12)],
      [0, FULL.slice(0, 12)],
      [0, FULL.slice(0, 12)],
      [0, '左栏到此结束。'],
    );
    const right = left.map((text, i) => ({ ...text, x: 300, text: i === 3 ? '右栏到此结束。' : text.text }));
    const title = { x: 150, y: 80, text: '某某街道二〇二三年工作总结', size: 22 };
    const { reports } = await readAll(pdfReader, buildPdf([page(title, ...left, ...right)]));
    const column = FULL.slice(0, 12).repeat(3);
    expect(linesOf(reports[0])).toEqual([title.text, `${column}左栏到此结束。`, `${column}右栏到此结束。`]);
  });

  it('puts a table into rows, with cells of several lines whole and empty ones in their place', async () => {
    const row = (y: number, ...cells: string[]): PdfText[] =>
      cells.flatMap((text, i) => (text === '' ? [] : [{ x: [80, 200, 300][i] ?? 0, y, text }]));
    const pdf = buildPdf([
      page(
        ...row(100, '指标', '二〇二二年', '二〇二三年'),
        ...row(128, '社会消费品零', '120亿元', '131亿元'),
        ...row(156, '售总额'),
        ...row(184, '税收', '', '3.6亿元'),
        ...row(212, '人均收入', '4万元', '5万元'),
        ...lines(260, [2, `${FULL}。`]),
      ),
    ]);
    const { reports } = await readAll(pdfReader, pdf);
    const rows = reports[0]?.lines.filter(({ tableRow }) => tableRow).map(({ text }) => text);
    expect(rows).toEqual([
      '指标 | 二〇二二年 | 二〇二三年',
      '社会消费品零售总额 | 120亿元 | 131亿元',
      '税收 |  | 3.6亿元',
      '人均收入 | 4万元 | 5万元',
    ]);
    expect(linesOf(reports[0]).at(-1)).toBe(`${FULL}。`);
  });

  it('takes the address off a printed web page, and keeps the number of a heading with it', async () => {
    const address = 'http://www.example.gov.cn/art/2024/1/12/art_1229_5012.html';
    const pages = ['第一章', '第二章'].map((number, at) =>
      page(
        { x: 40, y: 24, text: '2024/3/2 10:15', size: 8 },
        ...[number, '第一节'].flatMap((text, i) => [
          { x: 112, y: 100 + 28 * i, text },
          { x: 192, y: 100 + 28 * i, text: '总体要求' },
        ]),
        ...lines(156, [2, FULL.slice(2)], [0, FULL], [0, `${number}到此为止。`]),
        { x: 40, y: 820, text: `${address} ${at + 1}/2`, size: 8 },
      ),
    );
    const { reports } = await readAll(pdfReader, buildPdf(pages));
    expect(linesOf(reports[0])).toEqual(
      ['第一章', '第二章'].flatMap((number) => [
        `${number}　总体要求`,
        '第一节　总体要求',
        `${FULL.slice(2)}${FULL}${number}到此为止。`,
      ]),
    );
    expect(reports[0]?.stated).toEqual({ sourceUrl: address, byPage: ['sourceUrl'] });
  });

  it('drops headers, footers and page numbers, and nothing that stands inside the page', async () => {
    const pages = [1, 2, 3, 4].map((number) =>
      page(
        { x: 200, y: 40, text: '某某区人民政府公报', size: 9 },
        ...lines(
          100,
          [2, `民生实事第${number * 7}件`],
          [2, '12'],
          [2, FULL.slice(2)],
          [0, FULL],
          [2, `用时${number * 3}个月。`],
        ),
        { x: 280, y: 800, text: number % 2 ? `— ${number} —` : `${number}`, size: 10 },
      ),
    );
    const { reports } = await readAll(pdfReader, buildPdf(pages));
    expect(linesOf(reports[0])).toEqual(
      [1, 2, 3, 4].flatMap((number) => [
        `民生实事第${number * 7}件`,
        '12',
        FULL.slice(2) + FULL,
        `用时${number * 3}个月。`,
      ]),
    );
  });
});

/** As the outlines of Type 1 fonts are hidden: every byte depends on those before it. */
const encrypt = (text: string): Buffer => {
  let key = 55665;
  return Buffer.from(
    [...Buffer.from(`\0\0\0\0${text}`, 'latin1')].map((byte) => {
      const hidden = byte ^ (key >> 8);
      key = ((hidden + key) * 52845 + 22719) & 0xffff;
      return hidden;
    }),
  );
};
/** Forty routines, each of which calls the next one twice: drawing one glyph would take 2⁴⁰ steps. */
const ENDLESS_FONT = Buffer.concat([
  Buffer.from(
    '%!PS-AdobeFont-1.0: Endless\n/Encoding 256 array\ndup 65 /B put\nreadonly def\ncurrentfile eexec\n',
  ),
  encrypt(
    [
      '/lenIV -1 def /Subrs 41 array\n',
      ...Array.from({ length: 40 }, (_, n) => {
        const call = String.fromCharCode(139 + n + 1, 10);
        return `dup ${n} 5 RD ${call}${call}\x0b NP\n`;
      }),
      'dup 40 1 RD \x0b NP\nND\n/CharStrings 1 dict dup begin\n/B 3 RD \x8b\x0a\x0e ND\nend\n',
    ].join(''),
  ),
]);

describe('fonts', () => {
  const pdfWith = (font: Buffer, filter: string): Buffer =>
    Buffer.concat([
      Buffer.from(
        [
          '%PDF-1.5',
          '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
          '2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj',
          '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 6 0 R >> endobj',
          '4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Endless /FirstChar 65 /LastChar 65 /Widths [600] /FontDescriptor 5 0 R >> endobj',
          '5 0 obj << /Type /FontDescriptor /FontName /Endless /Flags 4 /FontBBox [0 0 600 700] /FontFile 7 0 R >> endobj',
          '6 0 obj << /Length 44 >>\nstream\nBT /F1 16 Tf 1 0 0 1 80 700 Tm (AAAA) Tj ET \nendstream endobj',
          `7 0 obj << /Length ${font.length} ${filter} /Length1 104 /Length2 900 /Length3 0 >>\nstream\n`,
        ].join('\n'),
      ),
      font,
      Buffer.from('\nendstream endobj\ntrailer << /Root 1 0 R >>\n'),
    ]);

  it.each([
    ['packed', deflateSync(ENDLESS_FONT), '/Filter /FlateDecode'],
    ['as they are', ENDLESS_FONT, ''],
  ])(
    'are read by their own encoding, outlines that would never end left alone: %s',
    async (_, font, filter) => {
      const { reports } = await readAll(pdfReader, pdfWith(font, filter));
      expect(linesOf(reports[0])).toEqual(['BBBB']);
    },
  );
});

it('lets no table of characters have more of them than there are', async () => {
  const table =
    'begincmap 1 beginbfrange <00> <fffffe> <4e00> endbfrange 1 beginbfchar <41> <7532> endbfchar endcmap';
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 2 0 R >>';
  const pdf = Buffer.concat([
    Buffer.from(
      [
        '%PDF-1.5',
        '1 0 obj << /Type /Catalog /Pages 3 0 R >> endobj',
        `2 0 obj << /Length ${table.length} >>\nstream\n${table}\nendstream endobj`,
        '3 0 obj << /Type /Pages /Count 1 /Kids [4 0 R] >> endobj',
        `4 0 obj << /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${font} >> >> /Contents 5 0 R >> endobj`,
        '5 0 obj << /Length 44 >>\nstream\nBT /F1 16 Tf 1 0 0 1 80 700 Tm (AAAA) Tj ET \nendstream endobj',
        'trailer << /Root 1 0 R >>\n',
      ].join('\n'),
    ),
  ]);
  const before = process.memoryUsage().rss;
  const { reports } = await readAll(pdfReader, pdf);
  expect(linesOf(reports[0])).toEqual(['AAAA']);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

describe('refusals', () => {
  it('says that a scan has no text layer, and names single pages without one', async () => {
    const picture = stream(Buffer.from('0 0 595 842 re f'));
    await expect(readAll(pdfReader, buildPdf([picture, picture]), '报告.pdf')).rejects.toThrow(
      /报告\.pdf.*扫描件.*没有文字层.*OCR/,
    );
    const text = page(...lines(100, [2, FULL], [0, FULL]));
    const { reports } = await readAll(pdfReader, buildPdf([text, picture]));
    expect(reports[0]?.warnings).toEqual([expect.stringContaining('第 2 页')]);
  });

  it('says that a PDF wants a password', async () => {
    const key = '00'.repeat(32);
    const pdf = buildPdf([page(...lines(100, [2, FULL]))], {
      extra: [`<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -44 >>`],
      trailer: '/Encrypt 7 0 R /ID [<00> <00>]',
    });
    await expect(readAll(pdfReader, pdf, '密.pdf')).rejects.toThrow(/密\.pdf.*密码/);
  });

  it('refuses a bomb before it is unpacked, also one packed twice', async () => {
    const once = deflateSync(Buffer.alloc(120 * 1024 * 1024, ' '), { level: 9 });
    const before = process.memoryUsage().rss;
    const bomb = buildPdf([stream(once, '/Filter /FlateDecode')]);
    await expect(readAll(pdfReader, bomb, '炸弹.pdf')).rejects.toThrow(/炸弹\.pdf.*压缩炸弹/);
    const twice = buildPdf([stream(deflateSync(once), '/Filter [/FlateDecode /FlateDecode]')]);
    await expect(readAll(pdfReader, twice, '炸弹.pdf')).rejects.toThrow(/压缩炸弹/);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('refuses more pages than any report has, even if they are one page over and over', async () => {
    const pdf = buildPdf([page(...lines(100, [2, FULL]))], { repeat: 2_001 });
    await expect(readAll(pdfReader, pdf, '长.pdf')).rejects.toThrow(/长\.pdf.*2001 页.*上限/);
  });

  it('names what is no PDF and what is only the beginning of one', async () => {
    await expect(readAll(pdfReader, Buffer.from('<html>404</html>'), '假.pdf')).rejects.toThrow(
      /假\.pdf.*不是 PDF/,
    );
    await expect(readAll(pdfReader, Buffer.from('%PDF-1.5\ngarbage'), '断.pdf')).rejects.toThrow(
      /断\.pdf.*损坏/,
    );
  });
});
