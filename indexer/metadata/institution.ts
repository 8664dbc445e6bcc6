import type { Level } from '../../src/domain/report.ts';
import { fold } from './fold.ts';
import { parseRegionWords, wordsPath } from './region-words.ts';

export const STATE_COUNCIL = '国务院';

/** Names of departments at any level of government. */
const DEPARTMENT =
  /(?:局|委员会|厅|办公室|(?<!街道)办公厅|中心|研究院|研究室|总队|支队|大队|分局|管理处|税务所|院|(?<!人民政府)(?:发改委|卫健委|住建委|国资委|编委|农委|商委|经信委|科委|教委)|部|署|会)$/u;
const ZONE = /(?:管理委员会|管委会)$/u;
const GOVERNMENT = /(?:人民政府|人民委员会|行政公署|街道办事处|办事处)$/u;
const STATE = /国务院$/u;

const endsStreet = (name: string): boolean => /(?:街道|地区)$/u.test(name);

/** `宁波市海曙区`; counties and county-level cities go without their city, as they write themselves. */
const placeOf = (region: readonly string[]): string => {
  const [last = '', above = '', higher = ''] = region.slice(-3).reverse();
  const isLowest = /(?:街道|镇|乡|苏木)$/u.test(last)
    ? region.length > 1
    : last.endsWith('地区') && region.length > 2;
  if (isLowest) return placeOf(region.slice(0, -1)) + last;
  const isDistrict = /区$/u.test(last) && !/自治区$/u.test(last) && region.length > 1;
  return (isDistrict && higher !== above ? above : '') + last;
};

/** The government of a region in full official form: 浙江省人民政府, 宁波市海曙区人民政府, 宁波市海曙区月湖街道办事处. */
export const governmentOf = (region: readonly string[]): string | null => {
  const last = region.at(-1);
  if (!last) return null;
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

/** The office that put a report on the page of the body whose report it is: 茗岫县人民政府办公室, 听泉街道党政综合办公室, 城市管理局办公室. */
const withoutOffice = (name: string): string =>
  name.replace(/(?<=人民政府|街道|办事处|[镇乡局厅])(?:党政|综合|党政综合|党建)?办(?:公室|公厅)?$/u, '');

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
    .replace(/^中共|\s/gu, '');
  if (STATE.test(name)) return STATE_COUNCIL;
  const place = placeOf(region);
  if (name === '') return governmentOf(region);
  if (ZONE.test(name) || (DEPARTMENT.test(name) && !GOVERNMENT.test(name))) {
    const [province = ''] = region;
    const local = region.length > 1 && name.startsWith(province) ? name.slice(province.length) : name;
    if (place === '' || wordsPath(parseRegionWords(local)).length > 1) return local;
    // 海曙区统计局 under 宁波市海曙区 becomes 宁波市海曙区统计局; 统计局 likewise.
    const shared = longestCommonTail(place, name);
    if (shared !== '') return place + name.slice(shared.length);
    return wordsPath(parseRegionWords(name)).length > 0 ? name : place + name;
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
  if (/(?:街道|镇|乡|苏木)$/u.test(last) || region.length >= 4) return '街道乡镇';
  if (region.length === 1)
    return /(?:区|县|旗)$/u.test(last) && !/(?:自治区|行政区)$/u.test(last) ? '区县' : '省';
  if (/(?:区|县|旗)$/u.test(last) || region.length === 3) return '区县';
  return '市';
};
