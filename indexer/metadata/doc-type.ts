import { DOC_TYPES, type DocType } from '../../src/domain/report.ts';
import { fold } from './fold.ts';

const SUMMARY =
  /总结|小结|回顾|完成情况|工作情况|开展情况|工作汇报|落实情况|亮点|述[职法廉]|履职|情况(?:和|及|与|暨|、).{0,12}(?:打算|计划|安排|思路|谋划)/u;
const PLAN = /计划|要点|安排|思路|打算|谋划|设想|构想|工作目标|重点工作|工作任务|展望/u;

const byWords = (text: string): DocType | null => {
  const plain = fold(text).replace(/\s/g, '');
  if (/统计公报/u.test(plain)) return '统计公报';
  // 施政报告 is what 香港 and 澳门 call theirs.
  if (/政府工作(?:的)?报告|施政报告/u.test(plain)) return '政府工作报告';
  // 国民经济和社会发展计划执行情况的报告 is a report on a plan, no work plan.
  if (
    !/总结/u.test(plain) &&
    /计划.{0,4}执行情况|预算|决算|审计|法治政府建设|政府信息公开|绩效(?:自评|评价|评估)|评估报告|年度目标责任|国民经济和社会发展.{0,20}(?:规划|纲要)/u.test(
      plain,
    )
  )
    return '其他';
  // What assemblies, courts and offices report on themselves: the year behind and the year ahead.
  if (/(?<!计划|公开|建设)工作(?:的)?报告/u.test(plain)) return '工作总结';
  if (SUMMARY.test(plain)) return '工作总结';
  if (PLAN.test(plain)) return '工作计划';
  return null;
};

/**
 * Kind of report: as stated, else by the words of its title, else by its largest headings. A report with both 总结 and
 * 计划 is 工作总结.
 */
export const findDocType = (
  stated: string | undefined,
  title: string | null,
  headings: readonly string[],
): DocType => {
  const named = DOC_TYPES.find((type) => type === stated);
  if (named) return named;
  // What explains a report is none, nor what is said at a meeting on it: 《2024年政府工作报告》解读, 工作总结大会上的讲话.
  if (title && /(?:解读|问答|图解|说明|讲话|致辞|发言|主持词)[)）]?$/u.test(title)) return '其他';
  const titled = title ? byWords(title) : null;
  if (titled) return titled;
  if (
    title &&
    /意见|办法|规定|通知|通报|讲话|发言|致辞|纪要|公示|规划|方案|纲要|公告|决定|条例|白皮书|年报/u.test(
      title,
    ) &&
    !/报告/u.test(title)
  )
    return '其他';
  const kinds = headings.map(byWords);
  if (kinds.includes('工作总结')) return '工作总结';
  // 下一步打算 at the end of whatever else makes no plan of it.
  const plans = title === null ? kinds.includes('工作计划') : kinds[0] === '工作计划';
  return plans ? '工作计划' : '其他';
};
