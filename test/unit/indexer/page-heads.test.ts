import { describe, expect, it } from 'vitest';
import { htmlReader } from '../../../indexer/readers/html.ts';
import { createUnderstand } from '../../../indexer/understand.ts';
import { readAll } from '../../support/read.ts';

/* What stands above and beside a report on its page: none of it is a paragraph, and all that it states is taken. */
const TITLE = '青禾区应急管理局2023年工作总结';
const TEXT = [
  '2023年，青禾区应急管理局守牢安全底线，检查企业1260家次，整改隐患3310处，全区安全形势平稳。',
  '一、存在问题',
  '基层应急力量薄弱，专业人员不足。',
  '二、2024年工作打算',
  '深化治本攻坚三年行动，推进应急指挥体系建设，力争全年事故起数下降一成。',
];
const BODY = TEXT.map((line) => `<p>　　${line}</p>`).join('');

const understand = createUnderstand({ annotateTopics: () => [] });
const readPage = async (page: string) => {
  const { reports } = await readAll(htmlReader, Buffer.from(page), 'x/页.html');
  const { report, paragraphs } = understand(reports[0]!);
  return { report, texts: paragraphs.map(({ text }) => text) };
};

describe('the head of a page', () => {
  it('has labels and values in blocks of their own, in lists of terms, in neighbouring spans', async () => {
    const heads = [
      `<dl><dd><label>索 引 号：</label><div>014742224A/2024-0043406</div></dd><dd><label>发文字号：</label><div></div></dd>
       <dd><label>生成日期：</label><div>2024-01-11</div></dd><dd><label>责任部门：</label><div>区应急局</div></dd></dl>`,
      `<dl><dt>索引号</dt><dd>014742224A/2024-0043406</dd><dt>信息分类</dt><dd>部门工作总结</dd><dt>名称</dt><dd>${TITLE}</dd>
       <dt>发布机构</dt><dd>区应急局</dd><dt>发布日期</dt><dd>2024-01-11</dd></dl>`,
      `<div><div>索引号</div><div>014742224A/2024-0043406</div><div>信息分类</div><div>部门工作总结</div>
       <div>发布机构</div><div>区应急局</div><div>发布日期</div><div>2024-01-11</div></div>`,
      '<p><i>2024-01-11</i><i>来源：区应急局</i><i>索引号：014742224A/2024-0043406</i><i>字号：默认 大 超大</i></p>',
    ];
    for (const head of heads) {
      const { report, texts } = await readPage(
        `<body><div class="info">${head}</div><h1>${TITLE}</h1><div id="zoom">${BODY}</div></body>`,
      );
      expect(texts).toEqual([TITLE, ...TEXT]);
      expect(report).toMatchObject({
        title: TITLE,
        institution: '青禾区应急管理局',
        publishedOn: '2024-01-11',
        indexNumber: '014742224A/2024-0043406',
      });
    }
  });

  it('has the name of the site, the day and a search box above the way to the page', async () => {
    const { texts } = await readPage(
      `<body><p>澜川市青禾区人民政府</p><p>今天是2024年1月12日 星期五</p><p>请输入关键字</p><p>您现在所在的位置：首页 &gt; 计划总结</p>
       <div>${TITLE}</div><p>点击量：</p><p>56</p><p>【字体：</p><p>大</p><p>中</p><p>小</p><p>】</p>${BODY}
       <p>1 2 下一页 尾页 共2页</p><p>【TOP】【打印页面】【关闭页面】</p><p>附件：</p><p><a href="/1.docx">2023年工作总结.docx</a></p>
       <p>友情链接</p><p>中国政府网</p></body>`,
    );
    expect(texts).toEqual([TITLE, ...TEXT]);
  });

  it('says whose site it is, where its text does not: whoever runs it, below the text', async () => {
    const { report } = await readPage(
      `<body><div class="header"><a href="/">余江区人民政府</a></div><h1>锦江镇2023年工作总结</h1><article>${BODY}</article>
       <div class="foot"><p>主办：余江区人民政府 网站标识码：3606030001</p></div></body>`,
    );
    expect(report.region).toEqual(['江西省', '鹰潭市', '余江区', '锦江镇']);
  });

  it('repeats the title over one that has a footnote: they are one', async () => {
    const title = '沧澜县2023年国民经济和社会发展统计公报';
    const { texts, report } = await readPage(
      `<body><h1>${title}</h1><div id="zoom"><p>${title}<sup>[1]</sup></p><p>沧澜县统计局</p>${BODY}</div></body>`,
    );
    expect(texts.slice(0, 2)).toEqual([`${title}[1]`, '沧澜县统计局']);
    expect(report.title).toBe(title);
  });

  it('is a bare 2023年工作总结, and is the title where it is the only one', async () => {
    const { report } = await readPage(`<body><h1>2023年工作总结</h1><div id="zoom">${BODY}</div></body>`);
    expect(report).toMatchObject({ title: '2023年工作总结', titleDerived: false });
  });

  it('names an office of another place than the title: a communiqué of the province on the site of a city', async () => {
    const title = '江西省2022年国民经济和社会发展统计公报';
    const { report } = await readPage(
      `<body><p>责任部门：宜春市统计局</p><h1>${title}</h1><div id="zoom"><p>江西省统计局　国家统计局江西调查总队</p>${BODY}</div></body>`,
    );
    expect(report).toMatchObject({ institution: '江西省统计局', region: ['江西省'] });
  });
});

describe('a title', () => {
  it('is what the window is called, where the text has none', async () => {
    const { report, texts } = await readPage(
      `<head><title>${TITLE}-青禾区人民政府</title></head><body><div id="zoom">${BODY}</div></body>`,
    );
    expect(report).toMatchObject({ title: TITLE, institution: '青禾区应急管理局', titleDerived: false });
    expect(texts).toEqual(TEXT);
  });

  it('stands below a motto, which is kept', async () => {
    const { report, texts } = await readPage(
      `<body><h1>凝心聚力谋发展 奋楫扬帆启新程</h1><h2>——${TITLE}</h2><p>发布时间：2024-01-22</p><div id="zoom">${BODY}</div></body>`,
    );
    expect(report.title).toBe(TITLE);
    expect(texts.slice(0, 2)).toEqual(['凝心聚力谋发展 奋楫扬帆启新程', `——${TITLE}`]);
  });

  it('stands below the name of the window, of the site and of the list it is in', async () => {
    const { report, texts } = await readPage(
      `<body>${[
        `${TITLE} - 青禾区人民政府`,
        '首页',
        '>',
        '信息公开',
        '>',
        '计划总结',
        '青禾区人民政府门户网站',
        '信息公开目录',
        TITLE,
        '浏览次数：',
        '33',
        '次',
      ]
        .map((line) => `<p>${line}</p>`)
        .join('')}${BODY}<p>图解：青禾区应急管理局2023年工作总结</p></body>`,
    );
    expect(report.title).toBe(TITLE);
    expect(texts).toEqual([TITLE, ...TEXT]);
  });

  it('is told once, also where an empty label stands above it', async () => {
    const { texts } = await readPage(
      `<body><ol><li>[发文机构] 区应急局</li><li>[有效性]</li></ol><h1>${TITLE}</h1><div id="zoom">${BODY}</div></body>`,
    );
    expect(texts).toEqual([TITLE, ...TEXT]);
  });
});

describe('what stands at the end of a page', () => {
  it('is the report’s where it is who signed and when, in blocks of their own', async () => {
    const { texts } = await readPage(
      `<body><div class="a"><h1>${TITLE}</h1><div class="c"><div>${TEXT.join('<br><br>')}</div>
       <div align="right">青禾区应急管理局</div><div align="right">2024年1月3日</div></div></div></body>`,
    );
    expect(texts).toEqual([TITLE, ...TEXT, '青禾区应急管理局', '2024年1月3日']);
  });

  it('is the site’s, also below a text that is all one table', async () => {
    const { texts } = await readPage(
      `<body><h1>青禾区2023年民生实事项目完成情况</h1><table><tr><td>项目</td><td>完成情况</td></tr><tr><td>养老服务</td><td>已完成</td></tr></table>
       <p>主办：青禾区人民政府</p><p>网站标识码：3600000001</p></body>`,
    );
    expect(texts).toEqual(['青禾区2023年民生实事项目完成情况', '项目 | 完成情况', '养老服务 | 已完成']);
  });
});

describe('a page that a script fills in', () => {
  const article = { title: TITLE, publishTime: '2024-01-11 09:00:00', content: BODY };
  it.each([
    ['as its framework hands it over', { props: { pageProps: { article, nav: ['首页'] } } }],
    [
      'as search engines are told',
      { '@type': 'Article', headline: TITLE, datePublished: '2024-01-11', articleBody: TEXT.join('\n') },
    ],
  ])('keeps its text in a script, %s', async (_, data) => {
    const { texts, report } = await readPage(
      `<body><div id="app">加载中...</div><script type="application/json">${JSON.stringify(data)}</script></body>`,
    );
    expect(texts).toEqual([TITLE, ...TEXT]);
    expect(report.publishedOn).toBe('2024-01-11');
  });

  it('keeps its text beside a list longer than any call takes', async () => {
    const data = { list: Array.from({ length: 300_000 }, () => 1), title: TITLE, content: BODY };
    const { report, texts } = await readPage(
      `<body><div id="app"></div><script>window.__STATE__ = ${JSON.stringify(data)};</script></body>`,
    );
    expect(report.title).toBe(TITLE);
    expect(texts).toEqual([TITLE, ...TEXT]);
  });

  it('shows its own text, whatever its scripts hold besides', async () => {
    const { texts } = await readPage(
      `<body><h1>${TITLE}</h1>${BODY}${BODY}<script>var other = ${JSON.stringify({ content: `<p>${'别处的文章。'.repeat(60)}</p>` })};</script></body>`,
    );
    expect(texts).toEqual([TITLE, ...TEXT, ...TEXT]);
  });
});
