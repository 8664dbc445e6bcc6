import { describe, expect, it } from 'vitest';
import { mdReader } from '../../../indexer/readers/md.ts';
import { linesOf, readAll } from '../../support/read.ts';

const read = async (text: string) => (await readAll(mdReader, Buffer.from(text))).reports[0];
const lines = async (text: string) => linesOf(await read(text));

describe('md', () => {
  it('keeps the levels of headings, also where the space is missing', async () => {
    const report = await read('# 一、总结\n\n##（一）环境\n\n正文。\n\n二、计划\n------\n');
    expect(
      report?.lines.filter(({ text }) => text !== '').map((line) => [line.outlineLevel, line.text]),
    ).toEqual([
      [1, '一、总结'],
      [2, '（一）环境'],
      [undefined, '正文。'],
      [2, '二、计划'],
    ]);
  });

  it('joins lines that were only wrapped, and keeps lines that are paragraphs', async () => {
    expect(
      await lines('全年清理楼道杂物\n三百余处。\n新建社区食堂两处，\nsmart\ncity\n（一）下一步。'),
    ).toEqual(['全年清理楼道杂物三百余处。', '新建社区食堂两处，smart city', '（一）下一步。']);
  });

  it('keeps the numbers of lists as they were written, and what stands under an item', async () => {
    expect(await lines('3. 抓**收尾**\n4. 抓*安全*\n\n   细则一条。\n\n- 其他\n  - 再其他')).toEqual([
      '3.抓收尾',
      '4.抓安全',
      '细则一条。',
      '其他',
      '再其他',
    ]);
  });

  it('reads rows of tables, of markdown and of html, and no tags', async () => {
    expect(
      await lines(
        '| 甲 | 乙 |\n|--|--|\n| 1 | **2** |\n\n<table><tr><td>丙</td><td>3 &amp; 4</td></tr></table>\n\n上<br>下 A&amp;B',
      ),
    ).toEqual(['甲 | 乙', '1 | 2', '丙 | 3 & 4', '上', '下 A&B']);
  });

  it('takes paragraphs that were indented with spaces for text, as their writers did', async () => {
    expect(await lines('总结\n\n    全年清理三百处。\n\n> 引用的话。')).toEqual([
      '总结',
      '全年清理三百处。',
      '引用的话。',
    ]);
  });

  it('says so when nesting is beyond reading', async () => {
    await expect(readAll(mdReader, Buffer.from(`${'> '.repeat(10_000)}字`))).rejects.toThrow(/嵌套过深/);
  });

  it('takes the head that site generators write as stated metadata, and never as paragraphs', async () => {
    const report = await read(
      '---\ntitle: "听泉街道2023年工作总结"\ndate: 2024-01-08 10:00\n发布机构: 听泉街道办事处\ntags:\n  - 总结\n---\n\n# 一、总结\n\n全年完成改造12处。\n',
    );
    expect(report?.stated).toEqual({
      title: '听泉街道2023年工作总结',
      publishedOn: '2024-01-08 10:00',
      institution: '听泉街道办事处',
    });
    expect(linesOf(report)).toEqual(['一、总结', '全年完成改造12处。']);
  });

  it('names a stated value that is too long for what it is, or of the wrong kind', async () => {
    const failureOf = (head: string) => read(`---\n${head}\n---\n正文。\n`);
    await expect(failureOf(`title: ${'长'.repeat(1_001)}`)).rejects.toThrow('字段 title 太长');
    await expect(failureOf(`region: ${'溟州市 '.repeat(400)}`)).rejects.toThrow('字段 region');
    await expect(failureOf('year: 20xx')).rejects.toThrow('字段 year 类型不对');
  });

  it('leaves text between two rules what it is', async () => {
    expect(await lines('---\n全年完成改造12处。\n\n---\n下一步继续推进。')).toContain('下一步继续推进。');
    expect((await read('---\n全年完成改造12处。\n---\n下一步。'))?.stated).toEqual({});
  });
});
