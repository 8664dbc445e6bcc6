import { LEAD_END, leadOf } from '../../src/text/run-in-heading.ts';
import { fold, parseNumber } from '../metadata/fold.ts';

/** How a heading is numbered, from the largest style down; a report may begin at any. */
export const STYLES = [
  'volume',
  'part',
  'chapter',
  'section',
  'cn',
  'cn-paren',
  'ordinal',
  'number',
  'decimal',
  'number-paren',
  'circled',
  'item',
  'lead',
] as const;
export type Style = (typeof STYLES)[number];

export interface Mark {
  readonly style: Style;
  /** 3 for （三）; null where the style has none. */
  readonly number: number | null;
  /** Without its number. */
  readonly rest: string;
}

const NUM = '[一二三四五六七八九十百〇零]{1,4}';
const SHAPES: readonly (readonly [Style, RegExp])[] = [
  ['volume', new RegExp(`^第(${NUM}|\\d{1,2})[编篇][\\s:、,]*`, 'u')],
  ['part', new RegExp(`^第(${NUM}|\\d{1,2})(?:部分|章)[\\s:、,]*`, 'u')],
  ['chapter', new RegExp(`^第(${NUM}|\\d{1,2})节[\\s:、,]*`, 'u')],
  ['part', /^([甲乙丙丁])、\s*/u],
  ['cn', new RegExp(`^(${NUM})\\s*(?:、|\\.(?!\\d))\\s*`, 'u')],
  ['cn-paren', new RegExp(`^\\((${NUM})\\)\\s*[、.,]?\\s*`, 'u')],
  ['ordinal', new RegExp(`^第(${NUM})[,、]\\s*`, 'u')],
  // 1.2 民生保障; 2.5 亿元 is a figure.
  [
    'decimal',
    /^(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[ 、](?=\p{Script=Han})(?!(?:[万亿千百]|项(?!目)|[个元米吨公平户人倍家件次座处亩]))/u,
  ],
  ['number', /^(\d{1,2})\s*(?:、|\.(?!\d))\s*/u],
  ['number-paren', /^\((\d{1,2})\)\s*[、.]?\s*/u],
  ['circled', /^([①-⑳])\s*/u],
  ['item', new RegExp(`^(${NUM})(?:是|要(?!求))[:,]?\\s*`, 'u')],
];

/** Characters that tell a heading or its first sentence; a line may be megabytes. */
const ENOUGH = 300;

/** The number that a line begins with, whatever its style; null when it begins with none. */
export const parseMark = (line: string): Mark | null => {
  // NFKC would turn ① into 1.
  const circled = /^[①-⑳]/u.exec(line);
  if (circled)
    return {
      style: 'circled',
      number: (circled[0].codePointAt(0) ?? 0) - 0x245f,
      rest: line.slice(1).trim(),
    };
  const plain = fold(line.slice(0, ENOUGH));
  for (const [style, shape] of SHAPES) {
    const match = shape.exec(plain);
    if (match) return { style, number: parseNumber(match[1] ?? ''), rest: plain.slice(match[0].length) };
  }
  return null;
};

/** Largest headings without a number: 2021年工作总结, 关于外交工作, 结束语, 名词解释. */
const BARE_SECTION = new RegExp(
  `^(?:${[
    '(?:首先|下面|现在)?(?:,)?(?:我)?报告.{0,16}工作',
    '.{0,30}(?:工作)?(?:总结|小结|回顾|计划|打算|安排(?:建议)?|思路|要点|部署|展望|谋划|设想|构想|工作重点)(?:和|与|及)?.{0,12}',
    '.{0,16}(?:存在的?|面临的?|主要)(?:主要|突出)?(?:问题|困难|不足|短板).{0,8}',
    '.{0,12}(?:工作|重点|主要|目标|基本)任务.{0,8}|.{0,16}(?:主要措施|总体要求|指导思想|重点工作|主要目标|工作成效|工作情况|完成情况)',
    '(?:(?:一|三|五)年来|(?:过去|近|今后|未来|下)(?:的)?[一三五]年|(?:19|20)\\d{2}年)(?:的)?(?:主要|重点)?(?:工作|任务|目标)(?:任务)?',
    '关于.{2,16}',
    '结束语|结语|附件?[\\d一二三四五:]{0,3}|附表\\d*|附录|名词(?:解释|注释|说明)|.{0,16}(?:名词解释|名词注释|用语说明|注释)',
    '(?:19|20)\\d{2}年.{2,24}(?:实事|项目|工作|指标|清单|重点)',
  ].join('|')})$`,
  'u',
);

/** What stands below the text: 注释：, 名词解释：. */
const NOTES = /^(?:(?:注释|附注|名词解释|名词注释|(?:有关)?用语说明)(?:和资料来源)?[:]?|注[:])$/u;
export const isNotesHeading = (text: string): boolean => NOTES.test(fold(text.slice(0, ENOUGH)));

/** 存在的问题： over what they are, 下一步打算： over what will be done. */
const ENDS_IN_COLON =
  /^(?:(?:当前|目前|工作中)?存在的?(?:主要|突出)?(?:问题|困难|不足|短板)(?:(?:和|与|及|、)(?:问题|困难|不足|短板))?|下一?步(?:工作)?(?:打算|计划|安排|思路)):$/u;

/** Never a heading: salutation, speaker, place and date, signature. */
const NOT_HEADING =
  /^(?:各位|同志们|尊敬的|谢谢|[表图]\s*\d)|(?:代表|委员|同志们)[:!]?$|会议上|^[-—─–]{1,}|^\(?\d{4}年\d{1,2}月(?:\d{1,2}日)?\)?$|^\(?(?:.{0,20})(?:省长|市长|区长|县长|主席|总理|镇长|乡长|主任|书记)(?:\s|\p{Script=Han}{2,4}$)|^来源:|^(?:主办|承办|责任|牵头|年度目标)|(?:办事处|人民政府|委员会|管委会)$/u;

export interface LineShape {
  readonly text: string;
  readonly outlineLevel?: number;
  readonly tableRow?: boolean;
  readonly blanksBefore: number;
}

export interface Heading {
  readonly style: Style;
  readonly number: number | null;
  /** As the paragraph has it for a heading on its own line; only its first sentence for a run-in heading. */
  readonly text: string;
  /** False for a run-in heading: the paragraph is body, but what follows stands under it. */
  readonly own: boolean;
  /** Without number, and told only by the blank lines around it: it may as well be a smaller one. */
  readonly faint?: boolean;
}

const LONGEST_HEADING = 60;
const LONGEST_BARE = 45;
const PROSE = 50;

/** 。 only at the very end, if at all; no clause or list goes on after the line. */
const endsLikeHeading = (plain: string): boolean =>
  /^[^。;!?]*[。!]?$/u.test(plain) && !/(?<=\p{Script=Han})\.(?=\p{Script=Han})|[;,、:—]$/u.test(plain);

const asNumbered = (
  mark: Mark,
  line: LineShape,
  next: LineShape | undefined,
  previous: LineShape | undefined,
): Heading | null => {
  const plain = mark.rest;
  const following = next && parseMark(next.text);
  // A number right before or after of the same kind makes both points of a list.
  const siblingNext =
    following?.style === mark.style ||
    (previous !== undefined &&
      previous.text.length <= LONGEST_HEADING &&
      parseMark(previous.text)?.style === mark.style);
  if (plain === '')
    return mark.style === 'cn'
      ? { style: mark.style, number: mark.number, text: line.text, own: true }
      : null;
  if (plain.length <= LONGEST_HEADING && endsLikeHeading(plain)) {
    const sentence = /(?:[。!]|(?<=\p{Script=Han})\.)$/u.test(plain);
    const list =
      mark.style === 'number' ||
      mark.style === 'number-paren' ||
      mark.style === 'circled' ||
      mark.style === 'item' ||
      mark.style === 'ordinal';
    const headsText = next !== undefined && !siblingNext && next.text.length >= 12;
    if (
      list ? headsText && (!sentence || mark.style !== 'item') && !/:/u.test(plain) : !sentence || headsText
    ) {
      return { style: mark.style, number: mark.number, text: line.text, own: true };
    }
    return null;
  }
  if (mark.style === 'item' || mark.style === 'circled') return null;
  if (leadOf(plain) === '') return null;
  const from = Math.max(0, line.text.indexOf(plain.slice(0, 2)));
  const shown = line.text.slice(0, from + line.text.slice(from).search(LEAD_END));
  return { style: mark.style, number: mark.number, text: shown, own: false };
};

const asBare = (
  line: LineShape,
  next: LineShape | undefined,
  previous: LineShape | undefined,
): Heading | null => {
  const plain = fold(line.text.slice(0, ENOUGH));
  if (ENDS_IN_COLON.test(plain) && next !== undefined)
    return { style: 'lead', number: null, text: line.text, own: true };
  if (NOTES.test(plain)) return { style: 'section', number: null, text: line.text, own: true };
  if (
    plain.length > LONGEST_BARE ||
    NOT_HEADING.test(plain) ||
    /[。;,:!?、…]$/u.test(plain) ||
    /[。;!?]/u.test(plain)
  )
    return null;
  if (BARE_SECTION.test(plain) && plain.length <= 32 && !/,/u.test(plain))
    return { style: 'section', number: null, text: line.text, own: true };
  const isolated = line.blanksBefore >= 2 && (next?.blanksBefore ?? 0) >= 1;
  if (isolated && plain.length <= 30 && next !== undefined && next.text.length >= 20)
    return { style: 'section', number: null, text: line.text, own: true, faint: true };
  const headsProse =
    next !== undefined &&
    (next.text.length >= PROSE || /^[●◆■★▲◇○•▪]/u.test(next.text)) &&
    !parseMark(next.text);
  const afterProse =
    previous === undefined || /[。！!？”）)]$/u.test(previous.text) || previous.text.length < PROSE;
  const word = /\p{Script=Han}{2}/u.test(plain) && !/^[(\d]/u.test(plain);
  return headsProse && afterProse && word
    ? { style: 'lead', number: null, text: line.text, own: true }
    : null;
};

/** What heading a line is or begins with, if any. */
export const headingOf = (
  line: LineShape,
  next: LineShape | undefined,
  previous: LineShape | undefined,
): Heading | null => {
  if (line.tableRow) return null;
  const mark = parseMark(line.text);
  if (mark) return asNumbered(mark, line, next, previous);
  if (line.outlineLevel !== undefined && line.text.length <= LONGEST_HEADING) {
    // 2024年工作计划 in a heading of whatever level is a section.
    const bare = asBare(line, next, previous);
    if (bare?.style === 'section' && !bare.faint) return bare;
    return { style: line.outlineLevel === 1 ? 'section' : 'lead', number: null, text: line.text, own: true };
  }
  return asBare(line, next, previous);
};
