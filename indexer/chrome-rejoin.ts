import type { ReportLine } from './chrome.ts';
import { isTitleLine } from './metadata/title.ts';

const ENDS_SENTENCE = /[。！？：；…!?:;][”’」』）)]*$/u;
const BEGINS_INSIDE = /^[，。、；：！？）》」』”’,;:)]/u;
const OPENS = /[《（「『“‘(]$/u;
const PUNCTUATION_ONLY = /^[，。、；：！？）》」』”’\s]+$/u;
/** 一是, 第二，, （三）, 四、 alone on a line: the number of what follows. */
const MARK_ONLY =
  /^(?:[一二三四五六七八九十]+(?:是|要|、)|第[一二三四五六七八九十]+[，、]|[(（][一二三四五六七八九十]+[)）]|一条是)$/u;
const NUMBERED =
  /^(?:第?[一二三四五六七八九十]+[、，章节]|[(（][一二三四五六七八九十]+[)）]|\d{1,2}(?:[、．]|\.(?!\d)))/u;

const DATED = /^[(（]?(?:19|20)\d{2}[-年/.]\d/u;

/** A page whose paragraphs are parted by blank lines breaks a line without one only inside a paragraph. */
const partsByBlanks = (lines: readonly ReportLine[]): boolean =>
  lines.length >= 10 && lines.filter(({ blanksBefore }) => blanksBefore > 0).length / lines.length >= 0.5;

const isHeading = (text: string): boolean => text.length <= 40 && NUMBERED.test(text) && !OPENS.test(text);

const isBroken = (before: string, line: string): boolean => {
  if (MARK_ONLY.test(before)) return true;
  if (BEGINS_INSIDE.test(line) || OPENS.test(before)) return true;
  const apart = isTitleLine(before) || isHeading(before) || NUMBERED.test(line) || DATED.test(line);
  return !ENDS_SENTENCE.test(before) && !apart;
};

/**
 * Undoes the line breaks that saved wiki pages have around every link: “聽了劉少奇同志 / 關於憲法草案的報告 / 並進行了
 * 討論”, “颁布了《 / 信访条例 / 》，”, “（PM / 2.5 / ）”. Only where paragraphs are parted by blank lines and none stands at
 * the break, and only where the first line does not end a sentence; headings are left alone.
 */
export const rejoinBrokenLines = (lines: readonly ReportLine[]): ReportLine[] => {
  if (!partsByBlanks(lines)) return [...lines];
  const joined: ReportLine[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    const adjacent =
      before && line.blanksBefore === 0 && !line.tableRow && !before.tableRow && !before.note === !line.note;
    const broken =
      adjacent && (line.note ? PUNCTUATION_ONLY.test(line.text) : isBroken(before.text, line.text));
    if (broken) joined[joined.length - 1] = { ...before, text: before.text + line.text };
    else joined.push(line);
  }
  return joined;
};
