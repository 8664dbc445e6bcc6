import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../support/build.ts';
import { run } from '../support/command.ts';

/*
 * A folder of files made to do harm, with good reports among them: every bad one is named with its reason, every good one
 * is read, and it takes seconds. Nothing large is kept: the files are made here, most of them sparse.
 */
const folder = mkdtempSync(join(tmpdir(), 'zhengsou-abuse-'));
const data = mkdtempSync(join(tmpdir(), 'zhengsou-test-'));
beforeAll(ensureBuilt, 120_000);
afterAll(() => {
  for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
});

const GB = 1024 ** 3;
const GOOD = '月桥街道2023年工作总结\n一、主要工作\n推进垃圾分类工作，全年新增分类点位12处。\n';

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** A file of zeros that takes no room on the disk. */
const sparse = (name: string, size: number): string => {
  const path = write(name, '');
  truncateSync(path, size);
  return path;
};
const docx = (
  name: string,
  documentXml: string | Uint8Array,
  more: Record<string, Uint8Array> = {},
): string =>
  write(
    name,
    zipSync({
      'word/document.xml': typeof documentXml === 'string' ? Buffer.from(documentXml) : documentXml,
      ...more,
    }),
  );
const paragraphs = (text: string) =>
  `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;

/** A PDF of the given objects, without a table of them: readers must find them by themselves. */
const pdf = (name: string, objects: readonly string[]): string =>
  write(
    name,
    `%PDF-1.7\n${objects.map((body, at) => `${at + 1} 0 obj\n${body}\nendobj`).join('\n')}\ntrailer\n<</Root 1 0 R /Size ${objects.length + 1}>>\nstartxref\n0\n%%EOF`,
  );
const stream = (dictionary: string, content: string) =>
  `<<${dictionary} /Length ${content.length}>>\nstream\n${content}\nendstream`;

/** Zip headers that claim less than there is: sizes stand at fixed places in the local header and the central directory. */
const claimLess = (zip: Uint8Array, size: number): Uint8Array => {
  const bytes = Buffer.from(zip);
  bytes.writeUInt32LE(size, 22);
  bytes.writeUInt32LE(size, bytes.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 24);
  return bytes;
};

/** File → what is said of it; null where it is read. */
const cases: Record<string, RegExp | null> = {};
const expecting = (path: string, reason: RegExp | null): void => {
  cases[path.slice(folder.length + 1)] = reason;
};

it('a folder of hostile files costs a named failure each, and nothing else', async () => {
  expecting(write('00-good.txt', GOOD), null);
  expecting(docx('bomb.docx', new Uint8Array(64 * 1024 * 1024)), /压缩炸弹/);
  expecting(
    write(
      'bomb-that-lies.docx',
      claimLess(zipSync({ 'word/document.xml': new Uint8Array(64 * 1024 * 1024) }), 900_000),
    ),
    /损坏|炸弹/,
  );
  expecting(
    docx(
      'laughs.docx',
      `<!DOCTYPE x [<!ENTITY a "哈哈哈哈">${Array.from({ length: 10 }, (_, n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(10)}">`).join('')}]>${paragraphs('&k;')}`,
    ),
    /损坏/,
  );
  expecting(
    docx(
      'entity.docx',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1:1/">]>${paragraphs('&a;&b;')}`,
    ),
    /损坏/,
  );
  expecting(
    docx(
      'deep.docx',
      `<w:document xmlns:w="w"><w:body>${Array.from({ length: 100_000 }, (_, n) => `<w:tbl><w:tr n="${(n * 7919) % 1_000_003}"><w:tc>`).join('')}`,
    ),
    /损坏/,
  );
  expecting(
    docx(
      'numbers.docx',
      paragraphs('好').replace('<w:r>', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r>'),
      {
        'word/numbering.xml': Buffer.from(
          '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1e999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
        ),
      },
    ),
    null,
  );
  expecting(
    docx('styles.docx', paragraphs('好'), {
      'word/styles.xml': Buffer.from(
        `<w:styles>${Array.from({ length: 20_000 }, (_, n) => `<w:style w:styleId="${n}"><w:basedOn w:val="${(n + 1) % 20_000}"/></w:style>`).join('')}</w:styles>`,
      ),
    }),
    null,
  );

  expecting(
    pdf('circle.pdf', ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]>>']),
    /页|损坏|没有文字层/,
  );
  expecting(
    pdf('pages-in-pages.pdf', [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>',
      '<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>',
    ]),
    /页|损坏|没有文字层/,
  );
  expecting(
    pdf('form-in-itself.pdf', [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>',
      stream('', '/F Do'),
      stream(
        '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>',
        Array.from({ length: 20 }, () => '/F Do').join(' '),
      ),
    ]),
    /没有文字层|损坏|超过/,
  );
  expecting(
    pdf('objects-in-themselves.pdf', [
      '<</Type/Catalog/Pages 3 0 R>>',
      stream('/Type/ObjStm/N 2/First 10/Extends 2 0 R', '3 0 4 5   4 0 R  3 0 R'),
      '4 0 R',
      '3 0 R',
    ]),
    /损坏|页|没有文字层/,
  );

  const rows = write('line.jsonl', `${JSON.stringify({ text: GOOD })}\n`);
  truncateSync(rows, GB);
  const file = openSync(rows, 'a');
  writeSync(file, `\n${JSON.stringify({ text: GOOD })}\n`);
  closeSync(file);
  cases['line.jsonl#2'] = /第 2 行.*超过 16 MB/;
  expecting(sparse('line.txt', GB), /1024 MB，超过 txt 的上限/);
  expecting(sparse('large.txt', 200 * 1024 * 1024), /200 MB，超过 txt 的上限/);
  expecting(write('one-line.txt', `${GOOD}${'推进垃圾分类工作，'.repeat(300_000)}`), null);
  expecting(write('blanks.txt', `${GOOD}推进${' '.repeat(4_000_000)}垃圾分类`), null);

  expecting(write('deep.html', `${'<div>'.repeat(100_000)}${GOOD.replaceAll('\n', '<br>')}`), null);
  expecting(write('deep-tables.html', `${'<table><tr><td>一</td><td>'.repeat(100_000)}${GOOD}`), /嵌套过深/);
  expecting(write('deep-inline.html', `${'<b><font color=red>'.repeat(100_000)}${GOOD}`), null);
  expecting(
    write(
      'binary.txt',
      Uint8Array.from({ length: 100_000 }, (_, n) => (n * n * 7919) >> 3),
    ),
    /乱码|二进制/,
  );
  expecting(write('program.txt', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)), /可执行程序/);
  expecting(write('empty.txt', ''), /空/);
  expecting(write('empty.pdf', ''), /空/);
  expecting(write('zz-good.txt', GOOD), null);
  // Reading one's own memory from its start is an error for root too. A link in a folder is passed over, so it is given by name.
  const unreadable = join(data, 'unreadable.txt');
  symlinkSync('/proc/self/mem', unreadable);

  const begun = performance.now();
  const report = join(data, 'run.jsonl');
  const { code, stdout, stderr } = await run(data, ['inspect', '--report', report, folder, unreadable]);
  expect(code).toBe(2);
  const failures = new Map(
    stderr
      .split('\n')
      .map((line) => /^ {2}(.+?)：(.*)$/.exec(line))
      .flatMap((match) => (match ? [[match[1], match[2]] as const] : [])),
  );
  const read = new Set(
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { report: { sourcePath: string } }).report.sourcePath),
  );
  for (const [name, reason] of Object.entries(cases)) {
    if (reason) expect.soft(`${name}：${failures.get(name)}`).toMatch(reason);
    else if (name !== 'line.jsonl')
      expect.soft([name, failures.get(name), read.has(name)]).toEqual([name, undefined, true]);
  }
  expect(failures.get('unreadable.txt')).toMatch(/读取失败|没有读取权限/);
  expect(read.has('line.jsonl#3') && read.has('zz-good.txt')).toBe(true);
  expect(performance.now() - begun).toBeLessThan(120_000);
}, 240_000);
