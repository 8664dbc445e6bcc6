import type { DocType } from '../../src/domain/report.ts';
import { parseYears } from './dates.ts';
import { fold } from './fold.ts';
import { parseHeaderLine } from './header-fields.ts';

/** What a report's title ends in, with what may stand after it. */
const TITLE_END =
  /(?:总结|报告|计划|要点|思路|公报|规划|方案|打算|安排|情况|汇报|纲要|目标|举措|任务|成效|意见|通知|白皮书|年报|回顾|展望|材料|发言|讲话|综述|简报|公告|通报|公示|决议|致辞|纪要|批复|决定|办法|规定|细则|条例|预案|解读|概况|简介|评估|问答|清单|小结|谋划|构想|设想|部署|大事记|一览表|分解表)(?:\(.{1,12}\))?(?:》)?$/u;
const NUMBERED =
  /^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]|第[一二三四五六七八九十]+[章部节])/u;
const LONGEST = 60;

/** A section heading looks like a title; what makes it one is that it names nobody: 2021年工作总结. */
const isBareHeading = (plain: string): boolean =>
  /^(?:(?:19|20)\d{2}年(?:度)?)?(?:(?:上|下)半年|全年|主要|重点)?工作(?:总结|小结|回顾|计划|安排|思路|打算|要点|目标|情况|谋划|设想|构想|部署|重点)/u.test(
    plain,
  );

/** A mark of a footnote behind a title, as in the statistical communiqués: …统计公报[1]. */
export const withoutFootnote = (line: string): string =>
  line.replace(/(?<!\s)\s*(?:[[〔【]\d{1,2}[\]〕】]|[①-⑳])$/u, '');

/** 政 府 工 作 报 告: letters set apart to fill the line. */
const closeUp = (line: string): string =>
  /^\p{Script=Han}(?:\s+\p{Script=Han}){3,}$/u.test(line.trim()) ? line.replace(/\s/gu, '') : line;

/** What a site calls the list that a report stands in. */
const CATEGORY =
  /^(?:计划总结|总结计划|计划规划|规划计划|规划总结|统计数据|(?:政府)?信息公开(?:目录|指南|规定|制度)|通知公告|公示公告|公告公示|政策解读)$/u;
export const isCategory = (line: string): boolean => CATEGORY.test(fold(line));

export const isTitleLine = (line: string): boolean => {
  const plain = fold(withoutFootnote(closeUp(line)));
  return (
    !CATEGORY.test(plain) &&
    plain.length >= 4 &&
    plain.length <= LONGEST &&
    TITLE_END.test(plain) &&
    !NUMBERED.test(plain) &&
    !/[。;!?:]|我代表|审议|^各位/u.test(plain)
  );
};

export interface FoundTitle {
  readonly title: string;
  /** Lines that make it up, as indexes; empty when it stands in none. */
  readonly lines: readonly number[];
}

/** The first half of a title on a line of its own: 柳荫街道办事处. */
const ISSUER =
  /^.{2,40}(?:办事处|人民政府|委员会|局|厅|署|街道|镇|乡|区|县|市|关于|法院|检察院|会议|全会|办公[室厅]|中心|管委会|[支大总]队|党组|党委|工委|[省市区县]委|政协|人大|人大常委会)$/u;
/** 2023年青禾区人民法院工作报告 is whole. */
const NAMES_ISSUER =
  /^\d{4}年(?:度)?\p{Script=Han}{2,20}(?:法院|检察院|人民政府|街道|委员会|[镇乡局])(?=\p{Script=Han})/u;
/** 2023年工作总结 over everything, with no 2024年工作计划 beside it further down: the title, however bare. */
const isOnly = (lines: readonly string[]): boolean =>
  lines.filter((line) => line.length <= LONGEST && isBareHeading(fold(line))).length === 1;
/** A title goes on after these; a second line may then be no more than 纲要. */
const GOES_ON = /^[^。；：:;]{4,40}(?:和|与|及|暨|的|、|发展|年度|执行|计划|情况)$/u;

/** How many lines at the top can hold the title. */
const HEAD = 8;

const flat = (text: string): string => fold(text).replace(/[\s《》“”"]/gu, '');

/** Share of a title that names a year, beyond which it is the title and not the first section (2023年工作总结) of what it titles. */
const MOST_OF_TITLE = 0.6;

/** Lines at the top that repeat a title which is known already, whole or in part (政府工作报告). */
export const findStatedTitle = (lines: readonly string[], title: string): number[] => {
  const whole = flat(title);
  const at = (i: number): string => flat(lines[i] ?? '');
  return lines.slice(0, HEAD).flatMap((line, i) => {
    const part = flat(line);
    const isPart =
      whole.includes(part) &&
      (parseYears(part).length === 0 ||
        part.length >= MOST_OF_TITLE * whole.length ||
        at(i - 1) + part === whole ||
        part + at(i + 1) === whole);
    return part.length >= 4 && (isPart || (part.length <= LONGEST && part.includes(whole))) ? [i] : [];
  });
};

/** The title among the first lines of a report: the first that is one, joined with a first half that stands on its own line. */
export const findTitle = (lines: readonly string[]): FoundTitle | null => {
  const head = lines.slice(0, HEAD);
  const body = head.findIndex((line) => line.length > LONGEST && /[。；]/u.test(line));
  const above = body < 0 ? head : head.slice(0, body);
  const candidates = above.map((line, at) => ({ line, at })).filter(({ line }) => isTitleLine(line));
  const [first] = candidates;
  const named = first !== undefined && ISSUER.test(above[first.at - 1] ?? '');
  const chosen =
    candidates.find(({ line }) => !isBareHeading(fold(line))) ??
    (named || (first?.at === 0 && (above.length === 1 || isOnly(lines))) ? first : undefined);
  if (!chosen) return null;
  const before = above[chosen.at - 1] ?? '';
  const issued =
    /^(?:关于|\d{4}年|[一二][〇○零O一二三四五六七八九]{3}年)/u.test(fold(chosen.line)) &&
    !NAMES_ISSUER.test(fold(chosen.line)) &&
    ISSUER.test(before);
  const continues =
    chosen.at > 0 && (issued || (GOES_ON.test(before) && !isTitleLine(before) && !parseHeaderLine(before)));
  const line = withoutFootnote(closeUp(chosen.line)).replace(/^[—–―-]+\s*/u, '');
  return continues
    ? { title: before + line, lines: [chosen.at - 1, chosen.at] }
    : { title: line, lines: [chosen.at] };
};

/** A body alone on its line is no title, nor is who speaks where. */
const NO_TITLE =
  /[。；;！!：:，,、…]$|[。；;！]|(?:人民政府|办事处|委员会|管委会|局|厅|街道|[镇乡区县市])$|^各位|会议上|\d日[)）]?$/u;

/**
 * The first line, where it ends in no word that titles are known by and still reads as one: short, no sentence, with the year or the
 * place that it is of (`namesPlace`), over text. 某某县2024年民生实事项目表.
 */
export const findUnusualTitle = (
  lines: readonly string[],
  namesPlace: (line: string) => boolean,
): FoundTitle | null => {
  const [line = '', ...others] = lines;
  const plain = fold(line);
  const reads =
    plain.length >= 6 &&
    plain.length <= LONGEST &&
    !NO_TITLE.test(plain) &&
    !NUMBERED.test(plain) &&
    !isBareHeading(plain) &&
    parseHeaderLine(line) === null &&
    others.some((other) => other.length > LONGEST / 2);
  return reads && (parseYears(plain).length > 0 || namesPlace(plain)) ? { title: line, lines: [0] } : null;
};

/** 月湖街道2022年工作总结和2023年工作思路: composed where a report states no title, from its place and its largest headings, or else its year and kind. */
export const deriveTitle = (
  place: string | undefined,
  headings: readonly string[],
  { reportYear, docType }: { readonly reportYear: number | null; readonly docType: DocType },
  fallback: string,
): string => {
  const kind = `${reportYear === null ? '' : `${reportYear}年`}${docType === '其他' ? '报告' : docType}`;
  const parts = headings
    .map((heading) => fold(heading).replace(NUMBERED, ''))
    .filter((heading) => parseYears(heading).length > 0 && TITLE_END.test(heading))
    .slice(0, 2);
  const subject = parts.length > 0 ? parts.join('和') : kind;
  return place || parts.length > 0 ? `${place ?? ''}${subject}` : fallback;
};
