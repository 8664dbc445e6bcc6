import type { RoleCode } from '../../src/domain/role.ts';
import { fold } from '../metadata/fold.ts';

/** Characters of a long paragraph that are read, at either end. */
const ENOUGH = 3000;

const flat = (text: string): string =>
  fold(text.length > 2 * ENOUGH ? text.slice(0, ENOUGH) + text.slice(-ENOUGH) : text).replace(/\s/g, '');

const PROBLEM_HEADING =
  /(?:存在|面临|主要|突出)的?(?:主要|突出|一些)?(?:问题|困难|不足|短板|挑战|差距)|(?:问题|困难|不足|短板|挑战)(?:和|与|及|、)(?:问题|困难|不足|短板|挑战|差距)|^(?:主要)?(?:问题|困难|不足)$|^(?:.{0,8}存在的?)?(?:薄弱环节|不足之处|短板弱项|主要差距)|(?:工作|当前|面临)的?(?:难点|薄弱环节)$/u;
const PLAN_HEADING =
  /计划|打算|安排|思路|谋划|设想|构想|部署|展望|下一步|今后|未来|明年|下半年|下一年|下阶段|努力方向|要点|建议|要求|取向|目标|任务|举措|措施|方针|草案|预算|跃进|重点工作|工作重点|(?:十件|实事).{0,4}$|新征程/u;
const DONE_HEADING =
  /总结|回顾|成效|成绩|成就|成果|完成|进展|情况|亮点|业绩|决算|胜利|过去|五年来|一年来|三年来|以来|上半年|报告\d{4}年的工作|执行|新突破|新进展|跃上|进一步提升|取得/u;
/** 主要举措和成效, 做法与进展: means are named beside what they achieved. */
const DONE_BESIDE_MEANS =
  /(?:举措|措施|做法|任务|目标|要求|重点工作)(?:和|与|及|以及|、).{0,8}(?:成效|成绩|成果|进展|完成|落实)|(?:成效|成绩|成果|进展)(?:和|与|及|、).{0,6}(?:举措|措施|做法|经验|亮点)/u;
const NEUTRAL_HEADING =
  /^(?:其他需要(?:报告|说明)的?(?:事项|情况)|结束语|结语|附件?[\d一二三四五:]{0,3}|附录|.{0,16}(?:名词|用语|术语)(?:解释|注释|说明)|.{0,20}注释:?|指导思想)$/u;

/** Role that a largest heading states in its own words; undefined when it is a topic (四、发展科技教育文化事业). */
export const roleOfSection = (heading: string): RoleCode | undefined => {
  const text = flat(heading).replace(
    /^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+[,、章部分]+)/u,
    '',
  );
  if (NEUTRAL_HEADING.test(text)) return 'other';
  const done = /总结|小结|回顾|决算/u.test(text);
  const planned = PLAN_HEADING.test(text);
  if (PROBLEM_HEADING.test(text)) return 'problem';
  if (done || DONE_BESIDE_MEANS.test(text)) return 'achievement';
  if (/完成情况|执行(?:情况|的?结果)|进展情况|推进情况|落实情况|任务的?完成$/u.test(text))
    return 'achievement';
  if (planned) return 'plan';
  return DONE_HEADING.test(text) ? 'achievement' : undefined;
};

/** Role that a smaller heading states; its words are mostly topics, so only the plainest count. */
export const roleOfSubsection = (heading: string): RoleCode | undefined => {
  const text = flat(heading).replace(/^.{0,5}?[、.)](?=.)/u, '');
  if (text.length > 24) return undefined;
  if (
    /^.{0,10}(?:存在|面临)的?.{0,4}(?:问题|困难|不足|短板|挑战)|^(?:主要)?(?:问题|不足|困难)(?:和|与|及|、).{0,8}$|^(?:主要问题|不足之处|短板弱项)$/u.test(
      text,
    )
  )
    return 'problem';
  if (
    /^.{0,6}(?:下一步|下一阶段|下阶段|明年|下半年|今后).{0,12}$|(?:工作)?(?:打算|努力方向)$|^.{0,8}工作(?:计划|安排|思路)$/u.test(
      text,
    )
  )
    return 'plan';
  if (
    /^.{0,8}(?:工作)?(?:总结|回顾)$|(?:主要|工作|取得的?|发展)(?:成效|成就|成绩)$|(?:工作)?(?:完成|开展|进展)情况$|^.{0,4}主要(?:做法|亮点)$/u.test(
      text,
    )
  )
    return 'achievement';
  return undefined;
};

const salutation =
  /^(?:(?:尊敬的)?(?:主任|主席|主席团)[、,](?=各位))?(?:尊敬的)?各位(?:代表|委员|同志|领导|来宾|副主任|居民代表)?(?:[,、](?:各位(?:代表|委员|同志|副主任)|秘书长|同志们))*[,!:。]*|^同志们[,!:。]+/u;

/** “各位代表！” and the like taken off. */
export const withoutSalutation = (text: string): string => flat(text).replace(salutation, '');

export const isSalutation = (text: string): boolean =>
  withoutSalutation(text) === '' ||
  /^(?:现在,?)?我(?:受.{2,12}委托,?|谨?代表).{2,30}(?:向|作|报告).{0,60}(?:审议|审查|意见)/u.test(
    withoutSalutation(text),
  );

const FIGURES = /\d[\d.]*(?:%|个百分点|亿|万|千|余?[个项家件户人次座处条所名公里亩吨位])/gu;
const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

const TROUBLE = '(?:问题|困难|不足|挑战|短板|差距|矛盾|薄弱|压力|隐患|弱项)';
const ADMISSIONS = [
  `^.{0,60}(?:清醒|也要看到|必须看到|还应看到|也看到|也认识到|还认识到|也深知|充分认识到|问题说透|正视|也要承认|应当指出|必须指出).{0,110}(?:${TROUBLE}|有待|亟待|不够)`,
  `^.{0,40}${TROUBLE}.{0,8}(?:遮掩|回避|不容忽视|不少|仍然突出|依然突出)`,
  `^(?:但(?:是)?|同时|与此同时|当然|当前|目前|此外|另外|在.{2,20}的?同时)?,?.{0,40}(?:还|也|仍|依然|仍然).{0,6}(?:存在|面临|有).{0,20}${TROUBLE}`,
  `^.{0,16}(?:存在的?|面临的?)(?:主要|突出|一些|不少|许多)*${TROUBLE}.{0,12}(?:主要|表现|有|是|:)`,
].map((pattern) => new RegExp(pattern, 'u'));

/** 困难和问题 admitted: “同时，我们也清醒地看到…存在…”, “街道经济社会发展还面临一些问题和挑战”. */
export const admitsProblems = (text: string): boolean => {
  const lead = withoutSalutation(text).slice(0, 130);
  return ADMISSIONS.some((pattern) => pattern.test(lead));
};

/** Why things went well and whom to thank: neither done nor planned. */
export const isThanks = (text: string): boolean => {
  const plain = withoutSalutation(text);
  if (
    /表示(?:最|的|由)?(?:衷心|诚挚|崇高|真诚|深深).{0,14}(?:感谢|敬意|谢意|问候)|致以.{0,10}(?:感谢|敬意|谢意)/u.test(
      plain,
    ) &&
    plain.length < 700
  )
    return true;
  return (
    /^.{0,90}(?:成绩|成就|成果|历程|一年|成效).{0,50}(?:来之不易|得来不易|殊为不易|十分不易|极不平凡|令人鼓舞|归功于|得益于|根本在于)/u.test(
      plain,
    ) &&
    /根本|领导|掌舵|领航|结果|归功|得益/u.test(plain) &&
    countOf(plain, FIGURES) < 4
  );
};

/** Who signed and when, on lines of their own. */
export const isSignature = (text: string): boolean =>
  /^(?:\p{Script=Han}{3,26}(?=(?:19|20)\d{2}年\d))?\(?(?:(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?|[一二][〇○零0O一二三四五六七八九]{3}年.{1,3}月(?:.{1,3}日)?)\)?$/u.test(
    flat(text),
  ) ||
  /^(?:出席|列席|缺席|请假|主持|记录|参加|参会)(?:人员|人)?:/u.test(flat(text)) ||
  /^\p{Script=Han}{2,26}(?:人民政府|办事处|委员会|管委会|局|党组|党委|党工委|法院|检察院)$/u.test(flat(text));

/** What a meeting is about and how the speaker will go on: 今天这次会议的主要任务是…, 下面，我讲三点意见. */
export const isAgenda = (text: string): boolean =>
  /^(?:今天|这次|此次|刚才)?.{0,30}会议.{0,30}(?:任务|目的|主题)是|(?:我讲|我谈|提|讲).{1,3}点(?:意见|要求|想法)[。:]?$|^.{0,120}(?:现将|现就).{0,24}(?:报告|汇报|通报|总结|公布)如下[。:]$/u.test(
    withoutSalutation(text),
  );

/** The call at the end: “让我们更加紧密地团结在…周围”. */
export const isClosing = (text: string): boolean =>
  /让我们.{0,60}(?:团结|高举|在.{2,30}领导下|沿着|携手|同心|加速)|更加?紧密地?团结(?:起来|在)|为.{4,40}而(?:努力)?奋斗[!。]?$|篇章[!。]?$|万岁!?$|^各位(?:代表|委员|同志|领导)[,!:].{0,30}(?:征程|使命|蓝图|奋进|催人|任重|号角|时代|实干).{0,160}[!。]$|^欢迎.{0,24}(?:监督|提出)/u.test(
    flat(text),
  );

/**
 * Where a section on things done turns to what is to come without a heading: “2000年是世纪交替之年”, “做好今年的工作”.
 * `planned` is the year then spoken of; in a government report 今年 is that year too.
 */
export const turnsToPlans = (text: string, planned: number | null, thisYearIsPlanned: boolean): boolean => {
  const plain = withoutSalutation(text);
  const year = planned === null ? '(?!)' : `${planned}年`;
  const next = thisYearIsPlanned ? `(?:${year}|今年|新的一年)` : year;
  return new RegExp(
    `^(?:下一?步|下一?阶段|明年|来年)(?:,|工作中|我们|将)|^(?:下一?步|下一?阶段|明年|来年)[^,。]{0,8},|^${next}(?:是|,|.{0,12}(?:总体要求|总的要求|预期目标|主要任务|基本方针))|^.{0,12}做好${next}|^根据.{2,20}(?:要求|精神),?${next}`,
    'u',
  ).test(plain);
};

/** Says where the period stands and under whose guidance, with hardly a result. */
export const isGuidance = (text: string): boolean => {
  const plain = withoutSalutation(text);
  if (countOf(plain, FIGURES) >= 3 || /^(?:[—─–-]|[一二三四五六七八九十]+[是、]|\()/u.test(plain))
    return false;
  return (
    /^.{0,70}(?:关键(?:一|之)年|之年|周年|极不平凡|里程碑意义|不平凡的一年|重要一年|的一年[,。])/u.test(
      plain,
    ) || /^.{0,90}(?:为指导|坚强领导下|正确领导下|的领导下|监督支持下|重要讲话|决策部署|指引下)/u.test(plain)
  );
};

const COMMITMENT =
  /(?<![重主需紧首只])要(?![求要闻点素])|将(?!军|领|士)|必须|应当|力争|确保|预期|目标(?:是|为|:)|今年|明年|下半年|打算|计划|做好|加快|坚持|推进|左右[、，。,;；]/u;

/** A section of plans may open with praise and history; nothing in this commits anyone to anything. */
export const commitsToNothing = (text: string): boolean => {
  const plain = withoutSalutation(text);
  return (
    /^(?![一二三四五六七八九十]+是)[^,。]{1,20}是/u.test(plain) &&
    !/^.{0,30}(?:思路|要求|目标|任务)/u.test(plain) &&
    !COMMITMENT.test(plain)
  );
};

const DONE =
  /完成了|实现了|取得了?|获评|荣获|获得|建成|新增|累计|同比|比上年|达到|超过|增长\d|下降\d|已|全年|去年|一年来|五年来|过去|完成|提高了|增加了|得到|有了|成功|顺利/gu;
const PLANNED =
  /将(?!军|领|士|来)|(?<![为重主紧首只概摘])要(?!求|素|闻|点)|必须|应当|应该|力争|确保|争取|继续|进一步|加快|努力|坚持|今年|明年|计划|准备|抓紧|切实|着力|认真|不断/gu;

const AHEAD = /预期目标|目标(?:是|为|:)|力争|确保|左右[、,;。]/u;
const LOOKS_BACK = /去年|过去|[一二两三四五几]年(?:多)?来|年来|已经?|取得|了|过/u;

/** An opening that already tells results, in figures. */
export const opensWithResults = (text: string): boolean =>
  !/(?:报告|汇报|通报|总结)如下/u.test(text) &&
  countOf(flat(text), FIGURES) >= 2 &&
  !AHEAD.test(flat(text)) &&
  tense(text) > 0.8;

/** Above zero the text tells of what is done, below of what is to be done; its size is how plainly. */
export const tense = (text: string): number => {
  const plain = flat(text);
  const figures = AHEAD.test(plain) ? 0 : countOf(plain, FIGURES);
  return (countOf(plain, DONE) * 1.3 + figures * 0.5 - countOf(plain, PLANNED)) / (1 + plain.length / 100);
};

/** Plainly of what is done, among plans that only their place tells to be plans. */
export const looksBack = (text: string): boolean => {
  const plain = flat(text);
  return LOOKS_BACK.test(plain) && !AHEAD.test(plain) && tense(text) > 0.6;
};
