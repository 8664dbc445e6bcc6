import { type Division, type Gazetteer, gazetteer } from './gazetteer.ts';
import { likeliest, type RegionClues, siteCodes } from './region-evidence.ts';
import { findMentionedPlace } from './region-mentions.ts';
import { agree, isEmpty, parseRegionWords, type RegionWords, wordsPath } from './region-words.ts';

export interface FoundRegion {
  /** Official names from the province down; empty when nothing tells. */
  readonly region: string[];
  /** True when surroundings decided, not the report's own statement. */
  readonly inferred: boolean;
}

/** Development zones stand in addresses but not in the list: 高新区梅墟街道. */
const ZONE = /高新|开发|经济|新区|园区|示范|度假|旅游|保税|合作|试验|管理区/u;

/** Divisions that the most precise part of an address can be, given its other parts. */
const candidatesFor = (words: RegionWords, names: Gazetteer): Division[] => {
  const path = wordsPath(words);
  const last = path.at(-1);
  if (!last) return [];
  const above = path.slice(0, -1);
  const within = (places: readonly string[]) =>
    names.named(last).filter(({ code }) => places.every((name) => names.path(code).includes(name)));
  const exact = within(above);
  return exact.length > 0 ? exact : within(above.filter((name) => !ZONE.test(name)));
};

/** Addresses made one, the earlier first; those that contradict it are left out. */
const merge = (addresses: readonly RegionWords[]): RegionWords => {
  let merged: RegionWords = {};
  for (const words of addresses) if (agree(merged, words)) merged = { ...words, ...merged };
  return merged;
};

/** 沧澜省溟州市 in “，沧澜省溟州市归帆区…”: the places that the text itself puts before one that it names. */
const placesBefore = (name: string, body: string): RegionWords => {
  const before = new RegExp(
    `(?<=^|[\\s，。、；：,;:“（(]|地处|位于|在|是)((?:\\p{Script=Han}{2,3}省|\\p{Script=Han}{2,7}自治区)?(?:\\p{Script=Han}{2,5}(?:市|州|盟|地区))?(?:\\p{Script=Han}{1,6}[区县])?)${name}`,
    'gmu',
  );
  const found = [...body.matchAll(before)].map((match) => match[1] ?? '').sort((a, b) => b.length - a.length);
  return parseRegionWords(found[0] ?? '');
};

/**
 * A place that the list does not know takes its path from the words of title, header, page and text, and from the list
 * above it.
 */
const fromWords = (known: readonly RegionWords[], body: string, names: Gazetteer): string[] => {
  const first = merge(known);
  const top = wordsPath(first)[0] ?? '';
  const sources = top === '' || first.province ? [first] : [first, placesBefore(top, body)];
  const merged = merge(sources);
  const path = wordsPath(merged);
  const highest = path[0];
  if (!highest || merged.province) return path;
  const parents = names.named(highest);
  const parent = parents.length === 1 ? parents[0] : undefined;
  return parent ? [...names.path(parent.code).slice(0, -1), ...path] : path;
};

const SHORT_NAME = /^(?:\d{4}年(?:度)?)?(\p{Script=Han}{2,4}?)(?=政府工作报告|人民政府|工作报告|20\d\d年)/u;

/** 2025年宁夏政府工作报告 → 宁夏回族自治区: a title that calls a province or city by its short name. */
const fromShortName = (title: string, clues: RegionClues, names: Gazetteer): Division | null => {
  const stem = SHORT_NAME.exec(title)?.[1];
  if (!stem) return null;
  const called = names.calledShort(stem);
  return called.find(({ code }) => code.length === 2) ?? likeliest(called, clues, names)?.division ?? null;
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
    const merged = merge([precise, ...subjects]);
    const candidates = candidatesFor(merged, names);
    const chosen = likeliest(candidates, clues, names);
    if (chosen) return { region: names.path(chosen.division.code), inferred: !chosen.sure };
    const region =
      candidates.length > 0 ? wordsPath(merged) : fromWords([merged, ...others], clues.body, names);
    return { region, inferred: false };
  }

  const short = fromShortName(clues.title ?? '', clues, names);
  if (short) return { region: names.path(short.code), inferred: false };

  const opened = others.find((words) => words.province ?? words.city ?? words.county);
  if (opened) {
    const found = likeliest(candidatesFor(opened, names), clues, names);
    return {
      region: found ? names.path(found.division.code) : fromWords([opened, ...others], clues.body, names),
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
