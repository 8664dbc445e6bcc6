import { fold } from './fold.ts';
import type { HeaderField } from './header-fields.ts';
import { parseRegionWords, wordsPath } from './region-words.ts';

/** Who the report says wrote it, as it is written, and where that stands. */
export interface WrittenIssuer {
  readonly name: string;
  readonly from: 'title' | 'header' | 'opening' | 'signature';
  /** The words that told. */
  readonly words: string;
}

/** What the name of a body ends in. */
const BODY =
  '(?:人民代表大会常务委员会|人大常委会|人民代表大会|人民法院|人民检察院|管理委员会|管委会|委员会|行政公署|党(?:组|委|工委)|办公[室厅]|总局|总队|支队|大队|检察院|法院|研究[院室]|中心|医院|学院|中学|小学|学校|大学|幼儿园|图书馆|文化馆|博物馆|档案馆|联合会|妇联|残联|文联|侨联|工商联|科协|科学技术协会|总工会|红十字会|合作社|公司|集团|(?<!街道)[局厅委办署部])';
/** What may follow it in a title. */
const REPORT =
  '(?=关于|[“"（(]?(?:19|20)\\d{2}|[一二][〇○零O一二三四五六七八九]{3}年|[上下]半年|[“"]?[一二三四五六七八九十]+五[”"时期]|第.季度|年度|述职|法治政府|政府信息|部门|常务委员会|常委会|依法行政|[\\p{Script=Han}]{0,4}工作(?:亮点|总结|报告|要点|计划|思路|情况|汇报|安排|打算|目标)|[\\p{Script=Han}]{0,2}(?:总结|报告|要点|计划|思路|方案))';
const LEAD =
  /^(?:关于|印发|\d{4}年?[-—–~～至到]\d{4}年(?:度)?|\d{4}年(?:度)?|[一二][〇○零O一二三四五六七八九]{3}年(?:度)?|[《“"【(—-])+/u;
const IN_TITLE = new RegExp(`^((?:中共|政协)?[\\p{Script=Han}]{2,36}?${BODY})${REPORT}`, 'u');
/** 国家统计局, 教育部, 国务院办公厅 at the beginning of a title or as the issuer. */
const MINISTRY =
  /^(?:中华人民共和国)?(?:国务院(?:办公厅|[\p{Script=Han}]{2,14}(?:委员会|办公室))?|国家(?!级|高新|税务总局.+[省市区县])[\p{Script=Han}]{2,16}?(?:局|委员会|委|署|办公室)|(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|环境保护|住房和城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|卫生|应急管理|退役军人事务)部|中国人民银行|审计署|海关总署|中国证券监督管理委员会|中国气象局)/u;

/** Bodies of the whole country, which no place is looked for; a branch (国家统计局澜川调查队) is not one. */
export const nationalBody = (name: string): string | null => {
  const plain = fold(name).replace(/\s/g, '');
  const found = MINISTRY.exec(plain)?.[0];
  return found !== undefined && found.length === plain.length ? found : null;
};

const inTitle = (title: string): string | null => {
  const plain = fold(title).replace(/\s/g, '').replace(LEAD, '');
  const national = MINISTRY.exec(plain)?.[0];
  if (
    national !== undefined &&
    /^(?:关于|\d{4}年|印发|[\p{Script=Han}]{0,4}工作)/u.test(plain.slice(national.length))
  )
    return national;
  const people = /^中国人民政治协商会议(?:第.{1,4}届)?(.{2,20}?委员会)/u.exec(plain);
  if (people) return `中国人民政治协商会议${people[1]}`;
  const name = IN_TITLE.exec(plain)?.[1];
  if (
    !name ||
    /(?:社会|人民|街道|全[省市区县])委$|(?:承|主|创|督|举|经|查|催)办$|内部$|干部$|全部$/u.test(name)
  )
    return null;
  return /(?:人民代表大会)$/u.test(name) ? `${name}常务委员会` : name;
};

/** The title that a speaker puts behind the body: 碧溪县人民法院院长 某某. */
const SPEAKER =
  /^[(（—\s-]*([\p{Script=Han}]{2,30}?(?:人大常委会|人民代表大会常务委员会|人民法院|人民检察院|人民政府|管委会|委员会|办事处|局|厅|委|办公室))(?:党(?:组|委|工委)(?:副)?书记)?[、,，]?(?:代理|代|副)?(?:主任|院长|检察长|局长|厅长|署长|省长|州长|市长|县长|区长|旗长|镇长|乡长|盟长)(?:\s|[\p{Script=Han}]{2,4}[)）]?$|$)/u;
/** An issuer on a line of its own, under the title or as the signature; of several the first. */
const BYLINE =
  /^[(（]?([\p{Script=Han}]{2,24}(?:局|厅|署|委员会|办事处|人民政府|管委会|法院|检察院|国务院|办公[室厅]|党(?:组|委|工委))|[\p{Script=Han}]{2,12}(?:[省市区县州]委))(?:\s+[\p{Script=Han}]{4,24})*[)）]?$/u;

/** 源 fields name newspapers more often than governments; only an office or department there is an issuer. */
const issuerOfSource = (source: string | undefined): string | undefined =>
  source && /(?:街道|镇|乡|办事处|人民政府|局|委员会|委|厅|办公室)$/u.test(source) ? source : undefined;

export interface IssuerClues {
  readonly title: string | null;
  readonly fields: readonly HeaderField[];
  /** Short lines between title and text. */
  readonly opening: readonly string[];
  /** Short lines at the end. */
  readonly closing: readonly string[];
}

const firstMatch = (lines: readonly string[], pattern: RegExp) => {
  for (const line of lines) {
    const name = pattern.exec(line)?.[1];
    if (name) return { name, words: line };
  }
  return null;
};

/**
 * The body whose report it is. A department named in the title is it whatever site carries the report; otherwise the
 * header's 发布机构, else its 来源 where that is an office, else the line under the title, the speaker, or the signature.
 */
export const findWrittenIssuer = ({ title, fields, opening, closing }: IssuerClues): WrittenIssuer | null => {
  const value = (key: HeaderField['key']) => fields.find((field) => field.key === key && field.value)?.value;
  const header = value('institution');
  const titled = title ? inTitle(title) : null;
  const byline = firstMatch(opening, BYLINE) ?? firstMatch(opening, SPEAKER);
  // 澜川市青禾区教育局 in the header says more than 教育局 in the title.
  if (titled && header && header.length > titled.length && header.endsWith(titled))
    return { name: header, from: 'header', words: header };
  if (titled && byline && byline.name.length > titled.length && byline.name.endsWith(titled))
    return { ...byline, from: 'opening' };
  if (titled) return { name: titled, from: 'title', words: titled };
  // 江西省…统计公报 on the site of a city below: the office under the title is of the title's place, the header's is not.
  const places = wordsPath(parseRegionWords(title ?? ''));
  const isOfTitle = (name: string): boolean => places.some((place) => name.includes(place));
  if (header && byline && isOfTitle(byline.name) && !isOfTitle(header)) return { ...byline, from: 'opening' };
  const named = header ?? issuerOfSource(value('source'));
  if (named) return { name: named, from: 'header', words: named };
  if (byline) return { ...byline, from: 'opening' };
  const signed = firstMatch(closing, BYLINE);
  return signed ? { ...signed, from: 'signature' } : null;
};
