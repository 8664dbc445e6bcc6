import { isPageNumber } from './page-numbers.ts';
import type { PdfPage } from './pdf-document.ts';
import type { PdfLine } from './pdf-lines.ts';

/** Lines looked at from the top and from the bottom of each page. */
const DEEP = 2;
/** Headers stand where they stand; a point or two is rounding. */
const SAME_HEIGHT = 3;

const BARE_NUMBER = /^(?:\d{1,4}|[ivxlc]{1,6})$/iu;

/** `https://… 1/3`, which browsers print below a page, and `2024/3/2 10:15 标题` above it. */
const PRINTED_FOOT = /^((?:https?|file):\/\/\S+?)\s*\d{1,4}\/\d{1,4}$/u;
const PRINTED_HEAD = /^\d{2,4}\/\d{1,2}\/\d{1,2},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}/u;

interface Edge {
  readonly line: PdfLine;
  /** From the top of the page, negative from its bottom. */
  readonly height: number;
}

/** The text without spaces, its figures counted from the page: “共12页第3页” on page 3 is as “共12页第4页” on page 4. */
const shapesOf = ({ text, page }: PdfLine): readonly string[] => {
  const bare = text.replace(/\s+/gu, '');
  const all = [...bare.matchAll(/\d{1,4}/gu)];
  // The foot of a printed web page is an address full of figures before its page number.
  const figures = all.length <= 8 ? all : [...all.slice(0, 4), ...all.slice(-4)];
  return [
    bare,
    ...figures.map(
      ({ index, 0: run }) => `${bare.slice(0, index)}#${Number(run) - page}${bare.slice(index + run.length)}`,
    ),
  ];
};

/** The outermost lines of a page, top ones and bottom ones. */
const edgesOf = (lines: readonly PdfLine[], height: number): Edge[] => {
  const down = [...lines].sort((a, b) => a.y - b.y);
  const top = down.slice(0, DEEP).map((line) => ({ line, height: line.y }));
  const bottom = down
    .slice(Math.max(DEEP, down.length - DEEP))
    .map((line) => ({ line, height: line.y - height }));
  // A short page has its bottom lines among its top ones; either height may repeat.
  return down.length <= DEEP
    ? [...top, ...down.map((line) => ({ line, height: line.y - height }))]
    : [...top, ...bottom];
};

/** A number at the foot or head of a page is its page number when it keeps its distance to the page's place in the file. */
const isNumbering = (edges: readonly Edge[], pages: number): Set<PdfLine> => {
  const bare = edges.filter(({ line }) => BARE_NUMBER.test(line.text));
  const offsets = new Map<number, Set<PdfLine>>();
  for (const { line } of bare) {
    const offset = Number(line.text) - line.page;
    offsets.set(offset, (offsets.get(offset) ?? new Set()).add(line));
  }
  return new Set(
    [...offsets.values()].filter((lines) => lines.size >= Math.min(2, pages)).flatMap((lines) => [...lines]),
  );
};

/** The address of the web page that was printed, if the browser printed it whole. */
export const findPrintedAddress = (
  pages: readonly { readonly lines: readonly PdfLine[] }[],
): string | undefined => {
  for (const { lines } of pages)
    for (const { text } of [...lines].sort((a, b) => a.y - b.y).slice(-DEEP)) {
      const address = PRINTED_FOOT.exec(text)?.[1];
      if (address?.startsWith('http') && !/…|\.\.\./u.test(address)) return address;
    }
  return undefined;
};

/**
 * The lines of all pages without headers, footers and page numbers: what says that it is a page number, and what repeats
 * at the same height at the edge of a third of the pages, its figures aside. Lines inside a page always stay.
 */
export const removeFurniture = (
  pages: readonly { readonly page: Pick<PdfPage, 'height'>; readonly lines: readonly PdfLine[] }[],
): PdfLine[][] => {
  const edges = pages.flatMap(({ page, lines }) => edgesOf(lines, page.height));
  const places = new Map<string, { height: number; pages: Set<number> }[]>();
  const find = (shape: string, height: number) =>
    places.get(shape)?.find((known) => Math.abs(known.height - height) <= SAME_HEIGHT);
  for (const { line, height } of edges) {
    for (const shape of shapesOf(line)) {
      const place = find(shape, height);
      if (place) place.pages.add(line.page);
      else places.set(shape, [...(places.get(shape) ?? []), { height, pages: new Set([line.page]) }]);
    }
  }
  const isPrinted = edges.some(({ line }) => PRINTED_FOOT.test(line.text));
  const byBrowser = ({ text }: PdfLine): boolean =>
    isPrinted && (PRINTED_FOOT.test(text) || PRINTED_HEAD.test(text));
  const often = Math.max(2, pages.length * 0.3);
  const repeats = ({ line, height }: Edge): boolean =>
    shapesOf(line).some((shape) => (find(shape, height)?.pages.size ?? 0) >= often);
  const numbering = isNumbering(edges, pages.length);
  const dropped = new Set(
    edges
      .filter(
        (edge) =>
          isPageNumber(edge.line.text) || byBrowser(edge.line) || numbering.has(edge.line) || repeats(edge),
      )
      .map(({ line }) => line),
  );
  return pages.map(({ lines }) => lines.filter((line) => !dropped.has(line)));
};
