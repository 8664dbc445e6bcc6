import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Discovered, discover } from '../../../indexer/discover.ts';
import { csvReader } from '../../../indexer/readers/csv.ts';
import { readAll } from '../../support/read.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhengsou-manifest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Buffer): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
};
const found = async (path = folder): Promise<Discovered[]> => {
  const all: Discovered[] = [];
  for await (const one of discover([path])) all.push(one);
  return all;
};
/** What is known of each file, by its path. */
const stated = (all: readonly Discovered[]) =>
  Object.fromEntries(all.flatMap((one) => ('file' in one ? [[one.file.sourcePath, one.file.stated]] : [])));
const failures = (all: readonly Discovered[]) =>
  all.flatMap((one) => ('failure' in one ? [[one.failure, one.reason]] : []));

describe('a manifest', () => {
  it('states what its rows say about files, and each file is read once', async () => {
    write(
      '清单.csv',
      '文件,标题,发布机构,发布日期,年份\n2023/甲.txt,甲街道年报,甲街道办事处,2024年1月8日,2023年\n',
    );
    write('2023/甲.txt', '正文');
    write('2023/乙.txt', '正文');
    expect(stated(await found())).toEqual({
      '2023/乙.txt': undefined,
      '2023/甲.txt': {
        title: '甲街道年报',
        institution: '甲街道办事处',
        publishedOn: '2024年1月8日',
        reportYear: 2023,
      },
      '清单.csv': undefined,
    });
  });

  it('works as the only path given, and as jsonl; rows with a text are reports of their own', async () => {
    write('set.jsonl', '{"file":"a/x.txt","region":"云岭省/澜川市"}\n{"text":"正文","title":"自带正文"}\n');
    write('a/x.txt', '正文');
    expect(stated(await found(join(folder, 'set.jsonl')))).toEqual({
      'set.jsonl': undefined,
      'a/x.txt': { region: ['云岭省', '澜川市'] },
    });
  });

  it('reads no file whose row is wrong, and says which row and column', async () => {
    write('m.csv', 'file,reportYear,sourceUrl\n甲.txt,20xx,\n乙.txt,,javascript:alert(1)\n丙.txt,,\n');
    write('甲.txt', '正文');
    write('乙.txt', '正文');
    const all = await found();
    expect(Object.keys(stated(all))).toEqual(['m.csv']);
    expect(failures(all)).toEqual([
      ['乙.txt', expect.stringMatching(/m\.csv#3.*sourceUrl/)],
      ['甲.txt', expect.stringMatching(/m\.csv#2.*reportYear/)],
      ['m.csv#4', expect.stringMatching(/没有文件“丙\.txt”/)],
    ]);
  });

  it('follows no row out of its folder', async () => {
    write('in/m.jsonl', '{"file":"../外.txt"}\n{"file":"/etc/hostname"}\n{"file":"链.txt"}\n');
    write('外.txt', '正文');
    symlinkSync(join(folder, '外.txt'), join(folder, 'in/链.txt'));
    const all = await found(join(folder, 'in'));
    expect(failures(all).map(([, reason]) => reason)).toEqual([
      expect.stringContaining('不在清单所在的文件夹里'),
      expect.stringContaining('不在清单所在的文件夹里'),
      expect.stringContaining('不在清单所在的文件夹里'),
    ]);
  });

  it('names columns that mean nothing once, and values that were not taken', async () => {
    write('m.csv', 'file,备注,发布日期,文种\n甲.txt,好,去年,总结\n乙.txt,好,,\n');
    write('甲.txt', '正文');
    write('乙.txt', '正文');
    const warnings = (await found()).flatMap((one) => ('file' in one ? [...(one.file.warnings ?? [])] : []));
    expect(warnings).toEqual([
      expect.stringMatching(/m\.csv.*备注.*可用/),
      expect.stringMatching(/发布日期“去年”/),
      expect.stringMatching(/文种“总结”/),
    ]);
  });
});

describe('a sidecar', () => {
  it('states what it says about the file beside it, and beats the manifest', async () => {
    write('甲.docx', 'x');
    write('甲.meta.json', '{"title":"旁注标题","sourceUrl":"https://a.example/1"}');
    write('乙.pdf', 'x');
    write('乙.pdf.meta.json', '{"年份":"2022"}');
    write('丙.meta.json', '{}');
    write('m.csv', 'file,title,institution\n甲.docx,清单标题,某局\n');
    const all = await found();
    expect(stated(all)).toMatchObject({
      '甲.docx': { title: '旁注标题', institution: '某局', sourceUrl: 'https://a.example/1' },
      '乙.pdf': { reportYear: 2022 },
    });
    expect(all).toContainEqual({ skipped: '丙.meta.json', reason: expect.stringContaining('旁边没有') });
    expect(stated(await found(join(folder, '乙.pdf')))).toEqual({ '乙.pdf': { reportYear: 2022 } });
  });

  it('that cannot be read keeps its file out, by name', async () => {
    write('甲.txt', '正文');
    write('甲.meta.json', '{"title":');
    expect(failures(await found())).toEqual([['甲.txt', expect.stringMatching(/甲\.meta\.json.*JSON/)]]);
  });
});

describe('a folder', () => {
  it('passes over what only belongs to a saved page', async () => {
    write('总结.html', '<p>正文</p>');
    write('总结_files/frame.html', '<p>框</p>');
    write('总结.files/frame.html', '<p>框</p>');
    write('其他_files/甲.txt', '正文');
    const all = await found();
    expect(Object.keys(stated(all))).toEqual(['其他_files/甲.txt', '总结.html']);
    expect(all.filter((one) => 'skipped' in one)).toHaveLength(2);
  });
});

describe('csv', () => {
  const read = (text: string | Buffer) => readAll(csvReader, Buffer.from(text), '清单.csv');

  it('reads what spreadsheets write: GBK, tabs, line breaks in quotes', async () => {
    const text = '标题\t正文\r\n年报\t"全年清理楼道杂物三百余处，垃圾分类覆盖全部小区。\n说""好""。"\r\n\r\n';
    const { reports } = await read(iconv.encode(text, 'gbk'));
    expect(reports.map(({ sourcePath, stated: of }) => [sourcePath, of.title])).toEqual([
      ['清单.csv#2', '年报'],
    ]);
    expect(reports[0]?.lines.map((line) => line.text)[1]).toBe('说"好"。');
  });

  it('keeps a row with the header, so that it can be read again alone', async () => {
    const { reports } = await read('title,text\n甲,正文一\n乙,正文二\n');
    const again = await read(Buffer.from(reports[1]!.bytes));
    expect(again.reports[0]).toMatchObject({ stated: { title: '乙' }, lines: [{ text: '正文二' }] });
  });

  it('fails one bad row by its number and reads the rest', async () => {
    const { reports, failures: failed } = await read('title,text\n甲,正文,多,了\n乙,\n丙,正文\n');
    expect(reports).toHaveLength(1);
    expect(failed.map(({ sourcePath }) => sourcePath)).toEqual(['清单.csv#2', '清单.csv#3']);
    expect(failed[0]?.reason).toMatch(/第 2 行.*4 栏/);
    expect(failed[1]?.reason).toMatch(/第 3 行.*text/);
  });

  it('says that a table of other things is no list of reports, and where a quotation mark never closes', async () => {
    await expect(read('姓名,电话\n甲,1\n')).rejects.toThrow(/清单\.csv.*没有“正文”/);
    await expect(read('title,text\n甲,"正文\n乙,正文\n')).rejects.toThrow(/第 2 行起.*引号/);
  });

  it('keeps the rows before a quotation mark that is wrong, and does not stumble over each that follows', async () => {
    const broken = '乙,"正文"又"一"段\n'.repeat(60_000);
    const begun = performance.now();
    const found: string[] = [];
    const reading = async () => {
      const bytes = Buffer.from(`title,text\n甲,正文\n${broken}`);
      const file = { absolutePath: '/nowhere', sourcePath: '清单.csv', size: bytes.length };
      for await (const item of csvReader.read(file, () => Readable.from([bytes])))
        found.push('report' in item ? item.report.sourcePath : item.failure.reason);
    };
    await expect(reading()).rejects.toThrow(/第 3 行起.*引号/);
    expect(found).toEqual(['清单.csv#2']);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
