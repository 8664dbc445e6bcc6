import { type Division, type Gazetteer, stemOf } from './gazetteer.ts';

/** Longest name tried at a place in the text. Characters. */
const LONGEST = 8;
/** Everyday words that are also the stem of some town or city. */
const EVERYDAY = new Set(
  '和平|新华|光明|解放|建设|团结|胜利|友谊|人民|红旗|文化|工业|中心|中华|城关|城区|城东|城西|城南|城北|东城|西城|新城|新区|开发|高新|向阳|前进|东风|幸福|朝阳|永安|太平|民主|中山|中央|大同|河东|河西|江东|江北|市中|城中|郊区|新兴|安定|安宁|平安|振兴|和谐|复兴|文明|长江|黄河|中原|长城|世纪|石化|双龙|大庆|通道|兴业|共和|民乐|尖山|延长|东方|吉利|繁荣|平原|富民|正定|宁静|五大|大田|新建|公安|海南|大街|长治|安康|四平|万年|资源|建水|昌盛|合作|七里|光彩|中部|科技|商业|体育|上街|大方|都安|定安|开放|新型|一线|民生'.split(
    '|',
  ),
);

const count = (text: string, word: string): number => text.split(word).length - 1;

interface Mention {
  readonly code: string;
  readonly times: number;
  readonly length: number;
}

/** Divisions that a text names, by full name or stem. */
const mentions = (text: string, names: Gazetteer): { wide: Mention[]; streets: Mention[] } => {
  const wide = new Map<string, Mention>();
  const streets = new Map<string, Mention>();
  const seen = new Set<string>();
  const note = (into: Map<string, Mention>, divisions: readonly Division[], word: string) => {
    for (const { code } of divisions) {
      const times = count(text, word);
      const before = into.get(code);
      if (!before || times * word.length > before.times * before.length)
        into.set(code, { code, times, length: word.length });
    }
  };
  for (let at = 0; at < text.length; at++) {
    if (!names.begins(text.slice(at, at + 2))) continue;
    for (let length = 2; length <= LONGEST; length++) {
      const word = text.slice(at, at + length);
      if (word.length < length || seen.has(word)) continue;
      seen.add(word);
      if (!/^\p{Script=Han}+$/u.test(word)) break;
      const exact = names.named(word);
      note(
        wide,
        exact.filter(({ code }) => code.length < 9),
        word,
      );
      note(
        streets,
        exact.filter(({ code }) => code.length === 9),
        word,
      );
      if (EVERYDAY.has(word)) continue;
      note(
        wide,
        names.calledShort(word).filter(({ code }) => code.length === 4 || (code.length === 6 && length >= 2)),
        word,
      );
      // Two characters of a street are too often a word.
      if (length >= 3) note(streets, names.streetsCalled(word), word);
    }
  }
  return { wide: [...wide.values()], streets: [...streets.values()] };
};

/** A report that speaks of itself as 街道 this often is a street's. */
const SELF_REFERENCES = 5;
/** Times characters; below it a mention is chance. */
const LEAST_EVIDENCE = 6;

/**
 * The place that a report without any header speaks of all along, or null. For a street both it and the city or district
 * above it must be named: 荷花池 alone is many ponds, 荷花池 with 常州 is one street.
 */
export const findMentionedPlace = (body: string, names: Gazetteer): Division | null => {
  const { wide, streets } = mentions(body, names);
  const weight = new Map(wide.map(({ code, times, length }) => [code, Math.min(times, 10) * length]));
  const above = (code: string): number =>
    [4, 6].filter((n) => n < code.length).reduce((sum, n) => sum + (weight.get(code.slice(0, n)) ?? 0), 0);

  const isStreet =
    count(body, '街道') + count(body, '我镇') + count(body, '全镇') + count(body, '我乡') >= SELF_REFERENCES;
  if (isStreet) {
    const ranked = streets
      .map(({ code, times, length }) => ({ code, own: Math.min(times, 10) * length, parents: above(code) }))
      .filter(({ own, parents }) => own >= LEAST_EVIDENCE && parents > 0)
      .map(({ code, own, parents }) => ({ code, score: own + 2 * parents }))
      .sort((a, b) => b.score - a.score);
    const [first, second] = ranked;
    if (first && first.score > (second?.score ?? 0)) return names.byCode(first.code) ?? null;
  }
  const ranked = [...weight]
    .filter(([code, score]) => score >= 2 * LEAST_EVIDENCE && stemOf(names.byCode(code)?.name ?? '') !== '')
    .map(([code, score]) => ({ code, score: score + above(code) / 2 }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  return first && first.score > (second?.score ?? 0) ? (names.byCode(first.code) ?? null) : null;
};
