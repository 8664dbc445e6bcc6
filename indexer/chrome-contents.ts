import { fold } from './metadata/fold.ts';

const HEADING = /^目\s*[录次]$|^contents$/iu;
/** 第一章 总体要求……………3, 一、工作回顾 ..... 12, 二、工作打算(5). */
const WITH_PAGE = /(?:[.·…・_-]\s?){3,}\s*[(（]?\d{1,4}[)）]?$|\t+\s*\d{1,4}$/u;
const PAGE = /[\s.·…・_-]*[(（]?\d{1,4}[)）]?$/u;
/** Fewer lines are no table of contents. */
const FEWEST = 3;
/** It stands among the first lines. */
const HEAD = 60;
const LONGEST = 80;

const bare = (text: string): string => fold(text).replace(/\s/g, '');

/** The lines of a table of contents: page numbers behind leaders, or headings that come again below a line 目录. */
export const findContents = (texts: readonly string[]): ReadonlySet<number> => {
  const written = texts.flatMap((text, at) => (text === '' ? [] : [{ text, at }]));
  const heading = written.slice(0, HEAD).findIndex(({ text }) => HEADING.test(fold(text)));
  const places = new Map<string, number>();
  for (const { text, at } of written) if (text.length <= LONGEST) places.set(bare(text), at);
  const comesAgain = (text: string, at: number): boolean =>
    [bare(text), bare(text.replace(PAGE, ''))].some((line) => (places.get(line) ?? at) > at);
  const isEntry = ({ text, at }: { text: string; at: number }): boolean =>
    text.length <= LONGEST && (WITH_PAGE.test(text) || comesAgain(text, at));

  const hasPage = ({ text }: { text: string }): boolean => text.length <= LONGEST && WITH_PAGE.test(text);
  const from = heading >= 0 ? heading + 1 : written.findIndex(hasPage);
  if (from < 0) return new Set();
  let to = from;
  for (let entry = written[to]; entry && (heading >= 0 ? isEntry(entry) : hasPage(entry)); ) {
    to++;
    entry = written[to];
  }
  if (to - from < FEWEST) return new Set();
  return new Set(written.slice(heading >= 0 ? heading : from, to).map(({ at }) => at));
};
