import { describe, expect, it } from 'vitest';
import { createUnderstand } from '../../../indexer/understand.ts';

/* Outlines as offices write them, about invented places: which lines are headings, and what role and year follow. */
const understand = createUnderstand({ annotateTopics: () => [] });
const read = (...texts: string[]) =>
  understand({
    sourcePath: '报告.txt',
    lines: texts.map((text) => ({ text })),
    stated: {},
    bytes: Buffer.from(texts.join('\n')),
    mediaType: 'text/plain',
    warnings: [],
  });
const headingsOf = (...texts: string[]): string[] =>
  read(...texts).paragraphs.flatMap(({ kind, headingLevel, text }) =>
    kind === 'heading' && headingLevel !== 1 ? [text] : [],
  );

const DONE = '全年完成投资12.3亿元，同比增长8.5%，新增就业3200人，取得了明显成效。';
const AHEAD = '将加快推进重点项目建设，力争全年增长6%左右，切实抓好各项任务落实。';

describe('headings with bare numbers', () => {
  it.each([
    ['01综合', '02农业', '03工业和建筑业'],
    ['01 综 合', '02 农 业'],
    ['1 总体情况', '1.1 项目建设', '2 2024年工作安排'],
  ])('%s', (...headings) => {
    const lines = headings.flatMap((heading) => [heading, DONE]);
    expect(headingsOf('南湖新区2023年工作情况报告', ...lines)).toEqual(headings);
  });

  it('are figures where they do not count on, or no text stands below them', () => {
    expect(headingsOf('南湖新区2023年工作情况报告', DONE, '1 个示范点', DONE, '2 个示范区', DONE)).toEqual(
      [],
    );
    expect(headingsOf('南湖新区2023年工作情况报告', DONE, '1 粮食', '2 棉花', '3 油料')).toEqual([]);
  });
});

describe('a statistical communiqué', () => {
  const { paragraphs } = read(
    '沧澜县2022年国民经济和社会发展统计公报',
    '2022年是党的二十大胜利召开之年，是极为重要的一年。全县经济运行企稳向好，转型升级持续深化。',
    '初步核算，全年地区生产总值325.7亿元，比上年增长5.1%，人均地区生产总值83120元。',
    '年末全县常住人口39.2万人，比上年末减少0.1万人，其中城镇人口22.1万人。',
    '注释：',
    '1.本公报中数据均为初步统计数。部分数据因四舍五入，存在总计与分项合计不等的情况。',
    '2.地区生产总值按现价计算。',
    '3.规模以上工业统计范围为年主营业务收入2000万元及以上的工业企业。',
  );

  it('looks back, however its first sentence turns to the year', () => {
    expect(paragraphs.slice(2, 4).map(({ role, year }) => `${role} ${year}`)).toEqual([
      'achievement 2022',
      'achievement 2022',
    ]);
  });

  it('has notes below it, none of which heads the next', () => {
    expect(paragraphs.slice(5).map(({ headings }) => headings)).toEqual([['注释：'], ['注释：'], ['注释：']]);
  });
});

describe('an outline', () => {
  it('goes on behind a section without a number', () => {
    const { paragraphs } = read(
      '2024年沧澜县人民政府工作报告',
      '一、2023年工作回顾',
      DONE,
      '存在的困难和问题',
      '总量偏小、产业单一、财力薄弱等问题依然突出。',
      '二、2024年工作任务',
      AHEAD,
    );
    expect(
      paragraphs.slice(1).map(({ headingLevel, role, year }) => `${headingLevel} ${role} ${year}`),
    ).toEqual([
      '2 achievement 2023',
      'null achievement 2023',
      '2 problem 2023',
      'null problem 2023',
      '2 plan 2024',
      'null plan 2024',
    ]);
  });

  it('in half-width marks heads the same paragraphs', () => {
    const { paragraphs } = read(
      '柳荫街道2023年工作总结',
      '一、工作成效',
      '1.抓实理论武装.全年开展中心组学习12次,专题党课26场.',
      '另开展宣讲48场.',
      '二、2024年工作打算',
      '(一)坚持以党建为引领,夯实战斗堡垒.',
      '(二)坚持以项目为抓手,推动提质增效.',
    );
    expect(paragraphs[3]?.headings).toEqual(['一、工作成效', '1.抓实理论武装']);
    expect(paragraphs.slice(5).map(({ kind }) => kind)).toEqual(['body', 'body']);
  });

  it('has problems under a heading that ends in a colon', () => {
    const { paragraphs, report } = read(
      '2023年工作总结与2024年工作计划',
      '（沧澜县水利局）',
      '一、2023年工作开展情况',
      DONE,
      '存在的问题：',
      '一是资金缺口较大。二是专业技术人员不足。',
      '二、2024年工作计划',
      AHEAD,
    );
    expect(report.institution).toBe('沧澜县水利局');
    expect(paragraphs.slice(4).map(({ kind, role, year }) => `${kind} ${role} ${year}`)).toEqual([
      'heading problem 2023',
      'body problem 2023',
      'heading plan 2024',
      'body plan 2024',
    ]);
  });

  it('has short headings above bullets', () => {
    expect(
      headingsOf('柳荫街道2023年工作总结', DONE, '经济运行', '●投资增长8.2%；', '●消费增长7.5%。'),
    ).toEqual(['经济运行']);
  });
});

describe('titles that end otherwise', () => {
  it.each([
    ['柳荫街道2023年工作总结及2024年工作谋划', '工作总结'],
    ['柳荫街道2023年工作小结及2024年工作重点', '工作总结'],
    ['柳荫街道2023年主要工作完成情况和2024年重点工作', '工作总结'],
    ['青禾区2023年度述法报告', '工作总结'],
    ['青禾区2023年度部门整体支出绩效自评报告', '其他'],
    ['2023年度工作总结表彰大会上的讲话', '其他'],
    ['青禾区2023年民生实事项目表', '其他'],
  ])('%s', (title, docType) => {
    const { report, paragraphs } = read(title, '一、主要工作', DONE, '二、下一步打算', AHEAD);
    expect(report).toMatchObject({ title, docType, reportYear: 2023, titleDerived: false });
    expect(paragraphs[0]).toMatchObject({ kind: 'heading', role: 'other', year: 2023 });
    expect(paragraphs[2]).toMatchObject({ role: 'achievement', year: 2023 });
    expect(paragraphs[4]).toMatchObject({ role: 'plan', year: 2024 });
  });

  it('with letters set apart', () => {
    const { report } = read(
      '政 府 工 作 报 告',
      '2025年1月20日在沧澜县第十八届人民代表大会第五次会议上',
      DONE,
      AHEAD,
    );
    expect(report).toMatchObject({ title: '政府工作报告', docType: '政府工作报告', reportYear: 2025 });
  });

  it('and lines that are none', () => {
    expect(read('柳荫街道办事处', DONE, DONE).report.titleDerived).toBe(true);
    expect(read('2024年1月5日', DONE, DONE).report.titleDerived).toBe(true);
  });
});

describe('years', () => {
  it('a new council looks back on the year that ends', () => {
    const { paragraphs } = read(
      '政府工作报告',
      '2021年11月18日在沧澜县第十七届人民代表大会第一次会议上',
      '一、过去五年工作回顾',
      DONE,
      '二、2022年工作安排',
      AHEAD,
    );
    expect([paragraphs[3], paragraphs[5]].map((paragraph) => paragraph?.year)).toEqual([2021, 2022]);
  });

  it('a plan of several years is of the first of them', () => {
    expect(read('沧澜县营商环境三年行动计划（2023—2025年）', AHEAD, AHEAD).report.reportYear).toBe(2023);
  });
});

describe('who reports on what', () => {
  it('an office on the line above the year of its report', () => {
    expect(read('沧澜县人民政府办公室', '二〇二三年工作总结', DONE, DONE).report.title).toBe(
      '沧澜县人民政府办公室二〇二三年工作总结',
    );
  });

  it('an office that signs above whom the copies go to', () => {
    const { report } = read(
      '关于2023年度工作情况的报告',
      DONE,
      '沧澜县林业局',
      '2023年12月29日',
      '（联系人：王某，联系电话：0000-1234567）',
      '抄送：县人大办、县政协办。',
      '沧澜县林业局办公室 2023年12月29日印发',
    );
    expect(report).toMatchObject({ institution: '沧澜县林业局', publishedOn: '2023-12-29' });
  });

  it('a district, whose 市场监管局 makes no city of it', () => {
    expect(read('鼎城区市场监管局2024年一季度工作总结', DONE, DONE).report).toMatchObject({
      institution: '常德市鼎城区市场监督管理局',
      region: ['湖南省', '常德市', '鼎城区'],
    });
  });

  it.each([
    ['沧澜县妇联', '沧澜县妇女联合会'],
    ['沧澜县总工会', '沧澜县总工会'],
    ['共青团沧澜县委', '共青团沧澜县委员会'],
    ['沧澜县图书馆', '沧澜县图书馆'],
    ['沧澜县供销合作社', '沧澜县供销合作社'],
  ])('%s, no government', (name, institution) => {
    expect(read(`${name}2023年工作总结`, DONE, DONE).report).toMatchObject({ institution, level: '部门' });
  });

  it('a town of a city without counties', () => {
    expect(read('东莞市长安镇2023年工作总结', DONE, DONE).report.region).toEqual([
      '广东省',
      '东莞市',
      '长安镇',
    ]);
  });

  it('what explains a report is none', () => {
    expect(read('《2024年沧澜县人民政府工作报告》解读', DONE, DONE).report).toMatchObject({
      title: '《2024年沧澜县人民政府工作报告》解读',
      docType: '其他',
      reportYear: 2024,
    });
  });
});
