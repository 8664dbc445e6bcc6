import type { Level } from '../../src/domain/report.ts';
import { fold } from './fold.ts';
import { stemOf } from './gazetteer.ts';
import { writeInFull } from './institution-short.ts';
import { nationalBody } from './issuer.ts';
import { parseRegionWords, wordsPath } from './region-words.ts';

export const STATE_COUNCIL = '国务院';

/** Names of departments at any level of government. */
const DEPARTMENT =
  /(?:局|委员会|厅|办公室|(?<!街道)办公厅|中心|研究院|研究室|总队|支队|大队|分局|管理处|税务所|院|委|部|署|会|调查队|银行|党组|合作社|[医学]院|中学|小学|学校|大学|幼儿园|图书馆|文化馆|博物馆|档案馆|公司|集团)$/u;
const ZONE = /(?:管理委员会|管委会)$/u;

const GOVERNMENT = /(?:人民政府|人民委员会|行政公署|街道办事处|办事处)$/u;
const STATE = /国务院$/u;
/** 海曙区委: the party's committee, not a department's. */
const PARTY =
  /^(?!中国人民政治协商|政协|共青团)(?:中共)?(?<place>[\p{Script=Han}]{2,12}[省市区县州旗]|[省市区县州旗])委(?:员会)?(?<part>办公[室厅]|组织部|宣传部|统战部|政法委员会)?$/u;

const endsStreet = (name: string): boolean => /(?:街道|地区)$/u.test(name);

/** 地区 and 盟 right below a province are governed by a 行政公署; an office for an area of a city (天安门地区) stands lower. */
const isPrefecture = (region: readonly string[]): boolean =>
  region.length === 2 && /(?:地区|盟)$/u.test(region[1] ?? '') && /(?:省|自治区)$/u.test(region[0] ?? '');

/** `宁波市海曙区`; counties and county-level cities go without their city, as they write themselves. */
const placeOf = (region: readonly string[]): string => {
  const [last = '', above = '', higher = ''] = region.slice(-3).reverse();
  if (isPrefecture(region)) return last;
  const isLowest = /(?:街道|镇|乡|苏木)$/u.test(last)
    ? region.length > 1
    : last.endsWith('地区') && region.length > 2;
  if (isLowest) return placeOf(region.slice(0, -1)) + last;
  const isDistrict = /区$/u.test(last) && !/(?:自治|林)区$/u.test(last) && region.length > 1;
  // 合肥高新技术产业开发区 says itself where it lies.
  return (isDistrict && higher !== above && !last.startsWith(stemOf(above)) ? above : '') + last;
};

/** The government of a region in full official form: 浙江省人民政府, 宁波市海曙区人民政府, 宁波市海曙区月湖街道办事处. */
export const governmentOf = (region: readonly string[]): string | null => {
  const last = region.at(-1);
  if (!last) return null;
  if (isPrefecture(region)) return `${last}行政公署`;
  if (/特别行政区$/u.test(last)) return `${last}政府`;
  return (
    placeOf(region) +
    (last.endsWith('街道') || (endsStreet(last) && region.length > 2) ? '办事处' : '人民政府')
  );
};

const isGovernmentName = (name: string): boolean => {
  const path = wordsPath(parseRegionWords(name));
  return path.join('') === name || GOVERNMENT.test(name);
};

const longestCommonTail = (place: string, name: string): string => {
  for (let n = Math.min(place.length, name.length); n > 1; n--)
    if (name.startsWith(place.slice(-n))) return place.slice(-n);
  return '';
};

/** 区教育局 names its place only by rank; 市场监督管理局 begins with no rank. */
const RANK =
  /^[省市区县州旗](?![域级]|民(?![政宗族防])|市?场|政[^府协]|容|监)(?=[\p{Script=Han}]{2,}(?:局|委员会|厅|办公室|中心|院|队)$|委$|[\p{Script=Han}]{2,5}委$)/u;

/** The place that 区, 市, 县 before a department's name stands for: the lowest of that rank on the path. */
const placeOfRank = (rank: string, region: readonly string[]): string => {
  const at = region.findLastIndex(
    (name) => name.endsWith(rank) || (rank === '省' && name.endsWith('自治区')),
  );
  return placeOf(at < 0 ? region : region.slice(0, at + 1));
};

/** The office that put a report on the page of the body whose report it is: 茗岫县人民政府办公室, 听泉街道党政综合办公室, 城市管理局办公室. */
const withoutOffice = (name: string): string =>
  name
    .replace(
      /(?<=[省市区县州旗盟])(?:人民)?政府办(?:公室|公厅)?$|(?<=[省市区县州旗盟])府办(?:公室)?$/u,
      '人民政府',
    )
    .replace(/(?<=人民政府|街道|办事处|[镇乡局厅])(?:党政|综合|党政综合|党建)?办(?:公室|公厅)?$/u, '');

/**
 * The issuer in full official form from what the header calls it (月湖街道, 海曙区统计局, 统计局) and where it is; without
 * a header the government of the place. Departments in full keep their name, less the province.
 */
export const findInstitution = (
  written: string | undefined,
  region: readonly string[],
  title: string | null = null,
): string | null => {
  const name = (title?.includes('办公室') ? fold(written ?? '') : withoutOffice(fold(written ?? '')))
    .replace(/[()（）]/gu, (b) => (b === '(' || b === '（' ? '（' : '）'))
    .replace(/\s/gu, '')
    .replace(/^(?:本|我|该)(?=[省市区县州旗]|街道|[镇乡])/u, '');
  return findFullName(writeInFull(name), region);
};

/** A department of a place: 海曙区统计局 under 宁波市海曙区月湖街道 becomes 宁波市海曙区统计局; 区统计局 and 统计局 likewise. */
const departmentOf = (name: string, region: readonly string[]): string => {
  const [province = ''] = region;
  const isWithin = region.length > 1 && /(?:省|自治区)$/u.test(province) && name.startsWith(province);
  const local = isWithin ? name.slice(province.length) : name;
  if (region.length === 0 || wordsPath(parseRegionWords(local)).length > 1) return local;
  if (RANK.test(name)) return placeOfRank(name.charAt(0), region) + name.slice(1);
  for (let depth = region.length; depth > 0; depth--) {
    const place = placeOf(region.slice(0, depth));
    const shared = longestCommonTail(place, name);
    if (shared !== '') return place + name.slice(shared.length);
  }
  const named = /^国家|^中国/u.test(name) || region.some((part) => name.startsWith(stemOf(part)));
  return named || wordsPath(parseRegionWords(name)).length > 0 ? name : placeOf(region) + name;
};

const findFullName = (name: string, region: readonly string[]): string | null => {
  if (STATE.test(name)) return STATE_COUNCIL;
  if (nationalBody(name)) return name;
  if (name === '') return governmentOf(region);
  const party = PARTY.exec(name)?.groups;
  if (party) return `中共${placeOfRank(party.place?.slice(-1) ?? '', region)}委员会${party.part ?? ''}`;
  if (ZONE.test(name) || (DEPARTMENT.test(name) && !GOVERNMENT.test(name))) {
    const local = name.replace(/^中国人民政治协商会议/u, '');
    return local === name ? departmentOf(name, region) : `中国人民政治协商会议${departmentOf(local, region)}`;
  }
  // One body, one name, however its pages write it: 海曙区人民政府月湖街道办事处 and 月湖街道 come out the same.
  if (region.length > 0 && isGovernmentName(name)) return governmentOf(region) ?? name;
  return GOVERNMENT.test(name) ? name : (governmentOf(region) ?? name);
};

/** Level of the government that issued a report; 部门 for a department at any level; null where nothing tells. */
export const levelOf = (institution: string | null, region: readonly string[]): Level | null => {
  if (institution === STATE_COUNCIL) return '国家';
  if (institution && DEPARTMENT.test(institution) && !GOVERNMENT.test(institution) && !ZONE.test(institution))
    return '部门';
  const last = region.at(-1);
  if (!last) return null;
  if (isPrefecture(region)) return '市';
  // A zone is an agency of the city or province that set it up, a district in rank.
  if (institution && ZONE.test(institution) && region.length <= 2) return '区县';
  if (/(?:街道|镇|乡|苏木)$/u.test(last) || region.length >= 4) return '街道乡镇';
  if (region.length === 1) {
    // A city that stands alone is one whose province nothing tells.
    if (/(?:自治州|地区|盟|(?<!^(?:北京|天津|上海|重庆))市)$/u.test(last)) return '市';
    return /(?:区|县|旗)$/u.test(last) && !/(?:自治区|行政区)$/u.test(last) ? '区县' : '省';
  }
  if (/(?:区|县|旗)$/u.test(last) || region.length === 3) return '区县';
  return '市';
};
