/* What people ask, from words on every page to what stands in a handful of paragraphs. */
import type { UnderstoodReport } from '../../../indexer/understand.ts';

const POLICY =
  '垃圾分类 老旧小区改造 高质量发展 营商环境 乡村振兴 安全生产 共同富裕 数字经济 招商引资 城乡居民 社会保障 生态环境 科技创新 对外开放 产业结构 固定资产投资 基层治理 养老服务 就业 教育 发展 建设 产值 改革'.split(
    ' ',
  );

export const QUESTIONS = [
  '老旧小区怎么改造',
  '社区养老服务怎么做',
  '如何优化营商环境',
  '乡村振兴有哪些做法',
  '城乡居民收入增长情况',
  '生态环境保护和治理',
  '科技创新支持企业发展',
  '基层治理网格化管理',
  '安全生产隐患排查整治',
  '高校毕业生就业帮扶',
  '数字经济核心产业增加值',
  '招商引资重大项目落地',
];

export const BEGINNINGS =
  '垃圾 老旧 高质 营商 乡村振 ljfl lao 社 政府工作 shengtai 科技 养老 机构:杭州 海曙 安全 gzlfz'.split(' ');

export const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** Terms that people really search, and as many runs of two to eight characters from the texts: the same ones every time. */
export const chooseTerms = (originals: readonly UnderstoodReport[], count: number): string[] => {
  const random = createRandom(20_240_301);
  const texts = originals.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));
  const terms = new Set(POLICY.slice(0, count));
  while (terms.size < count) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const length = 2 + Math.floor(random() * 7);
    const term = text.slice(Math.floor(random() * Math.max(1, text.length - length))).slice(0, length);
    if (term.length === length && /^\p{Script=Han}+$/u.test(term)) terms.add(term);
  }
  // Frequent and rare ones by turns, so that any stretch of them is a mix.
  const all = [...terms];
  return all
    .map((_, n) => all[(n * 7) % all.length] ?? '')
    .filter((term, n, list) => list.indexOf(term) === n);
};
