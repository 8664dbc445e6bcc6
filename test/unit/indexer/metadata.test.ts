import { describe, expect, it } from 'vitest';
import { findDocType } from '../../../indexer/metadata/doc-type.ts';
import {
  documentNumberOf,
  isDocumentNumberLine,
  parseDocumentNumber,
} from '../../../indexer/metadata/document-number.ts';
import { findInstitution, governmentOf, levelOf } from '../../../indexer/metadata/institution.ts';
import { reportIdOf } from '../../../indexer/metadata/report-id.ts';
import { findReportYear, type YearClues } from '../../../indexer/metadata/report-year.ts';
import { deriveTitle, findTitle } from '../../../indexer/metadata/title.ts';

const STREET = ['云岭省', '澜川市', '青禾区', '柳荫街道'];
const KIND = { reportYear: 2023, docType: '工作总结' } as const;
const PROSE = `一年来，${'各项工作扎实推进，'.repeat(10)}取得实效。`;

describe('reportIdOf', () => {
  it('is 16 characters, the same for the same address whatever the path', () => {
    const id = reportIdOf({ sourceUrl: 'https://example.org/a', sourcePath: 'x.txt' });
    expect(id).toMatch(/^[a-z0-9]{16}$/);
    expect(reportIdOf({ sourceUrl: 'https://example.org/a', sourcePath: 'y.txt' })).toBe(id);
    expect(reportIdOf({ sourceUrl: null, sourcePath: 'x.txt' })).not.toBe(id);
    expect(reportIdOf({ sourcePath: 'x.jsonl#1' })).not.toBe(reportIdOf({ sourcePath: 'x.jsonl#2' }));
  });
});

describe('document numbers', () => {
  it.each([
    ['青政发〔2024〕5号', '青政发〔2024〕5号'],
    ['青政办发[2023] 12 号', '青政办发[2023]12号'],
    ['柳街（2022）第3号', '柳街（2022）第3号'],
  ])('%s', (text, number) => {
    expect(parseDocumentNumber(text)).toBe(number);
    expect(isDocumentNumberLine(text)).toBe(true);
  });

  it('is none without a year, and not the line that only mentions one', () => {
    expect(parseDocumentNumber('轨道交通6号线')).toBeNull();
    expect(isDocumentNumberLine('根据青政发〔2024〕5号文件精神，街道制定了工作方案')).toBe(false);
    expect(documentNumberOf('无')).toBeNull();
    expect(documentNumberOf('—')).toBeNull();
  });
});

describe('findInstitution', () => {
  it.each([
    ['柳荫街道', STREET, '澜川市青禾区柳荫街道办事处', '街道乡镇'],
    ['青禾区人民政府柳荫街道办事处', STREET, '澜川市青禾区柳荫街道办事处', '街道乡镇'],
    ['柳荫街道党政综合办公室', STREET, '澜川市青禾区柳荫街道办事处', '街道乡镇'],
    ['', ['云岭省', '澜川市', '碧溪县', '石桥镇'], '碧溪县石桥镇人民政府', '街道乡镇'],
    ['', ['云岭省'], '云岭省人民政府', '省'],
    ['', ['云岭省', '澜川市'], '澜川市人民政府', '市'],
    ['青禾区', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区人民政府', '区县'],
    ['', ['北京市', '东城区'], '北京市东城区人民政府', '区县'],
    ['碧溪县统计局', ['云岭省', '澜川市', '碧溪县'], '碧溪县统计局', '部门'],
    ['统计局', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区统计局', '部门'],
    ['青禾区城市管理局办公室', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区城市管理局', '部门'],
    ['云岭省澜川市青禾区教育局', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区教育局', '部门'],
    ['国务院', [], '国务院', '国家'],
    ['区城管局', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区城市管理局', '部门'],
    ['区民政局', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区民政局', '部门'],
    ['碧溪县卫健局', ['云岭省', '澜川市', '碧溪县'], '碧溪县卫生健康局', '部门'],
    ['市发改委', ['云岭省', '澜川市'], '澜川市发展和改革委员会', '部门'],
    ['省卫生健康委', ['云岭省'], '云岭省卫生健康委员会', '部门'],
    ['青禾区市场监管局', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区市场监督管理局', '部门'],
    ['碧溪县委办公室', ['云岭省', '澜川市', '碧溪县'], '中共碧溪县委员会办公室', '部门'],
    ['区政府办公室', ['云岭省', '澜川市', '青禾区'], '澜川市青禾区人民政府', '区县'],
    ['政协澜川市第十三届委员会', ['云岭省', '澜川市'], '中国人民政治协商会议澜川市委员会', '部门'],
    ['澜川市第十六届人民代表大会常务委员会', ['云岭省', '澜川市'], '澜川市人民代表大会常务委员会', '部门'],
    ['澜川市中级法院', ['云岭省', '澜川市'], '澜川市中级人民法院', '部门'],
  ])('%s in %j is %s, level %s', (written, region, institution, level) => {
    const found = findInstitution(written, region);
    expect(found).toBe(institution);
    expect(levelOf(found, region)).toBe(level);
  });

  it('names nobody where nothing is known', () => {
    expect(findInstitution(undefined, [])).toBeNull();
    expect(governmentOf([])).toBeNull();
    expect(levelOf(null, [])).toBeNull();
  });
});

describe('findTitle', () => {
  it('takes the line that names somebody, not the first heading', () => {
    expect(findTitle(['柳荫街道2021年工作总结及2022年工作计划', PROSE, '2021年工作总结'])?.lines).toEqual([
      0,
    ]);
    expect(findTitle(['一、2022年工作总结', PROSE])).toBeNull();
    expect(findTitle([PROSE, '柳荫街道2022年工作总结'])).toBeNull();
  });

  it('joins a title that stands on two lines', () => {
    expect(findTitle(['柳荫街道办事处', '关于2023年工作总结和2024年工作计划的报告', PROSE])).toEqual({
      title: '柳荫街道办事处关于2023年工作总结和2024年工作计划的报告',
      lines: [0, 1],
    });
  });

  it('is no salutation that happens to end like a title', () => {
    expect(findTitle(['现在，我代表区人民政府，向大会报告工作，请审议，并提出意见', PROSE])).toBeNull();
  });

  it('is composed from place and headings where there is none', () => {
    expect(deriveTitle('柳荫街道', ['一、2022年工作总结', '二、2023年工作思路'], KIND, 'a.txt')).toBe(
      '柳荫街道2022年工作总结和2023年工作思路',
    );
    expect(deriveTitle('石桥镇', ['一、工作开展情况'], KIND, 'a.txt')).toBe('石桥镇2023年工作总结');
    expect(deriveTitle(undefined, [], KIND, 'a.txt')).toBe('a.txt');
  });
});

describe('findDocType', () => {
  it.each([
    ['柳荫街道2023年工作总结和2024年工作思路', '工作总结'],
    ['柳荫街道2024年工作要点', '工作计划'],
    ['2025年云岭省政府工作报告', '政府工作报告'],
    ['碧溪县2022年国民经济和社会发展统计公报', '统计公报'],
    ['关于2023年国民经济和社会发展计划执行情况的报告', '其他'],
    ['青禾区2023年法治政府建设情况报告', '其他'],
  ])('%s is %s', (title, type) => {
    expect(findDocType(undefined, title, [])).toBe(type);
  });

  it('asks the headings where there is no title, and what is stated first of all', () => {
    expect(findDocType(undefined, null, ['一、上半年工作总结', '二、下半年工作打算'])).toBe('工作总结');
    expect(findDocType('统计公报', '柳荫街道2024年工作要点', [])).toBe('统计公报');
    expect(findDocType('说明', null, [])).toBe('其他');
  });
});

describe('findReportYear', () => {
  const clues = (known: Partial<YearClues>): YearClues => ({
    title: null,
    docType: '其他',
    headings: [],
    opening: [],
    body: [],
    publishedOn: null,
    ...known,
  });

  it.each([
    ['its title', { title: '2025年云岭省政府工作报告', docType: '政府工作报告' }, 2025],
    ['the first of two', { title: '柳荫街道2023年工作总结和2024年工作思路', docType: '工作总结' }, 2023],
    ['the last of a span', { title: '青禾区2018—2022年工作总结', docType: '工作总结' }, 2022],
    ['the summary', { docType: '工作总结', headings: ['一、2022年工作总结', '二、2023年工作思路'] }, 2022],
    [
      'where it was delivered',
      {
        title: '政府工作报告',
        docType: '政府工作报告',
        opening: ['——2024年1月9日在青禾区第三届人民代表大会第四次会议上'],
      },
      2024,
    ],
    [
      'the year after its review',
      { title: '政府工作报告', docType: '政府工作报告', headings: ['一、2023年工作回顾'] },
      2024,
    ],
    [
      '今年 and the date at the foot',
      { docType: '工作总结', body: ['今年以来，我镇扎实推进各项工作。'], publishedOn: '2023-12-28' },
      2023,
    ],
    ['its first words', { docType: '工作总结', body: ['2022年，我街道在区委领导下推进工作。'] }, 2022],
    ['nothing', { docType: '工作总结', body: ['一年来，街道建成于1998年的市场完成改造。'] }, null],
  ] as const)('by %s', (_, known, year) => {
    expect(findReportYear(clues(known))?.year ?? null).toBe(year);
  });
});
