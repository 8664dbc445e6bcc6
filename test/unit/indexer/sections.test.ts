import { describe, expect, it } from 'vitest';
import { annotateSections, type SectionContext } from '../../../indexer/annotate/sections.ts';
import { headingOf, parseMark } from '../../../indexer/annotate/sections-headings.ts';
import { outline } from '../../../indexer/annotate/sections-outline.ts';

const DONE =
  '全年完成老旧小区改造12个，新增就业3200人，财政收入增长6.5%，群众满意度达到93%，各项指标好于预期。';
const TODO =
  '要继续推进老旧小区改造，加快补齐民生短板，力争新增停车泊位，确保完成全年任务，进一步提升治理水平。';
const CONTEXT: SectionContext = { titleLines: new Set(), title: null, docType: '工作总结', reportYear: 2023 };

const annotate = (lines: readonly string[], context: Partial<SectionContext> = {}) =>
  annotateSections(
    outline(
      lines.map((text) => ({ text, blanksBefore: 0 })),
      context.titleLines ?? CONTEXT.titleLines,
    ),
    { ...CONTEXT, ...context },
  );
const told = (lines: readonly string[], context: Partial<SectionContext> = {}) =>
  annotate(lines, context).map(({ role, year }) => `${role} ${year}`);

describe('parseMark', () => {
  it.each([
    ['一、2023年工作总结', 'cn', 1],
    ['二十一、附则', 'cn', 21],
    ['（三）民生服务', 'cn-paren', 3],
    ['(十二)安全生产', 'cn-paren', 12],
    ['第一章 总体要求', 'part', 1],
    ['第二部分　工作打算', 'part', 2],
    ['第一篇 总论', 'volume', 1],
    ['第二节　主要目标', 'chapter', 2],
    ['甲、工作总结', 'part', null],
    ['第三，加强监管', 'ordinal', 3],
    ['3.社区建设', 'number', 3],
    ['1.2 民生保障', 'decimal', null],
    ['4、推进共建', 'number', 4],
    ['（2）示范小区', 'number-paren', 2],
    ['③加强巡查', 'circled', 3],
    ['一是强化整治', 'item', 1],
    ['二要统筹推进', 'item', 2],
  ])('%s', (line, style, number) => {
    expect(parseMark(line)).toMatchObject({ style, number });
  });

  it.each([
    '2.5 亿元投资落地',
    '2.5亿元投资落地',
    '10.3%的增幅',
    '一要求就办',
    '第三产业增加值增长',
    '二〇二三年',
  ])('none in %s', (line) => {
    expect(parseMark(line)).toBeNull();
  });
});

describe('headings', () => {
  const heading = (text: string, next = DONE, previous?: string) =>
    headingOf(
      { text, blanksBefore: 0 },
      { text: next, blanksBefore: 0 },
      previous ? { text: previous, blanksBefore: 0 } : undefined,
    );

  it.each([
    '一、上半年主要工作回顾',
    '（二）抓项目、提质效，竭智尽力促发展',
    '（三）严格做好疫情防控工作。',
    '2021年工作总结',
    '结束语',
    '名词解释',
    '存在的主要问题',
  ])('%s stands on its own line', (text) => {
    expect(heading(text)).toMatchObject({ own: true, text });
  });

  it('reads the first sentence of a paragraph as a run-in heading', () => {
    expect(heading(`(三)拉高标杆,街区环境更美更优。一是深化整治。${DONE}`)).toMatchObject({
      own: false,
      text: '(三)拉高标杆,街区环境更美更优',
    });
  });

  it.each([
    '各位代表：',
    '——2025年1月18日在云岭省第十四届人民代表大会上',
    '省长 王某某',
    '（2024年1月9日）',
    '青禾区人民政府',
    '二、生产供过于求的企业；',
    '3.完成改造5个，',
    DONE,
  ])('%s is none', (text) => {
    expect(heading(text)).toBeNull();
  });

  it('takes neighbouring numbers for the points of a list', () => {
    expect(heading('2.改造小区三个', '3.新建车位百个并投入使用，缓解停车难。', '1.修缮楼道')).toBeNull();
  });
});

describe('annotateSections', () => {
  it('gives each paragraph the headings above it, run-in ones included', () => {
    const lines = annotate([
      '2023年工作总结',
      '（一）抓环境',
      DONE,
      `（二）抓民生。一是扩大就业。${DONE}`,
      DONE,
      '2024年工作思路',
      TODO,
    ]);
    expect(lines.map(({ headings }) => headings)).toEqual([
      [],
      ['2023年工作总结'],
      ['2023年工作总结', '（一）抓环境'],
      ['2023年工作总结'],
      ['2023年工作总结', '（二）抓民生'],
      [],
      ['2024年工作思路'],
    ]);
    expect(lines.map(({ kind, headingLevel }) => [kind, headingLevel])).toEqual([
      ['heading', 2],
      ['heading', 3],
      ['body', null],
      ['body', null],
      ['body', null],
      ['heading', 2],
      ['body', null],
    ]);
  });

  it('tells summary from plan, each with its year', () => {
    expect(told(['一、2023年工作总结', DONE, '二、2024年工作思路', TODO])).toEqual([
      'achievement 2023',
      'achievement 2023',
      'plan 2024',
      'plan 2024',
    ]);
  });

  it('keeps both halves of a year in that year', () => {
    expect(
      told(['一、上半年主要工作回顾', DONE, '二、下半年主要工作计划', TODO], {
        title: '柳荫街道2023年半年度工作总结',
      }),
    ).toEqual(['achievement 2023', 'achievement 2023', 'plan 2023', 'plan 2023']);
  });

  it('reads a government report as of the year before and its own', () => {
    const context = { docType: '政府工作报告', reportYear: 2025 } as const;
    expect(
      told(
        ['各位代表：', '一、去年工作回顾', DONE, '二、今年主要任务', TODO, '三、加强政府自身建设', TODO],
        context,
      ),
    ).toEqual([
      'other null',
      'achievement 2024',
      'achievement 2024',
      'plan 2025',
      'plan 2025',
      'plan 2025',
      'plan 2025',
    ]);
  });

  it('counts a period of several years for the year the report stands in', () => {
    const context = { docType: '政府工作报告', reportYear: 2018 } as const;
    expect(
      told(
        ['一、过去五年工作回顾', DONE, '二、今后五年的奋斗目标', TODO, '三、2018年重点工作', TODO],
        context,
      ),
    ).toEqual(['achievement 2017', 'achievement 2017', 'plan 2018', 'plan 2018', 'plan 2018', 'plan 2018']);
  });

  it('hears problems admitted inside a summary, until thanks or a heading', () => {
    const admitted = '同时，我们也清醒地看到，工作中还存在不少困难和问题，主要是：';
    const thanks = '各位代表！一年来的成绩来之不易，这是区委坚强领导的结果，我代表区政府表示衷心的感谢！';
    expect(
      told([
        '一、2023年工作总结',
        DONE,
        admitted,
        '停车难仍未缓解，物业矛盾较多，部分干部本领不足。',
        '二、2024年工作思路',
        TODO,
      ]),
    ).toEqual([
      'achievement 2023',
      'achievement 2023',
      'problem 2023',
      'problem 2023',
      'plan 2024',
      'plan 2024',
    ]);
    expect(told(['一、2023年工作总结', DONE, thanks]).at(-1)).toBe('other 2023');
  });

  it('does not take obstacles that were overcome for problems', () => {
    expect(
      told(['一、2023年工作总结', `过去一年，面对多重困难和严峻挑战，街道迎难而上。${DONE}`]).at(-1),
    ).toBe('achievement 2023');
  });

  it('lets headings below the largest speak: problems and next steps inside one part', () => {
    expect(
      told([
        '一、2023年工作情况',
        '（一）主要成效',
        DONE,
        '（二）存在的问题',
        TODO,
        '（三）下一步打算',
        TODO,
      ]),
    ).toEqual([
      'achievement 2023',
      'achievement 2023',
      'achievement 2023',
      'problem 2023',
      'problem 2023',
      'plan 2024',
      'plan 2024',
    ]);
  });

  it('sees a report turn to plans without a heading', () => {
    const context = { docType: '政府工作报告', reportYear: 2002 } as const;
    const lines = [
      '首先报告2001年的工作',
      DONE,
      '我们也清醒地看到，当前还存在不少亟待解决的问题。',
      '2002年是十分重要的一年，做好今年工作意义重大。',
      '一、扩大内需',
      TODO,
    ];
    expect(told(lines, context).slice(-3)).toEqual(['plan 2002', 'plan 2002', 'plan 2002']);
  });

  it('closes the 节 of a chapter with the next chapter', () => {
    const lines = [
      '第一章　总体要求',
      '第一节　指导思想',
      TODO,
      '第二节　主要目标',
      TODO,
      '第二章　主要任务',
      TODO,
    ];
    expect(annotate(lines, { docType: '工作计划' }).map(({ headings }) => headings)).toEqual([
      [],
      ['第一章　总体要求'],
      ['第一章　总体要求', '第一节　指导思想'],
      ['第一章　总体要求'],
      ['第一章　总体要求', '第二节　主要目标'],
      [],
      ['第二章　主要任务'],
    ]);
  });

  it('reads what will be done about problems as a plan of the next year', () => {
    const lines = [
      '一、总体情况',
      DONE,
      '二、存在的主要问题及改进情况',
      '公开的时效性有待加强。',
      `2024年，我们将${TODO}`,
    ];
    expect(told(lines).slice(-2)).toEqual(['problem 2023', 'plan 2024']);
  });

  it('reads an analysis that only its last lines turn to difficulties and plans', () => {
    const lines = [
      '根据统一核算结果，上半年全市地区生产总值862.3亿元，同比增长5.7%，工业增加值增长6.9%。',
      '一、农业生产形势稳定',
      '上半年农林牧渔业总产值136.8亿元，增长4.2%。夏粮总产量27.6万吨，增产1.8%。',
      '二、市场销售持续恢复',
      '社会消费品零售总额318.6亿元，增长5.1%；限上单位网上零售额增长18.7%。',
      '总的来看，经济延续恢复向好态势，但也要看到，有效需求不足，企业经营困难较多。',
      '下阶段，要加快落实各项政策，着力扩大内需、提振信心，推动经济持续回升向好。',
    ];
    expect(told(lines, { docType: '其他', reportYear: 2024 }).map((line) => line.split(' ')[0])).toEqual([
      'achievement',
      'achievement',
      'achievement',
      'achievement',
      'achievement',
      'problem',
      'plan',
    ]);
  });

  it('takes figures that 要点 aim at for plans', () => {
    const lines = ['1.实施普惠工程。新建幼儿园2所，普惠率达到95%。', '2.深化改革。组建共同体6个，支教60人。'];
    expect(told(lines, { docType: '工作计划', reportYear: 2024 })).toEqual(['plan 2024', 'plan 2024']);
  });

  it('leaves the notes below a communiqué out of its sections', () => {
    const lines = ['一、综合', DONE, '注释：', '[1]增长速度按不变价格计算，部分数据因四舍五入存在误差。'];
    const notes = annotate(lines, { docType: '统计公报' }).slice(-2);
    expect(notes.map(({ role, headings }) => [role, headings])).toEqual([
      ['other', []],
      ['other', ['注释：']],
    ]);
  });

  it('follows a speech without headings from last year to this, by its date', () => {
    const lines = [
      '（2024年2月20日）',
      '贺兰舟',
      '同志们：',
      '今天这次会议的主要任务是总结去年城市管理工作，研究部署今年任务。下面，我讲三点意见。',
      '去年，我们拆除违法建设23万平方米，规范占道经营1.4万处，群众满意度提升到91.2分。',
      '成绩来之不易，但也要清醒看到，我们的工作还存在不少短板，精细化管理水平不高。',
      '今年要抓好三件事：要抓好环卫改革，要抓好餐厨垃圾处理厂建设，要抓好广告店招整治。',
    ];
    const context = { docType: '其他', reportYear: null, publishedOn: '2024-02-20' } as const;
    expect(told(lines, context)).toEqual([
      'other null',
      'other null',
      'other null',
      'other 2023',
      'achievement 2023',
      'problem 2023',
      'plan 2024',
    ]);
  });

  it('nests no deeper for a text that begins anew a thousand times', () => {
    const again = Array.from({ length: 1_000 }, () => ['一、主要工作', '二、存在问题', DONE]).flat();
    const deepest = Math.max(...annotate(again).map(({ headings }) => headings.length));
    expect(deepest).toBeLessThanOrEqual(16);
  });

  it('reads a report without headings by its kind', () => {
    const problem = '成绩来之不易，问题也不能遮掩。其一，停车位缺口较大；其二，数字化应用重复建设。';
    expect(told([DONE, DONE, DONE, DONE, problem].map((text) => text.repeat(2)))).toEqual([
      ...Array.from({ length: 4 }, () => 'achievement 2023'),
      'problem 2023',
    ]);
  });

  it('ends with a call that is neither', () => {
    const call = '各位代表！让我们更加紧密地团结起来，为建设美好青禾而努力奋斗！';
    expect(told(['一、2023年工作总结', DONE, '二、2024年工作思路', TODO, call]).at(-1)).toBe('other 2024');
  });

  it('takes a signature for no plan', () => {
    expect(
      told(['一、2024年工作计划', TODO, '青禾区人民政府', '二〇二三年十二月二十八日'], {
        docType: '工作计划',
        reportYear: 2024,
      }).slice(-2),
    ).toEqual(['other 2024', 'other 2024']);
  });

  it('gives a statistical communiqué its one year', () => {
    const lines = annotate(['一、综合', DONE, '二、农业', DONE], { docType: '统计公报', reportYear: 2022 });
    expect(new Set(lines.map(({ year }) => year))).toEqual(new Set([2022]));
  });

  it('knows no year where none is told', () => {
    expect(told(['一、工作总结', DONE], { reportYear: null })).toEqual([
      'achievement null',
      'achievement null',
    ]);
  });
});

describe('a heading without a number behind a numbered list', () => {
  const pathsOf = (lines: readonly string[]) =>
    annotate(lines, { docType: '政府工作报告', reportYear: 2025 }).map(({ headings }) => headings);
  const BEFORE = ['2025年工作安排', `（一）稳住经济大盘。${TODO}`, `（二）守住安全底线。${TODO}`, TODO];

  it('is a section of its own where the list begins again below it', () => {
    const paths = pathsOf([
      ...BEFORE,
      '加强政府自身建设',
      TODO + TODO,
      `（一）树牢正确政绩观。${TODO}`,
      TODO,
    ]);
    expect(paths.slice(4)).toEqual([
      [],
      ['加强政府自身建设'],
      ['加强政府自身建设'],
      ['加强政府自身建设', '（一）树牢正确政绩观'],
    ]);
  });

  it('is a part of the last point where the list goes on', () => {
    const paths = pathsOf([...BEFORE, '加强基层治理', TODO + TODO, `（三）保障和改善民生。${TODO}`]);
    expect(paths.slice(4)).toEqual([
      ['2025年工作安排', '（二）守住安全底线'],
      ['2025年工作安排', '（二）守住安全底线', '加强基层治理'],
      ['2025年工作安排'],
    ]);
  });
});
