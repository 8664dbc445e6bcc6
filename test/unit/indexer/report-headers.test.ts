import { describe, expect, it } from 'vitest';
import type { RawLine, StatedMetadata } from '../../../indexer/reader.ts';
import { createUnderstand } from '../../../indexer/understand.ts';

/*
 * Headers and structures as governments publish them, about invented places: each is a page as it is saved, its text cut
 * to a paragraph a section.
 */

const DONE = '全面落实各项部署，全年完成投资12.3亿元，同比增长8.5%，新增就业3200人，取得了明显成效。';
const AHEAD = '将坚持稳中求进，加快推进重点项目建设，力争全年增长6%左右，切实抓好各项任务落实。';
const ADMITTED = '对照高质量发展要求，还存在产业结构不够优、基础设施短板较多、干部作风有待改进等问题。';

const understand = createUnderstand({ annotateTopics: () => [] });

const read = (text: string, stated: StatedMetadata = {}) => {
  const lines = text.split('\n').map((line): RawLine => ({ text: line }));
  const { report, paragraphs } = understand({
    sourcePath: 'page.txt',
    lines,
    stated,
    bytes: Buffer.from(text),
    mediaType: 'text/plain',
    warnings: [],
  });
  const at = (starts: string) => {
    const found = paragraphs.find((paragraph) => paragraph.text.startsWith(starts));
    return found ? [found.role, found.year] : null;
  };
  return { report, paragraphs, at };
};

describe('headers as governments write them', () => {
  it('a sub-district’s page with a labelled header block and empty labels', () => {
    const { report, at, paragraphs } = read(`索 引 号：	014250000/2024-00123
信息分类：	综合政务 / 计划总结 / 通知
发布机构：	云岭省澜川市青禾区人民政府柳荫街道办事处
生成日期：	2024-01-15
发布日期：2024-01-17
生效日期：
信息名称：	柳荫街道2023年工作总结及2024年工作计划
文    号：
内容概览：
在线链接地址：
柳荫街道2023年工作总结及2024年工作计划
一、2023年工作总结
${DONE}
二、存在问题
${ADMITTED}
三、2024年工作计划
${AHEAD}`);
    expect(report).toMatchObject({
      title: '柳荫街道2023年工作总结及2024年工作计划',
      institution: '澜川市青禾区柳荫街道办事处',
      region: ['云岭省', '澜川市', '青禾区', '柳荫街道'],
      indexNumber: '014250000/2024-00123',
      documentNumber: null,
      publishedOn: '2024-01-17',
      reportYear: 2023,
      docType: '工作总结',
      level: '街道乡镇',
    });
    expect(paragraphs.map(({ text }) => text).join()).not.toMatch(/内容概览|在线链接|生效日期/u);
    expect([at('全面'), at('对照'), at('将坚持')]).toEqual([
      ['achievement', 2023],
      ['problem', 2023],
      ['plan', 2024],
    ]);
  });

  it('a department, which its header calls only 区教育局', () => {
    const { report } = read(`索引号：11330203MB1234567X/2024-12345
发布机构：区教育局 成文日期：2024-01-08
云岭省澜川市青禾区教育局2023年工作总结和2024年工作思路
发布时间：2024-01-10 09:30 来源：区教育局 浏览次数： 12 字号：[ 大 中 小 ]
一、2023年主要工作
${DONE}`);
    expect(report).toMatchObject({
      institution: '澜川市青禾区教育局',
      region: ['云岭省', '澜川市', '青禾区'],
      publishedOn: '2024-01-10',
      indexNumber: '11330203MB1234567X/2024-12345',
      level: '部门',
    });
  });

  it('a department named by the title alone, its number and date under it', () => {
    const { report, at } = read(`云岭省水利厅2022年工作总结
云水办〔2023〕3号
二〇二三年二月十日
一、防汛抗旱
${DONE}
二、下一步工作
${AHEAD}`);
    expect(report).toMatchObject({
      institution: '云岭省水利厅',
      documentNumber: '云水办〔2023〕3号',
      publishedOn: '2023-02-10',
      level: '部门',
    });
    expect(at('将坚持')).toEqual(['plan', 2023]);
  });

  it.each([
    ['碧溪县人民法院工作报告', '碧溪县人民法院院长 某某', '碧溪县人民法院'],
    ['碧溪县人民代表大会常务委员会工作报告', '碧溪县人大常委会主任 某某', '碧溪县人民代表大会常务委员会'],
    ['工作报告', '碧溪县人民检察院检察长 某某某', '碧溪县人民检察院'],
  ])('%s, read by %s', (title, speaker, institution) => {
    const { report, at } = read(`${title}
——2024年1月23日在碧溪县第十四届人民代表大会第四次会议上
${speaker}
各位代表：
现在，我向大会报告工作，请予审议，并请县政协各位委员和列席人员提出意见。
一、2023年主要工作
${DONE}
二、2024年主要任务
${AHEAD}`);
    expect(report).toMatchObject({
      institution,
      publishedOn: '2024-01-23',
      reportYear: 2023,
      docType: '工作总结',
      level: '部门',
    });
    expect([at('全面'), at('将坚持')]).toEqual([
      ['achievement', 2023],
      ['plan', 2024],
    ]);
  });

  it('a community of which the line under the title tells the street', () => {
    const { report } = read(`一区社区居民委员会2022年工作总结
澜川市青禾区柳荫街道一区社区居民委员会
2022年，一区社区在街道党工委的领导下，${DONE}`);
    expect(report).toMatchObject({
      institution: '澜川市青禾区柳荫街道一区社区居民委员会',
      region: ['澜川市', '青禾区', '柳荫街道'],
    });
  });

  it('an assembly whose title names no year, at its session of a January', () => {
    const { report, at } = read(`青禾区人民代表大会常务委员会工作报告
——2025年1月16日在青禾区第八届人民代表大会第五次会议上
青禾区人大常委会主任　沈砚秋
各位代表：
我受青禾区人大常委会委托，向大会报告工作，请予审议。
过去一年的主要工作
一、服务大局，增强监督实效。${DONE}
今后一年的主要任务
一、围绕中心，依法行使监督权。${AHEAD}`);
    expect(report).toMatchObject({ reportYear: 2024, publishedOn: '2025-01-16', docType: '工作总结' });
    expect(at('一、服务大局')).toEqual(['achievement', 2024]);
    expect(at('一、围绕中心')).toEqual(['plan', 2025]);
  });

  it('the group of a party that reports on what an inspection found, with the address it was saved from', () => {
    const { report, paragraphs } = read(`中共青禾县水利局党组关于巡察整改进展情况的通报
根据县委统一部署，县委第二巡察组对县水利局党组进行了巡察，现将整改进展情况予以公布。
一、巡察反馈问题整改情况
${DONE}
中共青禾县水利局党组
2024年6月18日
原文链接：http://www.example.gov.cn/art/1.html
采集时间：2024-09-01`);
    expect(report).toMatchObject({
      title: '中共青禾县水利局党组关于巡察整改进展情况的通报',
      institution: '中共青禾县水利局党组',
      level: '部门',
      docType: '其他',
      publishedOn: '2024-06-18',
      sourceUrl: 'http://www.example.gov.cn/art/1.html',
    });
    expect(paragraphs.at(-1)?.text).toBe('2024年6月18日');
  });

  it('half a year of a city, its office and date on one line', () => {
    const { report } = read(`2024年上半年碧溪市经济运行情况
碧溪市统计局 2024-07-25
${DONE}
一、工业生产稳步回升
${DONE}`);
    expect(report).toMatchObject({
      institution: '碧溪市统计局',
      level: '部门',
      region: ['碧溪市'],
      reportYear: 2024,
      publishedOn: '2024-07-25',
    });
  });

  it('how a plan has gone so far is of no year of the plan', () => {
    const text = `青禾县“十四五”规划纲要实施情况中期评估报告\n一、总体情况\n${DONE}`;
    expect(read(text).report.reportYear).toBeNull();
    expect(read(text, { publishedOn: '2023-10-08' }).report.reportYear).toBe(2023);
  });

  it('labels in brackets, in English, above a rule, with marks of markdown', () => {
    const bracketed = read(`【标题】云泽市医疗保障局2024年工作总结
【发布日期】2025-01-09
【来源】https://www.example.gov.cn/9.html
【正文】
第一部分　2024年工作完成情况
${DONE}`);
    const english = read(`Title: 云泽市医疗保障局2024年工作总结
Published: 2025-01-09
Source: https://www.example.gov.cn/9.html
---
第一部分　2024年工作完成情况
${DONE}`);
    for (const { report, paragraphs } of [bracketed, english]) {
      expect(report).toMatchObject({
        title: '云泽市医疗保障局2024年工作总结',
        institution: '云泽市医疗保障局',
        publishedOn: '2025-01-09',
        sourceUrl: 'https://www.example.gov.cn/9.html',
      });
      expect(paragraphs.map(({ text }) => text)).toEqual(['第一部分　2024年工作完成情况', DONE]);
    }
  });

  it('a resolution over two lines, and an office that signs with its date on one line', () => {
    const resolution = read(`青禾县第十七届人民代表大会第三次会议
关于青禾县人民政府工作报告的决议
（2024年1月12日青禾县第十七届人民代表大会第三次会议通过）
会议听取和审议了县长所作的政府工作报告，对县人民政府一年来的工作表示满意，决定批准这个报告。`);
    expect(resolution.report).toMatchObject({
      title: '青禾县第十七届人民代表大会第三次会议关于青禾县人民政府工作报告的决议',
      publishedOn: '2024-01-12',
    });
    const signed = read(
      `青禾区市场监督管理局2023年度工作总结\n${DONE}\n${ADMITTED}\n青禾区市场监督管理局　　2023年12月29日`,
    );
    expect(signed.report.publishedOn).toBe('2023-12-29');
    expect(signed.at('青禾区市场监督管理局　')).toEqual(['other', 2023]);
  });

  it('a speech to all of a city belongs to no place called 全市', () => {
    const { report } = read(`在全市城市管理工作会议上的讲话\n（2024年2月20日）\n同志们：\n${DONE}\n${AHEAD}`);
    expect(report).toMatchObject({ region: [], institution: null, publishedOn: '2024-02-20' });
  });

  it('ministries belong to no place, whatever places they mention', () => {
    expect(
      read(`中华人民共和国2023年国民经济和社会发展统计公报[1]
国家统计局
2024年2月29日
初步核算，全年国内生产总值[2]1260582亿元，比上年增长5.2%，宁波市海曙区、宁波市鄞州区和宁波市江北区不在此列。`)
        .report,
    ).toMatchObject({
      title: '中华人民共和国2023年国民经济和社会发展统计公报',
      institution: '国家统计局',
      region: [],
      reportYear: 2023,
      docType: '统计公报',
    });
  });

  it('the year is not the one that a plan aims at', () => {
    const { report } = read(`国务院关于印发2030年前碳达峰行动方案的通知
国发〔2021〕23号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
现将《2030年前碳达峰行动方案》印发给你们，请认真贯彻执行。
国务院
2021年10月24日
为深入贯彻落实重大战略决策，扎实推进碳达峰行动，制定本方案，请各地区、各部门结合实际落实。
一、总体要求
${AHEAD}`);
    expect(report).toMatchObject({
      institution: '国务院',
      documentNumber: '国发〔2021〕23号',
      publishedOn: '2021-10-24',
      reportYear: null,
      level: '国家',
    });
  });

  it('a page in the English manner: day last, labels in English', () => {
    const { report, paragraphs } = read(`柳荫街道2021年工作总结
Date: 03-01-2022  Source: 柳荫街道  Views: 34
2021年，柳荫街道${DONE}`);
    expect(report.publishedOn).toBe('2022-03-01');
    expect(paragraphs.map(({ text }) => text).join()).not.toContain('Date');
    expect(
      read(`柳荫街道2022年工作总结\nPublish Date: Mar 1, 2023\n2022年，柳荫街道${DONE}`).report.publishedOn,
    ).toBe('2023-03-01');
  });

  it.each([
    ['发布日期：2024-03-01 成文日期：2024-02-01 更新日期：2024-05-01', '2024-03-01'],
    ['更新时间：2024-05-01 发布时间：2024-03-01', '2024-03-01'],
    ['成文日期：二〇二四年二月一日', '2024-02-01'],
    ['公开日期:2024/3/1', '2024-03-01'],
    ['更新日期：2024.05.01', '2024-05-01'],
  ])('of several dates the one it came out on: %s', (header, date) => {
    expect(read(`${header}\n柳荫街道2023年工作总结\n2023年，${DONE}`).report.publishedOn).toBe(date);
  });
});

describe('reports that are written otherwise', () => {
  it('in traditional characters, shown as they are', () => {
    const { report, paragraphs, at } = read(`二〇二三年財政年度施政報告
中華人民共和國澳門特別行政區
行政長官
2022年11月15日
2022年施政回顧
過去一年，特區政府採取多項措施穩定經濟，保障就業，失業率維持在較低水平。
2023年施政重點
來年將加快推進經濟適度多元，大力發展大健康產業、現代金融和高新技術。`);
    expect(report).toMatchObject({
      title: '二〇二三年財政年度施政報告',
      institution: '澳门特别行政区政府',
      region: ['澳门特别行政区'],
      publishedOn: '2022-11-15',
      reportYear: 2023,
      docType: '政府工作报告',
    });
    expect(paragraphs.at(-1)).toMatchObject({
      text: '來年將加快推進經濟適度多元，大力發展大健康產業、現代金融和高新技術。',
      headings: ['2023年施政重點'],
    });
    expect([at('過去一年'), at('來年')]).toEqual([
      ['achievement', 2022],
      ['plan', 2023],
    ]);
  });

  it('without a single heading', () => {
    const { report, at } = read(`青禾区住建局关于2023年工作总结和2024年工作思路的报告
青建发〔2024〕2号
区政府：
2023年，我局${DONE}
下一步，${AHEAD}
澜川市青禾区住房和城乡建设局
2024年1月8日`);
    expect(report).toMatchObject({
      institution: '澜川市青禾区住房和城乡建设局',
      documentNumber: '青建发〔2024〕2号',
      publishedOn: '2024-01-08',
    });
    expect([at('2023年'), at('下一步')]).toEqual([
      ['achievement', 2023],
      ['plan', 2024],
    ]);
  });

  it('issued by an office for a plan that names the place again', () => {
    const { report } = read(`云岭省澜川市人民政府办公室关于印发澜川市综合交通“十四五”规划的通知
澜政办发〔2021〕45号
现印发给你们，请认真组织实施。`);
    expect(report).toMatchObject({ region: ['云岭省', '澜川市'], documentNumber: '澜政办发〔2021〕45号' });
  });
});

describe('periods that no calendar year names', () => {
  it('half a year and a quarter are planned on within their year', () => {
    const half = read(`柳荫镇2023年上半年工作总结和下半年工作计划
一、上半年工作完成情况
上半年，${DONE}
二、下半年工作计划
下半年，${AHEAD}`);
    expect([half.at('上半年'), half.at('下半年')]).toEqual([
      ['achievement', 2023],
      ['plan', 2023],
    ]);
    const quarter = read(`柳荫镇2024年一季度工作总结及二季度工作安排
一、一季度工作完成情况
一季度，${DONE}
二、二季度工作安排
二季度，${AHEAD}`);
    expect(quarter.at('二季度，')).toEqual(['plan', 2024]);
  });

  it('five-year plans are looked back on from their end and ahead to from their beginning', () => {
    const { report, at } = read(`柳荫街道“十三五”工作总结和“十四五”工作思路
发布日期：2020年12月8日
一、“十三五”工作总结
“十三五”时期，${DONE}
二、“十四五”工作思路
“十四五”时期，${AHEAD}`);
    expect(report.reportYear).toBe(2020);
    expect([at('“十三五”'), at('“十四五”')]).toEqual([
      ['achievement', 2020],
      ['plan', 2021],
    ]);
  });

  it('a report of several years plans on from the last of them', () => {
    const { report, at } = read(`柳荫街道2021-2023年工作总结
一、2021年工作
${DONE}
二、2023年工作
2023年，${DONE}
三、下一步工作
${AHEAD}`);
    expect(report.reportYear).toBe(2023);
    expect([at('全面'), at('2023年'), at('将坚持')]).toEqual([
      ['achievement', 2021],
      ['achievement', 2023],
      ['plan', 2024],
    ]);
  });

  it('今年 and 明年 take their year from the date on the page', () => {
    const { report, at } = read(`柳荫街道今年工作总结和明年工作思路
2021-12-15
一、今年工作总结
${DONE}
二、明年工作思路
${AHEAD}`);
    expect(report).toMatchObject({ reportYear: 2021, publishedOn: '2021-12-15' });
    expect(report.provenance?.reportYear).toMatchObject({ from: 'published', inferred: true });
    expect([at('全面'), at('将坚持')]).toEqual([
      ['achievement', 2021],
      ['plan', 2022],
    ]);
  });
});

describe('provenance', () => {
  it('names the words behind every value, and tells what was stated from what was read', () => {
    const { report } = read(
      `发布机构：柳荫街道 文号：柳街〔2024〕5号
云岭省澜川市青禾区柳荫街道2023年工作总结
2023年，${DONE}`,
      { publishedOn: '2024-03-01', indexNumber: 'A-1', byPage: ['publishedOn'] },
    );
    expect(report.provenance).toEqual({
      title: { from: 'opening', inferred: false, words: '云岭省澜川市青禾区柳荫街道2023年工作总结' },
      institution: { from: 'header', inferred: true, words: '柳荫街道' },
      region: { from: 'title', inferred: false, words: '云岭省澜川市青禾区柳荫街道2023年工作总结' },
      reportYear: { from: 'title', inferred: false, words: '云岭省澜川市青禾区柳荫街道2023年工作总结' },
      publishedOn: { from: 'page', inferred: false, words: '2024-03-01' },
      docType: { from: 'title', inferred: true, words: '云岭省澜川市青禾区柳荫街道2023年工作总结' },
      indexNumber: { from: 'manifest', inferred: false, words: 'A-1' },
      documentNumber: { from: 'header', inferred: false, words: '柳街〔2024〕5号' },
    });
  });

  it('says of a place that it is one no longer', () => {
    const { report } = read(`宁波市江东区2015年工作总结\n2015年，${DONE}`);
    expect(report.region).toEqual(['浙江省', '宁波市', '江东区']);
    expect(report.provenance?.region?.words).toBe(
      '宁波市江东区2015年工作总结；江东区（2016年起为宁波市鄞州区）',
    );
  });
});
