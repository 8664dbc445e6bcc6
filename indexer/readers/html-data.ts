import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { z } from 'zod';
import type { RawLine, StatedMetadata } from '../reader.ts';
import { attribute, childrenOf, elements, isText, linesOf } from './html-tree.ts';

/** Han characters; a page with more shows its own text, and a value with fewer is none. */
const LEAST_TEXT = 60;
/** Values looked at in one page's data. */
const MOST_VALUES = 100_000;

const TITLE = /^(?:title|headline|name|articletitle|doctitle)$/iu;
const DATE =
  /^(?:datepublished|publish(?:ed)?_?(?:date|time|at|on)?|pub_?(?:date|time)|release_?(?:date|time))$/iu;

/** What a page that its script fills in carries along: the frameworks in use hand their data over as JSON. */
export interface PageData {
  readonly lines: RawLine[];
  readonly stated: Pick<StatedMetadata, 'title' | 'publishedOn'>;
}

const countHan = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

/** `{…}` alone, and `window.__INITIAL_STATE__ = {…};`. */
const readJson = (script: string): unknown => {
  const from = script.search(/[{[]/u);
  const to = Math.max(script.lastIndexOf('}'), script.lastIndexOf(']'));
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(script.slice(from, to + 1));
  } catch {
    return undefined;
  }
};

const recordSchema = z.record(z.string(), z.unknown());
type Values = z.infer<typeof recordSchema>;

/** The object with the longest text among its values. */
const findLongest = (data: unknown): { readonly text: string; readonly beside: Values } | null => {
  let found: { text: string; beside: Values; han: number } | null = null;
  const open: unknown[] = [data];
  for (let seen = 0; open.length > 0 && seen < MOST_VALUES; seen++) {
    const value = open.pop();
    if (Array.isArray(value)) for (const one of value.slice(0, MOST_VALUES)) open.push(one);
    const record = Array.isArray(value) ? undefined : recordSchema.safeParse(value).data;
    for (const entry of Object.values(record ?? {})) {
      if (typeof entry === 'object') open.push(entry);
      else if (typeof entry === 'string' && entry.length > (found?.text.length ?? LEAST_TEXT)) {
        const han = countHan(entry);
        if (han > (found?.han ?? LEAST_TEXT)) found = { text: entry, beside: record ?? {}, han };
      }
    }
  }
  return found;
};

const valueNamed = (values: Values, name: RegExp): string | undefined =>
  Object.entries(values)
    .filter(([key, value]) => name.test(key) && typeof value === 'string' && value.trim() !== '')
    .map(([, value]) => String(value))[0];

/** The text that a page keeps in its scripts as JSON, with the title and the date beside it; null where it keeps none. */
export const readPageData = (document: Tree.Document): PageData | null => {
  const texts = [...elements(document)]
    .filter(({ tagName }) => tagName === 'script')
    .filter((script) => attribute(script, 'src') === undefined)
    .map((script) =>
      childrenOf(script)
        .filter(isText)
        .map(({ value }) => value)
        .join(''),
    );
  const [longest] = texts
    .flatMap((text) => findLongest(readJson(text)) ?? [])
    .sort((a, b) => b.text.length - a.text.length);
  if (longest === undefined) return null;
  const { text, beside } = longest;
  const lines = /<(?:p|br|div|section|span|table)\b/iu.test(text)
    ? linesOf(parse(text))
    : text
        .split(/\r\n|[\r\n]/u)
        .map((line) => ({ text: line.trim() }))
        .filter((line) => line.text !== '');
  const title = valueNamed(beside, TITLE);
  const publishedOn = valueNamed(beside, DATE);
  const heading = title !== undefined && lines[0]?.text !== title ? [{ text: title, outlineLevel: 1 }] : [];
  return {
    lines: [...heading, ...lines],
    stated: { ...(title ? { title } : {}), ...(publishedOn ? { publishedOn } : {}) },
  };
};

/** Whether a page shows text of its own. */
export const showsText = (lines: readonly RawLine[]): boolean =>
  lines.reduce((sum, { text }) => sum + countHan(text), 0) >= LEAST_TEXT;
