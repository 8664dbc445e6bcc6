/*
 * Text by the megabyte, no two sentences alike, from a few dozen words and so as repetitive as real reports; the same on every run.
 */

const WORDS =
  '推进 垃圾分类 老旧小区 改造 完成 新增 点位 志愿者 社区 养老 服务 中心 建设 项目 投资 增长 民生 实事 环境 整治 安全生产 检查 企业 营商环境 优化 就业 教育 医疗 文化 活动 开展 落实 责任 提升 治理 水平 河道 水质 道路 绿化'.split(
    ' ',
  );

let seed = 20_240_301;

/** A whole number from 0, below the one given. */
const random = (below: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};

export const makeWord = (): string => WORDS[random(WORDS.length)] ?? '';

/** Of so many words and up to `more` further ones, with a number at its end and no full stop. */
export const makeSentence = (words: number, more: number): string =>
  `${Array.from({ length: words + random(more) }, makeWord).join('')}${random(1_000)}处`;
