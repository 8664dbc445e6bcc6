import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { webAddressSchema } from '../../src/domain/report.ts';
import { fold } from '../metadata/fold.ts';
import { parseHeaderLine } from '../metadata/header-fields.ts';
import { isTitleLine, withoutFootnote } from '../metadata/title.ts';
import { type RawLine, ReadError, type Reader, type StatedMetadata } from '../reader.ts';
import { decodeText } from './decode.ts';
import { FORMATS } from './formats.ts';
import { type PageData, readPageData, showsText } from './html-data.ts';
import { findLayout } from './html-main.ts';
import { attribute, elements, linesOf } from './html-tree.ts';
import { readBytes } from './read-bytes.ts';

/** “saved from url=(0084)http://…”, which browsers write into a page they store. */
const SAVED_FROM = /<!--\s*saved from url=\(\d+\)(\S+?)\s*-->/iu;
/** Sources that can be the issuer; a newspaper or a public account cannot. */
const ISSUER = /(?:人民政府|街道|办事处|镇|乡|局|厅|委|委员会|办公室|管委会|国务院|研究室|中心)$/u;

/** Pages of the 2000s mark their title by nothing but its place. */
const TITLE_OF_REPORT = /(?:19|20)\d{2}年.*(?:报告|总结|打算|计划|要点|思路|安排|公报|规划|方案|情况)/u;
/** Lines between a title and its text: date, source, sizes of type. */
const ABOVE = 5;
/** What a site's name says beside whose it is. */
const OF_SITE = /(?:政务|政府)?(?:门户|官方)?(?:网站|网|官网)$|门户$|信息公开(?:平台|专栏)?$/u;

/** Of a value on the line below its label. Characters. */
const LONGEST_VALUE = 80;

/** Says whose site a page is on. */
const OF_OWNER =
  /主\s*办|承\s*办|版权所有|网站标识码|公网安备|ICP备|^.{2,20}(?:人民政府|管委会|管理委员会|街道办事处)(?:门户|官方)?(?:网站|网)?$/u;
const LONGEST_OWNER = 200;
const SHORTEST_TITLE = 6;

/** Named in a sentence. */
const MOST_FRAMES = 6;

interface Head {
  /** By lower-case name or property; the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  readonly canonical: string | undefined;
  readonly title: string | undefined;
  /** What the page's one `time` says. */
  readonly time: string | undefined;
}

const readHead = (document: Tree.Document): Head => {
  const meta = new Map<string, string>();
  let canonical: string | undefined;
  let title: string | undefined;
  const times = new Set<string>();
  for (const element of elements(document)) {
    const name = (attribute(element, 'name') ?? attribute(element, 'property'))?.toLowerCase();
    if (element.tagName === 'meta' && name && !meta.has(name))
      meta.set(name, attribute(element, 'content') ?? '');
    if (element.tagName === 'link' && attribute(element, 'rel') === 'canonical') {
      canonical ??= attribute(element, 'href');
    }
    const time = element.tagName === 'time' ? attribute(element, 'datetime') : undefined;
    if (time) times.add(time.slice(0, 10));
    if (element.tagName === 'title') title ??= linesOf(element)[0]?.text;
  }
  return { meta, canonical, title, time: times.size === 1 ? [...times][0] : undefined };
};

/** When a page came out, as government sites, open graph and search engines have it. */
const DATE_TAGS = [
  'pubdate',
  'publishdate',
  'article:published_time',
  'og:release_date',
  'publish_time',
  'publishtime',
  'bytedance:published_time',
  'dc.date.issued',
];
/** The same in the description of the page for search engines. */
const DATE_IN_SCRIPT = /"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"/u;

/** The standard meta tags of government sites (ArticleTitle, PubDate, ContentSource, SiteIDCode, Url), and where it was saved from. */
const statedBy = (html: string, { meta, canonical, title, time }: Head): StatedMetadata => {
  const source = meta.get('contentsource')?.trim();
  const addresses = [canonical, meta.get('og:url'), meta.get('url'), SAVED_FROM.exec(html)?.[1]];
  const publishedOn = DATE_TAGS.map((tag) => meta.get(tag)?.trim()).find((value) => value);
  const site = meta.get('sitename')?.trim().replace(OF_SITE, '') ?? '';
  const pageTitle = title?.split(/\s*[|_]\s*|\s+[—–-]+\s+|[—–-]+(?=\D)/u)[0]?.trim() ?? '';
  const entries = {
    pageTitle: isTitleLine(pageTitle) && !meta.get('articletitle')?.trim() ? pageTitle : undefined,
    siteOwner: ISSUER.test(site) ? site : undefined,
    title: meta.get('articletitle')?.trim() || undefined,
    publishedOn: publishedOn ?? DATE_IN_SCRIPT.exec(html)?.[1] ?? time,
    institution: source && ISSUER.test(source) ? source : undefined,
    divisionCode: /^\d{6}/.exec(meta.get('siteidcode') ?? '')?.[0],
    sourceUrl: addresses.find((address) => webAddressSchema.safeParse(address).success),
  };
  const stated = Object.entries(entries).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(stated), byPage: stated.map(([field]) => field) };
};

/** The fields of a header block, a label and its value on one line or on two. */
const findFields = (lines: readonly RawLine[]): RawLine[] => {
  let awaiting = false;
  return lines.filter(({ text }) => {
    const fields = parseHeaderLine(text) ?? [];
    const isValue = awaiting && fields.length === 0 && text.length <= LONGEST_VALUE;
    awaiting = fields.at(-1)?.value === '';
    return fields.length > 0 || isValue;
  });
};

const plain = (text: string): string => withoutFootnote(fold(text)).replace(/\s/gu, '');

/** Where the heading with the page's title stands within its text, 0 where none does or a paragraph stands above it. */
const findHeading = (content: readonly RawLine[], title: string): number => {
  const at = content.findIndex(
    ({ text, outlineLevel }) =>
      outlineLevel !== undefined && (plain(text) === plain(title) || isTitleLine(text)),
  );
  // Its own title may stand over a heading that reads like one: 2023年工作总结 within 某某街道2023年工作总结和2024年工作打算.
  const first = content.findIndex(
    ({ text, outlineLevel }, i) =>
      i < at &&
      (isTitleLine(text) || (outlineLevel !== undefined && !OF_OWNER.test(text))) &&
      !/[>»›→|]/u.test(text),
  );
  const above = content.slice(0, Math.max(0, first < 0 ? at : first));
  return above.every(({ text, tableRow }) => tableRow || !/[。；]/u.test(text)) ? above.length : 0;
};

/** A title with a motto above or a second line below it, in headings too. */
const withNeighbours = (around: readonly RawLine[], heading: RawLine): RawLine[] => {
  const at = around.findIndex(({ text }) => text === heading.text);
  if (at < 0) return [heading];
  const isTitle = (line: RawLine | undefined): boolean =>
    line?.outlineLevel !== undefined &&
    line.text !== heading.text &&
    line.text.length >= SHORTEST_TITLE &&
    !OF_OWNER.test(line.text) &&
    parseHeaderLine(line.text) === null &&
    (/^[—–-]/u.test(line.text) || /^[—–-]/u.test(heading.text));
  return around.slice(isTitle(around[at - 1]) ? at - 1 : at, isTitle(around[at + 1]) ? at + 2 : at + 1);
};

/** Lines of the block that holds the text, with the header fields and the title that stand outside it. */
const readLines = (document: Tree.Document, title: string): RawLine[] => {
  const body = [...elements(document)].find(({ tagName }) => tagName === 'body') ?? document;
  const { main, furniture, siteHeads } = findLayout(body);
  const content = linesOf(main, furniture);
  if (content.length === 0) return [];
  const around = main === body ? [] : linesOf(body, new Set([...furniture, main]));
  const before = linesOf(body, furniture);
  const start = before.findIndex(({ text }) => text === content[0]?.text);
  const heading =
    around.find(({ text }) => text === title) ??
    around.find(({ text, outlineLevel }) => outlineLevel !== undefined && isTitleLine(text)) ??
    around.find(({ text }) => isTitleLine(text) && TITLE_OF_REPORT.test(text)) ??
    before
      .slice(Math.max(0, start - ABOVE), Math.max(0, start))
      .find(({ text }) => text.length >= 8 && isTitleLine(text));
  const repeated =
    heading &&
    (content.some(({ text }) => text === heading.text) ||
      content.slice(0, ABOVE).some(({ text }) => plain(text) === plain(heading.text)));
  const titles = heading ? withNeighbours(around, heading) : [];
  const fields = findFields(around).filter(({ text }) => titles.every((title) => title.text !== text));
  const above = repeated ? fields : [...fields, ...titles];
  const at = findHeading(content, title);
  const owner = [...[...siteHeads].flatMap((node) => linesOf(node)), ...around]
    .filter(({ text }) => text.length <= LONGEST_OWNER && OF_OWNER.test(text))
    .map(({ text }): RawLine => ({ text, aside: true }));
  const marked = content.map((line, i) =>
    i < at && parseHeaderLine(line.text) === null ? { ...line, aside: true } : line,
  );
  return [...owner, ...above, ...marked];
};

/** What the page states, and what its data states besides. */
const withPageData = (stated: StatedMetadata, data: PageData): StatedMetadata => {
  const entries = Object.entries({ ...data.stated, ...stated });
  return {
    ...Object.fromEntries(entries),
    byPage: entries.map(([field]) => field).filter((f) => f !== 'byPage'),
  };
};

const refuseFrames = (document: Tree.Document, name: string): void => {
  const frames = [...elements(document)].filter(
    ({ tagName }) => tagName === 'frame' || tagName === 'frameset',
  );
  if (!frames.some(({ tagName }) => tagName === 'frameset')) return;
  const pages = frames.map((frame) => attribute(frame, 'src') ?? '').filter((page) => page !== '');
  throw new ReadError(
    `${name}：这是由框架（frameset）拼成的网页，正文在 ${pages.slice(0, MOST_FRAMES).join('、')} 里，不在这个文件中。请保存或导入那些网页。`,
  );
};

/** Saved web pages. */
export const htmlReader: Reader = {
  ...FORMATS.html,
  async *read(file, open) {
    const bytes = await readBytes(file, open, FORMATS.html.maxBytes);
    const { text: html, encoding, warnings } = decodeText(bytes, file.sourcePath);
    const document = parse(html);
    refuseFrames(document, file.sourcePath);
    const head = readHead(document);
    const stated = statedBy(html, head);
    let lines: RawLine[];
    try {
      lines = readLines(document, stated.title ?? head.title?.split(/[|_—-]/u)[0]?.trim() ?? '');
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ReadError(`${file.sourcePath}：网页里的表格嵌套过深，无法解析。`, { cause: error });
    }
    const data = showsText(lines) ? null : readPageData(document);
    if (lines.length === 0 && data === null) {
      throw new ReadError(
        `${file.sourcePath}：网页里没有正文（可能由脚本加载）。请在浏览器中打开后另存为完整网页。`,
      );
    }
    const mediaType = `text/html; charset=${encoding}`;
    const found = data === null ? stated : withPageData(stated, data);
    yield {
      report: {
        sourcePath: file.sourcePath,
        lines: data?.lines ?? lines,
        stated: found,
        bytes,
        mediaType,
        warnings,
      },
    };
  },
};
