import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { parseHeaderLine } from '../metadata/header-fields.ts';
import { isTitleLine } from '../metadata/title.ts';
import {
  attribute,
  childrenOf,
  elements,
  INLINE,
  isElement,
  isHidden,
  isText,
  linesOf,
} from './html-tree.ts';

/** Where a page keeps its text, and what around and within that is none of it. */
export interface PageLayout {
  readonly main: Tree.Node;
  /** Menus, share bars, lists of other pages. */
  readonly furniture: ReadonlySet<Tree.Node>;
  /** Those of them that bear the name of the site. */
  readonly siteHeads: ReadonlySet<Tree.Node>;
}

/** Han characters below an element. */
interface Weight {
  /** Outside links. */
  running: number;
  linked: number;
  links: number;
  /** Links to files that belong to the report. */
  attachments: number;
}

const HAN = /\p{Script=Han}/gu;
const ATTACHMENT = /\.(?:docx?|wps|pdf|xlsx?|rtf|zip|rar|txt|ofd)(?:$|[?#])/iu;
const NONE: Weight = { running: 0, linked: 0, links: 0, attachments: 0 };

const weigh = (root: Tree.Node): ReadonlyMap<Tree.Node, Weight> => {
  const order: (readonly [Tree.Node, boolean])[] = [];
  const open: [Tree.Node, boolean][] = [[root, false]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, inLink] = next;
    if (isElement(node) && isHidden(node)) continue;
    const within =
      inLink || (isElement(node) && node.tagName === 'a' && attribute(node, 'href') !== undefined);
    order.push([node, within]);
    for (const child of childrenOf(node)) open.push([child, within]);
  }
  const weights = new Map<Tree.Node, Weight>();
  for (const [node, inLink] of order.reverse()) {
    const own = isText(node) ? (node.value.match(HAN)?.length ?? 0) : 0;
    const link = isElement(node) && node.tagName === 'a' ? (attribute(node, 'href') ?? '') : '';
    const weight: Weight = {
      running: inLink ? 0 : own,
      linked: inLink ? own : 0,
      links: link === '' ? 0 : 1,
      attachments: ATTACHMENT.test(link) ? 1 : 0,
    };
    for (const child of childrenOf(node)) {
      const below = weights.get(child) ?? NONE;
      weight.running += below.running;
      weight.linked += below.linked;
      weight.links += below.links;
      weight.attachments += below.attachments;
    }
    weights.set(node, weight);
  }
  return weights;
};

/**
 * Names of the block with the text, as the publishing systems of government sites give them: TRS, UCAP, hanweb, 博达 (vsb) and
 * those before them; public accounts, WordPress, Drupal and 苏迪 (wp_) besides.
 */
const KNOWN =
  /^(?:trs_u?editor|ucap-?content|zoom|artibody|arti(?:cle)?[_-]?(?:con(?:tent)?s?|body)|pages_content|(?:v_)?(?:news|detail|info)[_-]?content|con_?text|bt_content|xxgk_content|main_?text|vsb_content(?:_\d+)?|js_content|(?:entry|post)-content|field--name-body|wp_articlecontent)$/iu;
const isKnown = (element: Tree.Element): boolean =>
  element.tagName === 'ucapcontent' ||
  `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`
    .split(/\s+/u)
    .some((name) => KNOWN.test(name));
/** Han characters; a block of that name with fewer is empty, or holds a caption. */
const LEAST_KNOWN = 20;
/** Share of all blocks of such names that one must hold: a page may show several texts. */
const MOST_OF_KNOWN = 0.6;

/** The block that bears a known name, the outermost where they stand in each other. */
const findKnown = (body: Tree.Node, weights: ReadonlyMap<Tree.Node, Weight>): Tree.Element | undefined => {
  const known: Tree.Element[] = [];
  const open: Tree.Node[] = [body];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isElement(node) && isKnown(node)) known.push(node);
    else open.push(...childrenOf(node));
  }
  const runningOf = (node: Tree.Node): number => weights.get(node)?.running ?? 0;
  const [heaviest] = known.toSorted((a, b) => runningOf(b) - runningOf(a));
  const all = known.reduce((sum, node) => sum + runningOf(node), 0);
  return heaviest && runningOf(heaviest) >= Math.max(LEAST_KNOWN, MOST_OF_KNOWN * all) ? heaviest : undefined;
};

/** Share of the text around it that an element must hold to be where the report is. */
const MAIN_SHARE = 0.7;
/** Han characters of a block beside it, of the same make, that is a further section of the text. */
const LEAST_SECTION = 30;
/** Hold most of a text and are still no page of their own: an introduction may stand before a list. */
const TEXT_BLOCKS = new Set(['p', 'ol', 'ul', 'dl', 'blockquote', 'pre']);
const TABLE_PARTS = new Set(['table', 'tbody', 'tr']);

const makeOf = (element: Tree.Element): string => `${element.tagName} ${attribute(element, 'class') ?? ''}`;

const SIGNATURE =
  /^(?:\p{Script=Han}{3,26}(?:局|厅|委员会|人民政府|办事处|办公室|管委会|法院|检察院|党组))?(?:(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|[一二][〇○零O一二三四五六七八九]{3}年.{1,3}月.{1,3}日)?$/u;
/** Characters; longer ones are no signature. */
const LONGEST_SIGNATURE = 60;

/** Whether who signed and when stands in blocks of its own behind the one with the text. */
const isSignedBeside = (blocks: readonly Tree.Element[], next: Tree.Element): boolean =>
  blocks.slice(blocks.indexOf(next) + 1, blocks.indexOf(next) + 3).some((block) => {
    const text = linesOf(block)
      .map((line) => line.text)
      .join('')
      .replace(/\s/gu, '');
    return text !== '' && text.length <= LONGEST_SIGNATURE && SIGNATURE.test(text);
  });

/** The smallest block that holds most of a page's running text. A cell that holds as much is a place on the page, not a figure. */
const findHeaviest = (body: Tree.Node, weights: ReadonlyMap<Tree.Node, Weight>): Tree.Node => {
  const runningOf = (node: Tree.Node): number => weights.get(node)?.running ?? 0;
  let main = body;
  for (let at = body; ; ) {
    const blocks = childrenOf(at)
      .filter(isElement)
      .filter(({ tagName }) => !INLINE.has(tagName));
    const next = blocks.find((child) => runningOf(child) > MAIN_SHARE * runningOf(at));
    if (!next || TEXT_BLOCKS.has(next.tagName) || isSignedBeside(blocks, next)) return main;
    const isOneOfMany = blocks.some(
      (other) => other !== next && makeOf(other) === makeOf(next) && runningOf(other) >= LEAST_SECTION,
    );
    if (isOneOfMany && !TABLE_PARTS.has(next.tagName) && next.tagName !== 'td') return main;
    at = next;
    if (!TABLE_PARTS.has(next.tagName)) main = next;
  }
};

const FURNITURE =
  /^(?:nav|navbar|navigation|menu|bread-?crumbs?|crumbs?|position|dqwz|wzdh|(?:bd|b|social-?)?share(?:-?(?:bar|box))?|fx|ewm|qr-?code|login|tool-?(?:s|bar)|side-?bar|relat(?:ion|ed)(?:-?(?:news|read|links?))?|xgyd|xgxw|friend-?links?|yqlj|cookie-?(?:bar|notice)|pager|pagination|comments?(?:-(?:area|list))?|hot-?news|recommend(?:ed|ation)?s?|tags?(?:-?list)?|entry-footer|(?:copyright|disclaimer)(?:-notice)?)$/iu;
/** The head of a site; that of an article has its title or its fields. */
const SITE_HEAD = /^(?:logo|top(?:-?bar)?|header|head|site-?(?:header|name|title)|page-?header|banner)$/iu;
const isSiteHead = (element: Tree.Element): boolean => {
  const names = `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`.split(/\s+/u);
  if (!names.some((name) => SITE_HEAD.test(name))) return false;
  return (
    [...elements(element)].every(({ tagName }) => !/^h[1-3]$/u.test(tagName)) &&
    linesOf(element).every(({ text }) => parseHeaderLine(text) === null && !isTitleLine(text))
  );
};
const ROLES = new Set(['navigation', 'banner', 'search', 'contentinfo', 'complementary', 'menubar']);
const isNamedFurniture = (element: Tree.Element): boolean =>
  ROLES.has(attribute(element, 'role') ?? '') ||
  `${attribute(element, 'id') ?? ''} ${attribute(element, 'class') ?? ''}`
    .split(/\s+/u)
    .some((name) => FURNITURE.test(name));

/** Names mean little where they stand on most of the text. Share of the page's running text. */
const MOST_OF_FURNITURE = 0.2;
const LIST = new Set(['ul', 'ol', 'dl']);
const LEAST_LINKS = 3;
const LINKED_SHARE = 0.8;
/** Of every link in a block that is no list, Han characters: titles of other reports, not words of a sentence. */
const LINKED_TITLE = 6;

/** A list of links to other pages, marked up as one or not; attachments are the report's own. */
const isLinkList = ({ tagName }: Tree.Element, { running, linked, links, attachments }: Weight): boolean =>
  links >= LEAST_LINKS &&
  attachments === 0 &&
  linked > 0 &&
  linked >= LINKED_SHARE * (running + linked) &&
  (LIST.has(tagName) || (!INLINE.has(tagName) && linked >= LINKED_TITLE * links));

/** A search box or a log-in; the pages of some publishing systems are one form all through. Han characters. */
const isEmptyForm = ({ tagName }: Tree.Element, { running }: Weight): boolean =>
  tagName === 'form' && running < 60;

/** The block with the text and everything that it stands in. */
const aroundMain = (main: Tree.Node): ReadonlySet<Tree.Node> => {
  const chain = new Set<Tree.Node>();
  for (let node: Tree.Node | null = main; node; node = 'parentNode' in node ? node.parentNode : null)
    chain.add(node);
  return chain;
};

const findFurniture = (
  body: Tree.Node,
  main: Tree.Node,
  weights: ReadonlyMap<Tree.Node, Weight>,
): Set<Tree.Node> => {
  const most = MOST_OF_FURNITURE * (weights.get(main)?.running ?? 0);
  const furniture = new Set<Tree.Node>();
  const kept = aroundMain(main);
  const open: Tree.Node[] = [body];
  for (let node = open.pop(); node; node = open.pop()) {
    const weight = weights.get(node) ?? NONE;
    const isFurniture =
      isElement(node) &&
      !kept.has(node) &&
      (((isNamedFurniture(node) || isSiteHead(node)) && weight.running <= most) ||
        isLinkList(node, weight) ||
        isEmptyForm(node, weight));
    if (isFurniture) furniture.add(node);
    else open.push(...childrenOf(node));
  }
  return furniture;
};

/** Tells the text of a page from what is around it: by the names that publishing systems use, else by where most of the running text is. */
export const findLayout = (body: Tree.Node): PageLayout => {
  const weights = weigh(body);
  const main = findKnown(body, weights) ?? findHeaviest(body, weights);
  const furniture = findFurniture(body, main, weights);
  return {
    main,
    furniture,
    siteHeads: new Set([...furniture].filter((node) => isElement(node) && isSiteHead(node))),
  };
};
