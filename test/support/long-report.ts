/** A word that every hundredth paragraph of a long report holds, once. */
export const RARE = '量子灯塔';

const SUBJECTS = '社区,街道,农村,学校,医院,园区,河道,市场,工地,楼宇,广场,码头,茶园,渔港,书院,苗圃'.split(',');
const VERBS = '推进,完善,新建,修缮,培训,走访,清理,评估,引进,整合,公开,试行,督查,疏浚,扩建,核查'.split(',');
const OBJECTS =
  '垃圾分类,养老服务,托育机构,停车泊位,老旧小区,安全生产,志愿服务,矛盾调解,高标准农田,数字平台,绿道,消防设施,助餐点,充电桩,职业技能,村史馆'.split(
    ',',
  );

/** The next of a fixed row of numbers that looks like chance: the same report every time. */
const createChance = () => {
  let state = 20_230_517;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
};

/** Lines of a report that is as long as the longest there are: headings, and paragraphs of some hundred characters. */
export const writeLongReport = (count: number): string[] => {
  const chance = createChance();
  const pick = (words: readonly string[]): string => words[chance(words.length)] ?? '';
  const clause = (): string =>
    `${pick(SUBJECTS)}${pick(VERBS)}${pick(OBJECTS)}${chance(900) + 10}处，其中${pick(SUBJECTS)}${chance(90) + 1}处`;
  return Array.from({ length: count }, (_, n) => {
    if (n === 0) return '澄州市月桥区2023年工作总结';
    if (n % 25 === 1) return `第${Math.ceil(n / 25)}部分 ${pick(OBJECTS)}`;
    const body = Array.from({ length: 4 + chance(3) }, clause).join('；');
    return `${body}${n % 100 === 50 ? `，建成${RARE}` : ''}。`;
  });
};
