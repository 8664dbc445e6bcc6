import { fold } from './fold.ts';
import { gazetteer } from './gazetteer.ts';
import { writeOutShortNames } from './region-short.ts';

/** The parts of an address as its own words give them. */
export interface RegionWords {
  readonly province?: string;
  readonly city?: string;
  readonly county?: string;
  readonly street?: string;
}

const PROVINCE =
  '(?<province>内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区|[\\p{Script=Han}]{2,6}?省|(?:北京|天津|上海|重庆)市|(?:香港|澳门)特别行政区)?';
// 芸窗区城市管理局 belongs to a district and not to a city called 芸窗区城市; 盐城市 is one.
const CITY =
  '(?<city>[\\p{Script=Han}]{2,10}?(?:自治州|(?<![区县旗镇道]城|[区县旗]|全|我|本|该)市|地区|盟))?';
const COUNTY =
  '(?<county>[\\p{Script=Han}]{1,14}?(?:自治县|自治旗|林区|新区|(?<!街|社|园|小|校|景|地|片|辖|自治|党|[一二三四五六七八九十])区|县|旗|(?<!城|全|本|我|受|向|由|经)市))?';
const STREET =
  '(?<street>[\\p{Script=Han}]{1,14}?(?:街道|(?<!乡|城)镇|(?<!城|家|故)乡(?!村)|苏木)(?!\\p{Script=Han}{0,2}(?<![一二三四五六七八九十社])(?:区|县)))?';
const ADDRESS = new RegExp(`^${PROVINCE}${CITY}${COUNTY}${STREET}`, 'u');

const DATE =
  '(?:(?:19|20)\\d{2}年|[一二][〇○零O一二三四五六七八九]{3}年)(?:[\\d一二三四五六七八九十]{1,2}月[\\d一二三四五六七八九十]{1,3}日(?:上午|下午)?在?|度)?';
/** What may stand before the address: a date, a span of years, a party, 关于. */
const LEAD = new RegExp(
  `^(?:关于|印发|在(?=\\p{Script=Han})|[上下]半年|前?[一二三四]季度|1-\\d{1,2}月份?|中华人民共和国(?=香港|澳门)|国家税务总局|国家统计局|新疆生产建设兵团第[一二三四五六七八九十]{1,3}师(?=\\p{Script=Han}{2,5}市)|中共|共青团|中国共产党|中国人民政治协商会议|政协|第[一二三四五六七八九十]{1,4}届|(?:19|20)\\d{2}年?-(?:19|20)?\\d{2}年?度?|${DATE}|[-—()\\s《【]|对)+`,
  'u',
);

/** 澜川市公安局青禾区分局, 澜川市生态环境局青禾分局: an arm of the city's department, which lies in the district it names. */
const BRANCH = /(?<=市)\p{Script=Han}{2,8}局(?<place>\p{Script=Han}{1,6}?)(?<kind>[区县市]?)分局.*$/u;

const writeOutBranch = (text: string): string => {
  const { place = '', kind = '' } = BRANCH.exec(text)?.groups ?? {};
  if (place === '') return text;
  const kinds = kind === '' ? ['区', '县', '市'] : [kind];
  const known = kinds.find((one) => gazetteer().named(place + one).length > 0) ?? kind;
  return known === '' ? text : text.replace(BRANCH, place + known);
};

/** 在全市城市管理工作会议上的讲话, 全县2023年工作总结: a place that only those know who are in it. */
const UNNAMED = /^[在对]?(?:全|我|本|各)[省市区县旗镇乡]/u;

/** The address at the beginning of an institution's name or a title: 云岭省澜川市青禾区柳荫街道办事处 → its four parts. */
export const parseRegionWords = (text: string): RegionWords => {
  const plain = fold(text)
    .replace(/[—–~～](?=(?:19|20)?\d{2}年)/gu, '-')
    .replace(LEAD, '')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    // 澜川市人民政府办公室关于印发澜川市…: what is issued may name its place again.
    .replace(/(?<=.)(?:关于|印发).*$/u, '')
    .replace(/人民政府(?=\p{Script=Han}{2,}(?:街道|镇|乡))/u, '');
  if (UNNAMED.test(plain)) return {};
  const groups = ADDRESS.exec(writeOutBranch(writeOutShortNames(plain, gazetteer())))?.groups ?? {};
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => value)) as RegionWords;
};

export const isEmpty = (words: RegionWords): boolean => Object.keys(words).length === 0;

/** From the province down. */
export const wordsPath = ({ province, city, county, street }: RegionWords): string[] =>
  [province, city, county, street].filter((part) => part !== undefined);

/** Whether two addresses can be the same place: where both name a level, they agree. */
export const agree = (a: RegionWords, b: RegionWords): boolean =>
  (['province', 'city', 'county', 'street'] as const).every(
    (part) => !a[part] || !b[part] || a[part] === b[part],
  );
