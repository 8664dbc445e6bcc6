import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type RawReport,
  ReadError,
  type Reader,
  type ReadFailure,
  type SourceFile,
} from '../../indexer/reader.ts';
import { csvReader } from '../../indexer/readers/csv.ts';
import { docReader } from '../../indexer/readers/doc.ts';
import { docxReader } from '../../indexer/readers/docx.ts';
import { htmlReader } from '../../indexer/readers/html.ts';
import { READERS, readerFor } from '../../indexer/readers/index.ts';
import { jsonlReader } from '../../indexer/readers/jsonl.ts';
import { mdReader } from '../../indexer/readers/md.ts';
import { pdfReader } from '../../indexer/readers/pdf.ts';
import { rtfReader } from '../../indexer/readers/rtf.ts';
import { txtReader } from '../../indexer/readers/txt.ts';
import { packageRoot } from '../../src/package-root.ts';

const FIXTURES = join(packageRoot, 'test/fixtures/reports');

/** What every fixture says, whatever its format. */
const LINES = [
  '柳荫街道2023年工作总结和2024年工作思路',
  '一、2023年工作总结',
  '（一）环境整治。全年清理楼道杂物三百余处，垃圾分类覆盖全部小区。',
  '（二）民生服务。新建社区食堂两处，服务老人一万二千人次。',
  '二、2024年工作思路',
  '继续推进老旧小区改造，力争年内完工三个小区。',
  '指标 | 2022年 | 2023年',
  '财政收入（亿元） | 3.2 | 3.6',
];

interface Answer {
  readonly reports: RawReport[];
  readonly failures: ReadFailure[];
}

const collect = async (reader: Reader, file: SourceFile, open: () => Readable): Promise<Answer> => {
  const answer: Answer = { reports: [], failures: [] };
  for await (const item of reader.read(file, open)) {
    if ('report' in item) answer.reports.push(item.report);
    else answer.failures.push(item.failure);
  }
  return answer;
};

const readFixture = async (reader: Reader, name: string): Promise<Answer> => {
  const absolutePath = join(FIXTURES, name);
  const { size } = await stat(absolutePath);
  return collect(reader, { absolutePath, sourcePath: `samples/${name}`, size }, () =>
    createReadStream(absolutePath),
  );
};

const readBytes = (reader: Reader, bytes: Uint8Array, sourcePath = 'x/文件'): Promise<Answer> =>
  collect(reader, { absolutePath: '/nowhere', sourcePath, size: bytes.length }, () =>
    Readable.from([Buffer.from(bytes)]),
  );

const text = (report: RawReport | undefined): string[] =>
  (report?.lines ?? []).map((line) => line.text.trim()).filter((line) => line !== '');

const SUITE: readonly (readonly [Reader, string])[] = [
  [txtReader, 'liuyin-2023.txt'],
  [txtReader, 'liuyin-2023-gb18030.txt'],
  [docxReader, 'liuyin-2023.docx'],
  [docReader, 'liuyin-2023.doc'],
  [rtfReader, 'liuyin-2023.rtf'],
  [mdReader, 'liuyin-2023.md'],
  [htmlReader, 'liuyin-2023.html'],
  [pdfReader, 'liuyin-2023.pdf'],
  [pdfReader, 'liuyin-2023-chromium.pdf'],
  [pdfReader, 'liuyin-2023-encrypted.pdf'],
  [pdfReader, 'liuyin-2023-ghostscript.pdf'],
  [pdfReader, 'liuyin-2023-object-streams.pdf'],
  [jsonlReader, 'liuyin-2023.jsonl'],
  [csvReader, 'liuyin-2023.csv'],
  [readerFor('x.zip')!, 'liuyin-2023.zip'],
];

describe.each(SUITE)('$name reader on %s', (reader, fixture) => {
  it('gives every line of the report, in order and with its numbers', async () => {
    const { reports, failures } = await readFixture(reader, fixture);
    expect(failures).toEqual([]);
    expect(reports).toHaveLength(1);
    expect(text(reports[0])).toEqual(LINES);
  });

  it('says where the report comes from and keeps the bytes as they were', async () => {
    const { reports } = await readFixture(reader, fixture);
    const original = await readFile(join(FIXTURES, fixture));
    expect(reports[0]?.sourcePath.startsWith(`samples/${fixture}`)).toBe(true);
    expect(original.includes(Buffer.from(reports[0]?.bytes ?? []))).toBe(true);
    expect(reports[0]?.mediaType).toMatch(/^[a-z]+\/[a-z.+-]+/);
    expect(reports[0]?.warnings).toEqual([]);
  });

  it('is found by extension, whatever its case', async () => {
    const found = readerFor(`a/b.C/${fixture.toUpperCase()}`)!;
    expect(found).toMatchObject({ name: reader.name, maxBytes: reader.maxBytes });
    const { reports } = await readFixture(found, fixture);
    expect(text(reports[0])).toEqual(LINES);
  });

  it('refuses an empty file by name', async () => {
    await expect(readBytes(reader, new Uint8Array(), 'x/空文件')).rejects.toThrow(ReadError);
    await expect(readBytes(reader, new Uint8Array(), 'x/空文件')).rejects.toThrow(/x\/空文件.*空/);
  });

  if (Number.isFinite(reader.maxBytes))
    it('refuses by name what is beyond its limit, unread', async () => {
      const file = { absolutePath: '/nowhere', sourcePath: 'x/巨大', size: reader.maxBytes + 1 };
      const open = () => {
        throw new Error('opened');
      };
      await expect(collect(reader, file, open)).rejects.toThrow(/x\/巨大.*上限/);
    });
});

it('knows no reader for a file of another kind', () => {
  expect(readerFor('a/photo.jpg')).toBeUndefined();
  expect(readerFor('README')).toBeUndefined();
  expect(new Set(READERS.flatMap((reader) => reader.extensions)).size).toBe(
    READERS.flatMap((reader) => reader.extensions).length,
  );
});

describe('txt', () => {
  it('tells a binary named .txt by what it is', async () => {
    await expect(readBytes(txtReader, Buffer.from('%PDF-1.7 …'))).rejects.toThrow(/PDF/);
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256);
    await expect(readBytes(txtReader, noise)).rejects.toThrow(ReadError);
  });

  it('refuses a file of blanks only', async () => {
    await expect(readBytes(txtReader, Buffer.from(' \n\t\r\n　'))).rejects.toThrow(/没有文字/);
  });
});

describe('docx', () => {
  it('keeps outline levels and rows of tables', async () => {
    const { reports } = await readFixture(docxReader, 'liuyin-2023.docx');
    const lines = reports[0]?.lines ?? [];
    expect(lines.filter(({ outlineLevel }) => outlineLevel === 1).map(({ text }) => text)).toEqual([
      LINES[1],
      LINES[4],
    ]);
    expect(lines.filter(({ tableRow }) => tableRow).map(({ text }) => text)).toEqual(LINES.slice(6));
  });

  it('refuses what would unpack to far more than it is, before unpacking', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(200 * 1024 * 1024) }, { level: 9 });
    const before = process.memoryUsage().rss;
    await expect(readBytes(docxReader, bomb, '炸弹.docx')).rejects.toThrow(/炸弹\.docx.*压缩炸弹/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('names a zip without a document, a damaged zip, an old doc and damaged text', async () => {
    await expect(readBytes(docxReader, zipSync({ 'a.txt': new Uint8Array(3) }))).rejects.toThrow(
      /没有 Word 正文/,
    );
    await expect(readBytes(docxReader, Buffer.from('PK\u0003\u0004broken'))).rejects.toThrow(/损坏/);
    await expect(readBytes(docxReader, Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1))).rejects.toThrow(/旧版 doc/);
    await expect(readBytes(docxReader, Buffer.from('<html></html>'))).rejects.toThrow(/不是 docx/);
    const broken = zipSync({ 'word/document.xml': Buffer.from('<w:document><w:p>') });
    await expect(readBytes(docxReader, broken)).rejects.toThrow(/损坏/);
  });

  it('leaves deleted revisions out and reads text boxes once', async () => {
    const xml = `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>
      <w:p><w:r><w:t>保留</w:t></w:r><w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del></w:p>
      <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Choice>
      <mc:Fallback><w:p><w:r><w:t>框内</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>
    </w:body></w:document>`;
    const { reports } = await readBytes(docxReader, zipSync({ 'word/document.xml': Buffer.from(xml) }));
    expect(text(reports[0])).toEqual(['保留', '框内', '上行', '下行']);
  });

  it('expands no entity that the file defines', async () => {
    const xml =
      '<!DOCTYPE x [<!ENTITY a "bbbbbbbb">]><w:document xmlns:w="w"><w:p><w:t>&a;</w:t></w:p></w:document>';
    await expect(readBytes(docxReader, zipSync({ 'word/document.xml': Buffer.from(xml) }))).rejects.toThrow(
      ReadError,
    );
  });
});

describe('html', () => {
  it('states what the meta tags of government sites state, and where the page was saved from', async () => {
    const { reports } = await readFixture(htmlReader, 'liuyin-2023.html');
    expect(reports[0]?.stated).toEqual({
      title: LINES[0],
      publishedOn: '2024-01-08 10:20',
      institution: '柳荫街道',
      divisionCode: '990000',
      sourceUrl: 'https://www.qinghe.example/gk/liuyin.shtml',
      byPage: ['title', 'publishedOn', 'institution', 'divisionCode', 'sourceUrl'],
    });
  });

  it('keeps header fields that stand outside the text', async () => {
    const page = `<body><ul><li>索引号：LY-2024-001</li><li><a href="/">首页</a></li></ul><div>${`<p>${LINES[2]}</p>`.repeat(5)}</div></body>`;
    const { reports } = await readBytes(htmlReader, Buffer.from(page));
    expect(text(reports[0])[0]).toBe('索引号：LY-2024-001');
    expect(text(reports[0])).not.toContain('首页');
  });

  it('reads pages nested as deep as anyone likes, or says why not', async () => {
    const deep = `${'<div>'.repeat(50_000)}${LINES[2]}${'</div>'.repeat(50_000)}`;
    const { reports } = await readBytes(htmlReader, Buffer.from(deep));
    expect(text(reports[0])).toEqual([LINES[2]]);
    const tables = `${'<table><tr><td>一</td><td>'.repeat(20_000)}字`;
    await expect(readBytes(htmlReader, Buffer.from(tables))).rejects.toThrow(/嵌套过深/);
  });

  it('says that a page without text has none', async () => {
    await expect(
      readBytes(htmlReader, Buffer.from('<html><body><script>x()</script></body></html>')),
    ).rejects.toThrow(/没有正文/);
  });
});

describe('jsonl', () => {
  const rows = (...lines: string[]) => readBytes(jsonlReader, Buffer.from(lines.join('\n')), 'set.jsonl');

  it('fails one bad row by its number and reads the rest', async () => {
    const { reports, failures } = await rows(
      '{"text":"甲"}',
      '{oops',
      '',
      '{"title":"无正文"}',
      '{"text":"乙","reportYear":20}',
      '{"text":"丙"}',
    );
    expect(reports.map(({ sourcePath }) => sourcePath)).toEqual(['set.jsonl#1', 'set.jsonl#6']);
    expect(failures.map(({ sourcePath }) => sourcePath)).toEqual([
      'set.jsonl#2',
      'set.jsonl#4',
      'set.jsonl#5',
    ]);
    expect(failures[0]?.reason).toMatch(/第 2 行.*JSON/);
    expect(failures[1]?.reason).toMatch(/第 4 行.*text/);
    expect(failures[2]?.reason).toMatch(/第 5 行.*reportYear/);
  });

  it('carries what the row states, empty fields left out', async () => {
    const { reports } = await rows(
      '{"text":"甲","title":" 标题 ","region":"云岭省/澜川市","sourceUrl":null,"indexNumber":""}',
    );
    expect(reports[0]?.stated).toEqual({ title: '标题', region: ['云岭省', '澜川市'] });
  });

  it('streams: lines cut anywhere by the stream come out whole', async () => {
    const bytes = Buffer.from('{"text":"第一篇"}\n{"text":"第二篇"}');
    const pieces = Array.from(bytes, (byte) => Buffer.of(byte));
    const file = { absolutePath: '/nowhere', sourcePath: 's', size: bytes.length };
    const { reports } = await collect(jsonlReader, file, () => Readable.from(pieces));
    expect(reports.map(({ lines }) => lines[0]?.text)).toEqual(['第一篇', '第二篇']);
  });

  it('holds no line that is too long, and goes on after it', async () => {
    const long = Buffer.concat([Buffer.alloc(17 * 1024 * 1024, 'a'), Buffer.from('\n{"text":"后一篇"}')]);
    const { reports, failures } = await readBytes(jsonlReader, long, 'set.jsonl');
    expect(failures[0]).toMatchObject({
      sourcePath: 'set.jsonl#1',
      reason: expect.stringContaining('16 MB'),
    });
    expect(reports).toHaveLength(1);
  });

  it('refuses an address that could script the page', async () => {
    const { failures } = await rows('{"text":"甲","sourceUrl":"javascript:alert(1)"}');
    expect(failures[0]?.reason).toContain('sourceUrl');
  });
});
