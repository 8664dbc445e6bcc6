import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
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
  'form',
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
]);
const INLINE = new Set([
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
const isText = (node: Tree.Node): node is Tree.TextNode => node.nodeName === '#text' && 'value' in node;
const childrenOf = (node: Tree.Node): Tree.ChildNode[] => ('childNodes' in node ? node.childNodes : []);

export const attribute = (element: Tree.Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

const isHidden = (element: Tree.Element): boolean =>
  SKIPPED.has(element.tagName) ||
  /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(attribute(element, 'style') ?? '');

/** All elements, in document order, without recursion: pages nest as deep as they like. */
export function* elements(root: Tree.Node): Generator<Tree.Element> {
  const open: Tree.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isElement(node)) yield node;
    open.push(...childrenOf(node).toReversed());
  }
}

/** Han characters outside links, below each element. */
const weigh = (root: Tree.Node): Map<Tree.Node, number> => {
  const order: Tree.Node[] = [];
  const open: Tree.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isElement(node) && (isHidden(node) || node.tagName === 'a')) continue;
    order.push(node);
    open.push(...childrenOf(node));
  }
  const weights = new Map<Tree.Node, number>();
  for (const node of order.reverse()) {
    const own = isText(node) ? [...node.value.matchAll(/\p{Script=Han}/gu)].length : 0;
    weights.set(
      node,
      childrenOf(node).reduce((sum, child) => sum + (weights.get(child) ?? 0), own),
    );
  }
  return weights;
};

/** Share of the text around it that an element must hold to be where the report is. */
const MAIN_SHARE = 0.7;

/** The smallest block that holds most of a page's running text. */
export const findMain = (body: Tree.Node): Tree.Node => {
  const weights = weigh(body);
  let main = body;
  for (;;) {
    const whole = weights.get(main) ?? 0;
    const next = childrenOf(main).find(
      (child) =>
        isElement(child) && !INLINE.has(child.tagName) && (weights.get(child) ?? 0) > MAIN_SHARE * whole,
    );
    if (!next || !isElement(next) || ['p', 'tbody', 'tr', 'td', 'table'].includes(next.tagName)) return main;
    main = next;
  }
};

/** Lines of an element: a block or a `<br>` ends one, rows of tables have their cells joined, headings keep their level. */
export const linesOf = (root: Tree.Node, except?: Tree.Node): RawLine[] => {
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
      .filter((child) => isElement(child) && (child.tagName === 'td' || child.tagName === 'th'))
      .map((cell) => linesOf(cell));
    const [only] = cells;
    // A row of one cell is layout, not data.
    if (cells.length === 1 && only) lines.push(...only);
    else {
      const joined = cells.map((cell) => cell.map((line) => line.text).join(' ')).join(' | ');
      if (/[^\s|]/u.test(joined)) lines.push({ text: joined, tableRow: true });
    }
  };

  const open: (Tree.Node | (() => void))[] = childrenOf(root).toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    if (typeof node === 'function') {
      node();
    } else if (isText(node)) {
      text += node.value;
    } else if (isElement(node) && node !== except && !isHidden(node)) {
      if (node.tagName === 'br' || node.tagName === 'hr') end();
      else if (node.tagName === 'tr') {
        end();
        row(node);
      } else if (INLINE.has(node.tagName)) open.push(...childrenOf(node).toReversed());
      else {
        end();
        const heading = /^h([1-6])$/.exec(node.tagName)?.[1];
        if (heading) level = Number(heading);
        open.push(() => {
          end();
          if (heading) level = undefined;
        });
        open.push(...childrenOf(node).toReversed());
      }
    }
  }
  end();
  return lines;
};
