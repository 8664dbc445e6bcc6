import { describe, expect, it } from 'vitest';
import { removeChrome } from '../../../indexer/chrome.ts';
import { partRunTogether } from '../../../indexer/chrome-run-together.ts';

const TITLE = '苇泊镇2023年工作总结和2024年工作安排';
const REPORT = [
  '2023年，苇泊镇紧扣水乡振兴目标，统筹推进各项工作，圆满完成年初确定的任务，全镇经济社会发展迈上新台阶。',
  '一、2023年工作情况',
  '（一）水产养殖提质增效。改造标准化鱼塘2100亩，建成尾水处理池36座，成立联合社3家，带动渔民户均增收8600元。',
  '（二）水乡面貌持续改善。清理沟渠48公里，打捞水面漂浮物760吨，新建生态护岸5.2公里，断面水质稳定达到Ⅲ类。',
  '二、存在的问题',
  '镇级财力薄弱，村集体经济发展不平衡，部分河段岸线管护不到位。',
  '三、2024年工作安排',
  '继续实施百里生态河道工程，办好第五届苇花节，新建游客服务中心，让群众在家门口吃上旅游饭，全年接待游客突破20万人次。',
];
const part = (text: string) => partRunTogether([{ text }]).map((line) => line.text);

describe('a report saved as a single line', () => {
  it.each([
    ['blanks', ' '],
    ['indents', '　　'],
    ['indents of a web page', '\u2003\u2003'],
    ['indents of an old web page', ' \u00A0\u00A0\u00A0\u00A0'],
  ])('comes out in paragraphs where %s were line breaks', (_, gap) => {
    expect(part([TITLE, ...REPORT].join(gap))).toEqual([TITLE, ...REPORT]);
  });

  it('is parted at its title and headings where nothing else tells', () => {
    const [opening, first, one, two, second, problems, third, plans] = REPORT;
    // Paragraphs of which neither begins with a number cannot be told apart.
    expect(part([TITLE, ...REPORT].join(''))).toEqual([
      TITLE,
      opening,
      first,
      one,
      two,
      second,
      problems,
      third,
      plans,
    ]);
  });

  it('loses the page around it', () => {
    const page = [
      '首页 > 政务公开 > 工作总结 字体：大 中 小 打印',
      TITLE,
      '发布时间：2024-01-08 09:20 来源：苇泊镇人民政府 浏览次数：36次',
      ...REPORT,
      '上一篇：苇泊镇防汛预案 下一篇：没有了 分享到： 主办：苇泊镇人民政府 网站标识码：0000000000',
    ].join(' ');
    const { lines, fields } = removeChrome(partRunTogether([{ text: page }]));
    expect(lines.map(({ text }) => text)).toEqual([TITLE, ...REPORT]);
    expect(fields).toContainEqual({ key: 'published', value: '2024-01-08 09:20' });
    expect(fields).toContainEqual({ key: 'source', value: '苇泊镇人民政府' });
  });

  it('keeps names whole that a single wide blank sets apart', () => {
    const text = [TITLE, '苇泊镇人民政府镇长　苏芦白', ...REPORT].join(' ');
    expect(part(text)[1]).toBe('苇泊镇人民政府镇长　苏芦白');
  });
});

describe('a line of a report in lines', () => {
  it.each([
    '澜川市统计局　　国家统计局澜川调查队',
    '（一）改造鱼塘。一是清淤。二是护岸。1.先急后缓。2.先干流后支流。',
    `一、总体情况。${'全镇各项工作扎实推进。'.repeat(30)}二、三产业融合发展。`,
  ])('stays whole: %s', (text) => {
    const others = REPORT.map((line) => ({ text: line }));
    expect(partRunTogether([...others, { text }]).at(-1)).toEqual({ text });
  });

  it('is no row of a table, whatever blanks stand in its cells', () => {
    const row = { text: `${'水产。　　'.repeat(80)} | 1`, tableRow: true };
    expect(partRunTogether([row])).toEqual([row]);
  });
});
