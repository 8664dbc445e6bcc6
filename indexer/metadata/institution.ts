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
  const isLowest = /(?:街道|镇|乡|苏木|地区)$/u.test(last) && region.length > 2;
  if (isLowest) return placeOf(region.slice(0, -1)) + last;
  const isDistrict = /区$/u.test(last) && !/自治区$/u.test(last) && region.length > 1;
  return (isDistrict && higher !== above ? above : '') + last;
};

/** The government of a region in full official form: 浙江省人民政府, 宁波市海曙区人民政府, 宁波市海曙区月湖街道办事处. */
export const governmentOf = (region: readonly string[]): string | null => {
  const last = region.at(-1);
  if (!last) return null;
  return placeOf(region) + (endsStreet(last) && region.length > 2 ? '办事处' : '人民政府');
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

/**
 * The issuer in full official form from what the header calls it (月湖街道, 海曙区统计局, 统计局) and where it is; without
 * a header the government of the place. A name already in full stays as it is.
 */
export const findInstitution = (written: string | undefined, region: readonly string[]): string | null => {
  const name = fold(written ?? '')
    .replace(/[()（）]/gu, (b) => (b === '(' || b === '（' ? '（' : '）'))
    .replace(/^中共|\s/gu, '');
  if (STATE.test(name)) return STATE_COUNCIL;
  const place = placeOf(region);
  if (name === '') return governmentOf(region);
  if (ZONE.test(name) || (DEPARTMENT.test(name) && !GOVERNMENT.test(name))) {
    if (place === '' || wordsPath(parseRegionWords(name)).length > 1) return name;
    // 海曙区统计局 under 宁波市海曙区 becomes 宁波市海曙区统计局; 统计局 likewise.
    const shared = longestCommonTail(place, name);
    if (shared !== '') return place + name.slice(shared.length);
    return wordsPath(parseRegionWords(name)).length > 0 ? name : place + name;
  }
  if (region.length > 0 && isGovernmentName(name)) {
    const full = governmentOf(region) ?? name;
    // 海曙区人民政府月湖街道办事处 is the form on the seal: it says all that ours does.
    const own = wordsPath(parseRegionWords(name)).length > 1 && /人民政府.*办事处$/u.test(name);
    return own ? name : full;
  }
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
