import { describe, expect, it } from 'vitest';
import { parseHeaderLine } from '../../../indexer/metadata/header-fields.ts';

const pairs = (line: string) => parseHeaderLine(line)?.map(({ key, value }) => `${key}=${value}`) ?? null;

describe('parseHeaderLine', () => {
  it.each([
    ['索引号: | 0029/2022-6 | 组配分类: | 计划总结 |', ['indexNumber=0029/2022-6', 'noise=计划总结']],
    ['索引号 1133/2024-27 主题分类: 其他', ['indexNumber=1133/2024-27', 'noise=其他']],
    ['索 引 号：LY-2023-5　发布机构：柳荫街道', ['indexNumber=LY-2023-5', 'institution=柳荫街道']],
    ['发布日期:2022-12-02 10:55 信息来源:柳荫街道', ['published=2022-12-02 10:55', 'source=柳荫街道']],
    [
      '2023-07-06　来源：青禾区柳荫街道　作者：党政办',
      ['published=2023-07-06', 'source=青禾区柳荫街道', 'noise=党政办'],
    ],
    ['• 文件编号: 有效性: 有效', ['documentNumber=', 'noise=有效']],
    ['【字体：大 中 小】', ['noise=大 中 小']],
    [
      '原文链接：http://www.example.gov.cn/art/2024/1/3/art_12_5.html',
      ['address=http://www.example.gov.cn/art/2024/1/3/art_12_5.html'],
    ],
    [
      'https://www.example.gov.cn/xxgk/t20240108_1.html',
      ['address=https://www.example.gov.cn/xxgk/t20240108_1.html'],
    ],
    ['URL: https://www.example.gov.cn/a?date=1&id=2', ['address=https://www.example.gov.cn/a?date=1&id=2']],
    ['【发布机构】云泽市医疗保障局', ['institution=云泽市医疗保障局']],
    ['2024-01-18 应急管理局 阅读 32', ['published=2024-01-18', 'source=应急管理局']],
    ['【正文】', ['noise=']],
    ['溪州市统计局 2024-07-25', ['source=溪州市统计局', 'published=2024-07-25']],
    ['（来源：临江发布）', ['source=临江发布']],
    ['Source: https://www.example.gov.cn/1.html', ['address=https://www.example.gov.cn/1.html']],
    ['发布于 2024年1月6日 由 admin', ['published=2024年1月6日']],
    ['月桥发布 2024-01-12 18:02 云岭', ['published=2024-01-12']],
  ])('%s', (line, expected) => {
    expect(pairs(line)).toEqual(expected);
  });

  it.each([
    '来源地可追溯的农产品占七成',
    '2024年1月12日',
    '会议于2024年1月12日 18:02结束，全体代表参加。',
    '时间银行养老模式在全街道推广，注册志愿者八百余人。',
    '日期已定，全年目标明确。',
    '发布机构改革方案：一是精简科室；二是充实一线。三是强化考核。',
    '一、2023年工作总结',
  ])('is no header line: %s', (line) => {
    expect(parseHeaderLine(line)).toBeNull();
  });
});
