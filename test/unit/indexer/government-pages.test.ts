import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { htmlReader } from '../../../indexer/readers/html.ts';
import { createUnderstand } from '../../../indexer/understand.ts';
import { readAll } from '../../support/read.ts';

/*
 * One report as eight kinds of government sites would dress it. Whatever the dress, its paragraphs come out, all of
 * them and nothing else.
 */
const TITLE = '月桥街道2023年工作总结和2024年工作打算';
const BEFORE = [
  '2023年，月桥街道坚持以群众需求为导向，扎实推进各项重点工作，圆满完成了年度目标任务。现将有关情况报告如下。',
  '一、2023年主要工作',
  '（一）环境整治更有力。全年清理楼道杂物三百余处，垃圾分类覆盖全部小区，首页专栏刊登经验做法12期。',
  '（二）民生服务更贴心。新建社区食堂两处，服务老人一万二千人次。',
];
const ROWS = [
  ['指标', '2022年', '2023年'],
  ['财政收入（亿元）', '3.2', '3.6'],
  ['社区食堂（处）', '1', '3'],
];
const AFTER = [
  '二、存在的问题',
  '停车难、充电难。',
  '三、2024年工作打算',
  '继续推进老旧小区改造，力争年内完工三个小区，新增停车泊位二百个。',
  '月桥街道办事处',
  '2024年1月8日',
];
const REPORT = [TITLE, ...BEFORE, ...ROWS.map((row) => row.join(' | ')), ...AFTER];

const TABLE = `<table border="1"><tbody>${ROWS.map(
  (row) => `<tr>${row.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`,
).join('')}</tbody></table>`;
const paragraphs = (wrap: (line: string) => string): string =>
  BEFORE.map(wrap).join('\n') + TABLE + AFTER.map(wrap).join('\n');
const MENU = ['首页', '走进月桥', '政务公开', '政务服务', '互动交流', '数据开放']
  .map((name) => `<li><a href="/x/">${name}</a></li>`)
  .join('');
const NEWS = [
  '月桥街道召开2024年第一次党工委会议，研究部署开年重点工作和安全生产工作',
  '春风行动送岗到家门口，月桥街道专场招聘会吸引两千余名群众到场求职',
  '月桥街道：“小板凳”议事会议出大民生，老旧小区换了新颜',
];
const FOOT = `<p>主办单位：月桥街道办事处　承办单位：月桥街道党政综合办公室</p>
  <p>网站标识码：0000000001　某公网安备00000000000001号　某ICP备00000000号-1</p><p>联系电话：0000-0000000</p>`;

const understand = createUnderstand({ annotateTopics: () => [] });
const readPage = async (page: string | Buffer) => {
  const { reports } = await readAll(htmlReader, Buffer.from(page), 'x/页.html');
  const understood = understand(reports[0]!);
  return { ...understood, texts: understood.paragraphs.map(({ text }) => text) };
};

describe('a page of a government site', () => {
  it('TRS: breadcrumb, font sizes, share bar, neighbours and footer around div.TRS_Editor', async () => {
    const { texts, report } = await readPage(`<!DOCTYPE html><html><head><meta charset="utf-8">
      <title>${TITLE}_月桥街道</title><style>.a{}</style></head><body>
      <div class="top"><a href="#">设为首页</a> | <a href="#">加入收藏</a> | <a href="#">繁体</a> | <a>登录</a></div>
      <ul class="menu">${MENU}</ul>
      <div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a>工作总结</a></div>
      <h1>${TITLE}</h1>
      <div class="info"><span>发布时间：2024-01-12 09:30</span> <span>来源：月桥街道办事处</span>
        <span>浏览次数：<script>document.write(1)</script>128</span> <span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span> <a>打印</a> <a>关闭</a></div>
      <div class="TRS_Editor"><style>.TRS_Editor p{margin:0}</style>${paragraphs((line) => `<p>&emsp;&emsp;${line}</p>`)}</div>
      <div class="share">分享到：<a>微信</a><a>微博</a><a>QQ空间</a></div>
      <p>上一篇：<a href="/1">${NEWS[0]}</a></p><p>下一篇：<a href="/2">没有了</a></p>
      <div class="footer">${FOOT}</div></body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report.publishedOn).toBe('2024-01-12');
  });

  it('UCAP: standard meta tags, text in an element of its own, related reading after it', async () => {
    const { texts, report } = await readPage(`<html><head><meta name="SiteName" content="月桥街道办事处">
      <meta name="ColumnName" content="工作总结"><meta name="ArticleTitle" content="${TITLE}">
      <meta name="PubDate" content="2024-01-12 09:30:00"><meta name="ContentSource" content="月桥街道办事处">
      <meta name="Url" content="http://www.yueqiao.example/art/2024/1/12/art_1_2.html"></head><body>
      <div id="header"><div class="login">您好，请<a>登录</a>或<a>注册</a></div><ul>${MENU}</ul></div>
      <div class="position"><span>您现在的位置：</span><a>首页</a><span>&gt;</span><a>信息公开</a></div>
      <div class="article"><h2>${TITLE}</h2><p class="tools">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印本页</a> <a>关闭窗口</a></p>
      <div class="article_con"><ucapcontent>${paragraphs((line) => `<p><span>　　${line}</span></p>`)}</ucapcontent></div>
      <div class="relation"><h3>相关阅读</h3><ul>${NEWS.map((item) => `<li><a href="/n">${item}</a><span>2024-01-10</span></li>`).join('')}</ul></div>
      <div class="ewm">扫一扫在手机打开当前页</div></div>
      <div class="foot">${FOOT}</div></body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report).toMatchObject({
      institution: '月桥街道办事处',
      publishedOn: '2024-01-12',
      sourceUrl: 'http://www.yueqiao.example/art/2024/1/12/art_1_2.html',
    });
  });

  it('tables within tables of the 2000s, text parted by <br> in one cell, in GB2312', async () => {
    const indented = (lines: readonly string[]) =>
      lines.map((line) => `&nbsp;&nbsp;&nbsp; ${line}`).join('<br>\r\n<br>');
    const page = `<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>月桥街道</TITLE></HEAD><BODY>
      <!-- saved from url=(0041)http://www.yueqiao.example/show.asp?id=12 -->
      <TABLE width=780><TR><TD><IMG src=banner.jpg></TD></TR><TR><TD><A href=/>首页</A> | <A href=/a>政务公开</A> | <A href=/b>办事指南</A></TD></TR></TABLE>
      <TABLE width=780><TR><TD width=180 valign=top><TABLE><TR><TD>栏目导航</TD></TR><TR><TD><A href=1>工作总结</A></TD></TR><TR><TD><A href=2>通知公告</A></TD></TR></TABLE></TD>
      <TD width=600><TABLE><TR><TD>您现在的位置：<A href=/>首页</A> → <A>工作总结</A></TD></TR>
      <TR><TD align=center><B>${TITLE}</B></TD></TR><TR><TD align=center>发布日期：2024年1月12日　点击数：56　【<A>打印</A>】【<A>关闭</A>】</TD></TR>
      <TR><TD><FONT id=zoom>${indented(BEFORE)}${TABLE}${indented(AFTER)}</FONT></TD></TR></TABLE></TD></TR></TABLE>
      <TABLE width=780><TR><TD align=center>版权所有：月桥街道办事处　技术支持：某某公司<BR>建议使用1024*768分辨率浏览</TD></TR></TABLE></BODY></HTML>`;
    const { texts, report } = await readPage(iconv.encode(page, 'gbk'));
    expect(texts).toEqual(REPORT);
    expect(report).toMatchObject({
      publishedOn: '2024-01-12',
      sourceUrl: 'http://www.yueqiao.example/show.asp?id=12',
    });
  });

  it('disclosure pages: a table of fields above the text', async () => {
    const { texts, report } = await readPage(`<html><body><div class="nav"><ul>${MENU}</ul></div>
      <div class="xxgk_head"><table><tr><td>索引号：</td><td>000000001/2024-00012</td><td>发布机构：</td><td>月桥街道办事处</td></tr>
      <tr><td>成文日期：</td><td>2024-01-08</td><td>发布日期：</td><td>2024-01-12</td></tr><tr><td>名称：</td><td colspan="3">${TITLE}</td></tr></table></div>
      <div class="xxgk_title">${TITLE}</div><div id="Zoom">${paragraphs((line) => `<div>${line}</div>`)}</div>
      <div class="bottom">${FOOT}</div></body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report).toMatchObject({ indexNumber: '000000001/2024-00012', publishedOn: '2024-01-12' });
  });

  it('pages pasted from Word, with an address in og:url and news beside the text', async () => {
    const { texts, report } =
      await readPage(`<html><head><meta property="og:url" content="https://yueqiao.example/c/12.shtml">
      <title>${TITLE}-月桥街道-月桥新闻网</title></head><body><header><ul>${MENU}</ul><form><input value="搜索"></form></header>
      <div class="crumbs"><a>首页</a> &gt; <a>政务公开</a> &gt; 正文</div>
      <div class="left"><h1>${TITLE}</h1><p>2024-01-12 09:30 来源：月桥街道办事处 作者：办公室 责任编辑：张三</p>
      <div class="pages_content">${paragraphs((line) => `<p class="MsoNormal" style="text-indent:32pt"><span lang="EN-US"><o:p>&nbsp;</o:p></span><b><span>${line.slice(0, 4)}</span></b><span style="font-family:仿宋">${line.slice(4)}</span></p>`)}</div>
      <p class="editor">责任编辑：张三</p></div>
      <div class="right sidebar"><h3>热门推荐</h3>${NEWS.map((item) => `<p><a href="/n">${item}</a></p>`).join('')}</div>
      <div class="comment">网友评论仅供其表达个人看法，并不表明本网同意其观点或证实其描述。</div>
      <footer>${FOOT}</footer></body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report.sourceUrl).toBe('https://yueqiao.example/c/12.shtml');
  });

  it('pages of today: main and article, hidden layers, a summary box, an attachment', async () => {
    const { texts, report } =
      await readPage(`<!doctype html><html><head><link rel="canonical" href="https://www.yueqiao.example/zw/12"></head><body>
      <div style="display: none">这是给读屏软件的说明，按下回车键可以跳过导航区，直接进入正文区。</div>
      <div role="navigation">${MENU}</div><div class="cookie-bar">本网站使用cookie，继续浏览即表示您同意我们的隐私政策。</div>
      <main><nav aria-label="breadcrumb"><a>首页</a> / <a>政务公开</a></nav><article><h1>${TITLE}</h1>
      <div class="article-info"><time>发布时间：2024-01-12</time><span>阅读：1024次</span><span>语音播报</span></div>
      ${paragraphs((line) => `<section><p>${line}</p></section>`)}</article>
      <div class="share-bar"><span>分享</span><span>收藏</span><span>点赞 12</span><span>打印</span></div>
      <aside><p>${NEWS[2]}</p></aside></main>
      <div class="friend-links"><h4>友情链接</h4><select><option>省政府部门</option></select></div><div id="footer">${FOOT}</div></body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report).toMatchObject({
      publishedOn: '2024-01-12',
      sourceUrl: 'https://www.yueqiao.example/zw/12',
    });
  });

  it('a short notice on a page whose frame has more text than it', async () => {
    const notice = ['全年清理楼道杂物三百余处，垃圾分类覆盖全部小区。', '新建社区食堂两处。'];
    const about =
      '<p>月桥街道位于云岭省澜川市中部，辖区面积十二平方公里，下辖九个社区，常住人口六万余人，历史悠久，风景秀丽。</p>';
    const { texts } = await readPage(`<html><body><ul>${MENU}</ul><h1>${TITLE}</h1>
      <div id="UCAP-CONTENT">${notice.map((line) => `<p>${line}</p>`).join('')}</div>
      <div class="about"><h3>走进月桥</h3>${about.repeat(3)}</div><div class="foot">${FOOT}</div></body></html>`);
    expect(texts).toEqual([TITLE, ...notice]);
  });

  it('博达 and ASP.NET: the whole page, or the text, in a form; a search box beside it', async () => {
    const search = '<form action="/s"><label>全站搜索</label><input name="q"><button>搜索</button></form>';
    const { texts, report } =
      await readPage(`<html><head><meta charset="utf-8"><title>${TITLE}-月桥街道</title></head><body>
      ${search}<form id="form1" method="post"><input type="hidden" name="__VIEWSTATE" value="x"><ul>${MENU}</ul>
      <h3>${TITLE}</h3><p>发布日期：2024-01-12　作者：　点击：<span>211</span></p>
      <div id="vsb_content_4"><div class="v_news_content">${paragraphs((line) => `<p>${line}</p>`)}</div></div>
      <p>上一条：<a href="/1">月桥街道公告</a></p><p>【<a href="#">关闭</a>】</p></form>${FOOT}</body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report.publishedOn).toBe('2024-01-12');
  });

  it('public accounts: text that is invisible until a script has run, its hour on a line of its own', async () => {
    const { texts, report } = await readPage(`<html><head><meta charset="utf-8">
      <meta property="og:title" content="${TITLE}"><meta property="og:url" content="http://mp.example.com/s?mid=2"></head><body>
      <div class="layer" style="visibility:hidden">扫码登录后查看</div>
      <h1>${TITLE}</h1><div><span>月桥发布</span><em>2024-01-12 18:02</em></div>
      <div id="js_content" style="visibility: hidden; opacity: 0;">${paragraphs((line) => `<section><span>${line}</span></section>`)}</div>
      <div class="qr"><p>微信扫一扫<br>关注该公众号</p></div></body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report).toMatchObject({ publishedOn: '2024-01-12', sourceUrl: 'http://mp.example.com/s?mid=2' });
  });

  it('blogs and portals of today: comments, tags and recommended reading inside the article, its date only in tags', async () => {
    const links = NEWS.map((title) => `<p><a href="/n">${title}</a></p>`).join('');
    const { texts, report } = await readPage(`<html><head><meta charset="utf-8"><title>${TITLE}</title>
      <meta property="article:published_time" content="2024-01-12T10:00:00+08:00"></head><body class="single">
      <header><nav><ul>${MENU}</ul></nav></header><main><article><h1>${TITLE}</h1>
      <div class="entry-meta">发布于 <time datetime="2024-01-12">2024年1月12日</time> 由 <a href="/a">admin</a></div>
      <div class="content">${paragraphs((line) => `<p>${line}</p>`)}
        <figure><img src="1.png"><figcaption>图为社区食堂</figcaption></figure>
        <div class="tags">标签：<a href="/t">总结</a></div><div class="more"><p>延伸阅读</p>${links}</div></div>
      </article><div id="comments" class="comments-area"><h2>发表回复</h2><p>您的电子邮箱地址不会被公开。必填项已用 * 标注</p></div></main>
      </body></html>`);
    expect(texts).toEqual(REPORT);
    expect(report.publishedOn).toBe('2024-01-12');
  });

  it('an introduction before a list that holds most of the text', async () => {
    const items = [
      '改造老街燃气管道六点八公里，惠及居民一千二百六十户，提前两个月完工。',
      '清淤疏浚河道四点二公里，水质由四类提升至三类，两岸居民满意。',
    ];
    const { texts } = await readPage(
      `<html><body><ul>${MENU}</ul><div><h1>${TITLE}</h1><p>${BEFORE[0]}</p><ol>${items.map((item) => `<li>${item.repeat(3)}</li>`).join('')}</ol></div>${FOOT}</body></html>`,
    );
    expect(texts).toEqual([TITLE, BEFORE[0], ...items.map((item) => item.repeat(3))]);
  });

  it('text as it was typed, in pre, and in one paragraph with indents for breaks', async () => {
    const lines = [...BEFORE, ...AFTER];
    const want = [TITLE, ...lines];
    const typed = await readPage(
      `<html><body><h3>${TITLE}</h3><pre>${lines.map((line) => `　　${line}`).join('\r\n')}</pre></body></html>`,
    );
    expect(typed.texts).toEqual(want);
    const indented = await readPage(
      `<html><body><h3>${TITLE}</h3><p>${lines.map((line) => `&emsp;&emsp;${line}`).join('')}</p></body></html>`,
    );
    expect(indented.texts).toEqual(want);
  });

  it('a set of frames says where its text is', async () => {
    const page = `<html><head><title>月桥</title></head><frameset rows="80,*"><frame src="top.htm"><frame src="main.htm" name="main">
      <noframes><body>您的浏览器不支持框架。</body></noframes></frameset></html>`;
    await expect(readPage(page)).rejects.toThrow(/x\/页\.html.*框架.*top\.htm、main\.htm/);
  });

  it('whose text does not name its issuer takes it from the name of the site, and says so', async () => {
    const { report } =
      await readPage(`<html><head><meta name="SiteName" content="月桥街道办事处门户网站"><meta name="ContentSource" content="本站"></head>
      <body><h1>2023年工作总结</h1>${BEFORE.map((line) => `<p>${line.replaceAll('月桥街道', '我街道')}</p>`).join('')}</body></html>`);
    expect(report.institution).toBe('月桥街道办事处');
    expect(report.provenance?.institution?.from).toBe('page');
  });

  it('whose tags call its issuer by its office has it in full', async () => {
    const { report } =
      await readPage(`<html><head><meta name="SiteName" content="云岭省澜川市青禾区人民政府"><meta name="ContentSource" content="区政府办公室"></head>
      <body><h1>云岭省澜川市青禾区2023年政府信息公开工作年度报告</h1>${BEFORE.map((line) => `<p>${line}</p>`).join('')}</body></html>`);
    expect(report.institution).toBe('澜川市青禾区人民政府');
  });
});
