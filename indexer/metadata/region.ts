import type { EvidenceSource } from '../../src/domain/provenance.ts';
import { fold } from './fold.ts';
import { type FormerDivision, formerDivisionsNamed } from './former-divisions.ts';
import { type Division, type Gazetteer, gazetteer, stemOf } from './gazetteer.ts';
import { likeliest, type RegionClues, siteCodes, siteWords } from './region-evidence.ts';
import { findMentionedPlace } from './region-mentions.ts';
import { agree, isEmpty, parseRegionWords, type RegionWords, wordsPath } from './region-words.ts';

export interface FoundRegion {
  /** Official names from the province down; empty when nothing tells. */
  readonly region: string[];
  /** True when surroundings decided, not the report's own statement. */
  readonly inferred: boolean;
  readonly from: EvidenceSource;
  /** The words that decided. */
  readonly words: string;
  /** The lowest division on the path that exists no longer, if any. */
  readonly former?: FormerDivision;
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
    `(?<=^|[\\s，。、；：,;:“（(]|地处|位于|在|是|由|系)((?:\\p{Script=Han}{2,3}省|\\p{Script=Han}{2,7}自治区)?(?:\\p{Script=Han}{2,5}(?:市|州|盟|地区))?(?:\\p{Script=Han}{1,6}[区县])?)${name}`,
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

/** 苏州工业园区, 新疆生产建设兵团: a zone or corps that is no division and lies where its name begins. */
const ZONE_NAME =
  /^(?:关于|\d{4}年(?:度)?)?(\p{Script=Han}{2,4}?)(?=\p{Script=Han}{0,12}(?:开发区|园区|新区|高新区|度假区|示范区|保税区|试验区|实验区|投资区|集聚区|科技城|空港|建设兵团|管委会|管理委员会))/u;

const fromZoneName = (text: string, clues: RegionClues, names: Gazetteer): Division | null => {
  const plain = fold(text).replace(/\s/g, '');
  const shortest = ZONE_NAME.exec(plain)?.[1]?.length;
  if (shortest === undefined) return null;
  const at = plain.search(/(?<=^(?:关于|\d{4}年(?:度)?)?)\p{Script=Han}/u);
  for (let length = 4; length >= 2; length--) {
    const called = names.calledShort(plain.slice(at, at + length));
    const found = called.find(({ code }) => code.length === 2) ?? likeliest(called, clues, names)?.division;
    if (found) return found;
  }
  return null;
};

/** A place that was: the lowest part of the address that a list of former divisions has, with what stands below it. */
const fromFormer = (
  words: RegionWords,
  clues: RegionClues,
): { region: string[]; former: FormerDivision } | null => {
  const path = wordsPath(words);
  const near = [clues.institution, clues.title, ...clues.opening, ...clues.chrome, clues.body].join('\n');
  for (let at = path.length - 1; at >= 0; at--) {
    const above = path.slice(0, at);
    const fitting = formerDivisionsNamed(path[at] ?? '').filter((division) =>
      above.every((name) => division.path.includes(name)),
    );
    const told = fitting.filter(({ path: whole }) =>
      whole.slice(0, -1).some((name) => near.includes(stemOf(name))),
    );
    const [former, other] = fitting.length === 1 ? fitting : told;
    if (former && !other) return { region: [...former.path, ...path.slice(at + 1)], former };
  }
  return null;
};

interface Subject {
  readonly text: string;
  readonly from: EvidenceSource;
  readonly address: RegionWords;
}

const subjectsOf = (lines: readonly { text: string | undefined; from: EvidenceSource }[]): Subject[] =>
  lines.flatMap(({ text, from }) => {
    const address = parseRegionWords(text ?? '');
    return text === undefined || isEmpty(address) ? [] : [{ text, from, address }];
  });

/** The place that an address of the report's own names. */
const fromAddress = (
  { text, from, address }: Subject,
  merged: RegionWords,
  around: readonly RegionWords[],
  clues: RegionClues,
  names: Gazetteer,
): FoundRegion => {
  const told = { from, words: text };
  const candidates = candidatesFor(merged, names);
  const chosen = likeliest(candidates, clues, names);
  if (chosen) return { region: names.path(chosen.division.code), inferred: !chosen.sure, ...told };
  const former = candidates.length === 0 ? (fromFormer(merged, clues) ?? fromFormer(address, clues)) : null;
  if (former) return { ...former, inferred: false, ...told };
  const region =
    candidates.length > 0 ? wordsPath(merged) : fromWords([merged, ...around], clues.body, names);
  const below = merged.province || merged.city ? null : belowSite(merged, clues, names);
  return below && region[0] === wordsPath(merged)[0]
    ? { ...below, inferred: true }
    : { region, inferred: false, ...told };
};

/** 新华街道 on the site of 云岭省青禾区: a street that the list does not tell apart lies where the site's own code says. */
const belowSite = (
  words: RegionWords,
  clues: RegionClues,
  names: Gazetteer,
): Pick<FoundRegion, 'region' | 'from' | 'words'> | null => {
  const code = siteCodes(clues).find((site) => site.length === 6 && names.byCode(site) !== undefined);
  if (code === undefined || !words.street) return null;
  const above = names.path(code);
  if (words.county && !above.includes(words.county)) return null;
  return { region: [...above, words.street], from: 'site', words: siteWords(clues, code) };
};

const NOWHERE: FoundRegion = { region: [], inferred: false, from: 'text', words: '' };

/** Where a report comes from. */
export const findRegion = (clues: RegionClues): FoundRegion => {
  const names = gazetteer();
  if (clues.statedRegion)
    return { region: [...clues.statedRegion], inferred: false, from: 'manifest', words: '' };

  const subjects = subjectsOf([
    { text: clues.institution, from: clues.institutionFrom ?? 'header' },
    { text: clues.title, from: 'title' },
  ]);
  const others = subjectsOf([
    ...clues.opening.map((text) => ({ text, from: 'opening' as const })),
    ...clues.chrome
      .flatMap((line) => line.split(/[\s|:：]+/u))
      .map((text) => ({ text, from: 'site' as const })),
  ]);
  const around = others.map(({ address }) => address);
  // The most precise of issuer and title speaks: 发布机构 may be the district whose page carries a street's report.
  const sorted = [...subjects].sort((a, b) => wordsPath(b.address).length - wordsPath(a.address).length);
  const precise = sorted.find(({ address }) => address.street) ?? sorted[0];
  if (precise) {
    const merged = merge([precise.address, ...subjects.map(({ address }) => address)]);
    return fromAddress(precise, merged, around, clues, names);
  }

  const title = clues.title ?? '';
  const short = fromShortName(title, clues, names) ?? fromZoneName(title, clues, names);
  if (short) return { region: names.path(short.code), inferred: false, from: 'title', words: title };
  const zone = clues.institution ? fromZoneName(clues.institution, clues, names) : null;
  if (zone)
    return {
      region: names.path(zone.code),
      inferred: false,
      from: clues.institutionFrom ?? 'header',
      words: clues.institution ?? '',
    };

  const opened = others.find(({ address }) => address.province ?? address.city ?? address.county);
  if (opened) return { ...fromAddress(opened, opened.address, around, clues, names), inferred: true };
  const coded = siteCodes(clues)
    .map((code) => names.byCode(code))
    .find((division) => division !== undefined);
  if (coded)
    return {
      region: names.path(coded.code),
      inferred: true,
      from: 'site',
      words: siteWords(clues, coded.code),
    };

  const mentioned = findMentionedPlace(clues.body, names);
  return mentioned
    ? { region: names.path(mentioned.code), inferred: true, from: 'text', words: mentioned.name }
    : NOWHERE;
};
