import type { EvidenceSource } from '../../src/domain/provenance.ts';
import { type Division, type Gazetteer, stemOf } from './gazetteer.ts';

/** Everything a report says about where it comes from. */
export interface RegionClues {
  readonly statedRegion?: readonly string[];
  readonly divisionCode?: string;
  /** Issuer as the header or the owner of the collection writes it… */
  readonly institution?: string;
  /** …and where it stands. */
  readonly institutionFrom?: EvidenceSource;
  readonly title?: string;
  readonly indexNumber?: string;
  /** Other lines that stand above the text, e.g. where and when it was delivered. */
  readonly opening: readonly string[];
  /** What the page says around the text: 主办, 版权所有, record numbers. */
  readonly chrome: readonly string[];
  readonly body: string;
}

const PROVINCE_BY_LICENCE: Readonly<Record<string, string>> = {
  京: '11',
  津: '12',
  冀: '13',
  晋: '14',
  蒙: '15',
  辽: '21',
  吉: '22',
  黑: '23',
  沪: '31',
  苏: '32',
  浙: '33',
  皖: '34',
  闽: '35',
  赣: '36',
  鲁: '37',
  豫: '41',
  鄂: '42',
  湘: '43',
  粤: '44',
  桂: '45',
  琼: '46',
  渝: '50',
  川: '51',
  蜀: '51',
  黔: '52',
  贵: '52',
  滇: '53',
  云: '53',
  藏: '54',
  陕: '61',
  甘: '62',
  陇: '62',
  青: '63',
  宁: '64',
  新: '65',
};

/** 网站标识码：330203…: the first code that the division `code` goes by, as the page has it. */
export const siteWords = (clues: RegionClues, code: string): string => {
  const line = clues.chrome.find((text) => text.includes(code));
  return (
    line?.slice(0, 60) ?? (clues.divisionCode === code ? `SiteIDCode ${code}` : (clues.indexNumber ?? code))
  );
};

/** Division codes that the page's record numbers begin with: 网站标识码, 公安备案, a credit code in the index number. */
export const siteCodes = ({ divisionCode, indexNumber = '', chrome }: RegionClues): string[] => {
  const text = chrome.join('\n');
  return [
    ...(divisionCode ? [divisionCode] : []),
    ...[...text.matchAll(/网站标识码[:：]?\s*(\d{6})/gu)].map((m) => m[1] ?? ''),
    ...[...text.matchAll(/公网安备\s*(\d{6})/gu)].map((m) => m[1] ?? ''),
    ...[...text.matchAll(/([\p{Script=Han}])ICP[备证]/giu)].map((m) => PROVINCE_BY_LICENCE[m[1] ?? ''] ?? ''),
    /^1[12]([1-6]\d{5})/.exec(indexNumber)?.[1] ?? '',
    /^([1-6]\d{5})/.exec(indexNumber)?.[1] ?? '',
  ].filter(Boolean);
};

const count = (text: string, word: string): number => (word ? text.split(word).length - 1 : 0);
const ancestorsOf = (code: string): string[] =>
  [2, 4, 6].filter((n) => n < code.length).map((n) => code.slice(0, n));

/** How much speaks for this one of several divisions of a name. The figures only have to order them. */
const evidence = (code: string, clues: RegionClues, codes: readonly string[], names: Gazetteer): number => {
  const near = [clues.institution, clues.title, ...clues.opening, ...clues.chrome].join('\n');
  const places = ancestorsOf(code).flatMap((ancestor) => names.byCode(ancestor)?.name ?? []);
  const mentioned = places.reduce((sum, name) => {
    const stem = stemOf(name);
    const bodyShort = Math.min(count(clues.body, stem), 5);
    return (
      sum +
      8 * Math.min(count(near, name), 3) +
      3 * Math.min(count(near, stem), 3) +
      2 * Math.min(count(clues.body, name), 5) +
      bodyShort
    );
  }, 0);
  const coded = codes.reduce((sum, site) => {
    if (site.length >= 6 && code.startsWith(site)) return sum + 20;
    if (site.length >= 4 && code.startsWith(site.slice(0, 4))) return sum + 10;
    return code.startsWith(site.slice(0, 2)) ? sum + 4 : sum;
  }, 0);
  return mentioned + coded;
};

/** The division that the report's surroundings speak for; `sure` when it is the only one, or written out with the place above it. Null when they do not decide. */
export const likeliest = (
  candidates: readonly Division[],
  clues: RegionClues,
  names: Gazetteer,
): { division: Division; sure: boolean } | null => {
  const codes = siteCodes(clues);
  const ranked = candidates
    .map((division) => ({ division, score: evidence(division.code, clues, codes, names) }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first) return null;
  if (!second) return { division: first.division, sure: true };
  if (first.score <= second.score) return null;
  // 南京市鼓楼区 written out in the report leaves nothing to infer.
  const [name = '', above = ''] = names.path(first.division.code).reverse();
  const told = [clues.institution, clues.title, ...clues.opening, clues.body].some((text) =>
    text?.includes(above + name),
  );
  return { division: first.division, sure: told };
};
