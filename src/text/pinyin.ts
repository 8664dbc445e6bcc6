/*
 * How terms sound, for people who type in Latin letters. The table of pronunciations takes some 25 MB and a third of a second, so
 * it is loaded at the first need: by the service when somebody types letters, never by the indexer.
 */

/** The syllables of a text, without tones: 垃圾分类 → la ji fen lei. What is no Han character stays as it is, one by one. */
export type ToSyllables = (text: string) => string[];

let loading: Promise<ToSyllables> | null = null;

export const loadPinyin = (): Promise<ToSyllables> => {
  loading ??= import('pinyin-pro').then(
    ({ pinyin }) =>
      (text) =>
        pinyin(text, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable.toLowerCase()),
  );
  return loading;
};

/** What may be pinyin: letters, perhaps with the apostrophes and spaces of an input method. */
export const isPinyinLike = (text: string): boolean => /^[a-z][a-z'’]*$/i.test(text) && text.length <= 60;

export const foldPinyin = (text: string): string => text.toLowerCase().replace(/['’]/g, '');

/** Does `letters` spell all syllables, or the first of them, each by its beginning at least? */
export type Spelling = 'whole' | 'beginning' | null;

/**
 * How `letters` spells a term: syllable by syllable, each whole, by its initial or half written, so that ljfl, lajifenlei and
 * ljfenl all spell 垃圾分类.
 */
export const spell = (letters: string, syllables: readonly string[]): Spelling => {
  let best: Spelling = null;
  const walk = (at: number, syllable: number): boolean => {
    if (at === letters.length) {
      if (syllable === syllables.length) {
        best = 'whole';
        return true;
      }
      best = 'beginning';
      return false;
    }
    const sound = syllables[syllable];
    if (sound === undefined) return false;
    let shared = 0;
    while (shared < sound.length && letters[at + shared] === sound[shared]) shared++;
    // The longest beginning first: it is nearly always the one that was meant.
    for (let length = shared; length > 0; length--) if (walk(at + length, syllable + 1)) return true;
    return false;
  };
  walk(0, 0);
  return best;
};
