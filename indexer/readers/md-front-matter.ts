import type { StatedMetadata } from '../reader.ts';
import { readStatedRow } from './stated-row.ts';

/** Lines of a head; longer is a text between two rules. */
const MOST_LINES = 60;
const FENCE = /^---\s*$/u;
const FIELD = /^([\p{L}_][\p{L}\d_ -]{0,40}?)\s*[:：](?:\s+|(?=\P{ASCII})|$)(.*)$/u;

export interface FrontMatter {
  readonly body: string;
  readonly stated: StatedMetadata;
  readonly warnings: readonly string[];
}

/** A value of one line, without quotation marks and comments. */
const valueIn = (written: string): string => {
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/u.exec(written);
  return quoted ? (quoted[2] ?? '') : written.replace(/(?:^|\s)#.*$/u, '').trim();
};

/**
 * The head that site generators put before markdown, between two lines of dashes: simple fields of it are stated, lists and what is
 * nested are passed over. Anything else between the dashes is text.
 */
export const readFrontMatter = (text: string): FrontMatter => {
  const whole = { body: text, stated: {}, warnings: [] };
  const lines = text.split(/\r?\n/u);
  if (!FENCE.test(lines[0] ?? '')) return whole;
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/u.test(line));
  if (end < 2 || end > MOST_LINES) return whole;
  const fields: Record<string, string> = {};
  for (const line of lines.slice(1, end)) {
    if (line.trim() === '' || /^\s|^-|^#/u.test(line)) continue;
    const [, name, written] = FIELD.exec(line) ?? [];
    if (name === undefined || written === undefined) return whole;
    // The text stands below; a file named here is no other report.
    if (!/^(?:text|file|content|body|正文|全文|内容|文件|文件名|filename|type|类型)$/iu.test(name))
      fields[name] = valueIn(written);
  }
  const { stated, warnings } = readStatedRow(fields);
  return { body: lines.slice(end + 1).join('\n'), stated, warnings };
};
