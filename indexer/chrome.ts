import { findContents } from './chrome-contents.ts';
import { fold, trimLine } from './metadata/fold.ts';
import { type HeaderField, isValueOf, parseHeaderLine } from './metadata/header-fields.ts';
import { isCategory, isTitleLine } from './metadata/title.ts';
import type { RawLine } from './reader.ts';

/** A line of the report itself. */
export interface ReportLine {
  readonly text: string;
  readonly outlineLevel?: number;
  readonly tableRow?: boolean;
  readonly page?: number;
  /** True for a licence note after the text: kept, but no part of any section. */
  readonly note?: boolean;
  /** Blank lines before it in the file, on web pages a sign of a heading. */
  readonly blanksBefore: number;
}

export interface WithoutChrome {
  readonly lines: readonly ReportLine[];
  /** In the order they stand. */
  readonly fields: readonly HeaderField[];
  /** What was dropped, for what it says of the site (主办: …人民政府办公室). */
  readonly chrome: readonly string[];
}

/** Text that runs on like a paragraph: chrome never does. */
const isProse = (text: string): boolean => text.length >= 40 && /[,，。;；]/u.test(text);
const isNumberedHeading = (text: string): boolean =>
  /^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[章部])/u.test(
    text,
  );

/** Whole lines of a page around its text, folded and without bullets and brackets. */
const CHROME = new RegExp(
  `^(?:${[
    '(?:官方)?(?:微信|微博|QQ空间|抖音)(?:公众号|小程序)?',
    '(?:繁体|简体)(?:字|中文|版)?|繁體(?:版|中文)?|English|EN|IPv6',
    '(?:网站)?无障碍(?:浏览|阅读|模式)?|(?:进入)?(?:适老|长者|关怀|老年)(?:化)?(?:模式|版)?',
    '(?:收藏|打印|关闭|返回|分享|复制链接|保存|朗读|纠错|我要纠错|登录|注册|搜索|首页|顶部|举报|点赞)(?:本页|此页|页面|本文|窗口|顶部|首页|列表|上一页)?',
    '(?:[\\[【(]?(?:打印|关闭|返回|收藏|顶部|复制)[^,。]{0,6}[\\]】)]?[\\s|/]*){2,}',
    '分享(?:到|至)?:?.{0,20}|.{0,6}扫(?:码|一扫|描).{0,20}|二维码.{0,8}|手机(?:版|看|浏览|阅读).{0,8}',
    '(?:特大|超大|大|中|小|默认|A[+-]?)',
    '(?:TOP|GO TOP|打印(?:页面|本页)?|关闭(?:页面|本页|窗口)?|返回(?:顶部|列表)?|[\\s【】[\\]|/]+)+',
    '(?=.*页)(?:(?:共\\s*\\d+\\s*页|第?\\s*\\d+\\s*页|首页|上一页|下一页|尾页|末页|\\d{1,3})\\s*){2,}',
    '(?:您的)?浏览器(?:版本过低|不支持).{0,30}|(?:请输入)?(?:搜索)?关键[字词]|搜\\s*索|语音播报|智能(?:客服|问答)',
    '今天是.{0,40}(?:星期|年).{0,30}|(?:19|20)\\d{2}年\\d{1,2}月\\d{1,2}日\\s*星期[一二三四五六日天].{0,20}',
    '字体?(?:大小)?:?[\\s\\[(]*(?:特大|超大|大|中|小|默认|[\\s|/\\])]){0,12}',
    '(?:上|下)一(?:篇|条|页|章)(?::.*|$)',
    '(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:当前)?(?:位置|栏目)(?:是|在)?:.*|当前位置.*',
    '(?:网站)?首页\\s*[>»›/\\-→].*',
    '(?:一图读懂|图解|图文解读|(?:相关|政策)解读|相关链接|原文链接|延伸阅读):.*',
    '[>»›→/|]+|次',
    '.{2,24}(?:门户|官方|政务)网站?',
    '(?:相关|推荐|关联|附属)(?:链接|阅读|文章|信息|新闻|解读|稿件|附件|文件|文档):?|(?:猜你喜欢|热门推荐|延伸阅读)',
    '(?:浏览|阅读|访问|点击)(?:量|数|次数|人次)?:?\\s*\\d*次?',
    '(?:Baidu|百度)\\s*(?:map|地图)?\\.?|map\\.?|地图加载中.*',
    '智能问答|在线咨询|政民互动|互动交流|公众参与|信息公开|政务公开|公文公报|政务服务|办事(?:指南|服务)|网上办事|便民服务|数据开放|新闻中心|要闻动态|领导之窗|机构(?:设置|职能)|专题专栏|(?:栏目|网站)导航|通知公告|走进.{2,6}|设为首页|加入收藏',
    '(?:本文)?(?:附件)?下载(?:附件|本文|word|pdf)?:?',
    '您是第\\s*\\d+\\s*位(?:访问者|访客|浏览者)?|(?:本页|页面)?(?:共|已)?(?:有|被)?\\s*\\d+\\s*人(?:次)?(?:浏览|访问|阅读)',
  ].join('|')})$`,
  'iu',
);

/** Everything after it is titles of other pages, where no text follows. */
const OTHER_PAGES =
  /^友情链接[:：]?$|^(?:相关|推荐|热门|最新|延伸|热点|更多)(?:的)?(?:链接|阅读|文章|信息|新闻|稿件|报道|解读|文档|文件|资讯|动态|推荐)[:：]?$/u;
/** 1.某某年报.docx: a file that hangs on the page. */
const ATTACHED = /^(?:附件?\s*\d*\s*[:：.、]?\s*)?.{1,80}\.(?:docx?|wps|pdf|xlsx?|rtf|zip|rar|ofd|pptx?)$/iu;
const LONE_DATE = /^(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}$/u;
/** ----, ****: a line that is drawn. */
const RULE = /^[-=*_~—－·.\s]{3,}$/u;
/** What stands below a picture that is not there. */
const CAPTION = /^图\s*\d{1,3}(?:[-—.]\d{1,2})?[\s:：.、][^。；]{2,50}$/u;

/** Lines that only the foot of a page has. */
const FOOTER =
  /版权所有|copyright|©|icp备|icp证|公网安备|公安备案|网站标识码|政府网站找错|网站地图|站点地图|^关于我们|联系我们|^本(?:网站|站)由.{2,30}(?:主办|承办|维护)|^produced by|网站声明|隐私(?:声明|政策)|免责声明|(?:推荐|建议)使用.{0,20}(?:浏览器|分辨率)|支持ipv6/iu;
/** Foot of a page too, where one of the above is near; by themselves they may be the report's (主办单位：省教育厅). */
const FOOTER_WITH_OTHERS =
  /^(?:主办|承办|协办|维护|运维|技术支持|制作|网站管理|联系电话|电话|传真|地址|邮编|邮箱|电子邮箱|备案)(?:单位|部门)?\s*[:：]|^(?:赣|浙|苏|粤|京|沪)公网/u;

/** Wikisource ends every page with a licence note, which says how the text may be used. */
const LICENCE = /^本作品(?:是|在|属|原|根据|依据|来自).*(?:中华人民共和国|公有领域|版权|著作权|著作權|$)/u;
const LICENCE_WORD = /公有领域|公有領域|Public domain/iu;

/** Of a value on the line below its label. Characters. */
const LONGEST_VALUE = 80;

/** Characters; a page's furniture is never longer. */
const LONGEST_CHROME = 200;

const bare = (text: string): string => fold(text).replace(/^[•·●▪■◆*|【[({\s]+|[|】\])}\s]+$/gu, '');

const isChrome = (text: string): boolean => {
  if (text.length > LONGEST_CHROME) return false;
  const plain = bare(text);
  if (plain === '' || (plain.length <= 80 && CHROME.test(plain))) return true;
  const parts = plain.split(/\s*\|\s*/u);
  return parts.length > 1 && parts.length <= 20 && parts.every((part) => CHROME.test(part));
};

interface Zones {
  /** Lines before it stand above the text. */
  readonly bodyFrom: number;
  /** Lines from it on stand below. */
  readonly bodyTo: number;
}

const findZones = (texts: readonly string[], isRow: (at: number) => boolean): Zones => {
  const isBody = (text: string) =>
    (isProse(text) && !parseHeaderLine(text) && !FOOTER.test(text) && !isChrome(text)) ||
    isNumberedHeading(text);
  const first = texts.findIndex(isBody);
  // A table under its title, or lines that are all short.
  const isShortText = (text: string, i: number) =>
    isRow(i) || (text.length >= 12 && /。$/u.test(text) && !parseHeaderLine(text) && !FOOTER.test(text));
  if (first < 0 && texts.some(isShortText))
    return { bodyFrom: texts.findIndex(isShortText), bodyTo: texts.findLastIndex(isShortText) + 1 };
  return first < 0
    ? { bodyFrom: texts.length, bodyTo: texts.length }
    : { bodyFrom: first, bodyTo: texts.findLastIndex(isBody) + 1 };
};

/** The way to the page, with the menu before it: nothing of a report stands above it. */
const WAY =
  /^(?:(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:当前)?(?:位置|栏目)(?:是|在)?[:：]|(?:网站)?首页\s*[>»›/\-→]|[>»›→]+$)/u;

/** Lines between what the window is called and the title. */
const HEAD = 60;

/** 某某街道2023年工作总结 - 某某区人民政府, as the window is called, above the title itself. */
const isWindowTitle = (texts: readonly string[], at: number, bodyFrom: number): boolean => {
  const title = /^(.{6,}?)\s*[-_|—–]+\s*[^-_|—–]{2,24}$/u.exec(texts[at] ?? '')?.[1];
  return (
    title !== undefined && texts.slice(at + 1, Math.min(bodyFrom, at + HEAD)).some((text) => text === title)
  );
};

const nextWritten = (texts: readonly string[], at: number): string => {
  let next = at + 1;
  while (texts[next] === '') next++;
  return texts[next] ?? '';
};

/** Up to the way to the page, where one stands above the text: the name of the site, the day's date, a search box. */
const findTop = (texts: readonly string[], bodyFrom: number): number =>
  texts.slice(0, bodyFrom).findLastIndex((text) => WAY.test(bare(text)));

const licenceFrom = (texts: readonly string[]): number => {
  const from = texts.findLastIndex((text) => LICENCE.test(text));
  const rest = texts.slice(from);
  return from >= 0 && rest.length < 60 && rest.some((text) => LICENCE_WORD.test(text)) ? from : texts.length;
};

/**
 * Takes the page away from around a report. Only above its first and below its last line of prose is anything dropped:
 * share bars, breadcrumbs, counters, the header block (returned as fields), the site's footer. Inside the text every
 * line stays, whatever it mentions; blank lines vanish.
 */
export const removeChrome = (written: readonly RawLine[]): WithoutChrome => {
  const raw = written.filter(({ aside }) => !aside);
  const texts = raw.map(({ text }) => trimLine(text));
  const end = licenceFrom(texts);
  const { bodyFrom, bodyTo } = findZones(texts.slice(0, end), (i) => raw[i]?.tableRow === true);
  const contents = findContents(texts);
  const others = texts.findIndex((text, i) => i >= bodyTo && i < end && OTHER_PAGES.test(text));
  const top = findTop(texts, bodyFrom);
  const hasFooter = texts.slice(bodyTo, end).some((text) => FOOTER.test(text));

  const lines: ReportLine[] = [];
  const fields: HeaderField[] = [];
  const chrome = written.flatMap(({ text, aside }) => (aside ? [trimLine(text)] : []));
  const loneSources: { at: number; text: string; page: number | undefined }[] = [];
  let blanks = 0;
  let awaiting: HeaderField['key'] | undefined;

  const consume = (text: string, found: readonly HeaderField[]): void => {
    fields.push(...found.filter(({ value }) => value !== ''));
    awaiting = found.at(-1)?.value === '' ? found.at(-1)?.key : undefined;
    chrome.push(text);
  };

  for (const [i, text] of texts.entries()) {
    if (text === '') {
      blanks++;
      continue;
    }
    const note = i >= end;
    if (RULE.test(text) || contents.has(i) || CAPTION.test(text) || (others >= 0 && i >= others && !note)) {
      chrome.push(text);
      continue;
    }
    const around = !note && (i < bodyFrom || i >= bodyTo);
    const found = around ? parseHeaderLine(text) : null;
    if (found) {
      // 来源：某某日报 on a line of its own is chrome beside a header block, but a Word file's own line without one.
      if (/^来源\s*[:：]/u.test(text) && found.length === 1)
        loneSources.push({ at: lines.length, text, page: raw[i]?.page });
      else consume(text, found);
      if (found[0]?.key === 'source' && found.length === 1) fields.push(...found);
      continue;
    }
    // A date alone above the text is the page's; below it the report's own.
    if (i < bodyFrom && !note && LONE_DATE.test(text)) {
      consume(text, [{ key: 'published', value: text }]);
      continue;
    }
    // 信息分类 and, on the line below, 法治政府建设年度报告, before the next label.
    const isBetween =
      awaiting !== undefined &&
      text.length <= LONGEST_VALUE &&
      (awaiting === 'title' || !(isTitleLine(text) && /\d{4}年/u.test(text))) &&
      parseHeaderLine(nextWritten(texts, i)) !== null;
    if (around && awaiting && (isValueOf(awaiting, text) || isBetween)) {
      consume(text, [{ key: awaiting, value: text }]);
      continue;
    }
    awaiting = undefined;
    if (
      around &&
      (isChrome(text) ||
        (i < top && !isTitleLine(text)) ||
        (i < bodyFrom && (isCategory(text) || isWindowTitle(texts, i, bodyFrom))) ||
        // 附件： before the files themselves.
        (i >= bodyTo && /^附件?[:：]?$/u.test(text) && ATTACHED.test(nextWritten(texts, i))) ||
        (i >= bodyTo &&
          (ATTACHED.test(text) || FOOTER.test(text) || (hasFooter && FOOTER_WITH_OTHERS.test(text)))))
    ) {
      chrome.push(text);
      continue;
    }
    const { outlineLevel, tableRow, page } = raw[i] ?? {};
    lines.push({
      text,
      blanksBefore: blanks,
      ...(outlineLevel === undefined ? {} : { outlineLevel }),
      ...(tableRow ? { tableRow } : {}),
      ...(page === undefined ? {} : { page }),
      ...(note ? { note } : {}),
    });
    blanks = 0;
  }
  if (chrome.length > 0) chrome.push(...loneSources.map(({ text }) => text));
  else
    for (const { at, text, page } of loneSources.reverse())
      lines.splice(at, 0, { text, blanksBefore: 0, ...(page === undefined ? {} : { page }) });
  return { lines, fields, chrome };
};
