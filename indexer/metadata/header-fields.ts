import { trimLine } from './fold.ts';

/** What the header block of a government page says; `noise` is consumed and means nothing to us. */
export type HeaderKey =
  | 'indexNumber'
  | 'institution'
  | 'source'
  | 'published'
  | 'created'
  | 'updated'
  | 'documentNumber'
  | 'title'
  | 'address'
  | 'noise';

export interface HeaderField {
  readonly key: HeaderKey;
  readonly value: string;
}

const LABELS: Readonly<Record<HeaderKey, string>> = {
  indexNumber: '索引号|信息索引号|信息索引|信息编号|索引编号|索引码|索取号|Index No|Index No.|Index Number',
  institution:
    '发布机构|发布单位|发布部门|发文机关|发文单位|发文机构|公开单位|公开机构|公开主体|公开责任单位|公开责任部门|责任单位|责任部门|信息来源机构|信息公开机构|所属机构|发布主体|公布机关|公布单位|制发机关|制发单位|制定机关|信息提供者|编制机关|编制单位|填报单位|报送单位|上报单位|报告单位|Institution|Issuer|Issued by|Agency|Organization|Department',
  source: '信息来源|文章来源|稿件来源|来源|稿源|供稿单位|供稿|发布者|发布人|信息提供单位|Source|From',
  published:
    '发布日期|发布时间|公开日期|公开时间|公布日期|公布时间|发表时间|发表日期|信息时间|发稿时间|上传时间|发布于|时间|日期|Publish Date|Publish Time|Published Date|Published on|Publication Date|Release Date|Release Time|Posted on|Posted|Published|Date|Time',
  created:
    '发文日期|发文时间|成文日期|成文时间|生成日期|生成时间|制发日期|印发日期|制文日期|签发日期|形成日期|产生日期|Created on|Created|Issued on|Issued',
  updated: '更新时间|更新日期|修改时间|修改日期|Update Time|Updated on|Updated|Last Updated',
  documentNumber:
    '文号|发文字号|发文文号|文件编号|文件字号|文件号|公文字号|公文文号|发布文号|Document No|Document No.',
  title: '标题|信息名称|信息标题|文件名称|公文名称|公文标题|名称|Title',
  address:
    '网址|链接|原文链接|原文网址|原文地址|原网址|来源网址|来源链接|来源地址|文章链接|文章地址|页面地址|页面链接|网页地址|网页链接|本文链接|本文网址|转载自|URL|Source URL|Link|Permalink',
  noise:
    '正文|内容|全文|标签|采集时间|抓取时间|下载时间|保存时间|访问日期|采集日期|抓取日期|主题分类|组配分类|信息分类|体裁分类|体裁|分类|服务对象分类|服务对象|公开类别|公开方式|公开范围|公开时限|公开形式|公开程序|公开属性|信息类别|有效性|是否有效|有效期|效力状态|时效性|关键词|关键字|主题词|废止日期|失效日期|失效时间|内容概述|信息概要|概述|浏览量|浏览次数|阅读次数|阅读量|访问量|访问次数|点击数|点击量|点击率|点击次数|点击|浏览|阅读|字体大小|字体|字号|作者|编辑|责任编辑|责编|审核|初审|复审|终审|校对|录入|视力保护色|保护视力色|背景色|语言|语种|生效日期|生效时间|实施日期|施行日期|终止日期|内容概览|内容摘要|在线链接地址|信息有效性|信息状态|信息类型|文件状态|公文种类|公文时效|文种|载体类型|公开载体|所属栏目|所属主题|栏目|统一编号|规范性文件编号|备案号|撰稿|签发|审核人|审签|监制|记者|通讯员|查看次数|人气|访问|打印|Views|View|Hits|Author|Editor|Font Size|Font|Share',
};

/** Everyday words: a line is a header line by them only with a colon. */
const NEEDS_COLON =
  /^(?:网址|链接|转载自|正文|内容|全文|标签|来源|时间|日期|标题|名称|分类|体裁|作者|编辑|审核|录入|浏览|阅读|点击|概述|供稿|校对|语言|字号|字体|初审|复审|终审|责编|撰稿|签发|审签|监制|记者|通讯员|人气|访问|打印|文种|栏目|语种|备案号|发布于|[a-z.]+)$/i;

const plainLabel = (label: string): string => label.replace(/\s/g, '').toLowerCase();

const keyOf = new Map<string, HeaderKey>(
  Object.entries(LABELS).flatMap(([key, labels]) =>
    labels.split('|').map((label) => [plainLabel(label), key as HeaderKey] as const),
  ),
);

/** Longest first, so that 信息来源 is not read as 来源; pages stretch labels with spaces (索 引 号). */
const LABEL = [...keyOf.keys()]
  .sort((a, b) => b.length - a.length)
  .map((label) => [...label].map((letter) => (letter === '.' ? '\\.' : letter)).join('\\s*'))
  .join('|');
const FIELD = new RegExp(
  `(?<![\\p{Script=Han}A-Za-z])(${LABEL})(\\s*[:：]|\\s*[】\\]]\\s*[:：]?|(?=[\\s|])|$)`,
  'giu',
);

const AT_START = new RegExp(`^\\s*(?:${LABEL})\\s*[:：]`, 'iu');
/** Begins like a field: 来源：…. */
export const beginsWithLabel = (text: string): boolean => AT_START.test(text.slice(0, 40));
/** Nothing but a label, with its colon or without: 索 引 号. */
export const isLabel = (text: string): boolean =>
  text.length <= 40 && keyOf.has(plainLabel(text).replace(/[:：]$/u, ''));

/** 溪州市统计局 2024-07-25 */
const DATE_AND_NAME =
  /^((?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})\s+(\p{Script=Han}{2,24}?(?:局|厅|委|办|办公室|街道|镇|乡|中心|政府|网))(?:\s+(?:阅读|浏览|点击|访问)(?:量|数|次数)?\s*[:：]?\s*\d*)?$/u;
const NAME_AND_DATE =
  /^(\p{Script=Han}{3,24})\s+((?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/u;
/** An address on a line of its own, labelled or not. Its own letters are no labels. */
const ADDRESS =
  /^(?:(?:原文|来源|文章|页面|网页|本文)?(?:网址|链接|地址|出处)|来源|转载自|url|source url|source|from|link|permalink)?[】\]]?\s*[:：]?\s*(https?:\/\/[^\s，。]{4,500})$/iu;

/** `2023-07-06 17:02`, `月桥发布 2023-07-06 17:02 云岭`: a date that nobody labels; without its time it may as well be a signature. */
const LONE_TIME =
  /^[^，。；：:\d]{0,20}((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*\p{Script=Han}{2,8})?$/u;
/** `发布于 2023年1月6日 由 admin`. */
const DATED_BY_VERB =
  /^(?:发布|发表|提交|刊登)(?:于|在)?\s*((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+.{0,30})?$/u;

/** `2023-07-06　来源：…`: a date that nobody labels. */
const LEADING_DATE =
  /^(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s+|(?=[\p{Script=Han}]{2,6}[:：]))/u;

/** Characters, padding included; whole header tables come on one line. */
const LONGEST_LINE = 2000;

/** A value that runs on like this is a sentence, and the line no header. */
const LONGEST_VALUE = 90;

const tidyValue = (value: string): string =>
  trimLine(value.replace(/[|｜•【】[\]]/g, ' ').replace(/\s+/g, ' ')).replace(/^[:：]\s*/, '');

/**
 * The fields of one line of a header block, `索引号: | 00294/2022-6 | 组配分类: | 计划总结 |` as well as `发布日期:2022-12-02
 * 信息来源:下沙街道`; null when the line is none. Values may be empty.
 */
export const parseHeaderLine = (line: string): HeaderField[] | null => {
  if (line.length > LONGEST_LINE) return null;
  const text = trimLine(line.replace(/^[\s•·●▪■◆*【[|]+/u, ''));
  const bracketed = /^[（(]((?:来源|责任编辑|编辑|作者|供稿|撰稿|文章来源|信息来源)[:：].{1,40})[）)]$/u.exec(
    text,
  )?.[1];
  if (bracketed !== undefined) return parseHeaderLine(bracketed);
  const named = NAME_AND_DATE.exec(text);
  if (named)
    return [
      { key: 'source', value: named[1] ?? '' },
      { key: 'published', value: named[2] ?? '' },
    ];
  const dateFirst = DATE_AND_NAME.exec(text);
  if (dateFirst)
    return [
      { key: 'published', value: dateFirst[1] ?? '' },
      { key: 'source', value: dateFirst[2] ?? '' },
    ];
  const address = ADDRESS.exec(text);
  if (address) return [{ key: 'address', value: address[1] ?? '' }];
  const lone = (LONE_TIME.exec(text) ?? DATED_BY_VERB.exec(text))?.[1];
  if (lone !== undefined) return [{ key: 'published', value: lone }];
  const dated = LEADING_DATE.exec(text)?.[0];
  if (dated !== undefined && dated.length < text.length) {
    const rest = parseHeaderLine(text.slice(dated.length));
    return rest && [{ key: 'published', value: trimLine(dated) }, ...rest];
  }
  const hits = [...text.matchAll(FIELD)].filter(([, label = '', colon = '']) => {
    const plain = plainLabel(label);
    return /[:：】\]]/.test(colon) || !NEEDS_COLON.test(plain);
  });
  if (hits[0]?.index !== 0) return null;
  const fields = hits.map((hit, i): HeaderField => {
    const value = text.slice(hit.index + hit[0].length, hits[i + 1]?.index ?? text.length);
    return { key: keyOf.get(plainLabel(hit[1] ?? '')) ?? 'noise', value: tidyValue(value) };
  });
  const sentence = fields.some(({ value }) => value.length > LONGEST_VALUE || /[。；！？]./u.test(value));
  return sentence ? null : fields;
};

const SHAPES: Partial<Readonly<Record<HeaderKey, RegExp>>> = {
  indexNumber: /^[\dA-Za-z][\dA-Za-z\-_/().]{5,}$/,
  institution: /^[\p{Script=Han}()（）]{3,30}$/u,
  published: /\d{4}\s*[-/.年]|[-/.\s]\d{4}$/,
  created: /\d{4}\s*[-/.年]/,
  documentNumber: /[〔[（(]\d{4}[〕\])）]/,
  address: /^https?:\/\//i,
  // 点击量： and its number
  noise: /^\d{1,8}\s*次?$/,
};

/** Whether a line can be the value of a label that stood alone on the line before. */
export const isValueOf = (key: HeaderKey, line: string): boolean => {
  const text = trimLine(line);
  return text.length <= (key === 'address' ? 500 : 40) && (SHAPES[key]?.test(text) ?? false);
};
