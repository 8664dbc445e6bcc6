import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { beginsWithLabel, isLabel } from '../metadata/header-fields.ts';
import type { RawLine } from '../reader.ts';

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'nav',
  'footer',
  'aside',
  'button',
  'select',
  'option',
  'input',
  'textarea',
  'iframe',
  'object',
  'embed',
  'svg',
  'canvas',
  'video',
  'audio',
  'map',
  'dialog',
  'figcaption',
]);
export const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'data',
  'del',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  'ruby',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'ucapcontent',
  'st1:chsdate',
  'o:p',
]);

export const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node;
export const isText = (node: Tree.Node): node is Tree.TextNode =>
  node.nodeName === '#text' && 'value' in node;
export const childrenOf = (node: Tree.Node): Tree.ChildNode[] =>
  'childNodes' in node ? node.childNodes : [];

export const attribute = (element: Tree.Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

/** Han characters; a menu or layer that waits for the mouse has fewer. */
const LONG_TEXT = 100;
/** Nodes looked at for them. */
const MOST_NODES = 5_000;

/** Some pages keep their text invisible until a script has run: articles of public accounts do. */
const holdsText = (root: Tree.Element): boolean => {
  let characters = 0;
  const open: Tree.Node[] = [root];
  for (let seen = 0; open.length > 0 && seen < MOST_NODES; seen++) {
    const node = open.pop();
    if (!node || (isElement(node) && (SKIPPED.has(node.tagName) || node.tagName === 'a'))) continue;
    if (isText(node)) characters += node.value.match(/\p{Script=Han}/gu)?.length ?? 0;
    if (characters >= LONG_TEXT) return true;
    open.push(...childrenOf(node));
  }
  return false;
};

export const isHidden = (element: Tree.Element): boolean => {
  if (SKIPPED.has(element.tagName)) return true;
  // Pages saved by a word processor have the head and foot of its sheets.
  if (element.tagName === 'div' && /^(?:header|footer)$/u.test(attribute(element, 'title') ?? ''))
    return true;
  const style = attribute(element, 'style') ?? '';
  return (
    /display\s*:\s*none/iu.test(style) || (/visibility\s*:\s*hidden/iu.test(style) && !holdsText(element))
  );
};

/** All elements, in document order, without recursion: pages nest as deep as they like. */
export function* elements(root: Tree.Node): Generator<Tree.Element> {
  const open: Tree.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isElement(node)) yield node;
    open.push(...childrenOf(node).toReversed());
  }
}

/** Of a line with several fields of a header. Characters. */
const LONGEST_HEADER = 120;
/** Elements that a span may stand in before its text. */
const DEEPEST_SPAN = 4;

const firstTextOf = (element: Tree.Element): string => {
  let node: Tree.Node | undefined = element;
  for (let depth = 0; node && depth <= DEEPEST_SPAN; depth++) {
    if (isText(node)) return node.value;
    node = childrenOf(node)[0];
  }
  return '';
};

/** What is left out wherever it stands. */
const NOTHING: ReadonlySet<Tree.Node> = new Set();

/** Pages of the 2000s are laid out by tables: a cell that holds another table is a place on the page, not a figure. */
const isLayout = (cells: readonly Tree.Element[]): boolean =>
  cells.length === 1 ||
  cells.some((cell) => {
    for (const { tagName } of elements(cell)) if (tagName === 'table') return true;
    return false;
  });

/** Lines of an element: a block or a `<br>` ends one, rows of tables have their cells joined, headings keep their level. */
export const linesOf = (root: Tree.Node, without = NOTHING): RawLine[] => {
  const lines: RawLine[] = [];
  let text = '';
  let level: number | undefined;
  const end = (): void => {
    const line = text.replace(/[ \t\r\n]+/g, ' ').trim();
    if (line !== '') lines.push({ text: line, ...(level === undefined ? {} : { outlineLevel: level }) });
    text = '';
  };
  const row = (element: Tree.Element): void => {
    const cells = childrenOf(element)
      .filter(isElement)
      .filter((child) => (child.tagName === 'td' || child.tagName === 'th') && !without.has(child));
    if (isLayout(cells)) for (const cell of cells) lines.push(...linesOf(cell, without));
    else {
      const texts = cells.map((cell) =>
        linesOf(cell, without)
          .map((line) => line.text)
          .join(' '),
      );
      const joined = texts.join(' | ');
      if (/[^\s|]/u.test(joined)) lines.push({ text: joined, tableRow: true });
    }
  };

  /** Text of a `pre` written as it stands: its line breaks are line breaks. */
  let kept = root.nodeName === 'pre' ? 1 : 0;
  const add = (value: string): void => {
    const [first = '', ...others] = kept > 0 ? value.split(/\r\n|[\r\n]/u) : [value];
    text += first;
    for (const other of others) {
      end();
      text = other;
    }
  };
  const open: (Tree.Node | (() => void))[] = childrenOf(root).toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (typeof node === 'function') {
      node();
    } else if (isText(node)) {
      add(node.value);
    } else if (isElement(node) && !without.has(node) && !isHidden(node)) {
      if (node.tagName === 'br' || node.tagName === 'hr') end();
      else if (node.tagName === 'tr') {
        end();
        row(node);
      } else if (INLINE.has(node.tagName)) {
        // <i>2024-05-06</i><i>来源：县统计局</i>: style sheets part what the page does not.
        if (text !== '' && text.length <= LONGEST_HEADER && beginsWithLabel(firstTextOf(node))) text += ' ';
        open.push(...childrenOf(node).toReversed());
      } else if (node.tagName === 'dd' && isLabel(text)) {
        // <dt>索引号</dt><dd>…</dd>: no line ends between the two.
        text += '：';
        open.push(end, ...childrenOf(node).toReversed());
      } else {
        if (node.tagName !== 'dt' || text !== '') end();
        const heading = /^h([1-6])$/.exec(node.tagName)?.[1];
        const isPre = node.tagName === 'pre';
        if (heading) level = Number(heading);
        if (isPre) kept++;
        open.push(() => {
          if (node.tagName !== 'dt' || !isLabel(text)) end();
          if (heading) level = undefined;
          if (isPre) kept--;
        });
        open.push(...childrenOf(node).toReversed());
      }
    }
  }
  end();
  return lines;
};
