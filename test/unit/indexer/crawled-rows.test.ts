import { describe, expect, it } from 'vitest';
import { jsonlReader } from '../../../indexer/readers/jsonl.ts';
import { linesOf, readAll } from '../../support/read.ts';

const TEXT = ['一、2023年工作回顾', '全年办结群众诉求三千余件，满意率达到98%。', '二、2024年工作打算'];
const read = async (row: Record<string, string>) => {
  const { reports, failures } = await readAll(jsonlReader, Buffer.from(`${JSON.stringify(row)}\n`));
  expect(failures).toEqual([]);
  return reports[0]!;
};

describe('rows as crawlers write them', () => {
  it('name their columns in many ways', async () => {
    const { stated } = await read({
      title: '月桥街道2023年工作总结',
      href: 'https://www.example.gov.cn/3.html',
      publish_time: '2024-01-18 09:30:00',
      content: TEXT.join('\n'),
    });
    expect(stated).toEqual({
      title: '月桥街道2023年工作总结',
      sourceUrl: 'https://www.example.gov.cn/3.html',
      publishedOn: '2024-01-18 09:30:00',
    });
  });

  it('have the text as the page has it', async () => {
    const markup = TEXT.map((line) => `<p style="text-indent:2em">${line}</p>`).join('');
    expect(linesOf(await read({ text: `<div>${markup}</div>` }))).toEqual(TEXT);
    expect(linesOf(await read({ text: 'GDP < 100 亿元 <不含> 外贸\n第二段' }))).toEqual([
      'GDP < 100 亿元 <不含> 外贸',
      '第二段',
    ]);
  });

  it.each([
    ['月桥街道办事处', { institution: '月桥街道办事处' }, 0],
    ['月桥日报', {}, 1],
    ['https://www.example.gov.cn/4.html', { sourceUrl: 'https://www.example.gov.cn/4.html' }, 0],
  ])('来源 is %s', async (来源, stated, warnings) => {
    const report = await read({ 正文: TEXT.join('\n'), 来源 });
    expect(report.stated).toEqual(stated);
    expect(report.warnings).toHaveLength(warnings);
  });
});
