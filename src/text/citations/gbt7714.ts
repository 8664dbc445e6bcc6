import { type Citation, oneLine } from './citation.ts';

/**
 * A report online as GB/T 7714-2015 has it (4.6 and 8): 主要责任者. 题名[R/OL]. (发布日期)[引用日期]. 获取路径.
 * What is not known is left out as the standard allows: the author (8.1.3, numbered references), place and publisher of what is
 * online (8.4.1, 8.4.2), the date. A composed title stands in square brackets.
 */
export const toGbt7714 = ({
  author,
  title,
  titleDerived,
  publishedOn,
  accessedOn,
  url,
}: Citation): string => {
  const date = publishedOn === null ? '' : `(${publishedOn})`;
  return `${author === null ? '' : `${author}. `}${titleDerived ? `[${title}]` : title}[R/OL]. ${date}[${accessedOn}]. ${url}.`;
};

const NESTED: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '‘': '“', '’': '”' };

/** Quotation marks inside quotation marks change places (GB/T 15834); every other character stays. */
const nestQuotes = (text: string): string =>
  /[“”]/.test(text) ? text.replace(/[“”‘’]/g, (mark) => NESTED[mark] ?? mark) : text;

/** The paragraph in quotation marks, and its reference on the next line: what goes into a manuscript. */
export const toQuotation = (text: string, citation: Citation): string =>
  `“${nestQuotes(oneLine(text))}”\n${toGbt7714(citation)}`;
