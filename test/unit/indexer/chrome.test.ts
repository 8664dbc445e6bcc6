import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeChrome } from '../../../indexer/chrome.ts';
import { splitLongLine } from '../../../indexer/chrome-long-lines.ts';
import { rejoinBrokenLines } from '../../../indexer/chrome-rejoin.ts';

const PROSE =
  '2023年，柳荫街道在区委、区政府领导下，扎实推进城市管理和民生服务，各项工作取得新进展，居民满意度稳步提升。';
const page = (...lines: string[]) => removeChrome(lines.map((text) => ({ text })));
const textOf = (...lines: string[]) => page(...lines).lines.map(({ text }) => text);

describe('removeChrome', () => {
  it('takes share bars, counters, breadcrumbs and footers away from around a report', () => {
    const kept = textOf(
      '您当前的位置：首页 > 政务公开 > 工作总结',
      '  • 微信',
      '• 微博',
      '• 繁体字',
      '无障碍浏览',
      '分享到：',
      '• 浏览量：',
      '【字体：     ',
      '打印',
      '柳荫街道2023年工作总结',
      PROSE,
      '手机扫码浏览',
      '上一篇：柳荫街道2022年工作总结',
      '下一篇：没有了',
      '关于我们  |   网站地图',
      '主办：青禾区人民政府办公室 承办：青禾区数据局',
      '版权所有：澜川青禾网站 电话：0000-0000000',
      '云ICP备00000000号-2 网站标识码：9900000001 云公网安备99000002000097号',
      'Baidu',
      'map',
    );
    expect(kept).toEqual(['柳荫街道2023年工作总结', PROSE]);
  });

  it('hands over the header block as fields, also where a page prints it twice or over several lines', () => {
    const { lines, fields } = page(
      '索引号',
      'LY0000/2024-27616',
      '主题分类：其他',
      '文号：',
      '发布机构：柳荫街道',
      '索引号：LY0000/2024-27616 主题分类：其他',
      '文号： 发布机构：柳荫街道',
      '成文日期：2024-03-01 公开方式：主动公开',
      '',
      PROSE,
    );
    expect(lines.map(({ text }) => text)).toEqual([PROSE]);
    expect(fields.filter(({ key }) => key !== 'noise').map(({ key, value }) => `${key}=${value}`)).toEqual([
      'indexNumber=LY0000/2024-27616',
      'institution=柳荫街道',
      'indexNumber=LY0000/2024-27616',
      'institution=柳荫街道',
      'created=2024-03-01',
    ]);
  });

  it('takes away what lists other pages and files below the text, captions of pictures that are not there, and 目录', () => {
    const kept = textOf(
      '柳荫街道2021—2025年发展规划',
      '目　录',
      '一、发展基础………………1',
      '二、主要任务………………4',
      '三、保障措施',
      '一、发展基础',
      PROSE,
      '图1　2016—2020年居民收入及增速',
      '二、主要任务',
      PROSE,
      '三、保障措施',
      PROSE,
      '附件下载：',
      '1.柳荫街道发展规划.docx',
      '相关稿件',
      '柳荫街道2023年工作总结',
      '柳荫街道召开居民代表会议',
      '本网站由柳荫街道办事处主办',
      '您是第 12033 位访问者',
    );
    expect(kept).toEqual([
      '柳荫街道2021—2025年发展规划',
      ...['一、发展基础', '二、主要任务', '三、保障措施'].flatMap((heading) => [heading, PROSE]),
    ]);
  });

  it('keeps two headings that a report only repeats, and 图 in a sentence', () => {
    const text = [
      '目录管理更规范',
      '一、开展情况',
      PROSE,
      '图1的走势表明，全年运行平稳；下半年好于上半年。',
      '二、开展情况',
      PROSE,
    ];
    expect(textOf(...text)).toEqual(text);
  });

  it('touches nothing inside the text, whatever a line mentions', () => {
    const body = [
      PROSE,
      '微信',
      '打印',
      '版权所有意识不断增强',
      '来源：群众来信',
      '主办单位：区教育局',
      '通过微信公众号分享到居民群，扫码即可参与',
      PROSE,
    ];
    expect(textOf(...body)).toEqual(body);
  });

  it('keeps the last lines of a report that look like a footer but stand without one', () => {
    expect(textOf(PROSE, '十、实施交通惠民工程', '主办单位：省交通运输厅，各州、市人民政府').at(-1)).toBe(
      '主办单位：省交通运输厅，各州、市人民政府',
    );
  });

  it('keeps the source line of a file that has no page around it', () => {
    expect(textOf('2025年云岭省政府工作报告', '来源：云岭日报', PROSE)[1]).toBe('来源：云岭日报');
    expect(textOf('• 微信', '2025年云岭省政府工作报告', '来源：云岭日报', PROSE)).not.toContain(
      '来源：云岭日报',
    );
  });

  it('drops blank lines and zero-width characters at the edges, and counts what was blank', () => {
    const { lines } = page('\u200B　一、总结\u00A0', '', ' ', PROSE);
    expect(lines).toEqual([
      { text: '一、总结', blanksBefore: 0 },
      { text: PROSE, blanksBefore: 2 },
    ]);
  });

  it('keeps a licence note, marked', () => {
    const { lines } = page(PROSE, '本作品是中华人民共和国的', '法律', '，属于', '公有领域', '。');
    expect(lines.filter(({ note }) => note)).toHaveLength(5);
  });
});

describe('rejoinBrokenLines', () => {
  const filler = Array.from({ length: 12 }, (_, i) => ({ text: `第${i}段。${PROSE}`, blanksBefore: 1 }));
  const joined = (...lines: string[]) =>
    rejoinBrokenLines([...filler, ...lines.map((text, i) => ({ text, blanksBefore: i === 0 ? 1 : 0 }))])
      .slice(filler.length)
      .map(({ text }) => text);

  it.each([
    [
      ['颁布实施了《', '村民自治条例', '》，基层治理更加有序。'],
      ['颁布实施了《村民自治条例》，基层治理更加有序。'],
    ],
    [
      ['在听取了', '关于规划的说明', '并讨论以后，大会通过了决议。'],
      ['在听取了关于规划的说明并讨论以后，大会通过了决议。'],
    ],
    [['细颗粒物（PM', '2.5', '）浓度下降。'], ['细颗粒物（PM2.5）浓度下降。']],
    [['一是', '发行长期国债，投向基础设施。'], ['一是发行长期国债，投向基础设施。']],
    [
      ['国民经济快速增长。', '在上年增长的基础上继续发展。'],
      ['国民经济快速增长。', '在上年增长的基础上继续发展。'],
    ],
    [
      ['（一）促进经济平稳发展', '扩大内需是发展的立足点。'],
      ['（一）促进经济平稳发展', '扩大内需是发展的立足点。'],
    ],
    [
      ['今年的任务是', '一、加强农业'],
      ['今年的任务是', '一、加强农业'],
    ],
  ])('%j', (lines, expected) => {
    expect(joined(...lines)).toEqual(expected);
  });

  it('joins nothing in a file whose paragraphs are not parted by blank lines', () => {
    const lines = ['柳荫街道', '办事处', ...filler.map(({ text }) => text)].map((text) => ({
      text,
      blanksBefore: 0,
    }));
    expect(rejoinBrokenLines(lines)).toEqual(lines);
  });
});

describe('splitLongLine', () => {
  it('leaves an ordinary line alone', () => {
    expect(splitLongLine(PROSE)).toEqual([PROSE]);
  });

  it('cuts after sentences, and loses nothing', () => {
    const pieces = splitLongLine('街道开展“清洁家园”行动！'.repeat(5000));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.slice(0, -1).every((piece) => piece.length <= 20_000 && piece.endsWith('！'))).toBe(true);
    expect(pieces.join('')).toBe('街道开展“清洁家园”行动！'.repeat(5000));
  });

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 9 }),
        (text, longest) => {
          const pieces = splitLongLine(text, longest);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) expect(piece).not.toMatch(/[\uD800-\uDBFF]$/u);
        },
      ),
    );
  });
});
