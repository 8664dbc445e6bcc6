import { type Division, type Gazetteer, gazetteer, stemOf } from './gazetteer.ts';
import { findMentionedPlace } from './region-mentions.ts';
import { agree, isEmpty, parseRegionWords, type RegionWords, wordsPath } from './region-words.ts';

/** Everything a report says about where it comes from. */
export interface RegionClues {
  readonly statedRegion?: readonly string[];
  readonly divisionCode?: string;
  /** Issuer as the header or the owner of the collection writes it. */
  readonly institution?: string;
  readonly title?: string;
  readonly indexNumber?: string;
  /** Other lines that stand above the text, e.g. where and when it was delivered. */
  readonly opening: readonly string[];
  /** What the page says around the text: 主办, 版权所有, record numbers. */
  readonly chrome: readonly string[];
  readonly body: string;
}

export interface FoundRegion {
  /** Official names from the province down; empty when nothing tells. */
  readonly region: string[];
  /** True when surroundings decided, not the report's own statement. */
  readonly inferred: boolean;
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

/** Division codes that the page's record numbers begin with: 网站标识码, 公安备案, a credit code in the index number. */
const siteCodes = ({ divisionCode, indexNumber = '', chrome }: RegionClues): string[] => {
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

const best = (
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
  return first.score > second.score ? { division: first.division, sure: false } : null;
};

/** Divisions that the most precise part of an address can be, given its other parts. */
const candidatesFor = (words: RegionWords, names: Gazetteer): Division[] => {
  const path = wordsPath(words);
  const last = path.at(-1);
  if (!last) return [];
  const above = path.slice(0, -1);
  const exact = names
    .named(last)
    .filter(({ code }) => above.every((name) => names.path(code).includes(name)));
  if (exact.length > 0) return exact;
  // Development zones and former districts stand in addresses but not in the list: 高新区梅墟街道.
  return words.street
    ? names
        .named(last)
        .filter(({ code }) =>
          agree(
            { ...(words.province ? { province: words.province } : {}) },
            { province: names.path(code)[0] ?? '' },
          ),
        )
    : [];
};

/** A place that the list does not know takes its path from the words of title, header and page, and from the list above it. */
const fromWords = (sources: readonly RegionWords[], names: Gazetteer): string[] => {
  const merged = sources.reduce<RegionWords>(
    (known, words) => (agree(known, words) ? { ...words, ...known } : known),
    {},
  );
  const path = wordsPath(merged);
  const [top] = path;
  if (!top || merged.province) return path;
  const parents = names.named(top);
  const parent = parents.length === 1 ? parents[0] : undefined;
  return parent ? [...names.path(parent.code).slice(0, -1), ...path] : path;
};

const SHORT_NAME = /^(?:\d{4}年(?:度)?)?(\p{Script=Han}{2,4}?)(?=政府工作报告|人民政府|工作报告|20\d\d年)/u;

/** 2025年宁夏政府工作报告 → 宁夏回族自治区: a title that calls a province or city by its short name. */
const fromShortName = (title: string, clues: RegionClues, names: Gazetteer): Division | null => {
  const stem = SHORT_NAME.exec(title)?.[1];
  if (!stem) return null;
  const called = names.calledShort(stem);
  return called.find(({ code }) => code.length === 2) ?? best(called, clues, names)?.division ?? null;
};

/** Where a report comes from. */
export const findRegion = (clues: RegionClues): FoundRegion => {
  const names = gazetteer();
  if (clues.statedRegion) return { region: [...clues.statedRegion], inferred: false };

  const subjects = [clues.institution, clues.title]
    .map((text) => parseRegionWords(text ?? ''))
    .filter((words) => !isEmpty(words));
  const others = [...clues.opening, ...clues.chrome.flatMap((line) => line.split(/[\s|:：]+/u))]
    .map(parseRegionWords)
    .filter((words) => !isEmpty(words));
  // The most precise of issuer and title speaks: 发布机构 may be the district whose page carries a street's report.
  const subject = [...subjects].sort(
    (a, b) => wordsPath(b).length - wordsPath(a).length || (a.street ? -1 : b.street ? 1 : 0),
  )[0];
  const precise = subjects.find((words) => words.street) ?? subject;

  if (precise) {
    const merged = subjects.reduce<RegionWords>(
      (known, words) => (agree(known, words) ? { ...words, ...known } : known),
      precise,
    );
    const candidates = candidatesFor(merged, names);
    const chosen =
      best(candidates, clues, names) ??
      (candidates[0] && candidates.length === 1 ? { division: candidates[0], sure: true } : null);
    if (chosen) return { region: names.path(chosen.division.code), inferred: !chosen.sure };
    if (candidates.length === 0) return { region: fromWords([merged, ...others], names), inferred: false };
    return { region: wordsPath(merged), inferred: false };
  }

  const short = fromShortName(clues.title ?? '', clues, names);
  if (short) return { region: names.path(short.code), inferred: false };

  const opened = others.find((words) => words.province ?? words.city ?? words.county);
  if (opened) {
    const found = best(candidatesFor(opened, names), clues, names);
    return {
      region: found ? names.path(found.division.code) : fromWords([opened, ...others], names),
      inferred: true,
    };
  }
  const coded = siteCodes(clues)
    .map((code) => names.byCode(code))
    .find((division) => division !== undefined);
  if (coded) return { region: names.path(coded.code), inferred: true };

  const mentioned = findMentionedPlace(clues.body, names);
  return mentioned ? { region: names.path(mentioned.code), inferred: true } : { region: [], inferred: false };
};
