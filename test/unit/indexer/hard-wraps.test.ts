import { describe, expect, it } from 'vitest';
import { joinHardWraps } from '../../../indexer/readers/hard-wraps.ts';

const REPORT = [
  '2023年，桐坞镇坚持以茶兴镇，全镇上下团结一心，较好地完成了县委、县政府下达的各项任务，茶农人均增收两千余元。',
  '一、2023年工作回顾',
  '（一）茶产业提档升级。新建标准化茶园1200亩，改造老茶园3600亩，引进初制加工线8条，“桐坞云尖”获评省级农产品区域公用品牌。',
  '（二）集镇面貌焕然一新。改造沿街立面2.6公里，新增停车泊位180个，拆除违章搭建46处，集镇污水收集率达到92.3%。',
  '二、存在的问题',
  '茶叶深加工能力不足，青壮年劳动力外流较多，集镇管理的长效机制还不健全，群众对道路夜间照明的意见比较集中。',
  '三、2024年工作打算',
  '继续做好茶文章，办好第三届开茶节，建成茶叶交易中心，争取通村公路改造提升项目立项，让群众出行更方便、更安全。',
];

/** As a printer sets them: so many Han characters a line, no mark at its beginning. */
const print = (text: string, width: number, indent: string): string[] => {
  const lines: string[] = [];
  let line = indent;
  for (const character of text) {
    if (line.length >= width && !/[，。、；：”）]/u.test(character)) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
};
const setAt = (width: number, indent: string) => REPORT.flatMap((text) => print(text, width, indent));
const trimmed = (lines: readonly string[]) => lines.map((line) => line.trim()).filter((line) => line !== '');

describe('a text with a line break at the end of every printed line', () => {
  it.each([
    ['two ideographic spaces', 30, '　　'],
    ['four spaces', 36, '    '],
    ['a tab', 28, '\t'],
    ['nothing', 32, ''],
  ])('comes out in paragraphs that begin with %s', (_, width, indent) => {
    expect(trimmed(joinHardWraps(setAt(width, indent)))).toEqual(REPORT);
  });

  it('goes on over page numbers and the header beside them', () => {
    const lines = setAt(30, '　　').flatMap((line, at) =>
      at % 6 === 5 ? [line, `- ${(at + 1) / 6} -`, '桐坞镇人民政府文件'] : [line],
    );
    expect(trimmed(joinHardWraps(lines))).toEqual(REPORT);
  });

  it('is seen where only two paragraphs are longer than a line', () => {
    const texts = [
      '云泽市医疗保障局2024年工作总结',
      '一、持续扩大参保覆盖面',
      '全市基本医保参保486.3万人，参保率98.6%，资助困难群众参保21.4万人。',
      '二、总体思路',
      '以医保高质量发展为主线，以改革为动力，守好群众的每一分看病钱、每一分救命钱。',
      '三、重点任务',
      '开展飞行检查，推进药品追溯。',
      '扩大保险覆盖，规范试点。',
    ];
    expect(joinHardWraps(texts.flatMap((text) => print(text, 34, '')))).toEqual(texts);
  });

  it('keeps a title that is centred apart from the text', () => {
    const lines = ['          桐坞镇2023年工作总结', ...setAt(30, '　　')];
    expect(trimmed(joinHardWraps(lines))).toEqual(['桐坞镇2023年工作总结', ...REPORT]);
  });

  it('keeps date, speaker, salutation and signature on lines of their own, however full the line before', () => {
    const head = [
      '——2024年4月25日在桐坞镇第九届人民代表大会第二十次会议',
      '（2024年4月25日）',
      '桐坞镇人民政府镇长　苏芦白',
      '主任、各位副主任、各位委员：',
    ];
    expect(
      joinHardWraps([
        '听泉县五年规划纲要实施情况中期评估报告与今后工作的建议报告',
        '听泉县发展和改革局',
        ...setAt(28, ''),
      ]).slice(0, 2),
    ).toEqual(['听泉县五年规划纲要实施情况中期评估报告与今后工作的建议报告', '听泉县发展和改革局']);
    const lines = [...head, ...setAt(30, ''), '桐坞镇人民代表大会常务委员会'];
    expect(trimmed(joinHardWraps(lines))).toEqual([...head, ...REPORT, '桐坞镇人民代表大会常务委员会']);
  });

  it('joins English by words', () => {
    const lines = [
      'Tongwu town keeps its tea gardens in good order, and',
      'the people who work there have seen their income go',
      'up by a fifth within a year, which is more than was',
      'planned for when the town first wrote the programme',
      'of its tea season and asked the county to help with',
      'the road that leads from the gardens to the market,',
      'where all of the leaves are sold before noon on any',
      'day of the week but Sunday.',
    ];
    expect(joinHardWraps(lines)).toEqual([lines.join(' ')]);
  });
});

describe('a text whose lines are its paragraphs', () => {
  it('stays as it is', () => {
    expect(joinHardWraps(REPORT)).toEqual(REPORT);
    const list = [
      '一、桐坞村',
      '二、竹坞村',
      '三、茶坞村',
      '四、云坞村',
      '五、梅坞村',
      '六、柳坞村',
      '七、松坞村',
      '八、兰坞村',
    ];
    expect(joinHardWraps(list)).toEqual(list);
  });

  it('loses its page numbers, and a paragraph that a page cut in two is whole', () => {
    const [first = '', ...others] = REPORT;
    const cut = first.indexOf('较好地');
    const lines = [first.slice(0, cut), '— 1 —', first.slice(cut), others[0]!, '— 2 —', ...others.slice(1)];
    expect(joinHardWraps(lines)).toEqual(REPORT);
  });

  it('loses bare numbers that count sheets beside the same line, and one sheet’s number', () => {
    const sheets = REPORT.slice(0, 3).flatMap((line, i) => [line, String(i + 1), '柳荫街道2023年工作总结']);
    expect(joinHardWraps([...sheets, ...REPORT.slice(3)])).toEqual(REPORT);
    expect(joinHardWraps([...REPORT, '- 1 -'])).toEqual(REPORT);
    const figures = ['甲', '1', '乙', '2', '丙', '3'];
    expect(joinHardWraps(figures)).toEqual(figures);
  });
});
