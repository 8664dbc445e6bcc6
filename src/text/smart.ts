import type { Phrase } from '../domain/query.ts';
import { toRuns } from './runs.ts';
import type { Segment } from './segment.ts';
import { toUnits } from './units.ts';

/** Words that carry no subject: they neither select nor rank. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  '的 了 和 与 及 等 在 是 对 为 有 被 把 从 到 以 于 中 也 都 就 而 或 并 将 让 给 我 你 他 它 们 这 那 吗 呢 啊 怎么 怎样 如何 什么 哪些 哪些地方 哪个 哪里 多少 几个 是否 为什么 做 情况 方面 问题 相关 关于'.split(
    ' ',
  ),
);

export const isEmptyWord = (word: string): boolean => EMPTY_WORDS.has(word);

/** Longer words are cut again: 污水零直排区 as one word would miss every other way to say it. */
const MAX_WORD_UNITS = 4;

const unitsOf = (word: string): string[] => toRuns(toUnits(word)).flat();

/** The words of a term that must or may occur in smart mode, in order, each once; the term itself where no word carries a subject. */
export const toWords = (term: Phrase, segment: Segment, segmentFinely: Segment): Phrase[] => {
  const words = segment(term.text).flatMap((word) =>
    unitsOf(word).length > MAX_WORD_UNITS ? segmentFinely(word).filter((part) => part !== word) : [word],
  );
  const bearing = words.filter(
    (word) => !isEmptyWord(word) && (unitsOf(word).length > 1 || /[\p{N}\p{Script=Latin}]/u.test(word)),
  );
  const chosen = [...new Set(bearing)].flatMap((word) => {
    const units = unitsOf(word);
    return units.length === 0 ? [] : [{ kind: 'phrase' as const, text: word, units, quoted: false }];
  });
  return chosen.length > 0 ? chosen : [term];
};

/** Neighbouring pairs of units of a term, each once: what ranking counts beside words, since it needs no dictionary. */
export const toPairs = (term: Phrase): string[][] => {
  const pairs = new Map<string, string[]>();
  for (const run of toRuns(toUnits(term.text)))
    for (let at = 1; at < run.length; at++) {
      const pair = run.slice(at - 1, at + 1);
      pairs.set(pair.join('\u0001'), pair);
    }
  return [...pairs.values()];
};
