import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxReader } from '../../../indexer/readers/docx.ts';
import { readAll } from '../../support/read.ts';

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inner: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${inner}</w:p>`;
const cell = (inner: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${inner}</w:tc>`;
const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
const table = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const field = (instruction: string, result: string): string =>
  `${mark('begin')}<w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r>${mark('separate')}${result}${mark('end')}`;
const box = (inner: string): string => `<w:txbxContent>${inner}</w:txbxContent>`;

const read = async (body: string, parts: Record<string, string> = {}) => {
  const files = { document: `<w:document><w:body>${body}</w:body></w:document>`, ...parts };
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, xml]) => [`word/${name}.xml`, strToU8(xml)])),
  );
  const { reports } = await readAll(docxReader, zip, 'x/年报.docx');
  return (reports[0]?.lines ?? []).filter(({ text }) => text.trim() !== '');
};
const texts = async (...args: Parameters<typeof read>) => (await read(...args)).map(({ text }) => text);

describe('docx', () => {
  it('reads a text box once, drawn or with its stand-in for old programs, and an old one too', async () => {
    const inner = p(run('框中文字'));
    const both = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box(inner)}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box(inner)}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    expect(await texts(p(both + run('正文一。')))).toEqual(['框中文字', '正文一。']);
    expect(await texts(p(`<w:r><w:pict><v:textbox>${box(inner)}</v:textbox></w:pict></w:r>`))).toEqual([
      '框中文字',
    ]);
  });

  it('leaves the table of contents and page numbers out, and keeps what other fields show', async () => {
    const toc = `${p(`${mark('begin')}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>${mark('separate')}${run('一、主要工作')}<w:r><w:tab/></w:r>${field('PAGEREF _Toc1', run('3'))}`)}${p(run('二、存在问题') + mark('end'))}`;
    const body = `${toc}${p(run('见') + field('HYPERLINK "http://a.example"', run('附表')) + run('。'))}${p(`<w:fldSimple w:instr=" PAGE ">${run('7')}</w:fldSimple>`)}`;
    expect(await texts(body)).toEqual(['见附表。']);
    // A file cut off inside it keeps its text.
    expect(
      await texts(
        p(`${mark('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>${mark('separate')}${run('正文。')}`),
      ),
    ).toEqual(['正文。']);
  });

  it('shows the text as it stands after all revisions', async () => {
    const body = p(
      `${run('新增')}<w:del><w:r><w:delText>三处</w:delText></w:r></w:del><w:ins>${run('四处')}</w:ins><w:moveFrom>${run('社区')}</w:moveFrom><w:moveTo>${run('食堂')}</w:moveTo>`,
      '<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>',
    );
    expect(await read(body)).toEqual([{ text: '新增四处食堂' }]);
  });

  it('reads tables by rows: cells that are merged, and tables in cells', async () => {
    const merged = table(
      row(
        cell(p(run('指标')), '<w:vMerge w:val="restart"/>'),
        cell(p(run('年度')), '<w:gridSpan w:val="2"/>'),
      ),
      row(cell(p(''), '<w:vMerge/>'), cell(p(run('2022'))), cell(p(run('2023')) + p(run('（预计）')))),
    );
    const nested = table(
      row(
        cell(p(run('外甲'))),
        cell(table(row(cell(p(run('内一'))), cell(p(run('内二'))))) + p(run('外乙'))),
      ),
    );
    const framed = table(row(cell(p(run('框内第一段。')) + p(run('框内第二段。')))));
    expect(await read(merged + nested + framed)).toEqual([
      { text: '指标 | 年度', tableRow: true },
      { text: ' | 2022 | 2023 （预计）', tableRow: true },
      { text: '外甲 | 内一 | 内二 外乙', tableRow: true },
      { text: '框内第一段。' },
      { text: '框内第二段。' },
    ]);
  });

  it('writes automatic numbers out: 一、 （一） 1., each level anew under the one above', async () => {
    const level = (n: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:numbering><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
    const item = (n: number, text: string): string =>
      p(run(text), `<w:numPr><w:ilvl w:val="${n}"/><w:numId w:val="1"/></w:numPr>`);
    const body =
      item(0, '工作') +
      item(1, '环境') +
      item(2, '垃圾') +
      item(2, '绿化') +
      item(1, '民生') +
      item(0, '打算') +
      item(1, '改造');
    expect(await texts(body, { numbering })).toEqual([
      '一、工作',
      '（一）环境',
      '1.垃圾',
      '2.绿化',
      '（二）民生',
      '二、打算',
      '（一）改造',
    ]);
  });

  it('keeps words whole and lines apart: soft hyphens, tabs, line breaks; notes stand at the end', async () => {
    const body = p(
      `<w:r><w:tab/><w:t>第一\u00AD行</w:t><w:br/><w:t>第二</w:t><w:tab/><w:t>行</w:t><w:softHyphen/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>`,
    );
    const note = (kind: string) =>
      `<w:${kind}s><w:${kind} w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:${kind}><w:${kind} w:id="2">${p(`<w:r><w:${kind}Ref/></w:r>${run(`${kind}内容。`)}`)}</w:${kind}></w:${kind}s>`;
    expect(await texts(body, { footnotes: note('footnote'), endnotes: note('endnote') })).toEqual([
      '第一行',
      '第二 行',
      'footnote内容。',
      'endnote内容。',
    ]);
  });

  it('leaves out hidden text, by itself or by its style, and keeps what is shown all the same', async () => {
    const styled = (properties: string, text: string): string =>
      `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
    const styles =
      '<w:styles><w:style w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Sub"><w:basedOn w:val="Note"/></w:style></w:styles>';
    expect(
      await texts(
        p(run('全年改造') + styled('<w:vanish/>', '（批注）') + run('12处。')) +
          p(styled('<w:rStyle w:val="Sub"/>', '内部说明')) +
          p(run('样式隐藏'), '<w:pStyle w:val="Note"/>') +
          p(styled('<w:vanish w:val="0"/>', '仍然显示。'), '<w:pStyle w:val="Note"/>'),
        { styles },
      ),
    ).toEqual(['全年改造12处。', '仍然显示。']);
  });
});
