import type { Phrase } from '../domain/query.ts';
import type { SearchIndex } from '../search/ports.ts';
import { phrasesOf, termKey } from '../text/conditions.ts';
import { isOneEdit } from '../text/edits.ts';
import { foldPinyin, isPinyinLike, loadPinyin, spell, type ToSyllables } from '../text/pinyin.ts';
import { toUnits } from '../text/units.ts';
import { parseBox } from './interpret.ts';
import type { Entry, Vocabulary } from './vocabulary.ts';

/** Other queries that may have been meant, likeliest first. */
export type Corrections = (q: string) => Promise<readonly string[]>;

const MAX_CORRECTIONS = 3;
/** Longest term that is corrected, in units, and longest part of it that is heard as one word. */
const MAX_UNITS = 24;
const MAX_HEARD = 6;
/** One character of two is no slip of the pen but another word. */
const SHORTEST_EDITED = 3;
/** A slip is nearly always of a word that is common: of many candidates only so many are looked up. */
const MAX_LOOKED_UP = 20;

/** Words by how they sound. */
const createHearing = async (vocabulary: Vocabulary): Promise<(sound: string) => readonly Entry[]> => {
  const bySound = new Map<string, Entry[]>();
  for (const { entry, syllables } of [...(await vocabulary.sounds()).values()].flat()) {
    if (entry.kind !== 'term') continue;
    const sound = syllables.join(' ');
    bySound.set(sound, [...(bySound.get(sound) ?? []), entry]);
  }
  return (sound) => bySound.get(sound) ?? [];
};

/** The term with a part of it replaced by a word that sounds the same: 垃极分类处理 → 垃圾分类处理. */
const soundAlikes = (
  units: readonly string[],
  hear: (sound: string) => readonly Entry[],
  toSyllables: ToSyllables,
): string[] => {
  const found: string[] = [];
  for (let length = Math.min(MAX_HEARD, units.length); length >= 2; length--)
    for (let from = 0; from + length <= units.length; from++) {
      const part = units.slice(from, from + length).join('');
      for (const { folded } of hear(toSyllables(part).join(' ')))
        if (folded !== part)
          found.push(units.slice(0, from).join('') + folded + units.slice(from + length).join(''));
    }
  return found;
};

/** Candidates for one term that is nowhere in the collection. */
const candidatesFor = async (
  { text, units }: Phrase,
  vocabulary: Vocabulary,
  hear: (sound: string) => readonly Entry[],
): Promise<string[]> => {
  if (units.length > MAX_UNITS) return [];
  if (isPinyinLike(text)) {
    const sounds = await vocabulary.sounds();
    const letters = foldPinyin(text);
    return (sounds.get(letters.charAt(0)) ?? [])
      .filter(({ entry, syllables }) => entry.kind === 'term' && spell(letters, syllables) === 'whole')
      .map(({ entry }) => entry.text);
  }
  const edited =
    units.length < SHORTEST_EDITED
      ? []
      : vocabulary.terms
          .filter(({ folded }) => Math.abs(folded.length - units.length) <= 1)
          .filter(({ folded }) => isOneEdit([...folded], units))
          .map(({ text: word }) => word);
  return [...soundAlikes(units, hear, await loadPinyin()), ...edited];
};

/** A sign that joins words only where it stands apart: 垃圾分类~志愿者 was meant as two. */
const spacedOut = ({ text }: Phrase): string[] =>
  /[^\s\d][~～][^\s\d]/u.test(text) ? [text.replace(/[~～]/gu, ' ~ ')] : [];

/**
 * What may have been meant by a query that finds nothing: terms that sound the same, are spelt so in pinyin or are one character
 * apart, and that the collection does hold.
 */
export const createCorrections =
  (index: SearchIndex, readVocabulary: () => Promise<Vocabulary>): Corrections =>
  async (q) => {
    const { all } = parseBox(q);
    const phrases = [
      ...new Map(
        all
          .flat()
          .flatMap(phrasesOf)
          .map((phrase) => [termKey(phrase), phrase]),
      ).values(),
    ];
    const { counts } = await index.frequencies(phrases.map(({ units }) => units));
    const missing = phrases.filter((_, n) => counts[n] === 0);
    if (missing.length === 0) return [];
    const vocabulary = await readVocabulary();
    const hear = await createHearing(vocabulary);
    const corrected: string[] = [];
    for (const phrase of missing) {
      const candidates = [
        ...new Set([...spacedOut(phrase), ...(await candidatesFor(phrase, vocabulary, hear))]),
      ].slice(0, MAX_LOOKED_UP);
      const { counts: held } = await index.frequencies(
        candidates.map((text) => toUnits(text).map(({ value }) => value)),
      );
      corrected.push(
        ...candidates
          .filter((text, n) => text.includes(' ~ ') || (held[n] ?? 0) > 0)
          .slice(0, MAX_CORRECTIONS)
          .map((text) => q.replace(phrase.text, () => text)),
      );
    }
    return [...new Set(corrected)].slice(0, MAX_CORRECTIONS);
  };
