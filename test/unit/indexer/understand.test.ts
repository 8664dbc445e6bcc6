import { describe, expect, it } from 'vitest';
import type { RawReport } from '../../../indexer/reader.ts';
import { createUnderstand } from '../../../indexer/understand.ts';
import { paragraphSchema } from '../../../src/domain/paragraph.ts';
import { reportSchema } from '../../../src/domain/report.ts';

const understand = createUnderstand({
  annotateTopics: ({ text }) => (text.includes('垃圾分类') ? ['cityscape'] : []),
});

const raw = (lines: readonly string[], more: Partial<RawReport> = {}): RawReport => ({
  sourcePath: 'reports/liuyin.txt',
  lines: lines.map((text) => ({ text })),
  stated: {},
  bytes: Buffer.from(lines.join('\n')),
  mediaType: 'text/plain; charset=utf-8',
  warnings: [],
  ...more,
});

const STREET = [
  '• 微信',
  '索引号: LY0000/2024-0012 主题分类:',
  '发布机构: 云岭省澜川市青禾区柳荫街道 生成日期: 2024-01-08 11:24',
  '柳荫街道2023年工作总结及2024年工作计划',
  '在区委、区政府的正确领导下，柳荫街道较好地完成了各项任务。现将2023年工作总结及2024年工作计划汇报如下：',
  '2023年工作总结',
  '（一）抓市容，环境更美。',
  '全年清理楼道杂物300余处，垃圾分类准确投放率达到93%，创建示范小区5个。',
  '同时，街道工作还存在一些问题和不足，主要是停车难尚未缓解。',
  '2024年工作计划',
  '1.持续深化垃圾分类。要完善投放点位，力争再创建示范小区3个，进一步提升居民参与率。',
  '主办：青禾区人民政府办公室',
  '版权所有：澜川青禾网站',
];

describe('understand', () => {
  const { report, paragraphs, warnings } = understand(raw(STREET));

  it('says everything about the report that its page says', () => {
    expect(reportSchema.parse(report)).toMatchObject({
      title: '柳荫街道2023年工作总结及2024年工作计划',
      titleDerived: false,
      institution: '澜川市青禾区柳荫街道办事处',
      region: ['云岭省', '澜川市', '青禾区', '柳荫街道'],
      regionInferred: false,
      level: '街道乡镇',
      reportYear: 2023,
      publishedOn: '2024-01-08',
      docType: '工作总结',
      indexNumber: 'LY0000/2024-0012',
      documentNumber: null,
      sourceUrl: null,
      sourcePath: 'reports/liuyin.txt',
    });
    expect(warnings).toEqual([]);
  });

  it('makes a paragraph of every line of the report and of nothing else', () => {
    expect(paragraphs.map(({ text }) => text)).toEqual(STREET.slice(3, 11));
    expect(paragraphs.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const paragraph of paragraphs) expect(paragraphSchema.parse(paragraph).reportId).toBe(report.id);
    expect(report.characters).toBe(paragraphs.reduce((sum, { text }) => sum + [...text].length, 0));
  });

  it('gives each its headings, role, year and topics', () => {
    expect(paragraphs.map(({ kind, role, year, topics }) => `${kind} ${role} ${year} ${topics}`)).toEqual([
      'heading other 2023 ',
      'body other 2023 ',
      'heading achievement 2023 ',
      'heading achievement 2023 ',
      'body achievement 2023 cityscape',
      'body problem 2023 ',
      'heading plan 2024 ',
      'body plan 2024 cityscape',
    ]);
    expect(paragraphs[4]?.headings).toEqual(['2023年工作总结', '（一）抓市容，环境更美。']);
  });

  it('keeps the page that each begins on, where the format has pages', () => {
    const paged = raw(STREET, { lines: STREET.map((text, i) => ({ text, page: i < 8 ? 1 : 2 })) });
    expect(understand(paged).paragraphs.map(({ page }) => page)).toEqual([1, 1, 1, 1, 1, 2, 2, 2]);
    expect(paragraphs.every(({ page }) => page === null)).toBe(true);
  });

  it('is the same every time', () => {
    expect(understand(raw(STREET))).toEqual(understand(raw(STREET)));
  });

  it('splits what is too long for the engine and says so', () => {
    const long = understand(raw(['柳荫街道2023年工作总结', '全年完成改造任务，取得明显成效。'.repeat(2000)]));
    expect(long.paragraphs.map(({ continued }) => continued)).toEqual([false, false, true]);
    expect(long.paragraphs.every(({ text }) => text.length <= 20_000)).toBe(true);
  });

  it('believes what the owner states, but no address that is none', () => {
    const stated = {
      title: '某报告',
      institution: '某机构',
      reportYear: 2020,
      publishedOn: '二〇二一年一月五日',
      sourceUrl: 'javascript:alert(1)',
    };
    const owned = understand(raw(STREET, { stated }));
    expect(owned.report).toMatchObject({
      title: '某报告',
      institution: '某机构',
      reportYear: 2020,
      publishedOn: '2021-01-05',
      sourceUrl: null,
    });
    expect(owned.warnings[0]).toContain('javascript');
  });

  it('knows the State Council by its own words', () => {
    const { report: national } = understand(
      raw([
        '政府工作报告',
        '——2024年3月5日在全国人民代表大会会议上',
        '现在，我代表国务院，向大会报告政府工作。',
        '一、2023年工作回顾',
        '国内生产总值增长5.2%。',
      ]),
    );
    expect(national).toMatchObject({
      institution: '国务院',
      level: '国家',
      region: [],
      reportYear: 2024,
      publishedOn: '2024-03-05',
      docType: '政府工作报告',
    });
  });

  it('gives an address its own id, so that a moved file stays the same report', () => {
    const stated = { sourceUrl: 'https://example.org/r/1' };
    expect(understand(raw(STREET, { stated })).report.id).toBe(
      understand(raw(STREET, { stated, sourcePath: 'elsewhere.txt' })).report.id,
    );
  });

  it('survives a report of nothing but chrome', () => {
    expect(understand(raw(['• 微信', '打印', '']))).toMatchObject({
      paragraphs: [],
      report: { characters: 0, title: 'reports/liuyin.txt', titleDerived: true },
    });
  });
});
